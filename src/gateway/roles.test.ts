/**
 * Functions that are invoked by a role or by the caller (§1.8, `credentials`; "API Gateway permissions model for invoking an API", developer
 * guide). Statuses and fault types of what is not allowed: a user's access log, published in 2024 (sal-blog.com/iam-api-gateway-500error).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  ApiDefinition,
  AuthorizerRecord,
  IntegrationRecord,
  RoleRecord,
  StageRecord,
} from '../definition/definition.ts';
import { lastHeader } from '../lib/headers.ts';
import { silentLog } from '../lib/log.ts';
import { type Signing, signed } from '../lib/signer.fixture.ts';
import type { Capabilities } from '../plan/plan.ts';
import {
  definition,
  HOST,
  INVOCATION_URI,
  integration,
  lambda,
  type RawResponse,
  type Running,
  returned,
  run,
  stageRecord,
} from './gateway.fixture.ts';
import {
  ACCOUNT,
  policyText,
  putAccessKey,
  putPolicy,
  putRole,
  putSession,
  putUser,
  SECRET,
} from './iam-directory.fixture.ts';
import { type FollowingDirectory, openIamDirectory } from './iam-directory.ts';
import { testAuthorizers } from './test-authorizer.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/apps/Caller`;
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:fn`;
const CALLER = 'arn:aws:iam::*:user/*';

/** A trust policy of one statement. */
function trusting(principal: object | string, more: object = {}): string {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

const API_GATEWAY = { Service: 'apigateway.amazonaws.com' };
const invoking = (Resource: string, Effect: 'Allow' | 'Deny' = 'Allow', more: object = {}) =>
  policyText(Effect, { Action: 'lambda:InvokeFunction', Resource, ...more });

/** A role that API Gateway may assume, and that may invoke the function. */
const fit = { assumeRolePolicyDocument: trusting(API_GATEWAY), inlinePolicies: { all: invoking(FUNCTION) } };

interface Served extends AsyncDisposable {
  readonly running: Running;
  readonly directory: FollowingDirectory;
}

async function serve(
  api: ApiDefinition,
  role?: Partial<RoleRecord>,
  stage?: StageRecord,
  more: Partial<Capabilities> = {},
): Promise<Served> {
  const opened = Promise.withResolvers<FollowingDirectory>();
  const running = await run(
    api,
    stage,
    () => returned({ statusCode: 200, body: 'in' }),
    async (store) => {
      if (role !== undefined) await putRole(store, role);
      const iam = await openIamDirectory(store, { credentials: new Map(), log: silentLog });
      opened.resolve(iam);
      return { iam, ...more };
    },
  );
  const directory = await opened.promise;
  return {
    running,
    directory,
    async [Symbol.asyncDispose]() {
      directory.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

const INTERNAL = '{"message": "Internal server error"}';

const byRole = (over: Partial<IntegrationRecord> = {}): ApiDefinition =>
  definition({ 'GET /pets': { ...lambda, credentials: ROLE, ...over } });

async function answers(served: Served): Promise<readonly [status: number, body: string, invocations: number]> {
  const { status, body } = await served.running.send('GET /prod/pets');
  return [status, body.toString(), served.running.invocations.length];
}

describe('§1.8 credentials: the role of an integration', () => {
  const ofAccount = (account: string) => ({ Condition: { StringEquals: { 'aws:SourceAccount': account } } });
  const rows: readonly (readonly [what: string, role: Partial<RoleRecord> | undefined, invoked: boolean])[] = [
    ['that API Gateway may assume and that may invoke the function', fit, true],
    ['that is not there', undefined, false],
    ['of another path', { ...fit, path: '/' }, false],
    [
      'that trusts another service',
      { ...fit, assumeRolePolicyDocument: trusting({ Service: 'ec2.amazonaws.com' }) },
      false,
    ],
    ['that trusts its account alone', { ...fit, assumeRolePolicyDocument: trusting({ AWS: ACCOUNT }) }, false],
    ['whose trust policy cannot be read', { ...fit, assumeRolePolicyDocument: '{}' }, false],
    [
      'that trusts API Gateway in the account of the API',
      { ...fit, assumeRolePolicyDocument: trusting(API_GATEWAY, ofAccount(ACCOUNT)) },
      true,
    ],
    [
      'that trusts API Gateway in another account',
      { ...fit, assumeRolePolicyDocument: trusting(API_GATEWAY, ofAccount('111111111111')) },
      false,
    ],
    [
      'that trusts another action',
      { ...fit, assumeRolePolicyDocument: trusting(API_GATEWAY, { Action: 'sts:TagSession' }) },
      false,
    ],
    ['without policies', { ...fit, inlinePolicies: {} }, false],
    ['that may invoke all functions', { ...fit, inlinePolicies: { all: invoking('*') } }, true],
    ['that may invoke another function', { ...fit, inlinePolicies: { all: invoking(`${FUNCTION}2`) } }, false],
    ['that is denied it', { ...fit, inlinePolicies: { all: invoking('*'), but: invoking(FUNCTION, 'Deny') } }, false],
    [
      'whose policy has a condition on the role',
      {
        ...fit,
        inlinePolicies: { all: invoking('*', 'Allow', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } }) },
      },
      true,
    ],
    [
      'whose policy has conditions on the request and on its tags',
      {
        ...fit,
        tags: [{ Key: 'team', Value: 'pets' }],
        inlinePolicies: {
          all: invoking('*', 'Allow', {
            Condition: {
              StringEquals: {
                'aws:RequestedRegion': 'eu-west-1',
                'aws:ResourceAccount': ACCOUNT,
                'aws:PrincipalTag/team': 'pets',
              },
              Bool: { 'aws:SecureTransport': 'true' },
              DateLessThan: { 'aws:CurrentTime': '2026-11-22T18:30:06Z' },
              NumericEquals: { 'aws:EpochTime': '1795372205' },
            },
          }),
        },
      },
      true,
    ],
    [
      'that is denied it in its region',
      {
        ...fit,
        inlinePolicies: {
          all: invoking('*'),
          but: invoking('*', 'Deny', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
        },
      },
      false,
    ],
    ...(['StringEquals', 'StringNotEquals'] as const).map(
      (operator) =>
        [
          `with a condition on what is not known here (${operator})`,
          {
            ...fit,
            inlinePolicies: {
              all: invoking('*'),
              but: invoking('*', 'Deny', { Condition: { [operator]: { 'aws:ResourceTag/env': 'prod' } } }),
            },
          },
          false,
        ] as const,
    ),
    [
      'whose trust policy has conditions on the service',
      {
        ...fit,
        assumeRolePolicyDocument: trusting(API_GATEWAY, {
          Condition: {
            Bool: { 'aws:PrincipalIsAWSService': 'true', 'aws:SecureTransport': 'true' },
            StringEquals: {
              'aws:PrincipalServiceName': 'apigateway.amazonaws.com',
              'aws:RequestedRegion': 'eu-west-1',
            },
            DateLessThan: { 'aws:CurrentTime': '2026-11-22T18:30:06Z' },
          },
        }),
      },
      true,
    ],
    [
      'whose trust policy has a condition on a source that is not known here',
      {
        ...fit,
        assumeRolePolicyDocument: trusting(API_GATEWAY, {
          Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:s3:::b' } },
        }),
      },
      false,
    ],
    [
      'whose trust policy names a resource',
      { ...fit, assumeRolePolicyDocument: trusting(API_GATEWAY, { Resource: '*' }) },
      false,
    ],
    [
      'that may do everything',
      { ...fit, inlinePolicies: {}, attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      true,
    ],
  ];
  for (const [what, role, invoked] of rows)
    test(what, async () => {
      await using served = await serve(byRole(), role);
      assert.deepEqual(await answers(served), invoked ? [200, 'in', 1] : [500, INTERNAL, 0]);
    });

  test('within its permissions boundary', async () => {
    await using served = await serve(byRole(), fit);
    const { store } = served.running;
    const permissionsBoundary = await putPolicy(store, 'Bound', invoking(`${FUNCTION}2`));
    await putRole(store, { ...fit, permissionsBoundary });
    await served.directory.caughtUp();
    assert.deepEqual(await answers(served), [500, INTERNAL, 0]);
    await putPolicy(store, 'Bound', invoking(`${FUNCTION}*`));
    await served.directory.caughtUp();
    assert.deepEqual(await answers(served), [200, 'in', 1]);
  });

  test('is asked for each request: it goes and comes without a deployment', async () => {
    await using served = await serve(byRole());
    assert.equal((await answers(served))[0], 500);
    await putRole(served.running.store, fit);
    await served.directory.caughtUp();
    assert.deepEqual(await answers(served), [200, 'in', 1]);
  });

  test('the function is not asked whether it lets API Gateway in: an identity invokes it', async () => {
    await using served = await serve(byRole(), fit);
    await answers(served);
    assert.equal(served.running.invocations[0]?.caller, undefined);
    await using own = await serve(definition({ 'GET /pets': lambda }));
    await answers(own);
    assert.equal(own.running.invocations[0]?.caller?.service, 'apigateway.amazonaws.com');
  });

  test('named by a stage variable', async () => {
    const credentials = `arn:aws:iam::${ACCOUNT}:role/\${stageVariables.role}`;
    await using served = await serve(byRole({ credentials }), fit, stageRecord({ variables: { role: 'apps/Caller' } }));
    assert.deepEqual(await answers(served), [200, 'in', 1]);
  });

  test('of an alias: the ARN with it is what is asked about', async () => {
    const uri = INVOCATION_URI.replace('function:fn', 'function:fn:live');
    await using served = await serve(byRole({ uri }), fit);
    assert.deepEqual(await answers(served), [500, INTERNAL, 0]);
    await putRole(served.running.store, { ...fit, inlinePolicies: { all: invoking(`${FUNCTION}:live`) } });
    await served.directory.caughtUp();
    assert.deepEqual(await answers(served), [200, 'in', 1]);
  });

  test('of another account, or for a function of another account, is not assumed', async () => {
    const OTHER = '111111111111';
    const credentials = ROLE.replace(ACCOUNT, OTHER);
    const uri = INVOCATION_URI.replace(ACCOUNT, OTHER);
    const everything = { ...fit, inlinePolicies: { all: invoking('*') } };
    for (const over of [{ credentials }, { uri }, { credentials, uri }]) {
      await using served = await serve(byRole(over), everything);
      await putRole(served.running.store, everything, OTHER);
      await served.directory.caughtUp();
      assert.deepEqual(await answers(served), [500, INTERNAL, 0]);
    }
  });

  test('whose ARN is written otherwise is another', async () => {
    for (const credentials of [ROLE.toLowerCase(), ROLE.replace('arn:aws:', 'arn:aws-cn:'), `${ROLE}*`, `${ROLE}\n`]) {
      await using served = await serve(byRole({ credentials }), fit);
      assert.deepEqual(await answers(served), [500, INTERNAL, 0], credentials);
    }
  });

  test('that is denied the function is denied it however the integration writes its ARN', async () => {
    const denied = { ...fit, inlinePolicies: { all: invoking('*'), but: invoking(FUNCTION, 'Deny') } };
    const uri = INVOCATION_URI.replace('arn:aws:lambda', 'arn:aws-cn:lambda');
    await using served = await serve(byRole({ uri }), denied);
    assert.deepEqual(await answers(served), [500, INTERNAL, 0]);
  });

  test('that a stage variable leaves empty is no role, and not the function’s own policy', async () => {
    const credentials = `\${stageVariables.role}`;
    for (const variables of [{}, { role: '' }]) {
      await using served = await serve(byRole({ credentials }), fit, stageRecord({ variables }));
      assert.deepEqual(await answers(served), [500, INTERNAL, 0]);
    }
  });

  test('of an integration of type AWS, and of one that streams', async () => {
    const mapped = integration({
      type: 'AWS',
      httpMethod: 'POST',
      uri: INVOCATION_URI,
      credentials: ROLE,
      integrationResponses: { 200: { statusCode: '200' } },
    });
    const streams: IntegrationRecord = {
      ...lambda,
      uri: INVOCATION_URI.replace('2015-03-31', '2021-11-15').replace(/invocations$/, 'response-streaming-invocations'),
      responseTransferMode: 'STREAM',
      credentials: ROLE,
    };
    const api = definition({ 'GET /mapped': mapped, 'GET /streams': streams });
    await using served = await serve(api);
    const { running, directory } = served;
    const statuses = async () => [
      (await running.send('GET /prod/mapped')).status,
      (await running.send('GET /prod/streams')).status,
    ];
    assert.deepEqual([await statuses(), running.invocations.length], [[500, 500], 0]);
    await putRole(running.store, fit);
    await directory.caughtUp();
    assert.equal((await running.send('GET /prod/mapped')).status, 200);
    // This one answers whole, which is no answer of a stream; it was invoked.
    await running.send('GET /prod/streams');
    assert.deepEqual(
      running.invocations.map(({ caller, onResponse }) => [caller, onResponse === undefined]),
      [
        [undefined, true],
        [undefined, false],
      ],
    );
  });

  test('a function that lets nobody in is misconfigured, whatever invokes it', async () => {
    const mapped = integration({ type: 'AWS', httpMethod: 'POST', uri: INVOCATION_URI });
    const streams: IntegrationRecord = {
      ...lambda,
      uri: INVOCATION_URI.replace('2015-03-31', '2021-11-15').replace(/invocations$/, 'response-streaming-invocations'),
      responseTransferMode: 'STREAM',
    };
    const api: ApiDefinition = {
      ...definition({ 'GET /proxy': lambda, 'GET /mapped': mapped, 'GET /streams': streams }),
      gatewayResponses: [{ responseType: 'API_CONFIGURATION_ERROR', statusCode: '418' }],
    } as ApiDefinition;
    const refused = { outcome: 'refused', error: 'AccessDeniedException', message: 'no' } as const;
    await using running = await run(api, undefined, () => refused);
    for (const path of ['proxy', 'mapped', 'streams']) {
      assert.equal((await running.send(`GET /prod/${path}`)).status, 418, path);
    }
  });

  test('a role for what is neither a function nor a service: 501 by name', async () => {
    const mock = integration({ type: 'MOCK', credentials: ROLE });
    await using served = await serve(definition({ 'GET /pets': mock }), fit);
    const [status, body] = await answers(served);
    assert.deepEqual(
      [status, body],
      [501, `{"message":"Gatehouse does not implement integration credentials of MOCK yet"}`],
    );
  });

  test('the type of the fault', async () => {
    const api = { ...byRole(), gatewayResponses: [{ responseType: 'API_CONFIGURATION_ERROR', statusCode: '418' }] };
    await using served = await serve(api as ApiDefinition);
    assert.equal((await answers(served))[0], 418);
  });
});

describe(`§1.8 credentials: ${CALLER}`, () => {
  const KEY = { accessKeyId: 'AKIAADA', secretAccessKey: SECRET, at: Date.UTC(2026, 10, 22, 18, 30, 5) };
  const open = (authorizationType: string): ApiDefinition =>
    definition({ 'GET /pets': { ...lambda, credentials: CALLER } }, { method: { authorizationType } });

  async function ask(served: Served, signing: Signing = KEY): Promise<RawResponse> {
    const { headers } = await signed({ method: 'GET', path: '/prod/pets', headers: { host: HOST } }, signing);
    return served.running.send(
      'GET /prod/pets',
      Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    );
  }

  for (const [what, policies, status] of [
    ['who may invoke it', { call: policyText('Allow'), invoke: invoking(FUNCTION) }, 200],
    ['who may call the method alone', { call: policyText('Allow') }, 500],
    ['who may invoke another', { call: policyText('Allow'), invoke: invoking(`${FUNCTION}2`) }, 500],
  ] as const)
    test(`a caller ${what}: ${status}`, async () => {
      await using served = await serve(open('AWS_IAM'));
      await putUser(served.running.store, { inlinePolicies: policies });
      await putAccessKey(served.running.store);
      await served.directory.caughtUp();
      const { status: got, body } = await ask(served);
      assert.deepEqual([got, body.toString()], status === 200 ? [200, 'in'] : [500, INTERNAL]);
      assert.equal(served.running.invocations.length, status === 200 ? 1 : 0);
    });

  test('a service that is no function is called with what the caller signed with', async () => {
    const seen: (string | undefined)[] = [];
    const service = integration({
      type: 'AWS',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
      credentials: CALLER,
      integrationResponses: { 200: { statusCode: '200' } },
    });
    const api = definition({ 'GET /pets': service }, { method: { authorizationType: 'AWS_IAM' } });
    await using served = await serve(api, undefined, undefined, {
      aws: {
        credentials: { accessKeyId: 'AKIAOPERATOR', secretAccessKey: 'x', sessionToken: undefined },
        endpoints: new Map([['dynamodb', 'http://dynamo:8000']]),
      },
      sendHttp: async ({ headers }) => {
        seen.push(/Credential=[^,]*/.exec(lastHeader(headers, 'authorization') ?? '')?.[0]);
        seen.push(lastHeader(headers, 'x-amz-security-token'));
        return { answer: 'response', status: 200, headers: [], body: Buffer.from('in') };
      },
    });
    await putUser(served.running.store, { inlinePolicies: { call: policyText('Allow') } });
    await putAccessKey(served.running.store);
    await putRole(served.running.store, { inlinePolicies: { call: policyText('Allow') } });
    await putSession(served.running.store);
    await served.directory.caughtUp();
    assert.equal((await ask(served)).status, 200);
    const session = { ...KEY, accessKeyId: 'ASIACALLER', sessionToken: 'session+token/=' };
    assert.equal((await ask(served, session)).status, 200);
    assert.deepEqual(seen, [
      'Credential=AKIAADA/20261122/eu-west-1/dynamodb/aws4_request',
      undefined,
      'Credential=ASIACALLER/20261122/eu-west-1/dynamodb/aws4_request',
      'session+token/=',
    ]);
  });

  test('credentials that name nobody reach no service, whatever its URI looks like', async () => {
    const uris = [
      'sqs:path/1/q?Action=SendMessage&MessageBody=:lambda:path/',
      'dynamodb:action/PutItem&x=:lambda:path/',
    ];
    for (const uri of uris)
      for (const credentials of ['nonsense', CALLER]) {
        const service = integration({
          type: 'AWS',
          httpMethod: 'POST',
          uri: `arn:aws:apigateway:eu-west-1:${uri}`,
          credentials,
          integrationResponses: { 200: { statusCode: '200' } },
        });
        await using served = await serve(definition({ 'GET /pets': service }), undefined, undefined, {
          aws: { credentials: undefined, endpoints: new Map([['*', 'http://any:8000']]) },
          sendHttp: () => assert.fail('sent'),
        });
        assert.deepEqual(await answers(served), [500, INTERNAL, 0]);
      }
  });

  test('a service at AWS, which knows no caller, is not called', async () => {
    const service = integration({
      type: 'AWS',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
      credentials: CALLER,
    });
    const api = definition({ 'GET /pets': service }, { method: { authorizationType: 'AWS_IAM' } });
    await using served = await serve(api, undefined, undefined, {
      aws: {
        credentials: { accessKeyId: 'AKIAOPERATOR', secretAccessKey: 'x', sessionToken: undefined },
        endpoints: new Map(),
      },
      sendHttp: () => assert.fail('sent'),
    });
    await putUser(served.running.store, { inlinePolicies: { call: policyText('Allow') } });
    await putAccessKey(served.running.store);
    await served.directory.caughtUp();
    const { status, body } = await ask(served);
    assert.deepEqual([status, body.toString()], [500, INTERNAL]);
  });

  test('of a method that takes anybody: nobody is the caller', async () => {
    await using served = await serve(open('NONE'));
    assert.deepEqual(await answers(served), [500, INTERNAL, 0]);
  });
});

describe('authorizerCredentials', () => {
  const authorizer: AuthorizerRecord = {
    id: 'auth01',
    name: 'token',
    type: 'TOKEN',
    authorizerUri: INVOCATION_URI,
    identitySource: 'method.request.header.Authorization',
    authorizerCredentials: ROLE,
    authorizerResultTtlInSeconds: 0,
  };
  const guarded = (over: Partial<AuthorizerRecord> = {}): ApiDefinition => ({
    ...definition({ 'GET /pets': lambda }, { method: { authorizationType: 'CUSTOM', authorizerId: 'auth01' } }),
    authorizers: [{ ...authorizer, ...over }],
  });

  const ask = ({ running }: Served) => running.send('GET /prod/pets', ['Authorization: x']);

  test('the function is invoked by a role that may', async () => {
    await using served = await serve(guarded(), fit);
    await ask(served);
    const [invocation] = served.running.invocations;
    assert.match(String(invocation?.payload), /"type":"TOKEN"/);
    assert.equal(invocation?.caller, undefined);
  });

  test('by none that may not, nor by a caller who is not known yet', async () => {
    for (const over of [{}, { authorizerCredentials: CALLER }]) {
      await using served = await serve(guarded(over), { ...fit, inlinePolicies: {} });
      const response = await ask(served);
      assert.deepEqual(
        [response.status, response.header('x-amzn-errortype'), response.body.toString()],
        [500, 'AuthorizerConfigurationException', '{"message":null}'],
      );
      assert.equal(served.running.invocations.length, 0);
    }
  });

  test('named by a stage variable', async () => {
    const authorizerCredentials = `arn:aws:iam::${ACCOUNT}:role/\${stageVariables.role}`;
    const stage = stageRecord({ variables: { role: 'apps/Caller' } });
    await using served = await serve(guarded({ authorizerCredentials }), fit, stage);
    await ask(served);
    assert.equal(served.running.invocations.length, 1);
    await using empty = await serve(guarded({ authorizerCredentials: '${stageVariables.role}' }), fit);
    assert.equal((await ask(empty)).status, 500);
    assert.equal(empty.running.invocations.length, 0);
  });

  test('TestInvokeAuthorizer asks the role too, and says what is wrong', async () => {
    await using served = await serve(guarded());
    const { clock } = served.running;
    const asked = testAuthorizers({
      clock,
      iam: served.directory,
      sendHttp: () => assert.fail('sent'),
      invokeFunction: () => assert.fail('invoked'),
    });
    const input = { headers: ['Authorization', 'x'], stageVariables: {}, body: '' };
    const scope = `${ACCOUNT}/eu-west-1`;
    const { status, log } = await asked({ scope, restApiId: 'abcdef1234', authorizer, input } as never);
    assert.equal(status, 500);
    assert.match(log, /configuration error: API Gateway does not have permission to assume the provided role/);
  });
});
