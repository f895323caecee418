import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IntegrationRecord, TestInput } from '../../../src/definition/definition.ts';
import { API, definition, returned, SCOPE } from '../../../src/gateway/gateway.fixture.ts';
import { testMethods } from '../../../src/gateway/gateway.ts';
import { ManualClock } from '../../../src/lib/clock.ts';
import type { Capabilities } from '../../../src/plan/plan.ts';
import { custom, mocked, templated, toEndpoint } from './given.ts';
import { requestParameters } from './row.ts';

/** §2.12: the lines of TestInvokeMethod's log and their order, where templates are on the way (recorded: test_invoke_test_method). */

const DATE = 'Thu Jan 01 00:00:00 UTC 1970';
const input: TestInput = {
  pathWithQueryString: '/pets/123?foo=bar',
  headers: ['Content-Type', 'application/json'],
  body: '{"name":"Rex"}',
  stageVariables: {},
};

/** The log's lines without their date; ids and secrets of the run become words. */
async function logOf(methodIntegration: IntegrationRecord, over: Partial<Capabilities> = {}): Promise<string[]> {
  const clock = new ManualClock(0);
  const capabilities: Capabilities = {
    clock,
    sendHttp: async () => {
      clock.advance(150);
      return { answer: 'response', status: 200, headers: ['X-Own', '1'], body: Buffer.from('{"made":true}') };
    },
    invokeFunction: async () => {
      clock.advance(150);
      return returned({ made: true });
    },
    ...over,
  };
  const api = definition({ 'POST /pets/{petId}': methodIntegration });
  const asked = { scope: SCOPE, definition: api, resourceId: 'r0', httpMethod: 'POST', clientCertificate: null, input };
  const { log } = await testMethods(capabilities)(asked);
  const id = /^Execution log for request (\S+)\n/.exec(log)?.[1] ?? 'none';
  return log
    .replaceAll(id, '<id>')
    .replace(/Root=[^,}]+/g, '<trace>')
    .split('\n')
    .map((line) => line.replace(`${DATE} : `, ''));
}

const BEFORE = [
  'Execution log for request <id>',
  'Starting execution for request: <id>',
  'HTTP Method: POST, Resource Path: /pets/123',
  'Method request path: {petId=123}',
  'Method request query string: {foo=bar}',
  'Method request headers: {Content-Type=application/json}',
  'Method request body before transformations: {"name":"Rex"}',
];

const AFTER = ['Successfully completed execution', 'Method completed with status: 200', ''];

const REQUEST = { requestTemplates: { 'application/json': '{"pet":"$input.params(\'petId\')"}' } };
const RESPONSE = templated('{"done":$input.json(\'$.made\')}');

test('§2.12 MOCK: no line of an endpoint, and the body as the response template makes it', async () => {
  const mock = mocked('{"statusCode": 200}', { integrationResponses: templated('{"pet":"$input.params(\'petId\')"}') });
  assert.deepEqual(await logOf(mock), [
    ...BEFORE,
    'Method response body after transformations: {"pet":"123"}',
    'Method response headers: {Content-Type=application/json}',
    ...AFTER,
  ]);
});

test('§2.12 HTTP: what is sent after the request template, what came before the response template', async () => {
  const uri = 'http://example.com/{id}';
  const path = requestParameters({ 'path.id': 'method.request.path.petId' });
  const http = toEndpoint({ uri, ...path, ...REQUEST, integrationResponses: RESPONSE });
  const own = `User-Agent=AmazonAPIGateway_${API}, Content-Type=application/json, X-Amzn-Trace-Id=<trace>`;
  assert.deepEqual(await logOf(http), [
    ...BEFORE,
    'Endpoint request URI: http://example.com/123',
    `Endpoint request headers: {Host=example.com, Accept=application/json, ${own}, X-Amzn-Apigateway-Api-Id=${API}}`,
    'Endpoint request body after transformations: {"pet":"123"}',
    'Sending request to http://example.com/123',
    'Received response. Status: 200, Integration latency: 150 ms',
    'Endpoint response headers: {X-Own=1}',
    'Endpoint response body before transformations: {"made":true}',
    'Method response body after transformations: {"done":true}',
    'Method response headers: {X-Amzn-Trace-Id=<trace>, Content-Type=application/json}',
    ...AFTER,
  ]);
});

test('§2.12 AWS: the same of a function', async () => {
  const lines = await logOf(
    custom({
      ...REQUEST,
      integrationResponses: { 200: { ...RESPONSE['200'], statusCode: '200', selectionPattern: '' } },
    }),
  );
  const uri =
    'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:fn/invocations';
  const withoutHeaders = lines.filter((line) => !/^Endpoint re\w+ headers: /.test(line));
  assert.deepEqual(withoutHeaders, [
    ...BEFORE,
    `Endpoint request URI: ${uri}`,
    'Endpoint request body after transformations: {"pet":"123"}',
    `Sending request to ${uri}`,
    'Received response. Status: 200, Integration latency: 150 ms',
    'Endpoint response body before transformations: {"made":true}',
    'Method response body after transformations: {"done":true}',
    'Method response headers: {X-Amzn-Trace-Id=<trace>, Content-Type=application/json}',
    ...AFTER,
  ]);
  assert.deepEqual(
    lines.map((line, i) => (/^Endpoint re\w+ headers: /.test(line) ? i : -1)).filter((i) => i >= 0),
    [8, 12],
  );
});

test('§2.12 failure: the configuration error in AWS’s words, then the status', async () => {
  const lines = await logOf(toEndpoint({ uri: 'http://example.com/', integrationResponses: {} }));
  assert.deepEqual(lines.slice(-3), [
    'Execution failed due to configuration error: No match for output mapping and no default output mapping configured',
    'Method completed with status: 500',
    '',
  ]);
});
