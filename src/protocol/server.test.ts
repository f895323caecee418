import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel, type Model, type OperationName } from '../model/model.ts';
import { compileService, type Handlers, serviceErrors, type WireRequest } from './protocol.ts';

const caller = { requestId: 'r-1', account: '111111111111', region: 'us-east-1' };

function request(
  method: string,
  target: string,
  body: string | Uint8Array = '',
  headers: Record<string, string> = {},
): WireRequest {
  const [path = '', query = ''] = target.split('?');
  return {
    method,
    path,
    query,
    headers: (name) => headers[name],
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}

/** A server of a few operations; everything else is put off. */
function serving<S extends 'apigateway' | 'apigatewayv2' | 'lambda' | 'iam' | 'sts', Op extends OperationName<S>>(
  service: S,
  handlers: Handlers<S, Exclude<OperationName<S>, Op>>,
) {
  const model: Model<S> = loadModel(service);
  const later = Object.keys(model.operations).filter((name) => !(name in handlers)) as Exclude<OperationName<S>, Op>[];
  return compileService(model, handlers as never, later);
}

const management = loadModel('apigatewaymanagementapi');
const never = async () => assert.fail('not reached');

test('a service is compiled when it is first asked for something, and once', async () => {
  let reads = 0;
  const counted: Model<'sts'> = {
    ...loadModel('sts'),
    get operations() {
      reads++;
      return loadModel('sts').operations;
    },
  };
  const server = compileService(counted, {} as never, []);
  assert.equal(reads, 0);
  const ask = () => server.operation(request('POST', '/', 'Action=GetCallerIdentity&Version=2011-06-15'));
  assert.equal(ask(), 'GetCallerIdentity');
  const first = reads;
  assert.ok(first > 0);
  assert.equal(ask(), 'GetCallerIdentity');
  assert.equal(reads, first);
});

test('an operation that is neither handled nor put off does not compile', () => {
  // @ts-expect-error PostToConnection is missing
  compileService(management, { DeleteConnection: never, GetConnection: never }, []);
  // @ts-expect-error an unknown operation
  compileService(management, { DeleteConnection: never, GetConnection: never, PostToConnection: never }, ['Nope']);
  compileService(management, { DeleteConnection: never, GetConnection: never }, ['PostToConnection']);
});

test('handlers are typed by the model', async () => {
  const server = compileService(
    management,
    {
      GetConnection: async ({ ConnectionId }, { scope }) => ({
        Identity: { SourceIp: ConnectionId, UserAgent: scope },
      }),
    },
    ['DeleteConnection', 'PostToConnection'],
  );
  assert.deepEqual([server.handled, server.later], [['GetConnection'], ['DeleteConnection', 'PostToConnection']]);
  const answer = await server.answer(request('GET', '/@connections/a%2Fb%3D'), caller);
  assert.equal(answer.body, '{"identity":{"sourceIp":"a/b=","userAgent":"111111111111/us-east-1"}}');
  // @ts-expect-error the output's members are checked
  compileService(management, { GetConnection: async () => ({ Identity: 1 }) }, [
    'DeleteConnection',
    'PostToConnection',
  ]);
});

test('a query literal wins over the bare path, a literal over a label', () => {
  const server = serving<'apigateway', never>('apigateway', {} as never);
  const operation = (method: string, target: string) => server.operation(request(method, target));
  assert.equal(operation('POST', '/restapis'), 'CreateRestApi');
  assert.equal(operation('POST', '/restapis?mode=import&basepath=ignore'), 'ImportRestApi');
  assert.equal(operation('POST', '/restapis?mode=other'), 'CreateRestApi');
  assert.equal(operation('GET', '/restapis/abc/models/m/default_template'), 'GetModelTemplate');
  assert.equal(operation('GET', '/domainnames/a.b/basepathmappings/%28none%29'), 'GetBasePathMapping');
  assert.equal(operation('GET', '/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fabc'), 'GetTags');
  assert.equal(operation('GET', '/restapis//models'), undefined);
  assert.equal(operation('GET', '/nothing'), undefined);
  assert.equal(operation('GET', '/restapis/%zz'), undefined);
});

test('a path may end in a slash, as botocore writes ListFunctions', () => {
  const server = serving<'lambda', never>('lambda', {} as never);
  assert.equal(server.operation(request('GET', '/2015-03-31/functions/')), 'ListFunctions');
  assert.equal(server.operation(request('GET', '/2015-03-31/functions')), 'ListFunctions');
});

test('statuses and bodies as AWS answers them (aws-behaviour §1.2 W2, W3, W6)', async () => {
  const server = serving<'apigateway', 'GetRestApis' | 'DeleteRestApi' | 'CreateRestApi'>('apigateway', {
    GetRestApis: async () => ({ items: [{ id: 'abcde12345', createdDate: 1_700_000_000_000 }], position: undefined }),
    DeleteRestApi: async () => undefined,
    CreateRestApi: async ({ name }) => ({ name }),
  });
  const list = await server.answer(request('GET', '/restapis'), caller);
  assert.deepEqual([list.status, list.body], [200, '{"item":[{"id":"abcde12345","createdDate":1700000000}]}']);
  const deleted = await server.answer(request('DELETE', '/restapis/abcde12345'), caller);
  assert.deepEqual([deleted.status, deleted.body], [202, undefined]);
  assert.deepEqual(deleted.headers, [['x-amzn-RequestId', 'r-1']]);
  const created = await server.answer(request('POST', '/restapis', '{"name":"x","unknown":1,"policy":null}'), caller);
  assert.deepEqual([created.status, created.body, created.operation], [201, '{"name":"x"}', 'CreateRestApi']);
});

test('modelled errors, v1, v2 and Lambda (aws-behaviour §1.2 W7, W8)', async () => {
  const v1 = serviceErrors(loadModel('apigateway'));
  const v2 = serviceErrors(loadModel('apigatewayv2'));
  const functions = serviceErrors(loadModel('lambda'));
  const a = serving<'apigateway', 'GetAccount' | 'GetRestApi'>('apigateway', {
    GetAccount: async () => {
      throw v1.TooManyRequestsException('Too Many Requests', { retryAfterSeconds: '1' });
    },
    GetRestApi: async () => {
      throw v1.NotFoundException('Invalid API identifier specified 111111111111:abcde0');
    },
  });
  const limited = await a.answer(request('GET', '/account'), caller);
  assert.equal(limited.status, 429);
  assert.deepEqual(
    limited.headers.filter(([name]) => name !== 'x-amzn-RequestId'),
    [
      ['Content-Type', 'application/json'],
      ['Retry-After', '1'],
      ['x-amzn-ErrorType', 'TooManyRequestsException'],
    ],
  );
  const missing = await a.answer(request('GET', '/restapis/abcde0'), caller);
  assert.deepEqual(
    [missing.status, missing.body],
    [404, '{"message":"Invalid API identifier specified 111111111111:abcde0"}'],
  );

  const b = serving<'apigatewayv2', 'GetApi'>('apigatewayv2', {
    GetApi: async () => {
      throw v2.NotFoundException('gone', { ResourceType: 'Api' });
    },
  });
  assert.deepEqual(JSON.parse(String((await b.answer(request('GET', '/v2/apis/x'), caller)).body)), {
    message: 'gone',
    resourceType: 'Api',
  });

  const c = serving<'lambda', 'GetFunction' | 'DeleteFunction'>('lambda', {
    GetFunction: async () => {
      throw functions.ResourceNotFoundException('Function not found: arn:aws:lambda:us-east-1:111111111111:function:f');
    },
    DeleteFunction: async () => {
      throw functions.ResourceConflictException('busy');
    },
  });
  const body = async (method: string) =>
    JSON.parse(String((await c.answer(request(method, '/2015-03-31/functions/f'), caller)).body));
  assert.deepEqual(await body('GET'), {
    Type: 'User',
    Message: 'Function not found: arn:aws:lambda:us-east-1:111111111111:function:f',
  });
  assert.deepEqual(await body('DELETE'), { Type: 'User', message: 'busy' });
});

test('a bug is a 500 that says nothing of itself and is handed to the caller', async () => {
  const bug = new TypeError('secret detail');
  const server = serving<'sts', 'GetCallerIdentity'>('sts', {
    GetCallerIdentity: async () => {
      throw bug;
    },
  });
  const answer = await server.answer(request('POST', '/', 'Action=GetCallerIdentity&Version=2011-06-15'), caller);
  assert.equal(answer.status, 500);
  assert.equal(answer.bug, bug);
  assert.match(String(answer.body), /<Type>Receiver<\/Type><Code>InternalFailure<\/Code>/);
  assert.doesNotMatch(String(answer.body), /secret/);
});

test('query protocol: answers, errors and unknown actions', async () => {
  const errors = serviceErrors(loadModel('iam'));
  const server = serving<'iam', 'GetRole' | 'ListRoles'>('iam', {
    GetRole: async () => {
      throw errors.NoSuchEntityException('The role with name r cannot be found.');
    },
    ListRoles: async () => ({ Roles: [], IsTruncated: false }),
  });
  const post = async (form: string) => String((await server.answer(request('POST', '/', form), caller)).body);
  // Shapes of answer and error: "Making query requests", IAM user guide.
  const xmlns = 'xmlns="https://iam.amazonaws.com/doc/2010-05-08/"';
  assert.equal(
    await post('Action=ListRoles&Version=2010-05-08'),
    `<ListRolesResponse ${xmlns}><ListRolesResult><Roles></Roles><IsTruncated>false</IsTruncated></ListRolesResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></ListRolesResponse>`,
  );
  assert.equal(
    await post('Action=GetRole&RoleName=r'),
    `<ErrorResponse ${xmlns}><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The role with name r cannot be found.</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
  );
  assert.match(
    await post('Action=Nope&Version=2010-05-08'),
    /<Code>InvalidAction<\/Code><Message>Could not find operation Nope for version 2010-05-08</,
  );
  assert.match(await post(''), /<Code>MissingAction<\/Code>/);
});

test('an unknown route is 404 UnknownOperationException (our choice)', async () => {
  const server = serving<'apigateway', never>('apigateway', {} as never);
  const answer = await server.answer(request('GET', '/restapis/a/b/c/d'), caller);
  assert.equal(answer.status, 404);
  assert.ok(
    answer.headers.some(([name, value]) => name === 'x-amzn-ErrorType' && value === 'UnknownOperationException'),
  );
});

test('what cannot be read is a SerializationException', async () => {
  const server = serving<'apigateway', 'CreateRestApi'>('apigateway', {
    CreateRestApi: async ({ name }) => ({ name }),
  });
  const refused = async (body: string | Uint8Array) => {
    const answer = await server.answer(request('POST', '/restapis', body), caller);
    assert.equal(answer.status, 400);
    assert.ok(
      answer.headers.some(([name, value]) => name === 'x-amzn-ErrorType' && value === 'SerializationException'),
    );
    return JSON.parse(String(answer.body)).message as string;
  };
  // aws-behaviour §2.13, test_put_integration_request_parameter_bool_type and test_integration_response_invalid_responsetemplates.
  assert.equal(await refused('{"name":true}'), 'class java.lang.Boolean can not be converted to an String');
  assert.equal(
    await refused('{"tags":{"a":1}}'),
    'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
  );
  await refused('{"name":');
  await refused('[1]');
  await refused('"x"');
  await refused('{"tags":[]}');
  await refused('{"binaryMediaTypes":[null]}');
  await refused(Uint8Array.of(0x22, 0xff, 0x22));
  await refused(`{"x":${'['.repeat(200)}${']'.repeat(200)}}`);
});

test('a key named __proto__ is data', async () => {
  const server = serving<'apigateway', 'CreateRestApi'>('apigateway', {
    CreateRestApi: async ({ tags }) => ({ tags }),
  });
  const answer = await server.answer(request('POST', '/restapis', '{"name":"x","tags":{"__proto__":"y"}}'), caller);
  assert.equal(answer.body, '{"tags":{"__proto__":"y"}}');
});
