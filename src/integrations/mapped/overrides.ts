/** What templates set of a request or response over its parameter mappings: `$context.requestOverride`, `…responseOverride`. */
export interface Overrides {
  readonly request: {
    readonly header: Map<string, string>;
    readonly path: Map<string, string>;
    readonly querystring: Map<string, string>;
  };
  readonly response: {
    readonly header: Map<string, string>;
    /** As a template set it; only integers from 100 to 599 count (aws-behaviour.md §1.9). */
    status: unknown;
  };
}

export function newOverrides(): Overrides {
  return {
    request: { header: new Map(), path: new Map(), querystring: new Map() },
    response: { header: new Map(), status: undefined },
  };
}

/** Of a mapping whose templates set nothing; nobody writes into it. */
export const NO_OVERRIDES: Overrides = newOverrides();

export function overriddenStatus({ response: { status } }: Overrides): number | undefined {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}
