import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  DeleteRestApiCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  PutMethodCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { deployWeather } from '../../examples/weather/deploy.ts';
import { type Running, startProcess } from './start.ts';
import { clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

let dir: string;
let gatehouse: Running;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  gatehouse = await startProcess(['--data-dir', dir]);
});

after(async () => {
  await gatehouse.stop();
  await rm(dir, { recursive: true, force: true });
});

test('the example deploys the Weather Service through the SDK, and its URL answers', async () => {
  const url = await deployWeather(gatehouse.endpoint);
  const oslo = await fetch(`${url}?city=oslo`);
  assert.equal(oslo.status, 200);
  assert.equal(oslo.headers.get('content-type'), 'application/json');
  assert.deepEqual(await oslo.json(), { city: 'oslo', temperature: -3, sky: 'snow' });
  assert.equal((await fetch(`${url}?city=atlantis`)).status, 404);
  // A second run of the example finds what the first one made.
  assert.equal(await deployWeather(gatehouse.endpoint), url);
  assert.equal((await fetch(`${url}?city=lisbon`)).status, 200);
});

test('an API answers under each form of its URL', async () => {
  const clients = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(
    clients,
    'forms',
    'export const handler = async (e) => ({ statusCode: 200, body: e.requestContext.path + " " + e.path });',
  );
  const { restApiId } = await putApi(clients, arn, 'weather');
  await deploy(clients, restApiId);
  const forms: readonly [target: string, host: string, headers: Record<string, string>][] = [
    [`/restapis/${restApiId}/v1/_user_request_/weather?city=oslo`, `localhost:${gatehouse.port}`, {}],
    [`/_aws/execute-api/${restApiId}/v1/weather`, `localhost:${gatehouse.port}`, {}],
    ['/v1/weather', `${restApiId}.execute-api.localhost:${gatehouse.port}`, {}],
    ['/v1/weather', `${restApiId}.execute-api.us-east-1.amazonaws.com`, {}],
    ['/v1/weather', 'vpce.example.com', { 'x-apigw-api-id': restApiId }],
  ];
  for (const [target, host, headers] of forms) {
    assert.deepEqual(await get(target, host, headers), [200, '/v1/weather /weather'], `${host}${target}`);
  }
});

test('a change has no effect until it is deployed, and the log says so once', async () => {
  const clients = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(
    clients,
    'redeploy',
    'export const handler = async () => ({ statusCode: 200, body: "ok" });',
  );
  const { restApiId, resourceId, rootResourceId } = await putApi(clients, arn, 'thing');
  await deploy(clients, restApiId);
  const url = invokeUrl(gatehouse.endpoint, restApiId, '/thing');
  assert.equal((await fetch(url)).status, 200);

  const change = { op: 'replace', path: '/apiKeyRequired', value: 'true' } as const;
  await clients.gateway.send(
    new UpdateMethodCommand({ restApiId, resourceId, httpMethod: 'ANY', patchOperations: [change] }),
  );
  assert.equal((await fetch(url)).status, 200, 'what is deployed still serves');
  const hint = await gatehouse.logged(new RegExp(`API ${restApiId} .*undeployed changes`));
  assert.match(hint, /create-deployment --rest-api-id \w+ --stage-name v1/);
  await clients.gateway.send(
    new UpdateMethodCommand({ restApiId, resourceId, httpMethod: 'ANY', patchOperations: [change] }),
  );
  assert.equal(gatehouse.log.filter((line) => line.includes(`API ${restApiId}`) && /undeployed/.test(line)).length, 1);

  await deploy(clients, restApiId);
  const refused = await fetch(url);
  assert.equal(refused.status, 403, 'the request shows no API key');
  assert.equal(refused.headers.get('x-amzn-errortype'), 'ForbiddenException');
  assert.equal(await refused.text(), '{"message":"Forbidden"}');

  // A method without an integration cannot be deployed, and what was deployed serves on.
  await clients.gateway.send(
    new PutMethodCommand({ restApiId, resourceId: rootResourceId, httpMethod: 'GET', authorizationType: 'NONE' }),
  );
  await assert.rejects(deploy(clients, restApiId), {
    name: 'BadRequestException',
    message: 'No integration defined for method',
  });
  assert.equal((await fetch(url)).status, 403);
});

test('without permission the function is not called: 500, and the log says what to do', async () => {
  const clients = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(clients, 'locked', 'export const handler = async () => ({ statusCode: 200 });');
  const { restApiId } = await putApi(clients, arn, 'thing');
  const { RemovePermissionCommand } = await import('@aws-sdk/client-lambda');
  await clients.lambda.send(new RemovePermissionCommand({ FunctionName: 'locked', StatementId: `api-${restApiId}` }));
  await deploy(clients, restApiId);
  const response = await fetch(invokeUrl(gatehouse.endpoint, restApiId, '/thing'));
  // aws-behaviour.md §2.6: no permission to invoke → 500, integration-phase body with its space, 36 bytes.
  assert.equal(response.status, 500);
  assert.equal(await response.text(), '{"message": "Internal server error"}');
  assert.match(await gatehouse.logged(/locked.*add-permission|add-permission.*locked/), /add-permission/);
});

