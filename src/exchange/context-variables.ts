import { clfDate, perSecond } from '../lib/dates.ts';
import type { Context } from './context.ts';

/** What a variable is for one request: `null` where the request has no value for it. */
export type ReadContext = (cx: Context) => string | number | null;

const requestTime = perSecond(clfDate);
const absent: ReadContext = () => null;

/**
 * `$context` of REST APIs (developer guide, "Variables for data models, authorizers, mapping templates, and CloudWatch access
 * logging"), without what only access logs have: for parameter mappings, templates and gateway responses. Variables of
 * features that are not implemented are known and have no value.
 */
const VARIABLES: ReadonlyMap<string, ReadContext> = new Map<string, ReadContext>([
  ['accountId', (cx) => cx.stage.accountId],
  ['apiId', (cx) => cx.stage.apiId],
  ['deploymentId', (cx) => cx.stage.deploymentId],
  ['domainName', (cx) => cx.domainName],
  ['domainPrefix', (cx) => cx.domainPrefix],
  ['extendedRequestId', (cx) => cx.extendedRequestId],
  ['httpMethod', (cx) => cx.httpMethod],
  ['identity.accountId', (cx) => cx.iam?.accountId ?? null],
  ['identity.apiKey', (cx) => cx.apiKey?.value ?? null],
  ['identity.apiKeyId', (cx) => cx.apiKey?.id ?? null],
  ['identity.caller', (cx) => cx.iam?.caller ?? null],
  ['identity.cognitoAuthenticationProvider', absent],
  ['identity.cognitoAuthenticationType', absent],
  ['identity.cognitoIdentityId', absent],
  ['identity.cognitoIdentityPoolId', absent],
  ['identity.principalOrgId', absent],
  ['identity.sourceIp', (cx) => cx.sourceIp],
  ['identity.user', (cx) => cx.iam?.user ?? null],
  ['identity.userAgent', (cx) => cx.userAgent],
  ['identity.userArn', (cx) => cx.iam?.userArn ?? null],
  ['identity.vpcId', absent],
  ['identity.vpceId', absent],
  ['isCanaryRequest', (cx) => (cx.stage.isCanary === null ? null : String(cx.stage.isCanary))],
  ['path', (cx) => cx.path],
  ['protocol', (cx) => cx.protocol],
  ['requestId', (cx) => cx.requestId],
  ['requestTime', (cx) => requestTime(cx.requestTimeEpoch)],
  ['requestTimeEpoch', (cx) => cx.requestTimeEpoch],
  ['resourceId', (cx) => cx.resourceId],
  ['resourcePath', (cx) => cx.resourcePath],
  ['stage', (cx) => cx.stage.stage],
  ['wafResponseCode', absent],
  ['webaclArn', absent],
  ['xrayTraceId', (cx) => /Root=([^;]+)/.exec(cx.traceHeader)?.[1] ?? null],
]);

const OF_AUTHORIZER = 'authorizer.';

/**
 * Whatever stands behind `authorizer.` is a variable: an authorizer may name what it likes. `authorizer.claims` alone has no value
 * (developer guide, same page).
 *
 * @param name without `$context.`: `identity.sourceIp` @returns `undefined` for what is no variable
 */
export function contextVariable(name: string): ReadContext | undefined {
  if (!name.startsWith(OF_AUTHORIZER)) return VARIABLES.get(name);
  const member = name.slice(OF_AUTHORIZER.length);
  return (cx) => cx.authorizer?.values.get(member) ?? null;
}

/** The members of `$context`, and with `identity.` those of its `identity`; those of `authorizer` are the request's. */
export function contextNames(): IterableIterator<string> {
  return VARIABLES.keys();
}
