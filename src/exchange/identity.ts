import { lastHeader } from '../lib/headers.ts';
import type { Context } from './context.ts';
import type { MethodRequest } from './phases.ts';

/**
 * What gates find out about who calls, and note in the request's context for those who come after them: the integration's event, mappings,
 * templates and logs.
 */

/** Who signed the request, for AWS_IAM: the members of `$context.identity`. */
export interface IamIdentity {
  readonly accessKey: string;
  readonly accountId: string;
  /** `AIDA…` of a user, `AROA…:session` of a role's session, the account of its root user. */
  readonly caller: string;
  readonly user: string;
  readonly userArn: string;
}

/** What an authorizer said of the caller: `$context.authorizer`. */
export interface AuthorizerContext {
  /**
   * What stands behind `$context.authorizer.`: `principalId`, members of the authorizer's context, `claims.sub`. All are texts there
   * (developer guide, "Output from an API Gateway Lambda authorizer").
   */
  readonly values: ReadonlyMap<string, string>;
  /** The member `authorizer` of a proxy event's `requestContext`, as JSON text. */
  readonly event: string;
  /** The API key's value, for APIs with the key source AUTHORIZER. */
  readonly usageIdentifierKey: string | undefined;
}

/** The API key that the request was admitted with. */
export interface ShownApiKey {
  readonly id: string;
  readonly value: string;
}

/** The value of the API key that a request brings, from where the API takes keys (developer guide, "Choose an API key source"). */
export function presentedApiKey(source: 'HEADER' | 'AUTHORIZER', rq: MethodRequest, cx: Context): string | undefined {
  return source === 'HEADER' ? lastHeader(rq.headers, 'x-api-key') : cx.authorizer?.usageIdentifierKey;
}
