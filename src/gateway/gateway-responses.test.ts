import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApiDefinition, GatewayResponseRecord } from '../definition/definition.ts';
import { definition, lambda, mock, returned, run, stageRecord } from './gateway.fixture.ts';

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

function withResponses(api: ApiDefinition, gatewayResponses: readonly GatewayResponseRecord[]): ApiDefinition {
  return { ...api, gatewayResponses };
}

describe('the gateway responses of a deployment', () => {
  test("a walk through AWS's example: status, headers and variables of an unknown resource (developer guide)", async () => {
    const api = withResponses(definition({ 'GET /pets/{petId}': mock }), [
      {
        responseType: 'MISSING_AUTHENTICATION_TOKEN',
        statusCode: '404',
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'a.b.c'",
          'gatewayresponse.header.x-request-id': 'method.request.header.x-amzn-RequestId',
          'gatewayresponse.header.x-request-path': 'method.request.path.petId',
          'gatewayresponse.header.x-request-query': 'method.request.querystring.q',
        },
        responseTemplates: {
          'application/json':
            '{"message":$context.error.messageString,"type":"$context.error.responseType","stage":"$context.stage","resourcePath":"$context.resourcePath","stageVariables.a":"$stageVariables.a","path":"$context.path"}',
        },
      },
    ]);
    await using gateway = await run(api, stageRecord({ variables: { a: 'a' } }));
    const response = await gateway.send('GET /prod/pets/5/type?q=1', ['x-amzn-RequestId: 123344566']);
    assert.equal(response.status, 404);
    assert.deepEqual(JSON.parse(response.body.toString()), {
      message: 'Missing Authentication Token',
      type: 'MISSING_AUTHENTICATION_TOKEN',
      stage: 'prod',
      resourcePath: '',
      'stageVariables.a': 'a',
      path: '/prod/pets/5/type',
    });
    const names = ['x-amzn-errortype', 'access-control-allow-origin', 'x-request-id', 'x-request-query'];
    assert.deepEqual(
      names.map((name) => response.header(name)),
      ['MissingAuthenticationTokenException', 'a.b.c', '123344566', '1'],
    );
    // No resource took the request, so it has no path parameters.
    assert.equal(response.header('x-request-path'), undefined);
  });

  test('CORS headers on DEFAULT_5XX reach what a function broke, and leave the status', async () => {
    const api = withResponses(definition({ 'GET /pets/{petId}': lambda }), [
      {
        responseType: 'DEFAULT_5XX',
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
          'gatewayresponse.header.x-pet': 'method.request.path.petId',
        },
        responseTemplates: DEFAULT_TEMPLATES,
      },
    ]);
    await using gateway = await run(api, stageRecord(), () => returned('no proxy response'));
    const response = await gateway.send('GET /prod/pets/7');
    assert.deepEqual(
      [response.status, response.header('access-control-allow-origin'), response.header('x-pet')],
      [502, '*', '7'],
    );
    assert.equal(response.body.toString(), '{"message":"Internal server error"}');
  });

  test('have no say in an unknown stage, a disabled endpoint and a body that is too large', async () => {
    const everything = ['DEFAULT_4XX', 'ACCESS_DENIED', 'REQUEST_TOO_LARGE'].map((responseType) => ({
      responseType,
      statusCode: '418',
      responseTemplates: { 'text/plain': 'custom' },
    }));
    const routes = { 'POST /pets': mock };
    await using gateway = await run(withResponses(definition(routes), everything));
    assert.equal((await gateway.send('GET /none/pets')).body.toString(), '{"message":"Forbidden"}');
    assert.equal((await gateway.send('POST /prod/pets', ['Content-Length: 10485761'])).status, 413);
    await using closed = await run(
      withResponses(definition(routes, { api: { disableExecuteApiEndpoint: true } }), everything),
    );
    assert.equal((await closed.send('POST /prod/pets')).status, 403);
    assert.equal((await gateway.send('GET /prod/none')).status, 418);
  });
});
