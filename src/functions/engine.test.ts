import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { ARN, type Bench, bench, failed, returned, SCOPE, until } from './fixture.ts';
import type { RunOutcome } from './job.ts';

/** Answers its pid at once, or when the file named by the event is there, or never. */
const PID = `const { existsSync } = require('node:fs');
exports.handler = async (event) => {
  while (event.wait && !existsSync(event.wait)) await new Promise((r) => setTimeout(r, 2));
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.kill) process.kill(process.pid, event.kill);
  if (event.spin) for (;;);
  if (event.hang) await new Promise((r) => setTimeout(r, 1e9));
  return process.pid;
}`;

const isAlive = (pid: number): boolean => {
  try {
    // A zombie answers to signal 0, so look at what it is.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
};

/** Processes, sockets and timers of this process; its own output may be a pipe. */
const resources = () => process.getActiveResourcesInfo().filter((name) => /Process|Pipe|TCP|Timeout/.test(name));

describe('the function engine', () => {
  const resourcesBefore = resources();
  const benches: Bench[] = [];
  const open = (...options: Parameters<typeof bench>): Bench => {
    const b = bench(...options);
    benches.push(b);
    return b;
  };
  after(async () => {
    for (const b of benches) await b.close();
    // Whatever they were asked to do, nothing of the environments is left.
    // A handle is counted until the turn in which it closed is over, and the first immediate still belongs to that turn.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(resources(), resourcesBefore);
  });

  it('keeps an environment for the next invocation', async () => {
    const b = open();
    const version = b.version({ 'index.js': PID });
    const pid = returned(await b.run(version, {}));
    assert.equal(returned(await b.run(version, {})), pid);
  });

  it('runs invocations side by side, each in an environment of its own', async () => {
    const b = open({ maxEnvironments: 3 });
    // Each waits for its two fellows: were two of them in one environment, or one after the other, none would return.
    const version = b.version({
      'index.js': `const fs = require('node:fs'); let running = 0;
        exports.handler = async (dir) => { if (++running > 1) throw new Error('two at once');
          fs.mkdirSync(dir, { recursive: true }); fs.writeFileSync(dir + '/' + process.pid, '');
          while (fs.readdirSync(dir).length < 3) await new Promise((r) => setTimeout(r, 2));
          running--; return process.pid }`,
    });
    const dir = `/tmp/gatehouse-side-by-side-${process.pid}`;
    const pids = (await Promise.all([1, 2, 3].map(() => b.run(version, dir)))).map(returned);
    assert.equal(new Set(pids).size, 3);
    // All three are idle now; more callers than environments wait in line.
    const more = (await Promise.all(Array.from({ length: 12 }, () => b.run(version, dir)))).map(returned);
    assert.deepEqual(new Set(more), new Set(pids));
  });

  for (const [waitedMs, environments] of [
    [24, 1],
    [25, 2],
  ] as const) {
    it(`has ${environments} for two callers of which one has waited ${waitedMs} ms`, async () => {
      const clock = new ManualClock();
      const b = open({ clock, growAfterMs: 25 });
      const version = b.version({ 'index.js': PID });
      const gate = `/tmp/gatehouse-grow-${waitedMs}-${process.pid}`;
      returned(await b.run(version, {}));
      const both = [b.run(version, { wait: gate }), b.run(version, { wait: gate })];
      clock.advance(waitedMs);
      const { writeFileSync, rmSync } = await import('node:fs');
      writeFileSync(gate, '');
      assert.equal(new Set((await Promise.all(both)).map(returned)).size, environments);
      rmSync(gate);
    });
  }

  it('starts another environment at once for a function that is known to take its time', async () => {
    const clock = new ManualClock();
    const b = open({ clock, growAfterMs: 25 });
    const version = b.version({ 'index.js': PID });
    const gate = `/tmp/gatehouse-slow-${process.pid}`;
    const { writeFileSync, rmSync } = await import('node:fs');
    returned(await b.run(version, {}));
    const slow = b.run(version, { wait: gate });
    clock.advance(100);
    writeFileSync(gate, '');
    returned(await slow);
    rmSync(gate);
    const both = [b.run(version, { wait: gate }), b.run(version, {})];
    const quick = returned(await (both[1] as Promise<RunOutcome>));
    writeFileSync(gate, '');
    assert.notEqual(returned(await (both[0] as Promise<RunOutcome>)), quick);
    rmSync(gate);
  });

  it('grows for slow first invocations, before any of them has ended', async () => {
    const clock = new ManualClock();
    const b = open({ clock, growAfterMs: 50, maxEnvironments: 4 });
    // Each waits for its three fellows: served one after the other, none would return.
    const version = b.version(
      {
        'index.js': `const fs = require('node:fs');
        exports.handler = async (dir) => { fs.mkdirSync(dir, { recursive: true }); fs.writeFileSync(dir + '/' + process.pid, '');
          while (fs.readdirSync(dir).length < 4) await new Promise((r) => setTimeout(r, 2));
          return process.pid }`,
      },
      { Timeout: 900 },
    );
    const dir = `/tmp/gatehouse-grow-${process.pid}`;
    const all = Promise.all([1, 2, 3, 4].map(() => b.run(version, dir)));
    let done = false;
    void all.then(() => {
      done = true;
    });
    // Time moves on while the processes start, until all four serve.
    while (!done) {
      clock.advance(5);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(new Set((await all).map(returned)).size, 4);
  });

  it('takes the environment that was used last', async () => {
    const b = open();
    const version = b.version({ 'index.js': PID });
    const gate = `/tmp/gatehouse-gate-${process.pid}`;
    const slow = b.run(version, { wait: gate });
    const quick = returned(await b.run(version, {}));
    const { writeFileSync, rmSync } = await import('node:fs');
    writeFileSync(gate, '');
    const last = returned(await slow);
    rmSync(gate);
    assert.notEqual(last, quick);
    assert.equal(returned(await b.run(version, {})), last);
  });

  it('refuses what waits too long, and what finds the line full', async () => {
    const clock = new ManualClock();
    const b = open({ clock, maxEnvironments: 1, maxWaiting: 1, maxWaitMs: 500 });
    const version = b.version({ 'index.js': PID }, { Timeout: 60 });
    const hanging = b.run(version, { hang: true });
    const waiting = b.run(version, {});
    const refused: RunOutcome = {
      outcome: 'refused',
      error: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      reason: 'ConcurrentInvocationLimitExceeded',
    };
    assert.deepEqual(await b.run(version, {}), refused);
    clock.advance(500);
    assert.deepEqual(await waiting, refused);
    await b.engine.close();
    assert.equal(failed(await hanging).errorType, 'Runtime.ExitError');
    assert.equal(clock.pending, 0);
  });

  it('refuses at once above the reserved concurrency', async () => {
    const b = open();
    const version = b.version({ 'index.js': PID });
    const target = { scope: SCOPE, version, qualifiedArn: ARN };
    const refused: RunOutcome = {
      outcome: 'refused',
      error: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    };
    const run = (requestId: string, reservedConcurrency: number) =>
      b.engine.run({ ...target, reservedConcurrency }, { requestId, payload: '{}' });
    assert.deepEqual(await run('a', 0), refused);
    const first = run('b', 1);
    assert.deepEqual(await run('c', 1), refused);
    const pid = returned(await first);
    assert.equal(returned(await run('d', 1)), pid);
  });

  it('kills what takes longer than its Timeout, and starts anew', async () => {
    for (const event of [{ hang: true }, { spin: true }]) {
      const clock = new ManualClock();
      const b = open({ clock });
      const version = b.version({ 'index.js': PID });
      const pid = Number(returned(await b.run(version, {})));
      const hanging = b.run(version, event, { requestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd', tail: true });
      clock.advance(2999);
      assert.ok(isAlive(pid));
      clock.advance(1);
      const outcome = await hanging;
      assert.equal(
        outcome.outcome === 'failed' && outcome.payload.toString(),
        '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd Error: Task timed out after 3.00 seconds"}',
      );
      assert.match(
        String(outcome.outcome === 'failed' && outcome.logTail),
        /\tDuration: 3000\.00 ms\t.*\tStatus: timeout\t\n$/,
      );
      const next = Number(returned(await b.run(version, {})));
      assert.notEqual(next, pid);
      await until(() => !isAlive(pid));
    }
  });

  it('gives initialisation ten seconds before it costs the invocation', async () => {
    const clock = new ManualClock();
    const b = open({ clock });
    const version = b.version({
      'index.mjs': 'await new Promise((r) => setTimeout(r, 1e9)); export const handler = 1',
    });
    const outcome = b.run(version, {}, { requestId: 'r' });
    let settled = false;
    outcome.then(() => {
      settled = true;
    });
    clock.advance(12_999);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(settled, false);
    clock.advance(1);
    assert.equal(failed(await outcome).errorMessage, 'RequestId: r Error: Task timed out after 3.00 seconds');
  });

  const exits: readonly (readonly [event: object, message: string])[] = [
    [{ exit: 1 }, 'Runtime exited with error: exit status 1'],
    [{ exit: 0 }, 'Runtime exited without providing a reason'],
    [{ kill: 'SIGKILL' }, 'Runtime exited with error: signal: killed'],
    [{ kill: 'SIGSEGV' }, 'Runtime exited with error: signal: segmentation fault'],
  ];
  for (const [event, message] of exits) {
    it(`reports a process that ended with ${JSON.stringify(event)}`, async () => {
      const b = open();
      const version = b.version({ 'index.js': PID });
      const failure = failed(await b.run(version, event, { requestId: 'r' }));
      assert.deepEqual(failure, { errorType: 'Runtime.ExitError', errorMessage: `RequestId: r Error: ${message}` });
      assert.equal(typeof returned(await b.run(version, {})), 'number');
    });
  }

  it('ends environments that were idle for long', async () => {
    const clock = new ManualClock();
    const b = open({ clock, idleMs: 60_000 });
    const version = b.version({ 'index.js': PID });
    const pid = Number(returned(await b.run(version, {})));
    clock.advance(40_000);
    assert.equal(returned(await b.run(version, {})), pid);
    clock.advance(59_999);
    assert.ok(isAlive(pid));
    clock.advance(1);
    await until(() => !isAlive(pid));
    assert.notEqual(returned(await b.run(version, {})), pid);
  });

  it('retires: idle environments at once, busy ones after their invocation', async () => {
    const b = open();
    const version = b.version({ 'index.js': PID });
    const idle = Number(returned(await b.run(version, {})));
    const gate = `/tmp/gatehouse-retire-${process.pid}`;
    const busy = b.run(version, { wait: gate });
    const other = Number(returned(await b.run(version, {})));
    b.engine.retire(SCOPE, 'fn');
    await until(() => !isAlive(other));
    const fresh = returned(await b.run(version, {}));
    assert.ok(fresh !== idle && fresh !== other);
    const { writeFileSync, rmSync } = await import('node:fs');
    writeFileSync(gate, '');
    assert.equal(returned(await busy), idle);
    await until(() => !isAlive(idle));
    rmSync(gate);
  });

  it('runs what the version says, also when nobody told it of the change', async () => {
    const b = open();
    const first = b.version({ 'index.js': 'exports.handler = async () => 1' });
    assert.equal(returned(await b.run(first, {})), 1);
    assert.equal(returned(await b.run(b.version({ 'index.js': 'exports.handler = async () => 2' }), {})), 2);
  });

  it('kills at close what does not go, with all that it started', async () => {
    const clock = new ManualClock();
    const b = open({ clock, graceMs: 700 });
    const version = b.version({
      'index.js': `process.on('SIGTERM', () => {});
        const child = require('node:child_process').spawn('sleep', ['1000']);
        exports.handler = async (e) => { if (e.hang) await new Promise((r) => setTimeout(r, 1e9)); return [process.pid, child.pid] }`,
    });
    const [pid, child] = returned(await b.run(version, {})) as [number, number];
    const hanging = b.run(version, { hang: true }, { requestId: 'r' });
    const closed = b.engine.close();
    assert.ok(isAlive(pid));
    clock.advance(700);
    await closed;
    assert.ok(!isAlive(pid) && !isAlive(child));
    assert.equal(failed(await hanging).errorMessage, 'RequestId: r Error: Runtime exited with error: signal: killed');
    assert.equal((await b.run(version, {})).outcome, 'refused');
    assert.equal(clock.pending, 0);
  });

  it('closes what was retired with callers in line', async () => {
    const clock = new ManualClock();
    const b = open({ clock, maxEnvironments: 1 });
    const version = b.version({ 'index.js': PID });
    await b.run(version, {});
    const hanging = b.run(version, { hang: true });
    const waiting = b.run(version, {});
    b.engine.retire(SCOPE, 'fn');
    await b.engine.close();
    assert.equal(failed(await hanging).errorType, 'Runtime.ExitError');
    assert.equal((await waiting).outcome, 'refused');
    assert.equal(clock.pending, 0);
  });

  it('closes in the middle of starting', async () => {
    const clock = new ManualClock();
    const b = open({ clock });
    const outcome = b.run(b.version({ 'index.js': PID }), {});
    await b.engine.close();
    assert.equal(failed(await outcome).errorType, 'Runtime.ExitError');
    assert.equal(clock.pending, 0);
  });

  it('rejects when the code cannot be had', async () => {
    const b = open({ readCode: async () => undefined });
    await assert.rejects(b.run(b.version({ 'index.js': PID }), {}), /^Error: The code fn\/.* is not in the store$/);
  });

  it('carries 6 MB both ways, and refuses one byte more', async () => {
    const b = open();
    const version = b.version({
      'index.js': `exports.handler = async (e) => typeof e === 'number' ? 'x'.repeat(e) : e`,
    });
    const event = `${'ü'.repeat(3 * 1024 * 1024 - 1)}`;
    assert.equal(returned(await b.run(version, event)), event);
    // Two quotes are part of the payload.
    assert.equal(String(returned(await b.run(version, 6_291_556 - 2))).length, 6_291_554);
    // aws/aws-lambda-dotnet, integration tests of the runtime.
    assert.deepEqual(failed(await b.run(version, 6_291_556 - 1)), {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    assert.equal(returned(await b.run(version, 3)), 'xxx');
  });

  it('logs line by line, and returns the tail to who asks', async () => {
    const b = open();
    const version = b.version({
      'index.js': `console.log('loading'); exports.handler = async (e) => { console.error('a\\nb %d', e); process.stdout.write('raw\\n'); return 1 }`,
    });
    const outcome = await b.run(version, 7, { requestId: 'r', tail: true });
    const tail = outcome.outcome === 'returned' ? outcome.logTail : '';
    assert.match(
      tail ?? '',
      /^(.*\tundefined\tINFO\tloading\n)?START RequestId: r Version: \$LATEST\n\S+Z\tr\tERROR\ta\nb 7\nraw\nEND RequestId: r\nREPORT RequestId: r\tDuration: \d+\.00 ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tInit Duration: \d+\.00 ms\t\n$/,
    );
    const line = b.log.lines.find(({ message }) => message === 'raw');
    assert.deepEqual(line?.fields, { scope: SCOPE, functionName: 'fn', version: '$LATEST', requestId: 'r' });
    const quiet = await b.run(version, 8);
    assert.equal('logTail' in quiet, false);
    const long = b.version({
      'index.js': `exports.handler = async () => { for (let i = 0; i < 999; i++) process.stdout.write('é'.repeat(9) + i + '\\n') }`,
    });
    const cut = await b.run(long, 0, { requestId: 'r', tail: true });
    const last = cut.outcome === 'returned' ? (cut.logTail ?? '') : '';
    assert.ok(Buffer.byteLength(last) <= 4096 && Buffer.byteLength(last) > 4000);
    assert.match(last, /998\nEND RequestId: r\n/);
  });
});
