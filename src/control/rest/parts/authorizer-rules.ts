import type { AuthorizerRecord } from '../../../definition/definition.ts';
import { badRequest } from '../errors.ts';
import { type Draft, type PatchTable, replaceText } from '../patch.ts';

type AuthorizerType = AuthorizerRecord['type'];

/** What `authType` is when the caller does not say (AWS CLI reference, create-authorizer). */
export const DEFAULT_AUTH_TYPE: { readonly [type in AuthorizerType]: string } = {
  TOKEN: 'custom',
  REQUEST: 'custom',
  COGNITO_USER_POOLS: 'cognito_user_pools',
};

const HEADER = /^method\.request\.header\.[^\s,]+$/;
const ANY_SOURCE = /^(method\.request\.(header|querystring)|context|stageVariables)\.[^\s,]+$/;

/** UpdateAuthorizer (patch paths: API reference). */
// deviation: How a refused path or operation of UpdateAuthorizer is worded follows UpdateMethod; AWS's wording is not recorded.
export const authorizerPatches: PatchTable<AuthorizerRecord> = {
  wording: 'named',
  rules: [
    replaceText<AuthorizerRecord>('authorizerUri'),
    replaceText<AuthorizerRecord>('authorizerCredentials'),
    {
      path: '/authorizerResultTtlInSeconds',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        draft.authorizerResultTtlInSeconds = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      },
    },
    replaceText<AuthorizerRecord>('authType'),
    {
      // deviation: Adding an identity source puts it behind those that are there, and removing one without a value removes all; AWS's documentation does not say.
      path: '/identitySource',
      ops: ['add', 'replace', 'remove'],
      apply(draft, { op, value = '' }) {
        const before = op === 'replace' ? [] : identitySources(draft);
        const given = identitySources({ identitySource: value });
        const others = before.filter((source) => !given.includes(source));
        const after = op === 'remove' ? (given.length === 0 ? [] : others) : [...others, ...given];
        if (after.length === 0) delete draft.identitySource;
        else draft.identitySource = op === 'replace' ? value : after.join(',');
      },
    },
    replaceText<AuthorizerRecord>('identityValidationExpression'),
    {
      path: '/name',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        draft.name = value;
      },
    },
    {
      path: '/providerARNs',
      ops: ['add', 'remove'],
      apply(draft, { op, value = '' }) {
        const others = (draft.providerARNs ?? []).filter((arn) => arn !== value);
        draft.providerARNs = op === 'add' ? [...others, value] : others;
      },
    },
    {
      path: '/type',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        // deviation: The sentence for an unknown type of authorizer in a patch is ours; AWS's is not recorded.
        if (!isType(value)) {
          throw badRequest('Invalid authorizer type specified. Valid options are TOKEN,REQUEST,COGNITO_USER_POOLS');
        }
        if (draft.authType === DEFAULT_AUTH_TYPE[draft.type]) draft.authType = DEFAULT_AUTH_TYPE[value];
        draft.type = value;
      },
    },
  ],
};

function isType(value: string): value is AuthorizerType {
  return Object.hasOwn(DEFAULT_AUTH_TYPE, value);
}

const LAMBDA_URI = /^arn:aws[a-z-]*:apigateway:[a-z]{2}(-[a-z]+)+-\d+:lambda:path\/.+$/;

/** Whether an authorizer, new or changed, may be stored. What is required of each type: API reference, CreateAuthorizer. */
// deviation: The sentences for an authorizer without a name, an identity source or a user pool, and for a malformed one of them, are ours; AWS's are not recorded.
export function checkAuthorizer(authorizer: AuthorizerRecord): void {
  const { name, type, authorizerUri, authorizerCredentials, authorizerResultTtlInSeconds: ttl } = authorizer;
  if (name === '') throw badRequest('Authorizer name cannot be empty');
  if (type === 'COGNITO_USER_POOLS') checkUserPools(authorizer.providerARNs ?? []);
  else if (!LAMBDA_URI.test(authorizerUri ?? '')) {
    // Quoted from AWS in hashicorp/terraform-provider-aws#1757.
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri ?? 'null'}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
  if (authorizerCredentials !== undefined && !/^arn:[^:]+:iam::/.test(authorizerCredentials)) {
    throw badRequest('Invalid ARN specified in the request');
  }
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= 3600)) {
    // Quoted from AWS for the authorizers of HTTP APIs.
    throw badRequest('Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.');
  }
  checkIdentitySource(authorizer);
}

/** The pool may be a stage variable (developer guide, "Integrate a REST API with an Amazon Cognito user pool"). */
const USER_POOL = /^arn:aws[a-z-]*:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/(?:[\w-]|\$\{stageVariables\.\w+\})+$/;

/** Room for what one patch after the other could add. */
const MAX_USER_POOLS = 1_000;

function checkUserPools(arns: readonly string[]): void {
  if (arns.length === 0) throw badRequest('COGNITO_USER_POOLS authorizers require at least one provider ARN');
  if (arns.length > MAX_USER_POOLS) throw badRequest(`An authorizer can have at most ${MAX_USER_POOLS} provider ARNs`);
  for (const arn of arns) {
    if (!USER_POOL.test(arn)) {
      throw badRequest(`Invalid provider ARN specified: ${arn}`);
    }
  }
}

/** What AWS keeps a result for unless it is told (API reference, CreateAuthorizer), in seconds. */
const DEFAULT_TTL = 300;

/** TOKEN and COGNITO_USER_POOLS take one header; REQUEST takes any number of places, and needs one to keep results by. */
function checkIdentitySource(authorizer: AuthorizerRecord): void {
  const sources = identitySources(authorizer);
  const { type, authorizerResultTtlInSeconds: ttl = DEFAULT_TTL } = authorizer;
  if (type === 'REQUEST') {
    if (sources.length === 0 && ttl > 0) {
      // Quoted from AWS for the authorizers of HTTP APIs (hashicorp/terraform-provider-aws#32629).
      throw badRequest('Identity source must be set if authorizer caching is enabled (TTL is greater than 0)');
    }
  } else if (sources.length !== 1) {
    throw badRequest(`${type} authorizers require one header as identity source`);
  }
  const pattern = type === 'REQUEST' ? ANY_SOURCE : HEADER;
  const wrong = sources.find((source) => !pattern.test(source));
  if (wrong !== undefined) throw badRequest(`Invalid identity source specified: ${wrong}`);
}

function identitySources({
  identitySource = '',
}: Pick<AuthorizerRecord, 'identitySource'> | Draft<AuthorizerRecord>): string[] {
  return identitySource
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
}
