/**
 * What a line of an access log and a request's metrics cost, and that lines are written in batches alone.
 * `node bench/access-log.ts [rounds] [milliseconds]`
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadCpuUsage } from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import type { Context } from '../src/exchange/exchange.ts';
import { systemClock } from '../src/lib/clock.ts';
import { silentLog } from '../src/lib/log.ts';
import { openSharedState, Series, SeriesBook } from '../src/limits/limits.ts';
import { compileAccessLogFormat, type FinishedRequest } from '../src/plan/access-log-format.ts';
import { ACCESS_LOGS_BOUNDS, AccessLogs, type Destination, fileDestination } from '../src/telemetry/telemetry.ts';
import { alternate, nothing } from './alternate.ts';

const rounds = Number(process.argv[2] ?? 7);
const milliseconds = Number(process.argv[3] ?? 200);

const stage = {
  accountId: '000000000000',
  region: 'eu-west-1',
  apiId: 'a1b2c3d4e5',
  stage: 'dev',
  deploymentId: 'dep123',
  isCanary: null,
  variables: null,
};
/** API Gateway's own example of a JSON format, with the path, the latencies and the User-Agent. */
const FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  ip: '$context.identity.sourceIp',
  caller: '$context.identity.caller',
  requestTime: '$context.requestTime',
  httpMethod: '$context.httpMethod',
  path: '$context.path',
  resourcePath: '$context.resourcePath',
  status: '$context.status',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  userAgent: '$context.identity.userAgent',
});

let n = 0;
/** A request whose strings are as new as those that a parser cuts out of a buffer. */
const head = Buffer.from('/dev/pets/0000000 Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)');
function finished(): FinishedRequest {
  n++;
  head.writeUInt8(0x30 + (n % 10), 10);
  const context: Context = {
    stage,
    requestId: '6499588b-5e44-45d7-84fa-cafc8a3b8ffd',
    extendedRequestId: 'ZiFxuH9eFiAFYVw=',
    requestTimeEpoch: 1_780_000_000_000 + (n >> 4),
    httpMethod: 'GET',
    path: head.toString('latin1', 0, 17),
    protocol: 'HTTP/1.1',
    domainName: 'a1b2c3d4e5.execute-api.localhost',
    domainPrefix: 'a1b2c3d4e5',
    sourceIp: '192.0.2.7',
    userAgent: head.toString('latin1', 18),
    traceHeader: '',
    traceId: '',
    resourceId: 'res123',
    resourcePath: '/pets/{petId}',
  };
  return {
    context,
    status: 200,
    responseLength: 300 + (n & 63),
    responseLatency: n & 31,
    integration: { endpointStatus: 200, status: 200, latency: n & 15, requestId: undefined, error: undefined },
    fault: undefined,
  };
}

const dir = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
const render = compileAccessLogFormat(FORMAT, stage);
const state = openSharedState({ buckets: 0, series: 1000, threads: 1 }, systemClock);

function open(destination: Destination) {
  return new AccessLogs({
    open: () => destination,
    clock: systemClock,
    log: silentLog,
    tally: (name, by) => state.tallies.add(name, by),
    bounds: ACCESS_LOGS_BOUNDS,
  });
}

const bytesPerLine = Buffer.byteLength(render(finished()));
console.log(`a line has ${bytesPerLine} bytes`);
await lines();
await writes();
await metrics();
await rm(dir, { recursive: true });

/** 100,000 lines to a file, as a gateway would: in turns of the event loop. Tells the writes and all that they cost. */
async function writes(): Promise<void> {
  const path = join(dir, 'writes.log');
  const file = fileDestination(path);
  let count = 0;
  let most = 0;
  let last = Promise.resolve();
  const logs = open({
    ...file,
    write: (batch) => {
      count++;
      most = Math.max(most, batch.length);
      last = file.write(batch);
      return last;
    },
  });
  const log = logs.acquire('file');
  const lines = state.tallies.read();
  const before = process.cpuUsage();
  const own = threadCpuUsage();
  for (let i = 0; i < 100_000; i++) {
    log.line(render(finished()));
    // No gateway answers as fast as this loop; a file that is slower than it would lose lines.
    if (i % 64 === 0) {
      await last;
      await turn();
    }
  }
  await logs.close();
  const perLine = ({ user, system }: { user: number; system: number }) => (((user + system) * 1000) / 1e5).toFixed(0);
  const [all, thread] = [perLine(process.cpuUsage(before)), perLine(threadCpuUsage(own))];
  const { size } = await stat(path);
  const after = state.tallies.read();
  console.log(
    `100,000 lines: ${size} bytes in ${count} writes of at most ${most} bytes; by size alone it would be ` +
      `${Math.ceil(size / 65_536)}. Lines written ${after.accessLogLines - lines.accessLogLines}, lost ${after.accessLogLost - lines.accessLogLost}. ` +
      `CPU, with making the requests: ${thread} ns a line in the gateway's thread, ${all} with those that write the file`,
  );
}

async function lines(): Promise<void> {
  const none: Destination = {
    write: async () => undefined,
    reopen: async () => undefined,
    close: async () => undefined,
  };
  const logs = open(none);
  const log = logs.acquire('none');
  const bytes = Buffer.alloc(65_536);
  let at = 0;
  const fd = openSync(join(dir, 'each.log'), 'a');
  await alternate(
    'a line',
    {
      ...nothing,
      'the request that it is about': () => finished().status,
      'and rendered': () => render(finished()).length,
      'and taken by the log, encoded in batches (ours)': () => {
        log.line(render(finished()));
        return 1;
      },
      'and encoded line by line into a buffer': () => {
        if (at > 65_000) at = 0;
        at += bytes.write(render(finished()), at);
        return 1;
      },
      'and written, each by a system call': () => writeSync(fd, render(finished())),
    },
    rounds,
    milliseconds,
  );
  closeSync(fd);
  await logs.close();
}

async function metrics(): Promise<void> {
  const book = new SeriesBook({ ...state, clock: systemClock, log: silentLog, lingerMs: 0 });
  const all = Array.from(
    { length: 900 },
    (_, i) => new Series(state.counters, book.acquire({ api: `${i}`, stage: 'dev' }, 0)),
  );
  const one = all[0] as Series;
  await alternate(
    'metrics',
    {
      ...nothing,
      'a request of a stage': () => {
        n++;
        one.observe(200, n & 31, n & 15);
        return 1;
      },
      'without an integration': () => {
        n++;
        one.observe(403, n & 3, undefined);
        return 1;
      },
      'of one among 900 stages': () => {
        n++;
        (all[(n * 7919) % 900] as Series).observe(200, n & 31, n & 15);
        return 1;
      },
    },
    rounds,
    milliseconds,
  );
}
