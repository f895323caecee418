import { badGateway, configurationError, type Fault } from '../exchange/exchange.ts';
import { isBase64Text } from '../lib/base64.ts';
import { isHeaderName, isHeaderValue } from '../lib/headers.ts';
import { isObject } from '../lib/json.ts';

export interface ProxyResponse {
  readonly status: number;
  /** name, value, name, value … */
  readonly headers: string[];
  readonly body: Buffer | string;
}

/**
 * Reads what a function behind AWS_PROXY returned. The rules, and which breach is a 502 and which a 500, are those
 * recorded on AWS (aws-behaviour.md §2.6, column REST).
 *
 * @param decode whether a base64 body is decoded for this client
 */
export function parseProxyResponse(payload: Buffer, decode: boolean): ProxyResponse | Fault {
  let value: unknown;
  try {
    value = JSON.parse(payload.toString('utf8'));
  } catch {
    return malformed('it is no JSON');
  }
  if (!isObject(value)) return malformed('it is no JSON object');
  for (const key in value) if (!KEYS.has(key)) return malformed(`it has the unknown key ${JSON.stringify(key)}`);

  const status = readStatus(value['statusCode']);
  if (status === undefined) return malformed(`statusCode is ${JSON.stringify(value['statusCode'])}`);
  const headers = readHeaders(value['headers'], value['multiValueHeaders']);
  if (typeof headers === 'string') return malformed(headers);

  const body = value['body'] ?? '';
  if (typeof body !== 'string') return malformed('body is no string');
  const isBase64 = value['isBase64Encoded'] ?? false;
  if (typeof isBase64 !== 'boolean') return malformed('isBase64Encoded is no boolean');
  if (!isBase64 || !decode) return { status, headers, body };
  if (!isBase64Text(body)) return configurationError('The function returned a body that is no base64');
  return { status, headers, body: Buffer.from(body, 'base64') };
}

/** `cookies` is an HTTP API's: here it is as unknown as any other key (recorded). */
const KEYS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** AWS's own words, from its execution log. */
function malformed(why: string): Fault {
  return badGateway(`Execution failed due to configuration error: Malformed Lambda proxy response: ${why}`);
}

/** Absent is 200; a string of digits counts; 0, fractions and what no HTTP status can be do not. */
export function readStatus(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  // deviation: A statusCode outside 200-599 is refused with 502: an interim status cannot be a final answer.
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}

/**
 * `headers` and `multiValueHeaders` in one list: for a name in both, the values of the multi form come first, in its
 * spelling (recorded on AWS). @returns what is wrong with them, when something is
 */
export function readHeaders(single: unknown, multi: unknown): string[] | string {
  if (!isObject(single ?? {})) return 'headers is no object';
  if (!isObject(multi ?? {})) return 'multiValueHeaders is no object';
  const out: string[] = [];
  const spelling = new Map<string, string>();
  const add = (name: string, value: unknown): string | undefined => {
    const text = typeof value === 'boolean' ? String(value) : value;
    // deviation: A number or null as header value is refused with 502; what AWS does with them is not recorded.
    if (typeof text !== 'string') return `the header ${JSON.stringify(name)} is no string`;
    if (!isHeaderName(name)) return `${JSON.stringify(name)} is no header name`;
    if (!isHeaderValue(text)) return `the value of the header ${name} cannot stand in a header`;
    out.push(spelling.get(name.toLowerCase()) ?? name, text);
    return undefined;
  };
  for (const [name, values] of Object.entries((multi ?? {}) as object)) {
    if (!Array.isArray(values)) return `the header ${JSON.stringify(name)} of multiValueHeaders is no list`;
    spelling.set(name.toLowerCase(), name);
    for (const value of values) {
      const wrong = add(name, value);
      if (wrong !== undefined) return wrong;
    }
  }
  for (const [name, value] of Object.entries((single ?? {}) as object)) {
    const wrong = add(name, value);
    if (wrong !== undefined) return wrong;
  }
  return out;
}
