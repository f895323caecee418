import type { ResolvedStage } from '../definition/definition.ts';
import {
  type Context,
  type Fault,
  invalidSecurityToken,
  invalidSignature,
  isFault,
  type MethodRequest,
  refusal,
} from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { lastHeader } from '../lib/headers.ts';
import type { Presented } from '../lib/presented.ts';
import { sameText } from '../lib/signature-checks.ts';
import { signingKeys } from '../lib/signing-keys.ts';
import { sha256, signature, stringToSign } from '../lib/sigv4.ts';
import type { Authenticate, Authenticated } from './authenticate.ts';
import type { IamCaller, IamDirectory } from './iam-directory.ts';
import { compileCanonical, readSigned } from './signed-request.ts';

export interface IamAccess {
  readonly clock: Clock;
  /** Absent: nobody may sign. */
  readonly iam?: IamDirectory;
}

const keyOf = signingKeys();
const EMPTY_HASH = sha256('');

/**
 * AWS_IAM: the request is signed with SigV4, in its Authorization header or its query, by someone whom the directory knows ("Create a signed
 * AWS API request", IAM user guide; refusals: aws-behaviour.md §2.7). The body is read when all that does not need it holds.
 */
export function compileIam({ region }: Pick<ResolvedStage, 'region'>, { clock, iam }: IamAccess): Authenticate {
  return (rq, cx) => {
    const now = clock.now();
    const presented = readSigned(rq, region, now);
    if (isFault(presented)) return presented;
    const caller = callerOf(presented, iam, now);
    if (isFault(caller)) return caller;
    const canonical = compileCanonical(rq, presented);
    if (canonical === undefined) {
      return invalidSignature(MISMATCH, 'A signed header is missing, or the path or the query has no canonical form');
    }
    const request = { rq, cx, presented, canonical };
    if (rq.body.length === 0) return verified(request, caller, EMPTY_HASH);
    return rq.body.asSent().then((body) => {
      if (isFault(body)) return body;
      // A body may take minutes to come, in which a key may be taken away.
      const still = callerOf(presented, iam, clock.now());
      return isFault(still) ? still : verified(request, still, sha256(body));
    });
  };
}

interface SignedRequest {
  readonly rq: MethodRequest;
  readonly cx: Context;
  readonly presented: Presented;
  readonly canonical: (payloadHash: string) => string;
}

function callerOf({ accessKey, token }: Presented, iam: IamDirectory | undefined, now: number): IamCaller | Fault {
  const caller = iam?.find(accessKey);
  if (caller === undefined) return invalidSecurityToken(unknownKey(accessKey));
  if (!sameText(token ?? '', caller.sessionToken ?? '')) {
    return invalidSecurityToken(`The session token is not that of access key ${accessKey}`);
  }
  if (caller.status !== 'Active') return invalidSecurityToken(`Access key ${accessKey} is not active`);
  if (caller.expiration !== undefined && caller.expiration <= now) {
    return refusal('EXPIRED_TOKEN', { detail: `The session of access key ${accessKey} is over` });
  }
  return caller;
}

function unknownKey(accessKey: string): string {
  const named = /^\w{1,128}$/.test(accessKey) ? ` ${accessKey}` : '';
  return (
    `Nobody has the access key${named}. Unlike the control plane without credentials, methods with AWS_IAM take no key that is not known ` +
    'here: make one with CreateAccessKey of IAM or AssumeRole of STS, or configure GATEHOUSE_CREDENTIALS'
  );
}

function verified(
  { rq, cx, presented, canonical: canonicalOf }: SignedRequest,
  caller: IamCaller,
  payloadHash: string,
): Authenticated | Fault {
  const { accessKey, region, service, time } = presented;
  const scope = { ...presented.scope, region, service };
  const canonical = canonicalOf(payloadHash);
  const expected = signature(keyOf(accessKey, caller.secretAccessKey, scope), scope, time, canonical);
  if (!sameText(presented.signature, expected) || !isOfBody(rq, presented, payloadHash)) {
    return invalidSignature(
      `${MISMATCH}\n\nThe Canonical String for this request should have been\n'${withoutSecrets(canonical)}'\n\n` +
        `The String-to-Sign should have been\n'${stringToSign(scope, time, canonical)}'\n`,
      `The request is not what access key ${accessKey} signed`,
    );
  }
  const { identity, principal, policy, condition } = caller;
  cx.iam = identity;
  return { principal, policy, condition };
}

/** The rest as clients of APIs published it: anomalyco/guide#112, postmanlabs/postman-app-support#5815, mhart/aws4#110. */
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

// deviation: UNSIGNED-PAYLOAD is refused: what is signed has to be the hash of the body (aws/aws-sdk-js-v3#308 reports that AWS refuses it for execute-api).
function isOfBody({ headers }: MethodRequest, { signedHeaders }: Presented, payloadHash: string): boolean {
  if (!signedHeaders.includes(HASH_HEADER)) return true;
  return lastHeader(headers, HASH_HEADER)?.toLowerCase() === payloadHash;
}

const HASH_HEADER = 'x-amz-content-sha256';

/** Messages come into logs. */
// deviation: What a client is told to have signed shows stars in place of session tokens, cookies, API keys and credentials; AWS shows their values.
function withoutSecrets(canonical: string): string {
  return canonical
    .replace(/^(authorization|cookie|proxy-authorization|x-amz-security-token|x-api-key):.*$/gm, '$1:****')
    .replace(/\bX-Amz-Security-Token=[^&\n]*/, 'X-Amz-Security-Token=****');
}
