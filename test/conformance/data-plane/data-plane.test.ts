import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiDefinition } from '../../../src/definition/definition.ts';
import { type Upstream, upstream, valuesOf } from '../../../src/gateway/endpoint.fixture.ts';
import { definition, type RawResponse, run, stageRecord } from '../../../src/gateway/gateway.fixture.ts';
import { lastHeader } from '../../../src/lib/headers.ts';
import type { Answer, Headers, Row, Sent } from './row.ts';
import { rows } from './rows.ts';

/** The stage of a row, with the endpoint's address in it. */
function deployed(row: Row, endpoint: Upstream): ApiDefinition {
  const { uri } = row.integration;
  const methodIntegration =
    uri === undefined ? row.integration : { ...row.integration, uri: uri.replaceAll('<endpoint>', endpoint.uri) };
  const api = definition(
    { [`ANY ${row.resource ?? '/x'}`]: methodIntegration },
    { ...(row.api && { api: row.api }), ...(row.method && { method: row.method }) },
  );
  return { ...api, ...row.captured };
}

function answering(row: Row): Promise<Upstream> {
  const { status = 200, headers = [], body = '{}' } = row.endpoint ?? {};
  return upstream((_, rs) => rs.writeHead(status, [...headers]).end(body));
}

function checkHeaders(seen: readonly string[], expected: Headers = {}): void {
  for (const [name, value] of Object.entries(expected)) {
    const found = lastHeader(seen, name) ?? null;
    if (value instanceof RegExp) assert.match(String(found), value, name);
    else if (Array.isArray(value)) assert.deepEqual(valuesOf(seen, name), value, name);
    else assert.equal(found, value, name);
  }
}

function checkAnswer(seen: RawResponse, { status, body, headers }: Answer): void {
  if (body !== undefined) {
    assert.deepEqual(typeof body === 'string' ? seen.body.toString() : seen.body, body);
  }
  if (status !== undefined) assert.equal(seen.status, status, seen.body.toString());
  checkHeaders(seen.headers, headers);
}

function checkSent(endpoint: Upstream, expected: Sent | 'nothing'): void {
  if (expected === 'nothing') {
    assert.deepEqual(endpoint.requests, []);
    return;
  }
  const { headers, ...wanted } = expected;
  const [seen] = endpoint.requests;
  assert.ok(seen, 'the endpoint was not asked');
  for (const member of ['method', 'url', 'body'] as const) {
    if (wanted[member] !== undefined) assert.equal(seen[member], wanted[member]);
  }
  checkHeaders(seen.headers, headers);
}

/** Whether `seen` has what `expected` names, as deep as it names it; an array is compared whole. */
function checkEvent(seen: unknown, expected: unknown): void {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    assert.deepEqual(seen, expected);
    return;
  }
  for (const [name, value] of Object.entries(expected)) {
    checkEvent((seen as { readonly [name: string]: unknown })?.[name], value);
  }
}

for (const row of rows) {
  test(`${row.row}: ${row.claim} (${row.source})`, async () => {
    await using endpoint = await answering(row);
    await using gateway = await run(deployed(row, endpoint), stageRecord(row.stage), row.invoked, () => ({
      aws: { credentials: undefined, endpoints: new Map([['*', endpoint.uri]]) },
    }));
    const seen = await gateway.send(...row.when);
    if (row.answer !== undefined) checkAnswer(seen, row.answer);
    if (row.sent !== undefined) checkSent(endpoint, row.sent);
    if (row.event === 'nothing') assert.deepEqual(gateway.invocations, []);
    else if (row.event !== undefined) {
      assert.equal(gateway.invocations.length, 1, `${seen.status} ${seen.body}`);
      checkEvent(JSON.parse(String(gateway.invocations[0]?.payload)), row.event);
    }
    assert.ok(row.answer !== undefined || row.sent !== undefined || row.event !== undefined, 'nothing is looked at');
  });
}
