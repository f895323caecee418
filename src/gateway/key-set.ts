import { createPublicKey, type KeyObject } from 'node:crypto';
import { isObject, parsedObject } from '../lib/json.ts';

/** Keys that sign with RS256, by the name that tokens give them. */
export type KeySet = ReadonlyMap<string, KeyObject>;

/** Bytes: API Gateway's limit for JWT authorizers (HTTP API quotas). */
export const MAX_KEY_SET = 150_000;
/** Cognito has two. */
const MAX_KEYS = 100;
const MAX_KID = 256;
const MAX_DEPTH = 8;
/** RFC 7518, section 3.3. */
const LEAST_BITS = 2_048;

/** A JWK Set (RFC 7517), but for what is in it that RS256 cannot be verified with. @returns `undefined` where that is all */
export function parseKeySet(text: string): KeySet | undefined {
  const keys = parsedObject(text, MAX_DEPTH)?.['keys'];
  const found = new Map<string, KeyObject>();
  for (const jwk of Array.isArray(keys) ? keys.slice(0, MAX_KEYS) : []) {
    const key = isObject(jwk) ? rsaKey(jwk) : undefined;
    if (key !== undefined) found.set(...key);
  }
  return found.size === 0 ? undefined : found;
}

function rsaKey(jwk: Record<string, unknown>): [kid: string, key: KeyObject] | undefined {
  const { kty, kid, n, e, alg = 'RS256', use = 'sig' } = jwk;
  if (kty !== 'RSA' || alg !== 'RS256' || use !== 'sig') return undefined;
  if (typeof kid !== 'string' || kid.length > MAX_KID || typeof n !== 'string' || typeof e !== 'string')
    return undefined;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS ? undefined : [kid, key];
  } catch {
    return undefined; // createPublicKey throws for what is no key
  }
}
