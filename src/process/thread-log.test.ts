import assert from 'node:assert/strict';
import { test } from 'node:test';
import { threadLog } from './thread-log.ts';
import type { LogLine } from './thread-words.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function open(level: Parameters<typeof threadLog>[0] = 'info', written: () => Promise<void> = async () => undefined) {
  const batches: (readonly LogLine[])[] = [];
  const log = threadLog(level, (lines) => {
    batches.push(structuredClone(lines));
    return written();
  });
  return { log, batches, messages: () => batches.map((lines) => lines.map(({ message }) => message)) };
}

test('the lines of one turn travel together, and an error takes those before it along at once', async () => {
  const { log, messages } = open();
  log.info('one');
  log.info('two');
  assert.deepEqual(messages(), []);
  log.error('three');
  assert.deepEqual(messages(), [['one', 'two', 'three']]);
  log.info('four');
  await turn();
  assert.deepEqual(messages(), [['one', 'two', 'three'], ['four']]);
});

test('what is below the level does not travel', async () => {
  const { log, messages } = open('warn');
  log.debug('debug');
  log.info('info');
  log.warn('warn');
  await turn();
  assert.deepEqual(messages(), [['warn']]);
});

test('fields arrive whatever they are', async () => {
  const { log, batches } = open();
  const error = new Error('broken');
  log.warn('odd', { error, run: () => undefined, list: [1, { a: 2 }], text: 'text', none: undefined, count: 3 });
  assert.deepEqual(batches[0]?.[0]?.fields, {
    error: error.stack,
    run: '() => undefined',
    list: '[1,{"a":2}]',
    text: 'text',
    none: undefined,
    count: 3,
  });
});

test('a main thread that does not keep up bounds what waits for it, and is told how much was lost', async () => {
  const all = Promise.withResolvers<void>();
  const { log, messages } = open('info', () => all.promise);
  for (let n = 0; n < 10_025; n++) log.info(`line ${n}`);
  await turn();
  assert.equal(messages().flat().length, 10_000);
  all.resolve();
  await turn();
  const [last] = messages().flat().slice(-1);
  assert.match(last ?? '', /Lines of the log were dropped/);
  log.info('again');
  await turn();
  assert.equal(messages().flat().at(-1), 'again');
});
