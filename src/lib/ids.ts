import { randomFillSync } from 'node:crypto';

/** A multiple of three, so that base64 needs no padding. */
const POOL_BYTES = 6144;

/**
 * Random text of one encoding, bought in batches: one call of the generator and one encoding serve a hundred ids and more.
 * What is given out is never given out again.
 */
function randomText(encoding: 'hex' | 'base64'): (characters: number) => string {
  const pool = Buffer.alloc(POOL_BYTES);
  let text = '';
  let used = 0;
  return (characters) => {
    if (used + characters > text.length) {
      randomFillSync(pool);
      text = pool.toString(encoding);
      used = 0;
    }
    used += characters;
    return text.slice(used - characters, used);
  };
}

const hex = randomText('hex');
const base64 = randomText('base64');

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id of `length` characters of `[a-z0-9]`, as API Gateway makes them: API 10, resource 6, deployment 6. */
export function newId(length: number): string {
  let id = '';
  while (id.length < length) {
    const byte = Number.parseInt(hex(2), 16);
    // 252 = 7 × 36: a byte above would favour the first letters.
    if (byte < 252) id += ID_ALPHABET[byte % 36];
  }
  return id;
}

/** For each digit its last two bits, behind the two bits 10 that RFC 9562's variant is. */
const VARIANT = new Map(Array.from('0123456789abcdef', (digit, i) => [digit, '89ab'[i & 0b0011] as string]));

/** Version 4 of RFC 9562: 122 random bits. */
export function newUuid(): string {
  const text = hex(32);
  const variant = VARIANT.get(text[16] as string);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
}

const BASE64_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** For each character the one with the same first four bits, and zeros. */
const FOUR_BITS = new Map(
  Array.from(BASE64_ALPHABET, (character, i) => [character, BASE64_ALPHABET[i & 0b111100] as string]),
);

/** The shape of `x-amz-apigw-id`: 15 base64 characters and `=`, which are 11 bytes. */
export function newExtendedRequestId(): string {
  const text = base64(15);
  return `${text.slice(0, 14)}${FOUR_BITS.get(text[14] as string)}=`;
}

/** Lower-case hexadecimal, two characters a byte; at most POOL_BYTES of them. */
export function randomHex(bytes: number): string {
  return hex(2 * bytes);
}

/** `Root=1-{epoch seconds}-{96 bits}`, the root of an X-Ray trace id. */
export function newTraceRoot(nowMs: number): string {
  const second = Math.floor(nowMs / 1000);
  if (second !== rootSecond) {
    rootSecond = second;
    rootStart = `Root=1-${second.toString(16).padStart(8, '0')}-`;
  }
  return rootStart + hex(24);
}

/** The second of the last trace id, and what all ids of that second begin with. */
let rootSecond = -1;
let rootStart = '';