test('200 concurrent requests to a function that sleeps are all answered', async () => {
  const clients = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(
    clients,
    'sleepy',
    `export const handler = async (event) => {
       await new Promise((resolve) => setTimeout(resolve, 50));
       return { statusCode: 200, body: event.queryStringParameters.n };
     };`,
  );
  const { restApiId } = await putApi(clients, arn, 'nap');
  await deploy(clients, restApiId);
  const url = invokeUrl(gatehouse.endpoint, restApiId, '/nap');
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const response = await fetch(`${url}?n=${n}`);
      return [response.status, await response.text()];
    }),
  );
  assert.deepEqual(
    answers,
    Array.from({ length: 200 }, (_, n) => [200, String(n)]),
  );
});

test('bad input: a clear error, and nothing half made', async () => {
  const clients = clientsFor(gatehouse.endpoint);
  await assert.rejects(clients.gateway.send(new GetRestApiCommand({ restApiId: 'abcde01234' })), {
    name: 'NotFoundException',
    message: 'Invalid API identifier specified 000000000000:abcde01234',
  });
  await assert.rejects(clients.gateway.send(new DeleteRestApiCommand({ restApiId: 'abcde01234' })), {
    name: 'NotFoundException',
  });

  const malformed = await fetch(`${gatehouse.endpoint}/restapis`, {
    method: 'POST',
    headers: { authorization: SIGNED_BY_ANYONE, 'content-type': 'application/json' },
    body: '{"name": ',
  });
  assert.equal(malformed.status, 400);
  assert.equal(malformed.headers.get('x-amzn-errortype'), 'SerializationException');

  const unknown = await fetch(invokeUrl(gatehouse.endpoint, 'abcde01234', '/x'));
  assert.equal(unknown.status, 403);
  assert.equal(await unknown.text(), '{"message":"Forbidden"}');

  // A zip without the handler, and one with a syntax error: created as on AWS, and each invocation says what is wrong.
  const cases: readonly [name: string, source: string, errorType: string][] = [
    ['no-handler', 'export const other = 1;', 'Runtime.HandlerNotFound'],
    ['bad-syntax', 'export const handler = async ( => 1;', 'Runtime.UserCodeSyntaxError'],
  ];
  for (const [name, source, errorType] of cases) {
    const arn = await createFunction(clients, name, source);
    const { FunctionError, Payload } = await clients.lambda.send(new InvokeCommand({ FunctionName: name }));
    assert.equal(FunctionError, 'Unhandled');
    assert.equal(JSON.parse(Buffer.from(Payload ?? []).toString()).errorType, errorType);
    const { restApiId } = await putApi(clients, arn, 'x');
    await deploy(clients, restApiId);
    const response = await fetch(invokeUrl(gatehouse.endpoint, restApiId, '/x'));
    assert.equal(response.status, 502);
    assert.equal(await response.text(), '{"message": "Internal server error"}');
  }

  const arn = await createFunction(
    clients,
    'bad-header',
    'export const handler = async () => ({ statusCode: 200, headers: { "bad name": "x", ok: "a\\r\\nb: c" } });',
  );
  const { restApiId } = await putApi(clients, arn, 'x');
  await deploy(clients, restApiId);
  const response = await fetch(invokeUrl(gatehouse.endpoint, restApiId, '/x'));
  assert.equal(response.status, 502);
  assert.equal(response.headers.get('b'), null);
  assert.match(await gatehouse.logged(/bad name/), /Malformed Lambda proxy response/);
});

test('the control plane takes no unsigned requests, and none from other pages', async () => {
  const unsigned = await fetch(`${gatehouse.endpoint}/restapis`);
  assert.equal(unsigned.status, 403);
  assert.equal(unsigned.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
  const foreign = await fetch(`${gatehouse.endpoint}/restapis`, {
    headers: { authorization: SIGNED_BY_ANYONE, origin: 'https://evil.example' },
  });
  assert.equal(foreign.status, 403);
  // A name that an attacker's DNS points here; the browser sends it, whatever else the page may set.
  const [rebound] = await get('/restapis', 'evil.example', { authorization: SIGNED_BY_ANYONE });
  assert.equal(rebound, 403);
  assert.equal((await fetch(`${gatehouse.endpoint}/_gatehouse/health`)).status, 200);
});

test('APIs, stages and functions are there after a restart', async () => {
  const before = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(
    before,
    'kept',
    'export const handler = async () => ({ statusCode: 200, body: "kept" });',
  );
  const { restApiId } = await putApi(before, arn, 'kept');
  await deploy(before, restApiId);
  const { stageName, deploymentId } = await before.gateway.send(new GetStageCommand({ restApiId, stageName: 'v1' }));

  assert.deepEqual(await gatehouse.stop(), [0, null]);
  gatehouse = await startProcess(['--data-dir', dir]);

  const after = clientsFor(gatehouse.endpoint);
  assert.equal((await fetch(invokeUrl(gatehouse.endpoint, restApiId, '/kept'))).status, 200);
  const stage = await after.gateway.send(new GetStageCommand({ restApiId, stageName: 'v1' }));
  assert.deepEqual([stage.stageName, stage.deploymentId], [stageName, deploymentId]);
  const { items = [] } = await after.gateway.send(new GetResourcesCommand({ restApiId }));
  assert.deepEqual(items.map(({ path }) => path).sort(), ['/', '/kept']);
  const { Configuration } = await after.lambda.send(new GetFunctionCommand({ FunctionName: 'kept' }));
  assert.equal(Configuration?.FunctionArn, arn);
});

const SIGNED_BY_ANYONE =
  'AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=00';

async function get(target: string, host: string, headers: Record<string, string>): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const { port } = gatehouse;
    request({ host: '127.0.0.1', port, path: target, headers: { ...headers, host } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, body]));
    })
      .on('error', reject)
      .end();
  });
}
