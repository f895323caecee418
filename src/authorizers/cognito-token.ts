import { type KeyObject, verify } from 'node:crypto';
import { isObject, parsedObject } from '../lib/json.ts';
import { JsonSyntaxError, parseJson } from '../lib/json-parse.ts';
import { isJsonNumber, isJsonObject, type JsonObject, numeric } from '../lib/json-value.ts';
import { renderClaims, type ShownClaims } from './cognito-claims.ts';

/** What a token says of itself: nothing of it is true before its signature is. */
export interface PresentedToken {
  readonly kid: string;
  readonly issuer: string;
  readonly claims: JsonObject;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** A token that its user pool signed. Whether it is valid now, and for a method, is asked for each request. */
export interface VerifiedToken {
  /** `id` or `access`. */
  readonly use: string | undefined;
  readonly audience: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly notBefore: number;
  readonly shown: ShownClaims;
}

/** Characters. */
const MAX_TOKEN = 16_384;
const MAX_KID = 256;
const MAX_HEADER_DEPTH = 8;
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;
const SCHEME = /^bearer /i;
/** Seconds beyond which there are no dates. */
const LAST_DATE = 8.64e12;

/**
 * Reads a token of RFC 7519, with or without `Bearer` before it (AWS's own example events have it with). Cognito signs with RS256; whatever
 * names another algorithm, or an extension that has to be understood, is no token.
 */
export function readToken(header: string): PresentedToken | undefined {
  if (header.length > MAX_TOKEN) return undefined;
  const text = header.replace(SCHEME, '');
  const [, head = '', payload = '', signature = ''] = COMPACT.exec(text) ?? [];
  const protectedHeader = parsedObject(decoded(head), MAX_HEADER_DEPTH);
  if (!isObject(protectedHeader)) return undefined;
  const { alg, kid, crit } = protectedHeader;
  if (alg !== 'RS256' || typeof kid !== 'string' || kid.length > MAX_KID || crit !== undefined) return undefined;
  const claims = parsedClaims(decoded(payload));
  const issuer = claims?.get('iss');
  if (claims === undefined || typeof issuer !== 'string') return undefined;
  const signed = Buffer.from(text.slice(0, text.lastIndexOf('.')), 'latin1');
  const bytes = Buffer.from(signature, 'base64url');
  // One token has one form: others would be kept, verified and revoked apart.
  if (bytes.toString('base64url') !== signature) return undefined;
  return { kid, issuer, claims, signed, signature: bytes };
}

/** @returns `undefined` where the signature is not the key's, or the token lasts for ever */
export function verifyToken({ claims, signed, signature }: PresentedToken, key: KeyObject): VerifiedToken | undefined {
  if (!verify('RSA-SHA256', signed, key, signature)) return undefined;
  const expires = secondsOf(claims, 'exp');
  if (expires === undefined) return undefined;
  const notBefore = Math.max(secondsOf(claims, 'nbf') ?? 0, secondsOf(claims, 'iat') ?? 0);
  return {
    use: textOf(claims, 'token_use'),
    audience: textOf(claims, 'aud'),
    scopes: new Set((textOf(claims, 'scope') ?? '').split(' ').filter((scope) => scope !== '')),
    expires: expires * 1000,
    notBefore: notBefore * 1000,
    shown: renderClaims(claims),
  };
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}

function parsedClaims(text: string): JsonObject | undefined {
  try {
    const claims = parseJson(text);
    return isJsonObject(claims) ? claims : undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

function textOf(claims: JsonObject, name: string): string | undefined {
  const value = claims.get(name);
  return typeof value === 'string' ? value : undefined;
}

function secondsOf(claims: JsonObject, name: string): number | undefined {
  const value = claims.get(name);
  const seconds = isJsonNumber(value) ? Number(numeric(value)) : Number.NaN;
  return Math.abs(seconds) <= LAST_DATE ? seconds : undefined;
}
