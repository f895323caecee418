import { createHash, randomBytes } from 'node:crypto';

/** Ids of IAM: four letters that say of what, and 17 characters for things, 16 for access keys (IAM identifiers, IAM User Guide). */
export type Prefix = 'AROA' | 'AIDA' | 'AGPA' | 'ANPA';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function newIamId(prefix: Prefix): string {
  return prefix + base32(randomBytes(11)).slice(0, 17);
}

/** The id of a policy of AWS's: made from its ARN, so that it is the same each time it is shown. */
export function derivedPolicyId(arn: string): string {
  return `ANPA${base32(createHash('sha256').update(arn).digest()).slice(0, 17)}`;
}

/**
 * An access key id. As in AWS's, the account stands in it: bits 1 to 40 of its 80, counted from the first, hold its number. So a
 * key leads to its record without a search through all accounts.
 */
export function newAccessKeyId(kind: 'AKIA' | 'ASIA', account: string): string {
  const bytes = randomBytes(10);
  const head = (BigInt(account) << 7n) | BigInt((bytes[5] ?? 0) & 0x7f) | 0x8000_0000_0000n;
  bytes.writeUIntBE(Number(head), 0, 6);
  return kind + base32(bytes);
}

/** The account of an access key id; undefined when it is not of that form. */
export function accountOfAccessKey(accessKeyId: string): string | undefined {
  const [, text] = /^A[KS]IA([A-Z2-7]{16})$/.exec(accessKeyId) ?? [];
  if (text === undefined) return undefined;
  let bits = 0n;
  for (const character of text.slice(0, 10)) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  const account = ((bits >> 2n) & 0x7fff_ffff_ff80n) >> 7n;
  return account > 999_999_999_999n ? undefined : String(account).padStart(12, '0');
}

/** 40 characters, as AWS's. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return text;
}
