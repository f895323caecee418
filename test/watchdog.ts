/**
 * Loaded before every test file (`--import`). The runner waits without an end for a file whose process does not end: such a
 * file fails here, and says what it waits for.
 */
import { isMainThread } from 'node:worker_threads';
import { describeTree, killTree } from './left-behind.ts';

/** All files together take less. */
const PATIENCE_MS = 600_000;

if (isMainThread && process.env['NODE_TEST_CONTEXT'] !== undefined) {
  setTimeout(() => {
    const waitsFor = process.getActiveResourcesInfo().join(', ');
    console.error(`${process.argv[1]} has not ended after ${PATIENCE_MS} ms. It waits for: ${waitsFor}`);
    for (const line of describeTree(process.pid)) console.error(line);
    for (const line of describeTree(process.pid).slice(1)) killTree(Number.parseInt(line, 10));
    process.exit(1);
  }, PATIENCE_MS).unref();
}
