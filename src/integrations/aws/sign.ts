import {
  type CredentialScope,
  canonicalKey,
  canonicalPath,
  canonicalRequest,
  sha256,
  signature,
  signingKey,
  signingTime,
} from '../../lib/sigv4.ts';

/** What requests to AWS are signed with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken: string | undefined;
}

/** A request to a service, complete but for its signature. */
export interface UnsignedRequest {
  readonly method: string;
  /** Percent-encoded, without query. */
  readonly path: string;
  /** Decoded; sent as `uriEncode` encodes it. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Name, value, name, value …, with Host. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** What the signature adds to the headers, and takes from nobody else. */
export const SIGNATURE_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
]);

/** @param now milliseconds since the epoch @returns the headers with the signature */
export type Sign = (rq: UnsignedRequest, now: number) => string[];

/**
 * Signs requests to one service, SigV4 (IAM user guide, "Create a signed AWS API request"). Signed are Host, Content-Type and all
 * of `x-amz-`: what lies between may add and change others.
 */
export function compileSigner(
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
  { region, service }: { readonly region: string; readonly service: string },
): Sign {
  const isS3 = service === 's3';
  let scope: CredentialScope = { date: '', region, service, terminator: 'aws4_request' };
  let key: Buffer = EMPTY;

  return (rq, now) => {
    const time = signingTime(now);
    const date = time.slice(0, 8);
    if (date !== scope.date) {
      scope = { ...scope, date };
      key = signingKey(secretAccessKey, scope);
    }
    const payloadHash = sha256(rq.body);
    const headers = [...rq.headers, 'X-Amz-Date', time];
    if (sessionToken !== undefined) headers.push('X-Amz-Security-Token', sessionToken);
    // S3 alone insists on it.
    if (isS3) headers.push('X-Amz-Content-Sha256', payloadHash);
    const signed = signedHeaders(headers);
    const canonical = canonicalRequest({
      method: rq.method,
      path: isS3 ? canonicalKey(rq.path) : canonicalPath(rq.path),
      query: rq.query,
      headers: signed,
      payloadHash,
    });
    const credential = `${accessKeyId}/${date}/${region}/${service}/${scope.terminator}`;
    const names = [...signed.keys()].sort().join(';');
    const signedWith = signature(key, scope, time, canonical);
    headers.push(
      'Authorization',
      `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signedWith}`,
    );
    return headers;
  };
}

const EMPTY = Buffer.alloc(0);

function signedHeaders(headers: readonly string[]): Map<string, string> {
  const signed = new Map<string, string>();
  for (let i = 0; i < headers.length; i += 2) {
    const name = (headers[i] as string).toLowerCase();
    if (name !== 'host' && name !== 'content-type' && !name.startsWith('x-amz-')) continue;
    const before = signed.get(name);
    const value = headers[i + 1] as string;
    signed.set(name, before === undefined ? value : `${before},${value}`);
  }
  return signed;
}
