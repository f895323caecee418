import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApiDefinition, MethodRecord, ModelRecord } from '../definition/definition.ts';
import { invalidRequestBody } from '../exchange/exchange.ts';
import { failure } from '../plan/plan.ts';
import { upstream } from './endpoint.fixture.ts';
import { API, definition, http, lambda, mock, run, stageRecord } from './gateway.fixture.ts';

const pet = (schema: object): ModelRecord => ({
  id: 'model1',
  name: 'Pet',
  contentType: 'application/json',
  schema: JSON.stringify(schema),
});
const PET = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, next: { $ref: refTo('Pet') } },
};

function refTo(model: string): string {
  return `https://apigateway.amazonaws.com/restapis/${API}/models/${model}`;
}

function validated(
  integration: typeof mock,
  method: Partial<MethodRecord>,
  validates: { readonly body?: boolean; readonly parameters?: boolean },
  models: readonly ModelRecord[] = [pet(PET)],
): ApiDefinition {
  const { body = false, parameters = false } = validates;
  return {
    ...definition({ 'ANY /pets': integration }, { method: { requestValidatorId: 'val001', ...method } }),
    requestValidators: [{ id: 'val001', validateRequestBody: body, validateRequestParameters: parameters }],
    models,
  };
}

const JSON_TYPE = 'Content-Type: application/json; charset=utf-8';
const byType = { requestModels: { 'application/json': 'Pet' } };
const parameters = {
  requestParameters: {
    'method.request.querystring.qs1': true,
    'method.request.header.x-header-param': true,
    'method.request.header.accept': false,
    'method.request.querystring.constructor': true,
  },
};

describe('required parameters (aws-behaviour.md §1.13)', () => {
  test('those that are missing or blank are named, headers first', async () => {
    await using gateway = await run(validated(mock, parameters, { parameters: true }));
    const answer = await gateway.send('GET /prod/pets?qs1=%20', []);
    assert.equal(answer.status, 400);
    assert.equal(answer.header('x-amzn-errortype'), 'BadRequestException');
    const body = '{"message": "Missing required request parameters: [x-header-param, constructor, qs1]"}';
    assert.equal(answer.body.toString(), body);
  });

  test('a request that has them is served; headers in any case', async () => {
    await using gateway = await run(validated(mock, parameters, { parameters: true }));
    const answer = await gateway.send('GET /prod/pets?qs1=a&constructor=b', ['X-Header-Param: c']);
    assert.equal(answer.status, 200);
  });

  test('they come before the body', async () => {
    await using gateway = await run(validated(mock, { ...parameters, ...byType }, { parameters: true, body: true }));
    const answer = await gateway.send('POST /prod/pets', [JSON_TYPE], '{}');
    assert.match(answer.body.toString(), /Missing required request parameters/);
  });

  test('a validator that does not ask for them does not', async () => {
    await using gateway = await run(validated(mock, parameters, { body: true }));
    assert.equal((await gateway.send('GET /prod/pets')).status, 200);
  });
});

