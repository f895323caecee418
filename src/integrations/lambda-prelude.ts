import { type Context, configurationError, type Fault } from '../exchange/exchange.ts';
import { hasHeader, lastHeader } from '../lib/headers.ts';
import { isObject } from '../lib/json.ts';
import { responseHeaders } from './header-tables.ts';
import { withoutLength } from './http-proxy.ts';
import { readHeaders, readStatus } from './lambda-response.ts';

/** What stands before the payload of a streamed response. */
export interface Prelude {
  readonly status: number;
  /** name, value, name, value … */
  readonly headers: readonly string[];
  /** Bytes of the payload, when a Content-Length says so. */
  readonly length: number | undefined;
}

/** "The delimiter must be 8 null bytes and it must appear within the first 16KB of stream data." */
export const MAX_PRELUDE = 16_384;
const DELIMITER = Buffer.alloc(8);

/** @param from where to begin to look @returns `undefined` while there is no delimiter where it has to be */
export function splitPrelude(bytes: Buffer, from = 0): { readonly json: Buffer; readonly rest: Buffer } | undefined {
  const at = bytes.subarray(0, MAX_PRELUDE).indexOf(DELIMITER, Math.max(0, from - DELIMITER.length + 1));
  if (at === -1) return undefined;
  return { json: bytes.subarray(0, at), rest: bytes.subarray(at + DELIMITER.length) };
}

/** "The metadata must be valid JSON. Only headers, multiValueHeaders, cookies and the statusCode keys are supported." */
const KEYS = new Set(['headers', 'multiValueHeaders', 'cookies', 'statusCode']);

/** The rules are the developer guide's, "Lambda proxy integration format for response streaming"; a breach is a 500. */
export function parsePrelude(json: Buffer): Prelude | Fault {
  let value: unknown;
  try {
    value = JSON.parse(json.toString('utf8'));
  } catch {
    return malformedStream('its metadata is no JSON');
  }
  if (!isObject(value)) return malformedStream('its metadata is no JSON object');
  for (const key in value) if (!KEYS.has(key)) return malformedStream(`it has the unknown key ${JSON.stringify(key)}`);
  const status = readStatus(value['statusCode']);
  if (status === undefined) return malformedStream(`statusCode is ${JSON.stringify(value['statusCode'])}`);
  const { multiValueHeaders } = value;
  const headers = readHeaders(unlessIn(multiValueHeaders, value['headers']), multiValueHeaders);
  if (typeof headers === 'string') return malformedStream(headers);
  const cookies = readHeaders({}, { 'Set-Cookie': value['cookies'] ?? [] });
  if (typeof cookies === 'string') return malformedStream('cookies is no list of strings');
  const all = [...headers, ...cookies];
  const length = readLength(all);
  return length === 'none' ? malformedStream('its Content-Length is no length') : { status, headers: all, length };
}

/** As the client gets them. */
export function preludeHeaders({ headers }: Prelude, cx: Context): string[] {
  const out = responseHeaders(withoutLength(headers));
  if (!hasHeader(headers, 'x-amzn-trace-id')) out.push('X-Amzn-Trace-Id', cx.traceId);
  return out;
}

// deviation: A response to be streamed that breaks the format, or a function that fails before its metadata is there, is a 500 whose reason only our log has; AWS documents the status alone.
export function malformedStream(why: string): Fault {
  return configurationError(`Malformed Lambda proxy response: ${why}`);
}

/** "If the same key-value pair is specified in both, only the values from multiValueHeaders will appear in the merged list." */
function unlessIn(multi: unknown, single: unknown): unknown {
  if (!isObject(multi) || !isObject(single)) return single;
  const known = new Set<string>();
  for (const [name, values] of Object.entries(multi)) {
    if (Array.isArray(values)) for (const value of values) known.add(`${name.toLowerCase()}:${String(value)}`);
  }
  return Object.fromEntries(
    Object.entries(single).filter(([name, value]) => !known.has(`${name.toLowerCase()}:${String(value)}`)),
  );
}

/** Chunks and a length do not go together: chunks win (RFC 9112, 6.3). */
function readLength(headers: readonly string[]): number | undefined | 'none' {
  const text = lastHeader(headers, 'content-length');
  if (text === undefined || hasHeader(headers, 'transfer-encoding')) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : 'none';
}
