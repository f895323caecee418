import type { ResolvedAuthorizer, ResolvedMethod, ResolvedStage } from '../definition/definition.ts';
import {
  apiArn,
  type Context,
  configurationError,
  type Fault,
  type Gate,
  isFault,
  type MethodRequest,
  methodArn,
  plainArn,
  refusal,
  requestUriTooLong,
} from '../exchange/exchange.ts';
import {
  combine,
  compileResourcePolicy,
  type Decision,
  type Flow,
  type Policy,
  type PolicyPrincipal,
  type PolicyQuestion,
  PolicySyntaxError,
} from '../iam-policy/iam-policy.ts';
import { deniedToAuthorized, deniedToPrincipal } from './access-denied.ts';
import type { Authenticate, Authenticated } from './authenticate.ts';
import type { AuthorizerAccess } from './authorizers.ts';
import { compileCognito } from './cognito.ts';
import { compileIam } from './iam.ts';
import { compileLambdaAuthorizer } from './lambda.ts';
import { requestCondition } from './request-condition.ts';

export interface Authorized {
  readonly stage: ResolvedStage;
  readonly method: ResolvedMethod;
  readonly resourcePath: string;
  readonly compileRequest: () => RenderRequest;
}

/** The members of an object that tells of a request, as JSON text without its braces: what authorizers of the type REQUEST are sent. */
export type RenderRequest = (rq: MethodRequest, cx: Context) => string;

const INVOKE = 'execute-api:Invoke';
/** Bytes (quotas for REST APIs). */
const MAX_ARN = 1600;

/**
 * The gate of the API's resource policy and of the method's authorization. An open method of an API without a policy has none.
 *
 * Who calls is found out first, but for Lambda authorizers: they are not asked where the resource policy denies (developer guide, "How
 * API Gateway resource policies affect authorization workflow").
 */
export function compileAuthorization(authorized: Authorized, access: AuthorizerAccess): Gate | undefined {
  const { stage, method } = authorized;
  const { type } = method.authorization;
  if (type === 'NONE' && stage.policy === null) return undefined;
  const policy = stage.policy === null ? null : policyOf(stage, stage.policy);
  const authenticate = compileAuthenticate(authorized, access);
  if (typeof policy === 'object' && policy !== null) return () => policy;
  if (typeof authenticate === 'object') return () => authenticate;
  const { accountId } = stage;

  const decide = (rq: MethodRequest, cx: Context, arn: string, caller: Authenticated): Fault | undefined => {
    const { principal } = caller;
    const question = questionOf(rq, cx, arn, caller, access);
    const own = caller.policy === null ? null : strictly(caller.policy, question);
    const ofApi = policy === null ? null : strictly(policy, question);
    const outcome = combine(flowOf(type, principal, accountId), own, ofApi);
    if (outcome === 'ALLOW') return undefined;
    const isExplicit = outcome === 'EXPLICIT_DENY';
    const byApi = own === null || (isExplicit ? ofApi === 'DENY' : own === 'ALLOW');
    // An authorizer's policy speaks of whoever it let in, and has no name for it.
    if (type === 'CUSTOM' && !byApi) return deniedToAuthorized(arn, isExplicit);
    return deniedToPrincipal(principal.arn, arn, { isExplicit, byApi });
  };

  return (rq, cx) => {
    const arn = methodArn(rq, cx);
    if (type !== 'NONE' && Buffer.byteLength(arn) > MAX_ARN) return requestUriTooLong;
    const isDenied = (policy: Policy): boolean =>
      strictly(policy, questionOf(rq, cx, arn, ANONYMOUS, access)) === 'DENY';
    if (type === 'CUSTOM' && policy !== null && isDenied(policy)) {
      return deniedToPrincipal(null, arn, { isExplicit: true, byApi: true });
    }
    const caller = authenticate(rq, cx, arn);
    if (caller instanceof Promise) {
      return caller.then((caller) => (isFault(caller) ? caller : decide(rq, cx, arn, caller)));
    }
    return isFault(caller) ? caller : decide(rq, cx, arn, caller);
  };
}

