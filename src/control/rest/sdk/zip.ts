import { buffer } from 'node:stream/consumers';

/** Texts by their paths in an archive. */
export type Files = ReadonlyMap<string, string>;

/** @param now the time of every file, in milliseconds */
export async function zip(files: Files, now: number): Promise<Uint8Array> {
  const { ZipFile } = await import('yazl');
  const archive = new ZipFile();
  for (const [path, text] of files) archive.addBuffer(Buffer.from(text), path, { mtime: new Date(now) });
  archive.end();
  return buffer(archive.outputStream);
}