describe('the body against its model (developer guide, "Request validation for REST APIs")', () => {
  test('an invalid one is refused, and its function is not asked', async () => {
    await using gateway = await run(validated(lambda, byType, { body: true }));
    for (const body of ['{"name":1}', '{', '', '{"name":"a","next":{}}']) {
      const answer = await gateway.send('POST /prod/pets', [JSON_TYPE], body);
      assert.equal(answer.status, 400, body);
      assert.equal(answer.header('x-amzn-errortype'), 'BadRequestException');
      assert.equal(answer.body.toString(), '{"message": "Invalid request body"}');
    }
    assert.deepEqual(gateway.invocations, []);
  });

  test('a valid one reaches the function as it was sent, at once and in chunks', async () => {
    await using gateway = await run(validated(lambda, byType, { body: true }));
    const body = '{"name": "a", "next": {"name": "b"}}';
    assert.equal((await gateway.send('POST /prod/pets', [JSON_TYPE], body)).status, 200);
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const wire = await gateway.open();
    const head = ['POST /prod/pets HTTP/1.1', `Host: ${API}.execute-api.x`, JSON_TYPE, 'Transfer-Encoding: chunked'];
    wire.socket.end(`${[...head, 'Connection: close', '', ''].join('\r\n')}${chunked}`);
    assert.equal((await wire.response()).status, 200);
    assert.deepEqual(
      gateway.invocations.map(({ payload }) => JSON.parse(payload.toString()).body),
      [body, body],
    );
  });

  test('the model is that of the media type, else $default, else none', async () => {
    await using none = await run(validated(lambda, byType, { body: true }));
    assert.equal((await none.send('POST /prod/pets', ['Content-Type: application/xml'], '<a/>')).status, 200);
    // Without a Content-Type it is application/json.
    assert.equal((await none.send('POST /prod/pets', [], '{}')).status, 400);
    await using all = await run(validated(lambda, { requestModels: { $default: 'Pet' } }, { body: true }));
    assert.equal((await all.send('POST /prod/pets', ['Content-Type: application/xml'], '<a/>')).status, 400);
  });

  test('a customised gateway response can show what is wrong with it', async () => {
    const api: ApiDefinition = {
      ...validated(mock, byType, { body: true }),
      gatewayResponses: [
        {
          responseType: 'BAD_REQUEST_BODY',
          statusCode: '422',
          responseTemplates: { 'application/json': '{"why": "$context.error.validationErrorString"}' },
        },
      ],
    };
    await using gateway = await run(api);
    const answer = await gateway.send('POST /prod/pets', [JSON_TYPE], '{}');
    assert.equal(answer.status, 422);
    assert.match(answer.body.toString(), /object has missing required properties \(\[.*name.*\]\)/);
  });

  test('a body beyond 10 MB is too large before it is invalid', async () => {
    await using gateway = await run(validated(mock, byType, { body: true }));
    const answer = await gateway.send('POST /prod/pets', [JSON_TYPE], Buffer.alloc(10_485_761, 0x20));
    assert.equal(answer.status, 413);
  });

  test('an HTTP endpoint gets a large body that was validated, whole', async () => {
    await using server = await upstream();
    await using gateway = await run(validated(http(`${server.uri}/x`), byType, { body: true }));
    const body = JSON.stringify({ name: 'a'.repeat(300_000) });
    assert.equal((await gateway.send('POST /prod/pets', [JSON_TYPE], body)).status, 200);
    assert.equal(server.requests[0]?.body, body);
  });
});

describe('what cannot be validated is answered 501 by name', () => {
  test('a model with a pattern that cannot run in linear time', async () => {
    await using gateway = await run(validated(mock, byType, { body: true }, [pet({ pattern: '^(?=a)' })]));
    const answer = await gateway.send('POST /prod/pets', [JSON_TYPE], '"b"');
    assert.equal(answer.status, 501);
    assert.match(answer.body.toString(), /the pattern .* in the model Pet/);
  });

  test('a validator that the deployment lacks', async () => {
    const api = { ...validated(mock, byType, { body: true }), requestValidators: [] };
    await using gateway = await run(api);
    assert.equal((await gateway.send('POST /prod/pets', [JSON_TYPE], '{"name":"a"}')).status, 501);
  });
});

test('a model that changed between deployments validates as it is now, though its method did not change', async () => {
  const { resolveStage } = await import('../plan/plan.ts');
  const method = Object.freeze({
    httpMethod: 'POST',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestValidatorId: 'val001',
    ...byType,
    methodIntegration: mock,
  });
  const resources = [{ id: 'r0', path: '/', resourceMethods: { POST: method } }];
  const first = { ...validated(mock, {}, { body: true }), resources };
  const broken = { ...first, models: [pet({ pattern: '(?=a)' })] };
  const off = {
    ...first,
    requestValidators: [{ id: 'val001', validateRequestBody: false, validateRequestParameters: false }],
  };
  const resolved = [first, broken, off, first].map((api) => resolveStage('123456789012/eu-west-1', api, stageRecord()));
  const methods = resolved.map(({ resources: [resource] }) => resource?.methods[0]);
  assert.deepEqual(
    methods.map((at) => [at?.validation === null, at?.unhonoured.length]),
    [
      [false, 0],
      [false, 1],
      [true, 0],
      [false, 0],
    ],
  );
});

test('an execution log says it in the line that AWS has for it (published logs of 2021)', () => {
  const problem = '[object has missing required properties (["email","password","repeatPassword"])]';
  assert.equal(
    failure(invalidRequestBody(problem, 'application/json')),
    `Request body does not match model schema for content type application/json: ${problem}`,
  );
});
