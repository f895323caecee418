import type { Clock } from '../lib/clock.ts';
import { type Presented, readPresented } from '../lib/presented.ts';
import { incompleteAuthorization, sameText, staleness } from '../lib/signature-checks.ts';
import { type CredentialScope, sha256, signature, signingKey } from '../lib/sigv4.ts';
import type { ServiceName } from '../model/model.ts';
import { canonicalRequest } from './canonical-request.ts';
import { dialects } from './dialect.ts';
import type { Caller, WireRequest } from './message.ts';
import { ServiceError } from './service-error.ts';

export interface Secret {
  readonly secretAccessKey: string;
  /** Set for temporary credentials: the request must carry it. */
  readonly sessionToken?: string;
}

/** Looks up an access key; undefined when it is not ours. */
export type Credentials = (accessKeyId: string) => Secret | undefined;

export interface Verification {
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly service: ServiceName;
}

/**
 * Account and region as the request claims them, verified or not: an access key of twelve digits is the account, as in other
 * local AWS endpoints; every other key belongs to 000000000000, but for those that IAM made (`control/control.ts`).
 */
export function identify(request: WireRequest): Omit<Caller, 'requestId'> {
  const presented = readPresented(request);
  if (presented === undefined) return { account: '000000000000', region: 'us-east-1' };
  const { accessKey, region } = presented;
  return {
    accessKey,
    account: /^\d{12}$/.test(accessKey) ? accessKey : '000000000000',
    region: /^[a-z0-9-]+$/.test(region) ? region : 'us-east-1',
  };
}

/**
 * Verifies a request's SigV4 signature, from the Authorization header or presigned. Undefined means that it holds; otherwise
 * the error to answer. The body's hash is always computed from the body: `UNSIGNED-PAYLOAD` is for S3 alone. AWS accepts any
 * region on a regional endpoint only if it is its own; ours serves every region, so the region is taken as given.
 */
export function verify(request: WireRequest, verification: Verification): ServiceError | undefined {
  const head = readHead(request, verification);
  if (head instanceof ServiceError) return head;
  const { presented, secret } = head;
  const bodyHash = sha256(request.body);
  const claimed = request.headers('x-amz-content-sha256') ?? bodyHash;
  const canonical = canonicalRequest(request, presented, bodyHash);
  if (
    canonical !== undefined &&
    claimed === bodyHash &&
    sameText(presented.signature, signatureOf(secret, presented, canonical))
  )
    return undefined;
  return refuse(
    dialects[verification.service].codes.mismatch,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

/** What of it can be refused before the body has come: everything but the signature itself. */
export function verifyHead(head: WireRequest, verification: Verification): ServiceError | undefined {
  const read = readHead(head, verification);
  return read instanceof ServiceError ? read : undefined;
}

function readHead(
  request: WireRequest,
  { credentials, clock, service }: Verification,
): ServiceError | { readonly presented: Presented; readonly secret: Secret } {
  const { codes, signingName } = dialects[service];
  const presented = readPresented(request);
  if (presented === undefined) {
    const header = request.headers('authorization');
    if (header === undefined && !request.query.includes('X-Amz-Signature'))
      return refuse(codes.missingToken, 'Missing Authentication Token');
    return refuse(codes.incomplete, incompleteAuthorization(header ?? '', request));
  }

  // The sentences begin as "Troubleshoot signed requests for AWS APIs" (IAM user guide) has them; their ends, and the one
  // about the host, are as AWS's services print them, not recorded by us.
  const { scope, time } = presented;
  if (!presented.signedHeaders.includes('host'))
    return refuse(codes.mismatch, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  if (scope.terminator !== 'aws4_request')
    return refuse(
      codes.mismatch,
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'.`,
    );
  if (presented.service !== signingName)
    return refuse(codes.mismatch, `Credential should be scoped to correct service: '${signingName}'.`);
  if (scope.date !== time.slice(0, 8))
    return refuse(
      codes.mismatch,
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${time.slice(0, 8)}', from '${time}'.`,
    );
  const stale = staleness(presented, clock.now());
  if (stale !== undefined) return refuse(codes.mismatch, stale);

  const secret = credentials(presented.accessKey);
  const invalidToken = 'The security token included in the request is invalid.';
  if (secret === undefined) return refuse(codes.unknownKey, invalidToken);
  if (!sameText(presented.token ?? '', secret.sessionToken ?? '')) return refuse(codes.unknownKey, invalidToken);
  return { presented, secret };
}

const refuse = (code: string, message: string) => new ServiceError(code, message, { status: 403 });

function signatureOf({ secretAccessKey }: Secret, presented: Presented, canonical: string): string {
  const { scope, region, service, time } = presented;
  const whole: CredentialScope = { ...scope, region, service };
  return signature(signingKey(secretAccessKey, whole), whole, time, canonical);
}
