/** What templates set of a request or response over its parameter mappings: `$context.requestOverride`, `…responseOverride`. */
export interface Overrides {
  readonly request: {
    readonly header: Map<string, string>;
    readonly path: Map<string, string>;
    /** All of it, which VPC links V2 have a use for. */
    wholePath: string | undefined;
    readonly querystring: Map<string, string>;
  };
  readonly response: {
    readonly header: Map<string, string>;
    /** As a template set it; only integers from 100 to 599 count (aws-behaviour.md §1.9). */
    status: unknown;
    /** Members that AWS has no use for: later templates of the request see them (recorded: test_integration_mock_with_response_override_in_request_template). */
    readonly own: Map<string, unknown>;
  };
}

export function newOverrides(): Overrides {
  return {
    request: { header: new Map(), path: new Map(), wholePath: undefined, querystring: new Map() },
    response: { header: new Map(), status: undefined, own: new Map() },
  };
}

/** Of a mapping whose templates set nothing; nobody writes into it. */
export const NO_OVERRIDES: Overrides = newOverrides();

export function overriddenStatus({ response: { status } }: Overrides): number | undefined {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/** Overrides take the place of what has their name. @param same what names are told apart by */
export function overlay<T extends readonly [name: string, value: string]>(
  pairs: readonly T[],
  over: ReadonlyMap<string, string>,
  same: (name: string) => string,
): (readonly [name: string, value: string])[] {
  if (over.size === 0) return [...pairs];
  const names = new Set([...over.keys()].map(same));
  return [...pairs.filter(([name]) => !names.has(same(name))), ...over];
}
