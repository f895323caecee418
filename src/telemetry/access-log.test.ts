import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { ACCESS_LOG_BOUNDS, AccessLog, type AccessLogBounds } from './access-log.ts';
import { GatedDestination, tallied } from './telemetry.fixture.ts';

function open(bounds: Partial<AccessLogBounds> = {}, room = Number.MAX_SAFE_INTEGER) {
  const clock = new ManualClock();
  const log = memoryLog();
  const destination = new GatedDestination();
  const { tally, tallies } = tallied();
  const shared = { left: room, spare: undefined };
  const accessLog = new AccessLog({
    name: 'group',
    destination,
    clock,
    log,
    tally,
    room: shared,
    bounds: { ...ACCESS_LOG_BOUNDS, batchBytes: 100, flushMs: 1000, waitingBytes: 1000, ...bounds },
  });
  const said = () => log.lines.map(({ message }) => message);
  return { accessLog, clock, destination, said, tallies, room: shared };
}

/** A line of so many bytes. */
const line = (n: number, bytes = 10) => `${String(n).padStart(bytes - 1, '0')}\n`;
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i)).join('');

describe('batches', () => {
  test('a batch is written when the next line would make it too long, and lines keep their order', async () => {
    const { accessLog, destination, tallies } = open();
    for (let n = 0; n < 35; n++) accessLog.line(line(n));
    await turn();
    assert.deepEqual(destination.batches, [lines(0, 10), lines(10, 20), lines(20, 30)]);
    assert.deepEqual([tallies.accessLogLines, tallies.accessLogBytes], [30, 300]);
  });

  test('a line waits no longer than the interval, counted from the first of its batch', async () => {
    const { accessLog, clock, destination } = open();
    accessLog.line(line(0));
    clock.advance(600);
    accessLog.line(line(1));
    clock.advance(399);
    await turn();
    assert.deepEqual(destination.batches, []);
    clock.advance(1);
    await turn();
    assert.deepEqual(destination.batches, [lines(0, 2)]);
  });

  test('a batch that began after the alarm was set waits its own interval', async () => {
    const { accessLog, clock, destination } = open();
    accessLog.line(line(0));
    clock.advance(500);
    for (let n = 1; n < 12; n++) accessLog.line(line(n));
    await turn();
    assert.deepEqual(destination.batches, [lines(0, 10)]);
    clock.advance(999);
    await turn();
    assert.equal(destination.batches.length, 1);
    clock.advance(1);
    await turn();
    assert.deepEqual(destination.batches[1], lines(10, 12));
  });

  test('no timer runs while nothing waits, and lines set one timer together', async () => {
    const { accessLog, clock } = open();
    assert.equal(clock.pending, 0);
    for (let n = 0; n < 25; n++) accessLog.line(line(n));
    assert.equal(clock.pending, 1);
    clock.advance(1000);
    await turn();
    assert.equal(clock.pending, 0);
  });

  test('what is no ASCII is written as UTF-8, whole', async () => {
    const { accessLog, destination, tallies } = open();
    const text = `${'é€'.repeat(30)}\n`;
    accessLog.line(text);
    await accessLog.close();
    assert.deepEqual(destination.batches, [text]);
    assert.equal(tallies.accessLogBytes, 30 * 5 + 1);
  });

  test('a line longer than a batch is a batch; one over the limit is cut and still ends', async () => {
    const { accessLog, destination } = open({ lineBytes: 300 });
    accessLog.line(line(1, 10));
    accessLog.line(line(2, 300));
    accessLog.line(line(3, 301));
    await accessLog.close();
    assert.deepEqual(destination.batches, [line(1), line(2, 300), `${'0'.repeat(299)}\n`]);
  });
});

