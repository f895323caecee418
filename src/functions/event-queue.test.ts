import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionKey, functionVersionKey } from '../definition/definition.ts';
import { openedInvoker, putFunction, record, request, SCOPE } from './invoke.fixture.ts';
import type { RunOutcome } from './job.ts';

const event = request('f', { type: 'Event' });
/** Lets promises settle that are already resolved. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const failed: RunOutcome = {
  outcome: 'failed',
  payload: Buffer.from('{}'),
  version: '$LATEST',
  requestId: 'r-1',
  functionError: 'Unhandled',
};

test('an event is accepted at once and run once', async (t) => {
  const opened = await openedInvoker(t);
  await putFunction(opened, record('f'));
  assert.deepEqual(await opened.invokeFunction(event), { outcome: 'accepted', requestId: 'r-1' });
  await settled();
  assert.equal(opened.engine.runs.length, 1);
  assert.equal(opened.engine.runs[0]?.invocation.requestId, 'r-1');
  assert.equal(opened.clock.pending, 0);
});

test('a function that fails is tried again after one minute and after two more, then the event is dropped', async (t) => {
  const opened = await openedInvoker(t);
  const { engine, clock, log } = opened;
  await putFunction(opened, record('f'));
  engine.outcome = () => failed;
  await opened.invokeFunction(event);
  const runsAfter = async (ms: number) => {
    clock.advance(ms);
    await settled();
    return engine.runs.length;
  };
  assert.equal(await runsAfter(59_999), 1);
  assert.equal(await runsAfter(1), 2);
  assert.equal(await runsAfter(119_999), 2);
  assert.equal(await runsAfter(1), 3);
  assert.equal(clock.pending, 0);
  assert.deepEqual(log.lines.at(-1), {
    level: 'error',
    message: 'Dropped an event: the function failed in every attempt.',
    fields: { scope: SCOPE, functionName: 'f', qualifier: '', requestId: 'r-1', attempts: 3 },
  });
});

test('an event that is throttled waits longer each time, for six hours', async (t) => {
  const opened = await openedInvoker(t);
  const { engine, clock, log } = opened;
  await putFunction(opened, record('f'));
  engine.outcome = () => ({ outcome: 'refused', error: 'TooManyRequestsException', message: 'Rate Exceeded.' });
  await opened.invokeFunction(event);
  for (const wait of [1000, 2000, 4000]) {
    await settled();
    const before = engine.runs.length;
    clock.advance(wait - 1);
    await settled();
    assert.equal(engine.runs.length, before);
    clock.advance(1);
    await settled();
    assert.equal(engine.runs.length, before + 1);
  }
  while (clock.pending > 0) {
    clock.advance(300_000);
    await settled();
  }
  assert.ok(engine.runs.length > 70 && engine.runs.length < 90, `${engine.runs.length} attempts`);
  assert.equal(log.lines.at(-1)?.message, 'Dropped an event: the function was not run.');
  assert.equal(log.lines.at(-1)?.fields['error'], 'TooManyRequestsException');
});

test('the function of an event may be gone by the next attempt', async (t) => {
  const opened = await openedInvoker(t);
  await putFunction(opened, record('f'));
  opened.engine.outcome = () => failed;
  await opened.invokeFunction(event);
  await settled();
  await opened.store.transact(async (tx) => {
    tx.delete(functionVersionKey(SCOPE, 'f', '$LATEST'));
    tx.delete(functionKey(SCOPE, 'f'));
  });
  await opened.caughtUp();
  opened.clock.advance(60_000);
  await settled();
  assert.equal(opened.engine.runs.length, 1);
  assert.equal(opened.clock.pending, 0);
  assert.equal(opened.log.lines.at(-1)?.fields['error'], 'ResourceNotFoundException');
});

test('a full queue refuses, by number and by size, and says so in the log', async (t) => {
  const refused = { outcome: 'refused', error: 'TooManyRequestsException', message: 'Rate Exceeded.' };
  for (const bound of [{ maxEvents: 1 }, { maxEventBytes: 3 }]) {
    const opened = await openedInvoker(t, bound);
    await putFunction(opened, record('f'));
    opened.engine.outcome = () => failed;
    assert.equal((await opened.invokeFunction(event)).outcome, 'accepted');
    assert.deepEqual(await opened.invokeFunction({ ...event, requestId: 'r-2' }), refused);
    const { message, fields } = opened.log.lines.at(-1) ?? { message: '', fields: {} };
    assert.equal(message, 'Dropped an event: the queue for asynchronous invocations is full.');
    assert.deepEqual(fields, { scope: SCOPE, functionName: 'f', qualifier: '', requestId: 'r-2' });
  }
});

test('closing leaves no timer and says how many events are lost', async (t) => {
  const opened = await openedInvoker(t);
  await putFunction(opened, record('f'));
  opened.engine.outcome = () => failed;
  await opened.invokeFunction(event);
  await settled();
  opened.close();
  assert.equal(opened.clock.pending, 0);
  assert.deepEqual(opened.log.lines.at(-1)?.fields, { events: 1 });
});

test('a bug in the engine drops the event with a line in the log', async (t) => {
  const opened = await openedInvoker(t);
  await putFunction(opened, record('f'));
  opened.engine.run = () => Promise.reject(new Error('bug'));
  await opened.invokeFunction(event);
  await settled();
  assert.equal(opened.log.lines.at(-1)?.message, 'Dropped an event: the function could not be run.');
});
