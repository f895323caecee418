import { createHash, createHmac } from 'node:crypto';

/**
 * Signature Version 4 as "Create a signed AWS API request" (IAM user guide) defines it: what both sides of it compute, the one
 * that signs and the one that verifies.
 */
export interface SignedParts {
  readonly method: string;
  /** Made by `canonicalPath`, or for S3 by `canonicalKey`. */
  readonly path: string;
  /** Decoded. */
  readonly query: Iterable<readonly [name: string, value: string]>;
  /** The headers that are signed, by their lower-case names. */
  readonly headers: Iterable<readonly [lowerName: string, value: string]>;
  /** Of the body, hexadecimal. */
  readonly payloadHash: string;
}

export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

export function canonicalRequest({ method, path, query, headers, payloadHash }: SignedParts): string {
  const sorted = [...headers].sort(([a], [b]) => order(a, b));
  return [
    method,
    path,
    canonicalQuery(query),
    sorted.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}\n`).join(''),
    sorted.map(([name]) => name).join(';'),
    payloadHash,
  ].join('\n');
}

/** The path of every service but S3: dots are removed, and what is percent-encoded is encoded a second time. */
export function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(uriEncode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** The path of S3: encoded once, for a key may hold anything. */
export function canonicalKey(path: string): string {
  return path
    .split('/')
    .map((segment) => uriEncode(decodeOrKeep(segment)))
    .join('/');
}

function canonicalQuery(query: SignedParts['query']): string {
  return [...query]
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** What a day's requests to a service in a region are signed with. */
export function signingKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const ofDay = hmac(`AWS4${secretAccessKey}`, scope.date);
  return hmac(hmac(hmac(ofDay, scope.region), scope.service), scope.terminator);
}

/** @param time `YYYYMMDDTHHMMSSZ` @returns hexadecimal */
export function signature(key: Buffer, scope: CredentialScope, time: string, canonical: string): string {
  return hmac(key, stringToSign(scope, time, canonical)).toString('hex');
}

export function stringToSign(scope: CredentialScope, time: string, canonical: string): string {
  const { date, region, service, terminator } = scope;
  return `AWS4-HMAC-SHA256\n${time}\n${date}/${region}/${service}/${terminator}\n${sha256(canonical)}`;
}

/** `YYYYMMDDTHHMMSSZ` */
export function signingTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** AWS's UriEncode: everything but the unreserved characters of RFC 3986. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // an escape that is no UTF-8 stands for itself
  }
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
