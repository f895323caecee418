import { createWriteStream } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** "250 MB … unzipped, including layers" (Lambda quotas); the text is that of InvalidParameterValueException. */
const MAX_UNZIPPED = 262_144_000;
const TOO_LARGE = `Unzipped size must be smaller than ${MAX_UNZIPPED} bytes`;
/** The text of InvalidParameterValueException for bytes that are no zip file. */
const BROKEN = 'Could not unzip uploaded file. Please check your file, then try to upload again.';
/** Our choice: AWS bounds sizes only, but every entry costs a file here. */
const MAX_ENTRIES = 50_000;
/** A symbolic link's target is its content. */
const MAX_LINK = 4096;

const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;
/** Entry made on Unix: its file mode stands in the upper half of the external attributes. */
const UNIX = 3;

/** A zip file that cannot be a function. The message is AWS's. */
class UnusableZip extends Error {
  override name = 'UnusableZip';
}

/** What CreateFunction and UpdateFunctionCode must know of a zip file: AWS's error text, if it cannot be used. */
export async function inspectZip(bytes: Uint8Array): Promise<{ error?: string }> {
  try {
    await eachEntry(bytes, async () => undefined);
    return {};
  } catch (error) {
    // yauzl has an error per defect of the format; Lambda has one text for all.
    return { error: error instanceof UnusableZip ? error.message : BROKEN };
  }
}

/** Unpacks into a folder that exists and is empty. Nothing is written outside of it. */
export async function unzip(bytes: Uint8Array, folder: string): Promise<void> {
  const folders = new Set([folder]);
  const links: { readonly path: string; readonly target: string }[] = [];
  let written = 0;
  await eachEntry(bytes, async (zip, entry) => {
    const path = join(folder, entry.fileName);
    await makeFolder(entry.fileName.endsWith('/') ? path : dirname(path), folders);
    if (entry.fileName.endsWith('/')) return;
    const content = await zip.openReadStreamPromise(entry);
    const mode = unixMode(entry);
    if ((mode & FILE_TYPE) === SYMLINK) {
      links.push({ path, target: await linkTarget(content, path, folder) });
      return;
    }
    // The sizes in the directory were believed by `eachEntry`; what comes out is counted.
    content.on('data', (piece: Buffer) => {
      written += piece.length;
      if (written > MAX_UNZIPPED) content.destroy(new UnusableZip(TOO_LARGE));
    });
    await pipeline(content, createWriteStream(path, { flags: 'w' }));
    await chmod(path, 0o644 | (mode & 0o111));
  });
  // Last, so that no file is written through a link.
  for (const { path, target } of links) await symlink(target, path);
}

async function eachEntry(bytes: Uint8Array, visit: (zip: ZipFile, entry: Entry) => Promise<void>): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // yauzl itself refuses absolute names and names with `..`, and turns backslashes round.
  const zip = await fromBufferPromise(buffer, { lazyEntries: true });
  try {
    let size = 0;
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      size += entry.uncompressedSize;
      count++;
      if (size >= MAX_UNZIPPED) throw new UnusableZip(TOO_LARGE);
      if (count > MAX_ENTRIES || entry.isEncrypted() || entry.fileName === '') throw new UnusableZip(BROKEN);
      await visit(zip, entry);
    }
  } finally {
    zip.close();
  }
}

async function makeFolder(path: string, made: Set<string>): Promise<void> {
  if (made.has(path)) return;
  await mkdir(path, { recursive: true });
  made.add(path);
}

function unixMode(entry: Entry): number {
  return entry.versionMadeBy >> 8 === UNIX ? entry.externalFileAttributes >>> 16 : 0o644;
}

async function linkTarget(content: Readable, path: string, folder: string): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of content) {
    const bytes: Buffer = piece;
    length += bytes.length;
    if (length > MAX_LINK) throw new UnusableZip(BROKEN);
    pieces.push(bytes);
  }
  const target = Buffer.concat(pieces).toString();
  const lands = normalize(join(dirname(path), target));
  if (isAbsolute(target) || target === '' || (lands !== folder && !lands.startsWith(`${folder}/`))) {
    throw new UnusableZip(BROKEN);
  }
  return target;
}
