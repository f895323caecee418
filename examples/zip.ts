import { crc32 } from 'node:zlib';

/** A file's place in the archive: its bytes in the local header, and what the central directory says of it. */
interface Entry {
  readonly local: Buffer;
  readonly central: (offset: number) => Buffer;
}

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const MIDNIGHT_1980_01_01 = 0x0021_0000;
/** A regular file of mode 0644, in the upper half of the external attributes, as Unix writes it. */
const READABLE_FILE = (0o100644 << 16) >>> 0;

/** A zip archive of these files, stored without compression, the same bytes for the same files. */
export function zip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const entries = Object.entries(files).map(([name, content]) => entry(Buffer.from(name), Buffer.from(content)));
  let offset = 0;
  const directory = entries.map(({ local, central }) => {
    const header = central(offset);
    offset += local.length;
    return header;
  });
  const size = directory.reduce((sum, header) => sum + header.length, 0);
  const count = entries.length;
  const end = Buffer.concat([u32(0x06054b50), u16(0, 0, count, count), u32(size, offset), u16(0)]);
  return Buffer.concat([...entries.map(({ local }) => local), ...directory, end]);
}

function entry(name: Buffer, content: Buffer): Entry {
  // What both headers say, in the same order (APPNOTE 4.3.7 and 4.3.12).
  const common = Buffer.concat([
    u16(VERSION, UTF8_NAMES, STORED),
    u32(MIDNIGHT_1980_01_01, crc32(content), content.length, content.length),
    u16(name.length, 0),
  ]);
  return {
    local: Buffer.concat([u32(0x04034b50), common, name, content]),
    central: (offset) => {
      const madeOnUnix = u16((3 << 8) | VERSION);
      return Buffer.concat([u32(0x02014b50), madeOnUnix, common, u16(0, 0, 0), u32(READABLE_FILE, offset), name]);
    },
  };
}

function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, i * 2);
  return bytes;
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, i * 4);
  return bytes;
}
