import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResolvedMapping, ResolvedMock } from '../definition/definition.ts';
import { type Fault, isFault, type MethodResponse } from '../exchange/exchange.ts';
import { context, request } from './integrations.fixture.ts';
import { compileMock } from './mock.ts';

interface Given {
  /** What the template for a media type names; `null`: nothing. */
  readonly statusByType?: { readonly [mediaType: string]: number | null };
  readonly passthroughBehavior?: ResolvedMapping['passthroughBehavior'];
  readonly responses?: readonly Response[];
}

interface Response {
  readonly status: number;
  readonly selectionPattern: string;
  /** name, value, name, value … */
  readonly headers: readonly string[];
  readonly bodyByType: { readonly [mediaType: string]: string };
}

function mock({
  statusByType = { 'application/json': 200 },
  passthroughBehavior,
  responses,
}: Given = {}): ResolvedMock {
  const templateOf = (status: number | null): string => (status === null ? '{}' : `{"statusCode": ${status}}`);
  const ok: Response = { status: 200, selectionPattern: '', headers: [], bodyByType: {} };
  return {
    type: 'MOCK',
    mapping: {
      parameters: [],
      requestTemplates: Object.fromEntries(Object.entries(statusByType).map(([type, s]) => [type, templateOf(s)])),
      passthroughBehavior: passthroughBehavior ?? 'WHEN_NO_MATCH',
      contentHandling: null,
      responses: (responses ?? [ok]).map(({ status, selectionPattern, headers, bodyByType }) => ({
        status,
        selectionPattern,
        parameters: headers.flatMap((name, i) =>
          i % 2 === 0 ? [{ name, from: { source: 'static', value: headers[i + 1] as string } } as const] : [],
        ),
        templates: bodyByType,
        contentHandling: null,
      })),
    },
  };
}

async function answer(
  resolved: ResolvedMock,
  headers: readonly string[] = [],
  body = '',
): Promise<MethodResponse | Fault> {
  const plan = compileMock(resolved, []);
  const bytes = plan.reads.body ? Buffer.from(body) : Buffer.alloc(0);
  const sent = plan.toEndpoint(request({ headers }), bytes, context());
  if (isFault(sent)) return sent;
  const answered = await plan.integrate(sent, context());
  return isFault(answered) ? answered : plan.toClient(answered, context());
}

async function outcome(resolved: ResolvedMock, headers?: readonly string[], body?: string): Promise<unknown> {
  const answered = await answer(resolved, headers, body);
  return isFault(answered) ? [answered.status, answered.message] : [answered.status, answered.body];
}

const UNSUPPORTED = [415, 'Unsupported Media Type'];
const BROKEN = [500, 'Internal server error'];
const TEXT = ['content-type', 'text/plain; charset=utf-8'];

describe('the template of a MOCK (aws-behaviour.md §1.8, §1.9)', () => {
  test('a request without Content-Type is application/json', async () => {
    assert.deepEqual(await outcome(mock()), [200, '']);
    assert.deepEqual(await outcome(mock(), ['Content-Type', 'Application/JSON; charset=x']), [200, '']);
  });

  test('a template without an integer statusCode is a 500', async () => {
    assert.deepEqual(await outcome(mock({ statusByType: { 'application/json': null } })), BROKEN);
  });

  test('$default is for every other type', async () => {
    assert.deepEqual(await outcome(mock({ statusByType: { $default: 200 } }), TEXT), [200, '']);
  });

  for (const [passthroughBehavior, statusByType, expected] of [
    ['NEVER', { 'application/json': 200 }, UNSUPPORTED],
    ['NEVER', {}, UNSUPPORTED],
    ['WHEN_NO_TEMPLATES', { 'application/json': 200 }, UNSUPPORTED],
    ['WHEN_NO_TEMPLATES', {}, BROKEN],
    ['WHEN_NO_MATCH', { 'application/json': 200 }, BROKEN],
    ['WHEN_NO_MATCH', {}, BROKEN],
  ] as const) {
    test(`${passthroughBehavior} with ${Object.keys(statusByType).length} templates and text/plain`, async () => {
      assert.deepEqual(await outcome(mock({ passthroughBehavior, statusByType }), TEXT), expected);
    });
  }

  test('what passes through is read in place of a template', async () => {
    const passing = mock({ statusByType: {} });
    assert.deepEqual(await outcome(passing, TEXT, '{"statusCode": 200}'), [200, '']);
    assert.deepEqual(await outcome(passing, TEXT, '{"statusCode": "200"}'), BROKEN);
  });

  test('no body is read where every type has a template', () => {
    assert.equal(compileMock(mock({ statusByType: { $default: 200 } }), []).reads.body, false);
    assert.equal(compileMock(mock({ passthroughBehavior: 'NEVER' }), []).reads.body, false);
  });

  for (const type of ['__proto__', 'constructor', 'toString']) {
    test(`Content-Type and Accept ${type} are media types without a template`, async () => {
      const resolved = mock({
        passthroughBehavior: 'NEVER',
        responses: [{ status: 200, selectionPattern: '', headers: [], bodyByType: { 'a/b': 'ab', 'c/d': 'cd' } }],
      });
      assert.deepEqual(await outcome(resolved, ['Content-Type', type]), UNSUPPORTED);
      assert.deepEqual(await outcome(resolved, ['Accept', type]), [200, 'ab']);
    });
  }
});

