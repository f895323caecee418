import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8_192;

const pool = Buffer.alloc(POOL_BYTES);
let poolText = '';
let poolUsed = 0;

/**
 * Random hexadecimal text, bought in batches: one call of the generator and one encoding serve a hundred ids and more. What is
 * given out is never given out again.
 */
function hex(characters: number): string {
  if (poolUsed + characters > poolText.length) {
    randomFillSync(pool);
    poolText = pool.toString('hex');
    poolUsed = 0;
  }
  poolUsed += characters;
  return poolText.slice(poolUsed - characters, poolUsed);
}

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

/** So many ids are made at a time: in one loop each costs a fraction of what it would between other work. */
const BATCH = 256;

/**
 * Ids of one shape, made in batches. They are cut from one text of some kilobytes: who keeps one for long copies it.
 *
 * @param write the characters of one id from its random bytes
 */
function inBatches(
  { bytes, characters }: { readonly bytes: number; readonly characters: number },
  write: (random: Uint8Array, from: number, text: Uint8Array, at: number) => void,
): () => string {
  const random = Buffer.alloc(BATCH * bytes);
  const written = Buffer.alloc(BATCH * characters);
  let text = '';
  let used = 0;
  return () => {
    if (used === text.length) {
      randomFillSync(random);
      for (let i = 0; i < BATCH; i++) write(random, i * bytes, written, i * characters);
      text = written.toString('latin1');
      used = 0;
    }
    used += characters;
    return text.slice(used - characters, used);
  };
}

const HEX = Buffer.from('0123456789abcdef');
const BASE64 = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const DASH = 0x2d;
const PADDING = 0x3d;

/** Version 4 of RFC 9562: 122 random bits. */
export const newUuid: () => string = inBatches({ bytes: 16, characters: 36 }, (random, from, text, at) => {
  let to = at;
  for (let i = 0; i < 16; i++) {
    let byte = random[from + i] as number;
    // The version and the variant.
    if (i === 6) byte = (byte & 0x0f) | 0x40;
    else if (i === 8) byte = (byte & 0x3f) | 0x80;
    if (i === 4 || i === 6 || i === 8 || i === 10) text[to++] = DASH;
    text[to++] = HEX[byte >> 4] as number;
    text[to++] = HEX[byte & 0x0f] as number;
  }
});

/** The shape of `x-amz-apigw-id`: 15 base64 characters and `=`, which are 11 bytes. */
export const newExtendedRequestId: () => string = inBatches({ bytes: 15, characters: 16 }, (random, from, text, at) => {
  for (let i = 0; i < 14; i++) text[at + i] = BASE64[(random[from + i] as number) & 0x3f] as number;
  // Its last two bits belong to no byte.
  text[at + 14] = BASE64[(random[from + 14] as number) & 0x3c] as number;
  text[at + 15] = PADDING;
});

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
