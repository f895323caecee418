import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResolvedHttp, ResolvedMapping } from '../definition/definition.ts';
import { isFault, type MethodRequest, type MethodResponse } from '../exchange/exchange.ts';
import { compileHttp } from './http.ts';
import type { HttpEndpointAnswer, HttpEndpointRequest } from './http-proxy.ts';
import { context, request } from './integrations.fixture.ts';

const MAPPING: ResolvedMapping = {
  parameters: [],
  requestTemplates: {},
  passthroughBehavior: 'WHEN_NO_MATCH',
  contentHandling: null,
  responses: [{ status: 200, selectionPattern: '', parameters: [], templates: {}, contentHandling: null }],
};
const ok: HttpEndpointAnswer = { answer: 'response', status: 200, headers: [], body: Buffer.from('hello') };

interface Given {
  readonly mapping?: Partial<ResolvedMapping>;
  readonly http?: Partial<ResolvedHttp>;
  readonly rq?: Partial<MethodRequest>;
  readonly body?: string;
  readonly answered?: HttpEndpointAnswer;
}

/** What the endpoint was sent, and what the client is answered. */
async function run({ mapping, http, rq, body = '', answered = ok }: Given): Promise<{
  sent: HttpEndpointRequest | undefined;
  answer: MethodResponse | string;
}> {
  let sent: HttpEndpointRequest | undefined;
  const resolved: ResolvedHttp = {
    type: 'HTTP',
    httpMethod: 'POST',
    uri: 'http://backend.example/base',
    vpcLink: null,
    insecureSkipVerification: false,
    timeoutMs: 1000,
    ...http,
    mapping: { ...MAPPING, ...mapping },
  };
  const plan = compileHttp(resolved, [], async (outgoing) => {
    sent = outgoing;
    return answered;
  });
  const outgoing = plan.toEndpoint(request({ httpMethod: 'POST', ...rq }), Buffer.from(body), context());
  if (isFault(outgoing)) return { sent, answer: `${outgoing.status} ${outgoing.message}` };
  const response = await plan.integrate(outgoing, context());
  const answer = isFault(response) ? response : plan.toClient(response, context());
  return { sent, answer: isFault(answer) ? `${answer.status} ${answer.message}` : answer };
}

describe('what an HTTP endpoint is sent (aws-behaviour.md §1.8, HTTP)', () => {
  test("only what is mapped, and the gateway's own headers", async () => {
    const { sent } = await run({
      rq: { headers: ['Content-Type', 'text/plain', 'Cookie', 'a=b', 'Accept', 'text/html'], query: 'a=1' },
      body: 'text',
    });
    assert.equal(sent?.path, '/base');
    assert.deepEqual(sent?.headers, [
      ...['Host', 'backend.example', 'Accept', 'application/json', 'User-Agent', 'AmazonAPIGateway_abcdef1234'],
      ...['Content-Type', 'text/plain', 'X-Amzn-Trace-Id', context().traceHeader],
      ...['X-Amzn-Apigateway-Api-Id', 'abcdef1234'],
    ]);
    assert.equal(sent?.body?.toString(), 'text');
  });

  test('GET has neither a body nor its type', async () => {
    const rq = { headers: ['Content-Type', 'text/plain'] };
    const { sent } = await run({ http: { httpMethod: 'GET' }, rq, body: 'text' });
    assert.equal(sent?.body, undefined);
    assert.ok(!sent?.headers.includes('Content-Type'));
  });

  test("ANY is the client's method", async () => {
    assert.equal((await run({ http: { httpMethod: 'ANY' }, rq: { httpMethod: 'PATCH' } })).sent?.method, 'PATCH');
  });

  test('mapped parameters fill the URI, make the query and overwrite headers', async () => {
    const { sent } = await run({
      http: { uri: 'http://backend.example/{who}/x?own={who}' },
      mapping: {
        parameters: [
          { to: 'path', name: 'who', from: { source: 'path', name: 'id' } },
          { to: 'querystring', name: 'all', from: { source: 'multivaluequerystring', name: 'a' } },
          { to: 'header', name: 'accept', from: { source: 'static', value: 'text/xml' } },
          { to: 'header', name: 'X-Missing', from: { source: 'header', name: 'Nowhere' } },
        ],
      },
      rq: { pathParameters: { id: 'a%2Fb' }, query: 'a=1&a=x%26y' },
    });
    assert.equal(sent?.path, '/a%2Fb/x?own=a%2Fb&all=1&all=x%26y');
    assert.ok(sent?.headers.includes('text/xml') && !sent.headers.includes('application/json'));
    assert.ok(!sent?.headers.includes('X-Missing'));
  });

  test('a template takes the place of the body; its blanks go', async () => {
    const mapping = { requestTemplates: { 'application/json': ' {"fixed": true}\n' } };
    assert.equal((await run({ mapping, body: 'client' })).sent?.body?.toString(), '{"fixed": true}');
  });

  test('without a template for its type a body passes or not, as passthroughBehavior says', async () => {
    const rq = { headers: ['Content-Type', 'text/plain'] };
    const requestTemplates = { 'application/json': '{}' };
    const cases = { WHEN_NO_MATCH: 200, WHEN_NO_TEMPLATES: 415, NEVER: 415 } as const;
    for (const [passthroughBehavior, status] of Object.entries(cases)) {
      const mapping = { requestTemplates, passthroughBehavior: passthroughBehavior as keyof typeof cases };
      const { answer } = await run({ mapping, rq, body: 'text' });
      assert.equal(
        typeof answer === 'string' ? answer : answer.status,
        status === 200 ? 200 : '415 Unsupported Media Type',
      );
    }
  });

  test('a mapped value that cannot stand in a header is a 500 and nothing is sent', async () => {
    const from = { source: 'querystring', name: 'a' } as const;
    const mapping = { parameters: [{ to: 'header', name: 'X-A', from } as const] };
    const { sent, answer } = await run({ mapping, rq: { query: 'a=x%0d%0aEvil:1' } });
    assert.deepEqual([sent, answer], [undefined, '500 Internal server error']);
  });
});

