import { randomFillSync, randomUUID } from 'node:crypto';

const POOL_BYTES = 8192;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** Random bytes, bought in batches: one system call serves hundreds of ids. The view is valid until the next call. */
function randomBytes(count: number): Buffer {
  if (used + count > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id of `length` characters of `[a-z0-9]`, as API Gateway makes them: API 10, resource 6, deployment 6. */
export function newId(length: number): string {
  let id = '';
  while (id.length < length) {
    for (const byte of randomBytes(length)) {
      // 252 = 7 × 36: a byte above would favour the first letters.
      if (byte < 252 && id.length < length) id += ID_ALPHABET[byte % 36];
    }
  }
  return id;
}

export function newUuid(): string {
  return randomUUID();
}

/** The shape of `x-amz-apigw-id`: 15 base64 characters and `=`. */
export function newExtendedRequestId(): string {
  return randomBytes(11).toString('base64');
}

/** Lower-case hexadecimal, two characters a byte. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** `Root=1-{epoch seconds}-{96 bits}`, the root of an X-Ray trace id. */
export function newTraceRoot(nowMs: number): string {
  return `Root=1-${Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0')}-${randomHex(12)}`;
}
