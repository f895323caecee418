import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { type Bench, bench, failed, returned, until } from './fixture.ts';
import type { RunOutcome } from './job.ts';
import { RuntimeConnection, type RuntimeSession } from './runtime-api.ts';

/** Notes each event that it begins with, and fails when it is called while it is at work. */
const NOTING = `const { appendFileSync, existsSync } = require('node:fs');
let atWork = false;
exports.handler = async ({ note, wait, spin, exit, crash, turn, block }, context) => {
  if (atWork) throw new Error('two at once');
  atWork = true;
  if (note) appendFileSync(process.env.NOTES, note + '\\n');
  if (wait) while (!existsSync(wait)) await new Promise((r) => setTimeout(r, 2));
  if (turn) await new Promise((r) => setImmediate(r));
  if (spin) for (;;);
  if (exit) process.exit(exit);
  if (crash) { setImmediate(() => { throw new Error('crash') }); await new Promise(() => setTimeout(() => {}, 1e9)); }
  if (block) for (const end = Date.now() + block; Date.now() < end; );
  atWork = false;
  return { pid: process.pid, left: context.getRemainingTimeInMillis() };
}`;

/** More than the bootstrap wants to see before it asks ahead. */
const WARM_UP = 40;

describe('a function that answers at once is given invocations ahead', () => {
  let folder: string;
  const benches: Bench[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-ahead-'));
  });
  after(async () => {
    for (const b of benches) await b.close();
    rmSync(folder, { recursive: true });
  });

  /** A warm function in `environments` environments, and what it began with in order. */
  async function warm(name: string, environments: number, clock?: ManualClock) {
    const notes = join(folder, `${name}.notes`);
    const gate = join(folder, `${name}.gate`);
    writeFileSync(notes, '');
    const b = bench({ maxEnvironments: environments, ...(clock !== undefined && { clock }) });
    benches.push(b);
    const version = b.version({ 'index.js': NOTING }, { Environment: { NOTES: notes } });
    const run = (event: object, requestId?: string) => b.run(version, event, requestId ? { requestId } : {});
    for (let i = 0; i < WARM_UP; i++) {
      (await Promise.all(Array.from({ length: environments }, () => run({})))).forEach(returned);
    }
    const begun = () => readFileSync(notes, 'utf8').split('\n').slice(0, -1);
    return { run, begun, gate, b };
  }
  const pidOf = (outcome: RunOutcome) => (returned(outcome) as { pid: number }).pid;

  it('runs them one at a time, in their order', async () => {
    const { run, begun } = await warm('order', 1);
    const names = Array.from({ length: 50 }, (_, i) => `n${i}`);
    const pids = (await Promise.all(names.map((note) => run({ note })))).map(pidOf);
    assert.equal(new Set(pids).size, 1);
    assert.deepEqual(begun(), names);
  });

  it('runs them one at a time also when each takes another turn of the event loop', async () => {
    const { run, begun } = await warm('turns', 1);
    const names = Array.from({ length: 50 }, (_, i) => `n${i}`);
    for (const outcome of await Promise.all(names.map((note) => run({ note, turn: true })))) returned(outcome);
    assert.deepEqual(begun().toSorted(), names.toSorted());
  });

  it('gives back what would wait behind one that takes its time', async () => {
    const { run, begun, gate } = await warm('back', 2);
    const slow = run({ note: 'slow', wait: gate });
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const pids = (await Promise.all(others.map((note) => run({ note })))).map(pidOf);
    assert.equal(new Set(pids).size, 1);
    writeFileSync(gate, '');
    assert.ok(!pids.includes(pidOf(await slow)));
    assert.deepEqual(begun().toSorted(), [...others, 'slow'].toSorted());
  });

  it('serves what it gave back itself where there is nobody else', async () => {
    const { run, begun, gate } = await warm('alone', 1);
    const slow = run({ note: 'slow', wait: gate });
    const others = ['a', 'b', 'c', 'd', 'e'].map((note) => run({ note }));
    await until(() => begun().length === 1);
    writeFileSync(gate, '');
    const pids = (await Promise.all([slow, ...others])).map(pidOf);
    assert.equal(new Set(pids).size, 1);
    assert.deepEqual(begun().slice(1).toSorted(), ['a', 'b', 'c', 'd', 'e']);
  });

  it('runs what had not begun in another process when the time of the first is up', async () => {
    const clock = new ManualClock();
    const { run, begun } = await warm('spin', 1, clock);
    const spinning = run({ note: 'spin', spin: true }, 'request-spin');
    const others = ['a', 'b', 'c'].map((note) => run({ note }));
    await until(() => begun().length === 1);
    clock.advance(3_000);
    assert.match(failed(await spinning).errorMessage, /^RequestId: request-spin Error: Task timed out after 3.00 sec/);
    for (const outcome of await Promise.all(others)) returned(outcome);
    assert.deepEqual(begun().toSorted(), ['a', 'b', 'c', 'spin']);
  });

  it('knows what was answered before the time of the next was up', async () => {
    const clock = new ManualClock();
    const { run, begun } = await warm('second', 1, clock);
    const first = run({ note: 'first' });
    const spinning = run({ note: 'spin', spin: true }, 'request-spin');
    const last = run({ note: 'last' });
    returned(await first);
    await until(() => begun().length === 2);
    clock.advance(2_999);
    clock.advance(1);
    assert.match(failed(await spinning).errorMessage, /^RequestId: request-spin Error: Task timed out/);
    returned(await last);
    assert.deepEqual(begun(), ['first', 'spin', 'last']);
  });

  it('takes answers that were there in time, though it was held up itself when the time was up', async () => {
    const clock = new ManualClock();
    const { run, begun } = await warm('held', 1, clock);
    const names = ['a', 'b', 'c', 'd'];
    const outcomes = names.map((note) => run({ note }));
    // Nothing is read meanwhile; the answers, a moment behind the notes, wait in the socket.
    while (begun().length < names.length);
    for (const end = performance.now() + 50; performance.now() < end; );
    clock.advance(3_000);
    for (const outcome of await Promise.all(outcomes)) returned(outcome);
    assert.deepEqual(begun(), names);
  });

  it('begins the time of each when it begins', async () => {
    const { run } = await warm('left', 1);
    const outcomes = await Promise.all([run({ block: 500 }), run({}), run({}), run({})]);
    const [blocked = 0, ...others] = outcomes.map((outcome) => (returned(outcome) as { left: number }).left);
    assert.ok(blocked <= 2_500, `${blocked} ms are left to the first`);
    for (const left of others) assert.ok(left > 2_750 && left <= 3_000, `${left} ms are left`);
  });

  for (const [how, event, type] of [
    ['exits', { exit: 7 }, 'Runtime.ExitError'],
    ['crashes', { crash: true }, 'Error'],
  ] as const) {
    it(`runs what had not begun in another process when the process ${how}`, async () => {
      const { run, begun } = await warm(how, 1);
      const first = run({ note: 'first' });
      const ending = run({ note: 'ending', ...event });
      const others = ['a', 'b', 'c', 'd'].map((note) => run({ note }));
      returned(await first);
      assert.equal(failed(await ending).errorType, type);
      const pids = (await Promise.all(others)).map(pidOf);
      assert.equal(new Set(pids).size, 1);
      assert.deepEqual(begun().slice(0, 2), ['first', 'ending']);
      assert.deepEqual(begun().slice(2).toSorted(), ['a', 'b', 'c', 'd']);
    });
  }

  it('is replaced when it has taken back what it asked for while it has nothing to run', async () => {
    const b = bench({ maxEnvironments: 1 });
    benches.push(b);
    const taken = join(folder, 'taken');
    const version = b.version(
      {
        'index.js': `const fs = require('node:fs');
exports.handler = async () => {
  setTimeout(() => {
    fs.writeSync(3, 'DELETE /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: l\\r\\n\\r\\n');
    fs.writeFileSync(process.env.TAKEN, '');
  }, 10);
  return { pid: process.pid };
};`,
      },
      { Environment: { TAKEN: taken } },
    );
    const first = pidOf(await b.run(version, {}));
    await until(() => existsSync(taken));
    // What it wrote is there; the engine reads it in one of its next turns.
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.notEqual(pidOf(await b.run(version, {})), first);
  });

  it('refuses what it was given when the engine closes', async () => {
    const { run, b, begun, gate } = await warm('close', 1);
    const outcomes = [run({ note: 'slow', wait: gate }), run({ note: 'a' }), run({ note: 'b' })];
    await until(() => begun().length === 1);
    await b.engine.close();
    const [slow, ...others] = await Promise.all(outcomes);
    assert.equal(slow?.outcome, 'failed');
    assert.deepEqual(
      others.map(({ outcome }) => outcome),
      ['refused', 'refused'],
    );
    assert.deepEqual(begun(), ['slow']);
  });
});

