import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Destination } from './destination.ts';

/** Access logs name the clients: nobody outside of the group reads them. */
const MODE = 0o640;
const LINE_FEED = 0x0a;

/**
 * A file that is appended to, opened at the first batch. Several threads and processes may append to one: a batch ends with
 * a line, and what one call writes in append mode stays together.
 */
export function fileDestination(path: string): Destination {
  let file: FileHandle | undefined;
  /** A write ended within a line: what comes next begins with a line feed, so that one line is spoilt and not two. */
  let torn = false;

  async function openFile(): Promise<FileHandle> {
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'a', MODE);
  }

  async function close(): Promise<void> {
    const old = file;
    file = undefined;
    await old?.close();
  }

  return {
    async write(batch) {
      file ??= await openFile();
      if (torn) {
        await file.write(Uint8Array.of(LINE_FEED));
        torn = false;
      }
      for (let at = 0; at < batch.length; ) {
        const { bytesWritten } = await file.write(batch, at, batch.length - at);
        at += bytesWritten;
        torn = batch[at - 1] !== LINE_FEED;
      }
    },
    reopen: close,
    close,
  };
}
