export type QueryPairs = readonly (readonly [name: string, value: string])[];

/**
 * The decoded pairs of a query, in order, for those who verify what it was signed with; `+` is a space. `undefined` when an escape in it is
 * none, or no UTF-8: nobody can say then what was signed.
 *
 * @param separator what whoever uses the query splits it by, so that what is verified is what is used
 */
export function signedQuery(query: string, separator: string | RegExp = '&'): QueryPairs | undefined {
  const pairs: [string, string][] = [];
  try {
    for (const part of query.split(separator)) {
      if (part === '') continue;
      const equals = part.indexOf('=');
      pairs.push(equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]);
    }
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  return pairs;
}

function decode(text: string): string {
  return decodeURIComponent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}
