/** One step of the schema. A released step is never edited: what it got wrong, the next one puts right. */
export interface Migration {
  /** 1, 2, 3 … without gaps; the number of its file. */
  readonly number: number;
  /** One line: what the step is for. Recorded in the database beside the number. */
  readonly why: string;
  readonly sqlite: string;
}
