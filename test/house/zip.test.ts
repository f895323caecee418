import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fromBufferPromise } from 'yauzl';
import { zip } from '../../examples/zip.ts';

test('a reader of zip files finds what was put in', async () => {
  const files = { 'index.mjs': 'export const handler = 1;', 'lib/ü.txt': 'größer', empty: '' };
  const opened = await fromBufferPromise(zip(files), { lazyEntries: true });
  const found: Record<string, string> = {};
  // The stream checks the content against its CRC.
  for await (const entry of opened.eachEntry())
    found[entry.fileName] = await text(await opened.openReadStreamPromise(entry));
  assert.deepEqual(found, files);
});