/** What is denied is denied however many slashes a client writes, for routes do not count them. */
// deviation: A policy that denies a method's path denies it with repeated slashes and slashes at its end too; AWS compares the path as it came.
function strictly(policy: Policy, question: PolicyQuestion): Decision {
  const decision = policy(question);
  const resource = decision === 'DENY' ? undefined : plainArn(question.resource);
  return resource !== undefined && policy({ ...question, resource }) === 'DENY' ? 'DENY' : decision;
}

const NOBODY: PolicyPrincipal = { arn: null, accountId: null, userId: null, roleArn: null };
const ANONYMOUS: Authenticated = { principal: NOBODY, policy: null, condition: () => undefined };
const open: Authenticate = () => ANONYMOUS;

type AuthorizationType = ResolvedMethod['authorization']['type'];

function flowOf(type: AuthorizationType, { accountId }: PolicyPrincipal, ownAccount: string): Flow {
  if (type === 'AWS_IAM') return accountId === ownAccount ? 'IAM' : 'IAM_CROSS_ACCOUNT';
  return type === 'CUSTOM' ? 'LAMBDA_AUTHORIZER' : type === 'COGNITO_USER_POOLS' ? 'COGNITO' : 'RESOURCE_POLICY';
}

function questionOf(
  rq: MethodRequest,
  cx: Context,
  resource: string,
  { principal, condition }: Authenticated,
  { clock }: AuthorizerAccess,
): PolicyQuestion {
  return {
    action: INVOKE,
    resource,
    principal,
    condition: (lowerKey) => requestCondition(lowerKey, rq, cx, clock) ?? condition(lowerKey),
  };
}

/** Compiled once for all methods of a stage. */
const policies = new WeakMap<ResolvedStage, Policy | Fault>();

/** A policy that cannot be read lets nobody pass: half of it might be what denies. */
function policyOf(stage: ResolvedStage, text: string): Policy | Fault {
  const known = policies.get(stage);
  if (known !== undefined) return known;
  const compiled = compiledPolicy(stage, text);
  policies.set(stage, compiled);
  return compiled;
}

function compiledPolicy(stage: ResolvedStage, text: string): Policy | Fault {
  try {
    return compileResourcePolicy(text, { arn: apiArn(stage) });
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error;
    return configurationError(`The resource policy cannot be read: ${error.message}`);
  }
}

/** @returns a fault where nobody can be let in, whoever it is */
function compileAuthenticate(
  { stage, method, compileRequest }: Authorized,
  access: AuthorizerAccess,
): Authenticate | Fault {
  const { authorization } = method;
  switch (authorization.type) {
    case 'NONE':
      return open;
    case 'AWS_IAM':
      return compileIam(stage, access);
    default: {
      const { type, authorizerId, scopes } = authorization;
      const authorizer: ResolvedAuthorizer | undefined = stage.authorizers[authorizerId];
      if (authorizer === undefined) return misconfigured(`There is no authorizer ${authorizerId}`);
      if (authorizer.type === 'MISCONFIGURED') return misconfigured(authorizer.reason);
      if (authorizer.type === 'COGNITO_USER_POOLS') {
        return type === authorizer.type
          ? compileCognito(authorizer, scopes, stage, access)
          : mismatch(type, authorizer);
      }
      return type === 'CUSTOM'
        ? compileLambdaAuthorizer(authorizer, stage, compileRequest, access)
        : mismatch(type, authorizer);
    }
  }
}

function mismatch(wanted: string, { id, type }: ResolvedAuthorizer): Fault {
  return misconfigured(`The method wants an authorizer for ${wanted}, and ${id} is one of the type ${type}`);
}

function misconfigured(detail: string): Fault {
  return refusal('AUTHORIZER_CONFIGURATION_ERROR', { detail });
}
