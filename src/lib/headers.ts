import { remember } from './names.ts';
import { ownText } from './own-text.ts';

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

/** The value of a header that comes once; `undefined` too where it comes again, for then it is not clear which is meant. */
export function onlyHeader(headers: RawHeaders, lowerName: string): string | undefined {
  let found: string | undefined;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    if (name.length !== lowerName.length || name.toLowerCase() !== lowerName) continue;
    if (found !== undefined) return undefined;
    found = headers[i + 1];
  }
  return found;
}

export function hasHeader(headers: RawHeaders, lowerName: string): boolean {
  return lastHeader(headers, lowerName) !== undefined;
}

/**
 * Whether a header's name is this one, whatever its case.
 *
 * @param written as it nearly always is: then no other text is made of it
 */
export function isNamed(name: string, written: string, lowerName: string): boolean {
  return name === written || name === lowerName || name.toLowerCase() === lowerName;
}

/** RFC 9110 token. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** No CR, LF, NUL or other control character but tab: what may stand in a field value. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What stands before a header's value: the end of the line before, and `Name: `. Empty when the name is none. */
export const headerStart: (name: string) => string = remember((name) =>
  NAME.test(name) ? ownText(`\r\n${name}: `) : '',
);

export function isHeaderName(name: string): boolean {
  return headerStart(name) !== '';
}

export function isHeaderValue(value: string): boolean {
  return VALUE.test(value);
}