describe('what the client is answered (§1.10)', () => {
  const response = (status: number, selectionPattern: string, over = {}) => ({
    ...{ status, selectionPattern, parameters: [], templates: {}, contentHandling: null },
    ...over,
  });
  const answered: HttpEndpointAnswer = {
    answer: 'response',
    status: 404,
    headers: ['Content-Type', 'text/plain', 'X-Own', 'a', 'x-own', 'b', 'Date', 'then'],
    body: Buffer.from('nothing here'),
  };

  test("the integration response is chosen by the endpoint's status; its own status counts", async () => {
    const responses = [response(200, ''), response(410, '4\\d{2}')];
    const { answer } = await run({ mapping: { responses }, answered });
    assert.ok(typeof answer !== 'string');
    assert.deepEqual([answer.status, answer.body.toString()], [410, 'nothing here']);
  });

  test('without a pattern that matches, the default; without a default, a 500', async () => {
    const first = await run({ mapping: { responses: [response(500, '5.*'), response(201, '')] }, answered });
    assert.equal(typeof first.answer === 'string' ? first.answer : first.answer.status, 201);
    const second = await run({ mapping: { responses: [response(500, '5.*')] }, answered });
    assert.equal(second.answer, '500 Internal server error');
  });

  test('only mapped headers pass; Content-Type is application/json unless it is mapped', async () => {
    const parameters = [
      { name: 'X-Last', from: { source: 'header', name: 'X-Own' } },
      { name: 'X-All', from: { source: 'multivalueheader', name: 'X-Own' } },
      { name: 'X-Id', from: { source: 'context', name: 'requestId' } },
      { name: 'X-None', from: { source: 'header', name: 'Nowhere' } },
      { name: 'Date', from: { source: 'header', name: 'Date' } },
    ];
    const { answer } = await run({ mapping: { responses: [response(200, '', { parameters })] }, answered });
    assert.ok(typeof answer !== 'string');
    assert.deepEqual(answer.headers, [
      ...['Content-Type', 'application/json', 'X-Last', 'b', 'X-All', 'a,b', 'X-Id', context().requestId],
      ...['x-amzn-Remapped-Date', 'then', 'X-Amzn-Trace-Id', context().traceId],
    ]);
  });

  test("a template is chosen by the client's Accept", async () => {
    const templates = { 'application/json': '{"gone": true}', 'text/html': '<p>gone</p>' };
    const mapping = { responses: [response(200, '', { templates })] };
    const html = await run({ mapping, answered, rq: { headers: ['Accept', 'text/html'] } });
    assert.equal(typeof html.answer === 'string' ? '' : html.answer.body, '<p>gone</p>');
  });

  test("an endpoint that does not answer is AWS's fault for it", async () => {
    assert.equal((await run({ answered: { answer: 'timeout' } })).answer, '504 Endpoint request timed out');
    const nowhere = { answer: 'no address', detail: 'x' } as const;
    assert.equal((await run({ answered: nowhere })).answer, '500 Internal server error');
  });
});