describe('a connection of our own bootstraps', () => {
  const calls: string[] = [];
  const session: RuntimeSession = {
    next: () => void calls.push('next'),
    asksNoMore: () => void calls.push('asks no more'),
    returned: (id) => `${calls.push(`returned ${id}`)}`,
    response: (id, body) => `${calls.push(`response ${id} ${body}`)}`,
    error: (id, body) => `${calls.push(`error ${id} ${body}`)}`,
    initError: (body) => `${calls.push(`init error ${body}`)}`,
    responds: () => undefined,
    responded: (id) => `${calls.push(`responded ${id}`)}`,
    lost: () => void calls.push('lost'),
  };
  const post = (path: string, body = '') =>
    `POST /2018-06-01/runtime/invocation/${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const NEXT = 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: a\r\n\r\n';

  const NO_MORE = NEXT.replace('GET', 'DELETE');

  it('asks ahead, is answered only that, and takes back what it asked', async () => {
    let connection: RuntimeConnection | undefined;
    const server = createServer((socket) => {
      connection = new RuntimeConnection(socket, session, true);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const socket: Socket = connect(address.port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1').on('data', (text) => {
      received += text;
    });
    socket.write(NEXT + NEXT + NEXT + post('x/response', '1') + post('y/error', '2'));
    await until(() => calls.length === 5);
    assert.deepEqual(calls.splice(0), ['next', 'next', 'next', 'response x 1', 'error y 2']);
    assert.equal(connection?.asks, 3);
    connection?.deliver('A: 1\r\n', '"ä"');
    connection?.deliver('A: 2\r\n', Buffer.from('{}'));
    const answer = (n: number, body: string) =>
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nA: ${n}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const expected = answer(1, '"\xc3\xa4"') + answer(2, '{}');
    await until(() => received.length >= expected.length);
    assert.equal(received, expected);
    socket.write(NEXT + NO_MORE + post('z/return'));
    await until(() => calls.length === 3);
    assert.deepEqual(calls.splice(0), ['next', 'asks no more', 'returned z']);
    assert.equal(connection?.asks, 0);
    // However often it asks, what is kept of it is bounded.
    socket.write(NEXT.repeat(20) + NO_MORE + post('end/return'));
    await until(() => calls.includes('returned end'));
    assert.equal(calls.splice(0).filter((call) => call === 'next').length, 16);
    socket.destroy();
    await until(() => calls.includes('lost'));
    await new Promise((resolve) => server.close(resolve));
  });
});
