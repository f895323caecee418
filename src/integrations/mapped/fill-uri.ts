/** What must be escaped so that a value neither ends the path nor the request line. */
export const IN_PATH = /[^\x21-\x7e]|[?#]/gu;
/** The same within a query, where a value must not start a parameter of its own either. */
export const IN_QUERY = /[^\x21-\x7e]|[&#+]/gu;

/** Fills `{name}` in from the mapped path parameters; what none fills stands as it is. */
export function compileFilling(text: string, place: 'path' | 'query'): (path: ReadonlyMap<string, string>) => string {
  const unsafe = place === 'path' ? IN_PATH : IN_QUERY;
  const parts = text.split(/\{([^{}]*)\}/);
  if (parts.length === 1) return () => text;
  return (path) => {
    let filled = '';
    for (const [i, part] of parts.entries()) {
      if (i % 2 === 0) filled += part;
      else filled += path.get(part)?.toWellFormed().replace(unsafe, encodeURIComponent) ?? `{${part}}`;
    }
    return filled;
  };
}
