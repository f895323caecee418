import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ownText } from './own-text.ts';

test('the same text, whatever is in it', () => {
  for (const text of ['', 'a', 'naïve ÿ', '€ 😀', 'half of a pair \ud83d', '\ufeffmark', '\0'])
    assert.equal(ownText(text), text);
});

test('in memory of its own: what it was cut from may go', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept: string[] = [];
  for (let i = 0; i < 40; i++) {
    const long = Buffer.alloc(1_000_000, `${i} `).toString('latin1');
    kept.push(ownText(long.slice(100, 150)));
  }
  collect();
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(kept.length === 40 && grown < 10_000_000, `${grown} bytes`);
});
