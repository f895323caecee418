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
  const as = (bytes: string): string => bytes.replaceAll(API_ID, apiId);
  const probe = as(rq(PROBE, ['Connection: close']));
  const expected = { ...row, ...(upstream.name === 'nginx' ? row.nginx : {}) };
  const conversation = await converse(gateway.port, as(row.bytes), {
    count: expected.answers.length,
    ...(row.closes ? {} : { next: probe }),
    ...(row.ends === true ? { ends: true } : {}),
  });
  // On a connection of its own: what the gateway would still send of the row is sent before this is.
  const after = await converse(gateway.port, probe, { count: 1 });
  const { requests, raw } = await upstream.take();
  const theirs = ({ path }: { readonly path: string }): boolean => path !== PROBED;

  assert.deepEqual(
    {
      answers: conversation.statuses,
      rest: conversation.rest,
      upstream: shown(requests.filter(theirs), expected.upstream),
      after: after.statuses,
    },
    {
      answers: [...expected.answers, ...(row.closes ? [] : [200])],
      rest: '',
      upstream: expected.upstream.map(({ headers = {}, cut = false, ...request }) => ({ ...request, cut, headers })),
      after: [200],
    },
    `on the client's connection came ${JSON.stringify(conversation.text)}; the upstream got ${JSON.stringify(raw)}`,
  );

  const sent = raw.flatMap((bytes) => splitRequests(bytes));
  assert.deepEqual(lines(sent), lines(requests), 'the upstream has not understood what was sent as it was meant');
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

/** In no particular order: requests of several connections have none. */
function lines(requests: readonly SplitRequest[]): string[] {
  return requests.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`).sort();
}
