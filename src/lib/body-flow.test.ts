import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BodyFlow, flowOf, limitFlow, readUpTo } from './body-flow.ts';
import { ManualClock } from './clock.ts';

function opened() {
  const told: string[] = [];
  const flow = new BodyFlow({
    hold: () => told.push('hold'),
    release: () => told.push('release'),
    cancel: () => told.push('cancel'),
  });
  const got: string[] = [];
  const taker = {
    piece: (bytes: Buffer) => void got.push(bytes.toString()),
    end: () => void got.push('END'),
    fail: (why: string) => void got.push(`FAIL ${why}`),
  };
  return { flow, told, got, taker };
}

test('what comes before there is a taker is kept, and the source held when it is much', () => {
  const { flow, told, got, taker } = opened();
  flow.push(Buffer.from('a'));
  assert.deepEqual(told, []);
  flow.push(Buffer.alloc(65_536, 'b'));
  assert.deepEqual(told, ['hold']);
  flow.end();
  flow.take(taker);
  assert.deepEqual(
    [got.map((text) => text[0]), told],
    [
      ['a', 'E'],
      ['hold', 'release'],
    ],
  );
});

test('a taker that holds gets nothing more, not even the end, until it releases', () => {
  const { flow, told, got, taker } = opened();
  flow.take({
    ...taker,
    piece(bytes) {
      got.push(bytes.toString());
      flow.hold();
    },
  });
  flow.push(Buffer.from('a'));
  flow.push(Buffer.from('b'));
  flow.push(Buffer.from('c'));
  flow.fail('lost');
  assert.deepEqual(got, ['a']);
  flow.release();
  assert.deepEqual(got, ['a', 'bc']);
  flow.release();
  flow.release();
  assert.deepEqual([got, told], [['a', 'bc', 'FAIL lost'], []]);
});

test('a source that has given all is let go, although the taker still holds', () => {
  for (const finish of ['end', 'fail'] as const) {
    const { flow, told, got, taker } = opened();
    flow.take({
      ...taker,
      piece(bytes) {
        got.push(bytes.toString());
        flow.hold();
      },
    });
    flow.push(Buffer.from('a'));
    flow.push(Buffer.alloc(65_536, 'b'));
    assert.deepEqual(told, []);
    flow.push(Buffer.from('c'));
    assert.deepEqual(told, ['hold']);
    flow[finish]('lost');
    assert.deepEqual([got, told], [['a'], ['hold', 'release']]);
    flow.release();
    flow.release();
    assert.deepEqual([got[1]?.length, told], [65_537, ['hold', 'release']]);
  }
});

test('a backlog of single bytes is one piece', () => {
  const { flow, got, taker } = opened();
  const letters = 'abcdefgh'.repeat(8_192);
  for (const letter of letters) flow.push(Buffer.from(letter));
  flow.take(taker);
  assert.deepEqual(got, [letters]);
});

test('what a taker gives back is the first that the next one gets', () => {
  const { flow, got, taker } = opened();
  flow.take({
    ...taker,
    piece(bytes) {
      flow.hold();
      flow.giveBack(bytes.subarray(1));
    },
  });
  flow.push(Buffer.from('abc'));
  flow.push(Buffer.from('d'));
  flow.take(taker);
  assert.deepEqual(got, ['bcd']);
});

test('cancelled, it tells its source once and its taker nothing; cut, it tells both', () => {
  for (const [how, expected] of [
    ['cancel', []],
    ['cut', ['FAIL late']],
  ] as const) {
    const { flow, told, got, taker } = opened();
    flow.take({ ...taker, piece: () => flow.hold() });
    flow.push(Buffer.from('a'));
    flow.push(Buffer.alloc(65_537, 'b'));
    for (let times = 0; times < 2; times++) how === 'cut' ? flow.cut('late') : flow.cancel();
    flow.push(Buffer.from('c'));
    flow.end();
    assert.deepEqual([got, told], [expected, ['hold', 'release', 'cancel']]);
  }
});

test('limits count from the last piece, and from the beginning; nothing is left when it is over', () => {
  for (const [pieces, until] of [
    [0, 100],
    [3, 250],
  ] as const) {
    const { flow, got, taker } = opened();
    const clock = new ManualClock();
    limitFlow(flow, clock, { idleMs: 100, totalMs: 250 });
    flow.take(taker);
    const start = clock.now();
    for (let i = 0; i < pieces; i++) {
      clock.advance(70);
      flow.push(Buffer.from('x'));
    }
    clock.advance(until - (clock.now() - start) - 1);
    assert.equal(got.length, pieces);
    clock.advance(1);
    assert.match(got.at(-1) ?? '', /^FAIL /);
    assert.equal(clock.pending, 0);
  }
  const clock = new ManualClock();
  const { flow, taker } = opened();
  limitFlow(flow, clock, { idleMs: 100, totalMs: 250 });
  flow.take(taker);
  flow.end();
  assert.equal(clock.pending, 0);
});

test('reading up to a limit stops there', async () => {
  assert.deepEqual(await readUpTo(flowOf(Buffer.from('abc')), 2), { bytes: Buffer.from('ab'), how: 'more' });
  assert.deepEqual(await readUpTo(flowOf(Buffer.from('abc')), 3), { bytes: Buffer.from('abc'), how: 'all' });
  const { flow } = opened();
  const read = readUpTo(flow, 3);
  flow.push(Buffer.from('a'));
  flow.fail('lost');
  assert.deepEqual(await read, { bytes: Buffer.from('a'), how: 'failed' });
});
