import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { IntegrationRecord } from '../definition/definition.ts';
import { upstream, valuesOf } from './endpoint.fixture.ts';
import { definition, integration, type RawResponse, run } from './gateway.fixture.ts';

/** What templates set over parameter mappings, on the wire (developer guide, "Override your API's request and response parameters"). */

const OK = { integrationResponses: { 200: { statusCode: '200' } } };
const set = (parameter: string, value: string): string => `#set($context.${parameter} = ${value})`;

/** A MOCK that answers with what the template makes. */
function mocked(template: string): IntegrationRecord {
  return integration({
    type: 'MOCK',
    requestTemplates: { 'application/json': '{statusCode: 200}' },
    integrationResponses: { 200: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  });
}

async function answer(record: IntegrationRecord, body = '{}'): Promise<RawResponse> {
  await using gateway = await run(definition({ 'POST /pets': record }));
  const response = await gateway.send('POST /prod/pets', ['Content-Type: application/json'], body);
  assert.equal(gateway.log.lines.filter(({ level }) => level === 'error').length, 0, 'no bug');
  return response;
}

describe('the status of a response', () => {
  for (const status of [100, 101, 199]) {
    test(`${status} can end no exchange: the request is answered all the same`, async () => {
      const response = await answer(mocked(set('responseOverride.status', String(status))));
      assert.deepEqual([response.status, response.body.toString()], [500, '{"message": "Internal server error"}']);
    });
  }

  test('204 takes the body with it', async () => {
    const response = await answer(mocked(`${set('responseOverride.status', '204')}text`));
    assert.deepEqual([response.status, response.body.length, response.header('content-length')], [204, 0, undefined]);
  });
});

describe('headers of a response', () => {
  test('do not frame it', async () => {
    const framing = ['Content-Length', 'Transfer-Encoding', 'Connection', 'Trailer', 'Upgrade'];
    const template = framing.map((name) => set(`responseOverride.header.${name}`, "'1'")).join('');
    const { status, headers, body } = await answer(mocked(`${template}hello`));
    assert.deepEqual([status, body.toString()], [200, 'hello']);
    assert.deepEqual(valuesOf(headers, 'Content-Length'), ['5']);
    assert.deepEqual(valuesOf(headers, 'Connection'), ['close']);
    for (const name of ['Transfer-Encoding', 'Trailer', 'Upgrade']) assert.deepEqual(valuesOf(headers, name), [], name);
  });

  test('are not split by what a template decodes', async () => {
    const response = await answer(mocked(set('responseOverride.header.X', "$util.urlDecode('a%0D%0AEvil: b')")));
    assert.deepEqual([response.status, valuesOf(response.headers, 'Evil')], [500, []]);
  });
});

describe('headers of a request to an HTTP endpoint', () => {
  async function sent(name: string, value = "'1'", body = '{}') {
    await using endpoint = await upstream();
    const requestTemplates = { 'application/json': `${set(`requestOverride.header['${name}']`, value)}text` };
    const record = integration({ type: 'HTTP', httpMethod: 'POST', uri: endpoint.uri, ...OK, requestTemplates });
    const { status } = await answer(record, body);
    return { status, request: endpoint.requests[0], asked: endpoint.requests.length };
  }

  for (const name of ['Content-Length', 'transfer-encoding', 'X-Amzn-Trace-Id', 'X-Amzn-Apigateway-Api-Id']) {
    test(`${name} answers 500, as a mapping to it does (aws-behaviour.md §1.9)`, async () => {
      assert.deepEqual(await sent(name), { status: 500, request: undefined, asked: 0 });
    });
  }

  for (const name of ['Connection', 'EXPECT', 'Upgrade', 'TE', 'Via', 'Proxy-Connection']) {
    test(`${name} does not leave, as a mapped one does not (§2.2)`, async () => {
      const { status, request } = await sent(name);
      assert.deepEqual([status, request?.body], [200, 'text']);
      assert.deepEqual(
        valuesOf(request?.headers, name).filter((value) => value === '1'),
        [],
      );
    });
  }

  test('lists join with commas (example 2 of the guide)', async () => {
    const { request } = await sent('multivalueheader', "['pets', 'cats']");
    assert.deepEqual(valuesOf(request?.headers, 'multivalueheader'), ['pets,cats']);
  });

  test('are not split by what the client sends', async () => {
    assert.equal((await sent('X', '$input.body', '{}\r\nEvil: b')).asked, 0);
  });
});

test('a parameter that a template overrides twice answers 5XX', async () => {
  for (const parameter of ['responseOverride.status', 'responseOverride.header.X', 'requestOverride.path.p']) {
    const once = set(parameter, '201');
    assert.notEqual((await answer(mocked(once))).status, 500, parameter);
    assert.equal((await answer(mocked(once + once))).status, 500, parameter);
  }
});
