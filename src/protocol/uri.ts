import { ServiceError, serializationError } from './service-error.ts';

/** Splits an encoded path into decoded segments; a slash at the end does not count (Lambda's paths come with and without). */
export function splitPath(path: string): string[] {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
  return trimmed.split('/').map(decode);
}

/** Decoded query parameters in order; `+` is a space. Throws SerializationException. */
export function parseQuery(query: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decodeForm(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decodeForm(part.slice(equals + 1));
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  }
  return found;
}

/** The same for those who only look: undefined when the query cannot be decoded. */
export function peekQuery(query: string): Map<string, string[]> | undefined {
  try {
    return parseQuery(query);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

function decodeForm(text: string): string {
  return decode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw serializationError('Malformed percent encoding in the request URI'); // our choice of words
  }
}
