import type { ResolvedLambdaAuthorizer } from '../definition/definition.ts';
import {
  type AuthorizerOutcome,
  type Context,
  type Fault,
  type MethodRequest,
  refusal,
  type StageContext,
} from '../exchange/exchange.ts';
import type { PolicyPrincipal } from '../iam-policy/iam-policy.ts';
import { redacted } from '../lib/redacted.ts';
import type { Authenticate, Authenticated } from './authenticate.ts';
import type { RenderRequest } from './authorization.ts';
import type { AuthorizerAccess } from './authorizers.ts';
import { type Admission, type Asked, readAnswer } from './lambda-answer.ts';
import { compileIdentity, starred } from './lambda-identity.ts';
import { compileInvocation } from './lambda-invocation.ts';
import { identityKey, type Made } from './results.ts';

const NOBODY: PolicyPrincipal = { arn: null, accountId: null, userId: null, roleArn: null };
const noCondition = (): undefined => undefined;
const unauthorized = refusal('UNAUTHORIZED');

/** What of a stage an authorizer has to do with. */
export type AuthorizedStage = Pick<StageContext, 'accountId' | 'region' | 'apiId' | 'stage' | 'isCanary'>;

/**
 * TOKEN and REQUEST: who calls is what the function says of the request's identity. What is kept is the policy with its context; it is
 * asked about each method anew (aws-behaviour.md §4.1, G10). A failure is never kept.
 *
 * @param compileRequest what REQUEST authorizers are told of a request
 */
export function compileLambdaAuthorizer(
  authorizer: ResolvedLambdaAuthorizer,
  stage: AuthorizedStage,
  compileRequest: () => RenderRequest,
  access: AuthorizerAccess,
): Authenticate {
  const { clock, results } = access;
  const { id, type, ttlMs, identitySources } = authorizer;
  const identityOf = compileIdentity(authorizer);
  const renderEvent = EVENTS[type](compileRequest);
  const { uri, invoke } = compileInvocation(authorizer, stage, access);
  const place = placeOf(authorizer, stage);
  // Without an identity, what is kept for one caller would be everybody's.
  const admissions = ttlMs > 0 && identitySources.length > 0 ? results?.admissions : undefined;

  async function ask(rq: MethodRequest, cx: Context, arn: string, identity: readonly string[]): Promise<Asked> {
    const start = clock.now();
    cx.record?.log?.line(`Endpoint request URI: ${uri}`);
    cx.record?.log?.line(`Sending request to ${uri}`);
    const outcome = await invoke(renderEvent(rq, cx, arn, identity), cx.traceId);
    const requestId = outcome !== 'timeout' && 'requestId' in outcome ? outcome.requestId : undefined;
    return { answer: readAnswer(outcome), requestId, latency: Math.round(clock.now() - start) };
  }

  async function askToKeep(...asking: Parameters<typeof ask>): Promise<Made<Asked>> {
    const value = await ask(...asking);
    const { answer } = value;
    return { value, keep: answer.answer === 'admission' ? { ms: ttlMs, bytes: answer.bytes } : undefined };
  }

  return (rq, cx, arn) => {
    const identity = identityOf(rq, cx);
    if (identity === undefined) return unidentified(cx);
    const { log } = cx.record ?? {};
    log?.line(`Starting authorizer: ${id} for request: ${cx.requestId}`);
    log?.line(`Incoming identity: ${identity.map(redacted).join(',')}`);
    if (admissions === undefined) return ask(rq, cx, arn, identity).then((asked) => conclude(asked, cx));
    const key = identityKey(place, identity);
    const kept = admissions.get(key);
    if (kept?.answer.answer === 'admission') return admit(kept.answer, KEPT, cx);
    return admissions.ask(key, stage, () => askToKeep(rq, cx, arn, identity)).then((asked) => conclude(asked, cx));
  };
}

type RenderEvent = (rq: MethodRequest, cx: Context, arn: string, identity: readonly string[]) => string;

/** What the function is sent, as JSON text (developer guide, "Input to an API Gateway Lambda authorizer"; aws-behaviour.md §2.4). */
const EVENTS: { readonly [type in ResolvedLambdaAuthorizer['type']]: (compile: () => RenderRequest) => RenderEvent } = {
  TOKEN: () => (_rq, _cx, arn, identity) =>
    `{"type":"TOKEN","authorizationToken":${JSON.stringify(identity[0])},"methodArn":${JSON.stringify(arn)}}`,
  REQUEST(compile) {
    const render = compile();
    return (rq, cx, arn) => `{"type":"REQUEST","methodArn":${JSON.stringify(arn)},${render(rq, cx)}}`;
  },
};

/**
 * What tells the results of authorizers apart beside the identity: what is redeployed with other identity sources is asked anew (developer
 * guide, "Use API Gateway Lambda authorizers").
 */
function placeOf(
  { id, type, functionArn, identitySources, ttlMs }: ResolvedLambdaAuthorizer,
  stage: AuthorizedStage,
): string {
  const sources = identitySources.map((source) => [source.in, source.name]);
  return JSON.stringify([stage.apiId, stage.stage, stage.isCanary === true, id, type, functionArn, sources, ttlMs]);
}

/** What a kept result took. */
const KEPT: Took = { requestId: undefined, latency: 0, integrationStatus: undefined };

/** The execution log has nothing of it (developer guide, "Call an API with an API Gateway Lambda authorizer"). */
function unidentified({ record }: Context): Fault {
  if (record !== undefined) {
    const error = 'The identity is missing or does not fit';
    record.authorizer = { ...KEPT, error, status: 401, integrationLatency: 0 };
  }
  return unauthorized;
}

function conclude({ answer, requestId, latency }: Asked, cx: Context): Authenticated | Fault {
  const took = { requestId, latency, integrationStatus: answer.answer === 'failure' ? answer.lambdaStatus : 200 };
  if (answer.answer === 'admission') return admit(answer, took, cx);
  const { record } = cx;
  const status = answer.answer === 'unauthorized' ? 401 : 500;
  const error = answer.answer === 'unauthorized' ? 'Unauthorized' : answer.why;
  if (record !== undefined) record.authorizer = { ...took, error, status, integrationLatency: latency };
  if (answer.answer === 'failure') {
    return refusal(answer.type, { detail: `Execution failed due to configuration error: ${answer.why}` });
  }
  record?.log?.line(`Unauthorized request: ${cx.requestId}`);
  return unauthorized;
}

// deviation: Execution logs of stages show neither what a Lambda authorizer is sent nor what it answers, at any level: both hold credentials.
function admit(admission: Admission, took: Took, cx: Context): Authenticated {
  const { record } = cx;
  const { latency } = took;
  if (record !== undefined) {
    record.authorizer = { ...took, error: undefined, status: 200, integrationLatency: latency };
    record.log?.line(`Using valid authorizer policy for principal: ${starred(admission.principalId)}`);
    record.log?.line('Successfully completed authorizer execution');
  }
  const { values, event, usageIdentifierKey, policy } = admission;
  cx.authorizer = { values, event: `${event}${latency}}`, usageIdentifierKey };
  return { principal: NOBODY, policy, condition: noCondition };
}

type Took = Pick<AuthorizerOutcome, 'requestId' | 'latency' | 'integrationStatus'>;
