/** A server with the weather function behind `GET …/weather`, running. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  /** What about how it runs bears on the numbers. */
  readonly notes: readonly string[];
  /** The method's URL, without the query. */
  readonly url: string;
  /** The root of its process tree. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Empty, and the contender's own: for logs and other files. */
  readonly folder: string;
  /** Environments of the function at once, where the contender has a setting for it; without it, the contender's default. */
  readonly functionEnvironments?: string;
}

export type StartContender = (options: StartOptions) => Promise<Contender>;

export const START_MS = 60_000;
