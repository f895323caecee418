/** A header's media type in lower case: the first, without its parameters. */
export function mediaType(header: string): string {
  return (header.split(/[;,]/, 1)[0] as string).trim().toLowerCase();
}

/** The template for a request: that of its Content-Type, which is application/json where there is none, else `$default`. */
export function compileRequestChoice<T>(
  templates: ReadonlyMap<string, T>,
): (contentType: string | undefined) => T | undefined {
  const byType = lowerCased(templates);
  const otherwise = templates.get('$default');
  return (contentType) => byType.get(mediaType(contentType ?? 'application/json')) ?? otherwise;
}

/** The template for the client's `Accept`, else for application/json, else the first (recorded on AWS, aws-behaviour.md §1.10). */
export function compileResponseChoice<T>(
  templates: ReadonlyMap<string, T>,
): (accept: string | undefined) => T | undefined {
  const byType = lowerCased(templates);
  const otherwise = byType.get('application/json') ?? [...byType.values()][0];
  if (byType.size <= 1) return () => otherwise;
  return (accept) => (accept === undefined ? undefined : byType.get(mediaType(accept))) ?? otherwise;
}

function lowerCased<T>(templates: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...templates].map(([type, template]) => [type.toLowerCase(), template]));
}
