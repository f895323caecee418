/** Where in a template: both count from 1; a tab is one column. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A template that is no template: found when it is compiled. */
export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError';
  readonly line: number;
  readonly column: number;

  constructor(what: string, place: Place) {
    super(`${what} at line ${place.line}, column ${place.column}`);
    this.line = place.line;
    this.column = place.column;
  }
}

/** What a template did while it was rendered that ends the rendering: an index out of bounds, a budget that is spent. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
}
