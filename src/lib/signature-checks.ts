import { createHash, timingSafeEqual } from 'node:crypto';
import type { Presented, SignedHead } from './presented.ts';
import { signingTime } from './sigv4.ts';

/** Milliseconds that a signature may be old, or ahead. */
const TOLERANCE_MS = 5 * 60_000;
/** Seconds; AWS's bound for X-Amz-Expires. */
const LONGEST_PRESIGNED_S = 604_800;

/**
 * Why a signature does not hold any more, or not yet. The sentences begin as "Troubleshoot signed requests for AWS APIs" (IAM user guide)
 * has them.
 */
export function staleness({ time, at, expires }: Presented, now: number): string | undefined {
  if (at > now + TOLERANCE_MS)
    return `Signature not yet current: ${time} is still later than ${signingTime(now + TOLERANCE_MS)} (${signingTime(now)} + 5 min.)`;
  if (expires === undefined)
    return at < now - TOLERANCE_MS
      ? `Signature expired: ${time} is now earlier than ${signingTime(now - TOLERANCE_MS)} (${signingTime(now)} - 5 min.)`
      : undefined;
  if (!(expires >= 1 && expires <= LONGEST_PRESIGNED_S))
    return `X-Amz-Expires must be between 1 and ${LONGEST_PRESIGNED_S} seconds`; // our choice of words
  const end = at + expires * 1000;
  return end < now ? `Signature expired: ${signingTime(end)} is now earlier than ${signingTime(now)}` : undefined; // our choice of words
}

/**
 * What is wrong with an Authorization header that cannot be read. AWS prints the hash of the header, never the header, since 2023 or so
 * (awslabs/time-addressable-media-store#8 shows it of an API Gateway; svdgraaf/serverless-basic-authentication#3 and
 * bankofmaldives/bml-connect#4 show which of the two sentences a header gets).
 *
 * deviation: An Authorization header that has all its parameters, one of which cannot be read, is told what AWS tells one without them.
 */
export function incompleteAuthorization(header: string, { headers }: SignedHead): string {
  const hashed = createHash('sha256').update(header).digest('base64');
  const space = header.search(/[ \t]/);
  const parts = space < 0 ? [] : header.slice(space).split(',');
  if (!parts.every((part) => part.includes('=')))
    return `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed}'.`;
  const given = new Set(parts.map((part) => part.slice(0, part.indexOf('=')).trim()));
  const missing = PARAMETERS.filter((name) => !given.has(name));
  const lacking = (missing.length === 0 ? PARAMETERS : missing).map(
    (name) => `Authorization header requires '${name}' parameter.`,
  );
  if (headers('x-amz-date') === undefined && headers('date') === undefined)
    lacking.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  return `${lacking.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hashed}`;
}

const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'];

/** Takes as long for a wrong text as for the right one, but for its length, which is no secret of signatures and tokens. */
export function sameText(presented: string, expected: string): boolean {
  const [a, b] = [Buffer.from(presented), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
