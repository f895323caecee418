import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ManualClock, systemClock } from '../../src/lib/clock.ts';
import { memoryLog } from '../../src/lib/log.ts';
import { LATENCY_BOUNDS, openSharedState, Series, SeriesBook } from '../../src/limits/limits.ts';
import { compileAccessLogFormat } from '../../src/plan/access-log-format.ts';
import { AccessLogs, accessLogPath, fileDestination, renderExposition } from '../../src/telemetry/telemetry.ts';

const stage = {
  accountId: '000000000000',
  region: 'eu-west-1',
  apiId: 'a1b2c3d4e5',
  stage: 'dev',
  deploymentId: 'dep123',
  isCanary: null,
  variables: null,
};
const context = {
  stage,
  requestId: '',
  extendedRequestId: 'ZiFxuH9eFiAFYVw=',
  requestTimeEpoch: 0,
  httpMethod: 'GET',
  path: '/dev/pets',
  protocol: 'HTTP/1.1',
  domainName: '',
  domainPrefix: '',
  sourceIp: '192.0.2.7',
  userAgent: null,
  traceHeader: '',
  traceId: '',
  resourceId: '',
  resourcePath: '',
};

test('two logs of one file, as two threads have them: every line of both is there, whole, when they are closed', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-telemetry-'));
  t.after(() => rm(dir, { recursive: true }));
  const destination = 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/api';
  const state = openSharedState({ buckets: 0, series: 0, threads: 0 }, systemClock);
  const log = memoryLog();
  const render = compileAccessLogFormat('{"requestId":"$context.requestId","path":"$context.path"}', stage);
  const threads = [0, 1].map(
    () =>
      new AccessLogs({
        open: (arn) => fileDestination(accessLogPath(dir, arn)),
        clock: systemClock,
        log,
        tally: (name, by) => state.tallies.add(name, by),
      }),
  );
  const accessLogs = threads.map((logs) => logs.acquire(destination));
  const expected: string[] = [];
  for (let n = 0; n < 10_000; n++)
    for (const [thread, accessLog] of accessLogs.entries()) {
      const requestId = `${thread}-${n}`;
      expected.push(requestId);
      accessLog.line(
        render({
          context: { ...context, requestId },
          status: 200,
          responseLength: 0,
          responseLatency: 0,
          integration: undefined,
          fault: undefined,
        }),
      );
    }
  await Promise.all(threads.map((logs) => logs.close()));

  const text = await readFile(accessLogPath(dir, destination), 'utf8');
  const ids = text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { requestId: string }).requestId);
  assert.deepEqual(new Set(ids), new Set(expected));
  assert.equal(ids.length, expected.length);
  assert.deepEqual(
    ids.filter((id) => id.startsWith('1-')),
    expected.filter((id) => id.startsWith('1-')),
  );
  assert.deepEqual(state.tallies.read(), {
    accessLogLines: expected.length,
    accessLogBytes: Buffer.byteLength(text),
    accessLogLost: 0,
    accessLogFailedWrites: 0,
  });
  assert.deepEqual(log.lines, []);
});

test('what was counted in the shared memory is what the exposition shows', () => {
  const clock = new ManualClock();
  const state = openSharedState({ buckets: 0, series: 3, threads: 0 }, clock);
  const book = new SeriesBook({ ...state, clock, log: memoryLog(), lingerMs: 0 });
  const series = new Series(state.counters, book.acquire({ api: 'a1b2c3d4e5', stage: 'dev' }, 0));
  // One in the first bucket, one at a bound, one just above it, one beyond all bounds.
  for (const ms of [1, 20, 21, 30_000]) series.observe(200, ms, undefined);
  const text = renderExposition({
    series: book.read(),
    latencyBounds: LATENCY_BOUNDS,
    seriesLimit: state.seriesSlots.size,
    seriesRefused: book.refused,
    tallies: state.tallies.read(),
  });
  const buckets = [...text.matchAll(/^gatehouse_request_duration_seconds_bucket\{.*le="(.*)"\} (\d+)$/gm)];
  assert.deepEqual(
    buckets.map(([, le, count]) => [le, Number(count)]),
    [
      ['0.001', 1],
      ['0.002', 1],
      ['0.005', 1],
      ['0.01', 1],
      ['0.02', 2],
      ['0.05', 3],
      ['0.1', 3],
      ['0.2', 3],
      ['0.5', 3],
      ['1', 3],
      ['2', 3],
      ['5', 3],
      ['10', 3],
      ['29', 3],
      ['+Inf', 4],
    ],
  );
  assert.match(text, /^gatehouse_request_duration_seconds_sum\{api="a1b2c3d4e5",stage="dev"\} 30\.042$/m);
  assert.match(text, /^gatehouse_requests_total\{api="a1b2c3d4e5",stage="dev",code="2xx"\} 4$/m);
});
