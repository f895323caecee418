import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrowingBytes } from './growing-bytes.ts';

test('one piece is that piece', () => {
  const bytes = new GrowingBytes(10);
  const piece = Buffer.from('abc');
  bytes.add(piece);
  assert.equal(bytes.length, 3);
  assert.equal(bytes.take(), piece);
  assert.deepEqual([bytes.length, bytes.take().length], [0, 0]);
});

test('several are joined, and stay as they are', () => {
  const chunk = Buffer.from('abcdefghij');
  const bytes = new GrowingBytes();
  for (let at = 0; at < 5; at++) bytes.add(chunk.subarray(at, at + 1));
  bytes.copy(chunk, 8, 10);
  const joined = bytes.take();
  assert.equal(joined.toString(), 'abcdeij');
  bytes.add(Buffer.from('x'));
  bytes.add(Buffer.from('y'));
  assert.deepEqual([joined, bytes.take(), chunk].map(String), ['abcdeij', 'xy', 'abcdefghij']);
});

test('memory that is there from the beginning is filled, and grows when it was too little', () => {
  const bytes = new GrowingBytes(8, 2);
  bytes.add(Buffer.from('ab'));
  bytes.add(Buffer.from('cdefgh'));
  bytes.add(Buffer.from('i'));
  assert.equal(bytes.take().toString(), 'abcdefghi');
});

test('single bytes take the memory of what they hold, not of as many pieces', () => {
  const bytes = new GrowingBytes();
  const piece = Buffer.from('x');
  const before = process.memoryUsage();
  for (let i = 0; i < 2_000_000; i++) bytes.add(piece);
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  assert.ok(heapUsed - before.heapUsed < 32_000_000, `${heapUsed - before.heapUsed} bytes of heap`);
  assert.ok(arrayBuffers - before.arrayBuffers < 32_000_000, `${arrayBuffers - before.arrayBuffers} bytes`);
  assert.equal(bytes.take().length, 2_000_000);
});