describe('a destination that is slower than the lines', () => {
  test('gets as much as may wait; the rest is lost, counted and told', async () => {
    const { accessLog, destination, said, tallies, room } = open();
    const before = room.left;
    destination.shut();
    for (let n = 0; n < 150; n++) accessLog.line(line(n));
    await turn();
    // 1000 bytes may wait, the write under way included.
    assert.equal(tallies.accessLogLost, 50);
    assert.equal(before - room.left, 1000);
    assert.deepEqual(said(), ['The log group is slower than its requests: lines are lost']);
    destination.open();
    await turn();
    assert.deepEqual(said().slice(1), ['The log group has lost 50 lines']);
    accessLog.line(line(150));
    await accessLog.close();
    assert.equal(destination.batches.join(''), lines(0, 100) + line(150));
    assert.equal(tallies.accessLogLines, 101);
    assert.equal(room.left, before);
  });

  test('gets one write at a time, and what has come since in one batch', async () => {
    const { accessLog, clock, destination } = open();
    destination.shut();
    accessLog.line(line(0));
    clock.advance(1000);
    for (let n = 1; n < 4; n++) {
      accessLog.line(line(n));
      clock.advance(1000);
    }
    await turn();
    assert.equal(destination.started, 1);
    destination.open();
    await turn();
    assert.deepEqual(destination.batches, [lines(0, 1), lines(1, 4)]);
    assert.equal(destination.together, 1);
  });

  test('takes no memory that other logs of the thread have', async () => {
    const { accessLog, tallies } = open({}, 45);
    for (let n = 0; n < 6; n++) accessLog.line(line(n));
    assert.equal(tallies.accessLogLost, 2);
    await accessLog.close();
    assert.equal(tallies.accessLogLines, 4);
  });
});

describe('a destination that fails', () => {
  test('loses the batch, says so once, and gets the next', async () => {
    const { accessLog, clock, destination, said, tallies } = open();
    destination.failing = new Error('ENOSPC: no space left on device');
    for (let round = 0; round < 3; round++) {
      accessLog.line(line(round));
      clock.advance(1000);
      await turn();
    }
    assert.deepEqual(said(), ['The log group cannot be written: lines are lost']);
    assert.deepEqual([tallies.accessLogFailedWrites, tallies.accessLogLost, tallies.accessLogLines], [3, 3, 0]);
    destination.failing = undefined;
    accessLog.line(line(3));
    clock.advance(1000);
    await turn();
    assert.deepEqual(said().slice(1), ['The log group has lost 3 lines']);
    assert.deepEqual(destination.batches, [line(3)]);
  });
});

describe('closing', () => {
  test('writes every line, also those behind a write under way, then closes', async () => {
    const { accessLog, clock, destination } = open();
    destination.shut();
    for (let n = 0; n < 35; n++) accessLog.line(line(n));
    const closed = accessLog.close();
    await turn();
    assert.equal(destination.closed, false);
    destination.open();
    await closed;
    assert.equal(destination.batches.join(''), lines(0, 35));
    assert.equal(destination.closed, true);
    assert.equal(clock.pending, 0);
  });

  test('gives a destination up that hangs, and counts what waited for it', async () => {
    const { accessLog, clock, destination, said, tallies, room } = open({ closeMs: 2000 });
    const before = room.left;
    destination.shut();
    for (let n = 0; n < 35; n++) accessLog.line(line(n));
    const closed = accessLog.close();
    await turn();
    clock.advance(2000);
    await closed;
    assert.deepEqual(said(), [
      'The log group did not take its last lines within 2000 ms',
      'The log group has lost 25 lines',
    ]);
    assert.equal(tallies.accessLogLost, 25);
    // The write under way still has its bytes.
    assert.equal(before - room.left, 100);
    assert.equal(clock.pending, 0);
  });

  test('a line that comes later is lost, and that is said', async () => {
    const { accessLog, destination, said, tallies } = open();
    await accessLog.close();
    accessLog.line(line(0));
    accessLog.line(line(1));
    assert.deepEqual(said(), ['The log group is closed: lines are lost']);
    assert.equal(tallies.accessLogLost, 2);
    assert.deepEqual(destination.batches, []);
  });
});

test('what came before a rotation goes to the old file, and what comes after to the new one', async () => {
  const { accessLog, clock, destination } = open();
  destination.shut();
  for (let n = 0; n < 12; n++) accessLog.line(line(n));
  accessLog.reopen();
  accessLog.line(line(12));
  destination.open();
  clock.advance(1000);
  await turn();
  assert.deepEqual(destination.batches, [lines(0, 10), lines(10, 12), 'reopened', line(12)]);
});
