/**
 * Headers as the wire had them: name, value, name, value … Order, case and repetition are part of what API Gateway
 * shows to an integration, so nothing is folded before somebody asks.
 */
export type RawHeaders = readonly string[];

/** The last value of a header, whatever its case; `lowerName` is lower-case. */
export function lastHeader(headers: RawHeaders, lowerName: string): string | undefined {
  for (let i = headers.length - 2; i >= 0; i -= 2) {
    const name = headers[i] as string;
    if (name.length === lowerName.length && name.toLowerCase() === lowerName) return headers[i + 1];
  }
  return undefined;
}

export function hasHeader(headers: RawHeaders, lowerName: string): boolean {
  return lastHeader(headers, lowerName) !== undefined;
}

/** RFC 9110 token. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** No CR, LF, NUL or other control character but tab: what may stand in a field value. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Names that were found to be names: they come again and again. What strangers could fill this with is bounded. */
const known = new Set<string>();
const MOST_KNOWN = 1_000;

export function isHeaderName(name: string): boolean {
  if (known.has(name)) return true;
  if (!NAME.test(name)) return false;
  if (known.size < MOST_KNOWN && name.length < 64) known.add(name);
  return true;
}

export function isHeaderValue(value: string): boolean {
  return VALUE.test(value);
}