describe('the integration response of a MOCK (§1.8, §1.10)', () => {
  const response = (status: number, selectionPattern: string) => ({
    status,
    selectionPattern,
    headers: [],
    bodyByType: {},
  });
  const chosen = (status: number, ...responses: readonly Response[]): Promise<unknown> =>
    outcome(mock({ statusByType: { $default: status }, responses }));

  test('a pattern must match the whole status', async () => {
    assert.deepEqual(await chosen(404, response(200, ''), response(400, '4\\d{2}')), [400, '']);
    assert.deepEqual(await chosen(404, response(200, ''), response(400, '4')), [200, '']);
    assert.deepEqual(await chosen(404, response(400, '4.*|5.*'), response(200, '')), [400, '']);
  });

  test('of several, the one whose own status it is wins (measured, MS #1756)', async () => {
    assert.deepEqual(await chosen(404, response(400, '4\\d{2}'), response(404, '40\\d')), [404, '']);
    assert.deepEqual(await chosen(409, response(400, '4\\d{2}'), response(404, '40\\d')), [400, '']);
  });

  test('without a match and without a default it is a 500', async () => {
    assert.deepEqual(await chosen(200), BROKEN);
    assert.deepEqual(await chosen(200, response(400, '4\\d{2}')), BROKEN);
    assert.deepEqual(await chosen(200, response(200, '(unclosed')), BROKEN);
  });

  test('the status is that of the integration response', async () => {
    assert.deepEqual(await chosen(200, response(302, '')), [302, '']);
  });

  test('the body is chosen by Accept, then application/json, then the first; it is trimmed', async () => {
    const resolved = (bodyByType: { [type: string]: string }) =>
      mock({ responses: [{ status: 200, selectionPattern: '', headers: [], bodyByType }] });
    const both = resolved({ 'text/html': ' <p> \n', 'application/json': '{}' });
    assert.deepEqual(await outcome(both, ['Accept', 'text/html, */*']), [200, '<p>']);
    assert.deepEqual(await outcome(both, ['Accept', '*/*']), [200, '{}']);
    assert.deepEqual(await outcome(both), [200, '{}']);
    assert.deepEqual(await outcome(resolved({ 'text/xml': '<a/>' }), ['Accept', 'text/html']), [200, '<a/>']);
  });

  test('static headers are remapped like other mapped headers', async () => {
    const headers = ['Content-Length', '5', 'Access-Control-Allow-Origin', '*', 'Content-Type', 'text/html'];
    const resolved = mock({ responses: [{ status: 200, selectionPattern: '', headers, bodyByType: {} }] });
    const answered = await answer(resolved);
    assert.deepEqual(isFault(answered) ? [] : answered.headers, [
      'Content-Type',
      'text/html',
      'x-amzn-Remapped-Content-Length',
      '5',
      'Access-Control-Allow-Origin',
      '*',
    ]);
  });
});
