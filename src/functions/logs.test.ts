import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Lines, LogTail, reportLine } from './logs.ts';

it('cuts a stream into lines, whatever the chunks', () => {
  const found: string[] = [];
  const lines = new Lines((text) => found.push(text));
  for (const byte of Buffer.from('ä\n\nb\rc\nwindows\r\nrest')) lines.add(Buffer.from([byte]));
  lines.end();
  assert.deepEqual(found, ['ä', '', 'b\nc', 'windows', 'rest']);
});

it('bounds lines without end', () => {
  const found: number[] = [];
  const lines = new Lines((text) => found.push(text.length));
  for (let i = 0; i < 5; i++) lines.add(Buffer.alloc(40_000, 'x'));
  lines.end();
  assert.deepEqual(found, [65_536, 65_536, 65_536, 3392]);
});

it('keeps the last 4 KB of a log, in whole characters', () => {
  const tail = new LogTail();
  for (let i = 0; i < 5000; i++) tail.add(`${i} é`);
  const text = tail.read();
  assert.ok(Buffer.byteLength(text) <= 4096 && Buffer.byteLength(text) > 4090);
  assert.ok(text.endsWith('4999 é\n') && !text.includes('\ufffd'));
});

it('reports as CloudWatch Logs shows it', () => {
  assert.equal(
    reportLine({ requestId: 'r', durationMs: 1.234, memorySize: 128, initMs: 99.5 }),
    'REPORT RequestId: r\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tInit Duration: 99.50 ms\t',
  );
});
