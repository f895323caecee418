import assert from 'node:assert/strict';
import { converse } from './converse.ts';
import type { Gateway } from './gateway.ts';
import { API_ID, type Expected, type Row, rq } from './row.ts';
import { type SplitRequest, splitRequests, values } from './split.ts';
import type { Upstream } from './upstream.ts';

/** Requests of ours that show that a connection, and the gateway, still serve. */
const PROBE = 'GET /v1/probe HTTP/1.1';
const PROBED = '/probe';

/** Plays one row. @throws an AssertionError that says what was not as the row has it */
export async function checkRow(row: Row, gateway: Gateway, upstream: Upstream, apiId: string): Promise<void> {
  const as = (text: string): string =>
    text.replaceAll(API_ID, apiId).replaceAll(API_ID.toUpperCase(), apiId.toUpperCase());
  const probe = as(rq(PROBE, ['Connection: close']));
  const expected = { ...row, ...(upstream.name === 'nginx' ? row.nginx : {}) };
  const count = expected.answers.length;
  const conversation = await converse(gateway.port, {
    sends: [
      { after: 0, bytes: as(row.bytes) },
      ...(row.later === undefined ? [] : [{ ...row.later, bytes: as(row.later.bytes) }]),
      ...(row.closes ? [] : [{ after: count, bytes: probe }]),
    ],
    count: row.closes ? count : count + 1,
    ends: row.ends === true,
  });
  // On a connection of its own: what the gateway would still send of the row is sent before this is.
  const after = await converse(gateway.port, { sends: [{ after: 0, bytes: probe }], count: 1, ends: false });
  const { requests, raw } = await upstream.take();
  const theirs = ({ path }: { readonly path: string }): boolean => path !== PROBED;

  assert.deepEqual(
    {
      answers: conversation.statuses,
      rest: conversation.rest,
      closed: conversation.closed,
      upstream: shown(requests.filter(theirs), expected.upstream),
      after: after.statuses,
    },
    {
      answers: [...expected.answers, ...(row.closes ? [] : [200])],
      rest: '',
      closed: true,
      upstream: expected.upstream.map((request) => wanted(request, as)),
      after: [200],
    },
    `on the client's connection came ${JSON.stringify(conversation.text)}; the upstream got ${JSON.stringify(raw)}`,
  );

  const sent = raw.flatMap((bytes) => splitRequests(bytes));
  for (const { headers } of sent) {
    // The gateway speaks for itself on this connection: nothing of the client's Connection header is left.
    assert.match(values(headers, 'connection').join(', '), /^(keep-alive|close)?$/);
    assert.deepEqual(values(headers, 'upgrade'), []);
  }
  assert.deepEqual(lines(sent), lines(requests), 'the upstream did not cut the bytes where they were meant to be cut');
}

/** Of each request what the row speaks of. */
function shown(requests: readonly SplitRequest[], expected: readonly Expected[]): object[] {
  return requests.map(({ method, path, body, cut, headers }, i) => {
    const names = Object.keys(expected[i]?.headers ?? {});
    const found = names.map((name) => {
      const all = values(headers, name);
      return [name, all.length === 0 ? undefined : all.join(' | ')] as const;
    });
    return { method, path, body, cut, headers: Object.fromEntries(found) };
  });
}

function wanted({ method, path, body, headers = {}, cut = false }: Expected, as: (text: string) => string): object {
  const values = Object.entries(headers).map(([name, value]) => [name, value === undefined ? value : as(value)]);
  return { method, path, body: as(body), cut, headers: Object.fromEntries(values) };
}

/** In no particular order: requests of several connections have none. */
function lines(requests: readonly SplitRequest[]): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`).sort();
}
