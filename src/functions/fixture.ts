/** What the tests of this folder share; nothing else imports it. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import type { FunctionVersion } from '../definition/definition.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { FunctionEngine, type FunctionEngineOptions } from './engine.ts';
import type { Invocation, RunOutcome } from './job.ts';

export const SCOPE = '000000000000/us-east-1';
export const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:fn';
export const PATH = '/usr/local/bin:/usr/bin:/bin';

export interface ZipMember {
  readonly name: string;
  readonly data: string | Buffer;
  /** Unix mode with the file type; a plain file without it. */
  readonly mode?: number;
  /** What the directory says instead of the truth. */
  readonly declaredSize?: number;
}

/** A zip file, also with what no zip program would write. */
export function makeZip(members: readonly ZipMember[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, mode = 0o100644, declaredSize } of members) {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const packed = deflateRawSync(bytes);
    const file = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declaredSize ?? bytes.length, 18);
    common.writeUInt16LE(file.length, 22);
    files.push(Buffer.from('PK\x03\x04'), common, file, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    // Made on Unix, version 2.0; then the same fields as before the file itself.
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, rest, file);
    at += 30 + file.length + packed.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\x05\x06'), end]);
}

export interface Bench {
  readonly engine: FunctionEngine;
  readonly log: ReturnType<typeof memoryLog>;
  /** Registers code and gives back the version that runs it. */
  version(files: { readonly [name: string]: string } | Buffer, changes?: Partial<FunctionVersion>): FunctionVersion;
  run(version: FunctionVersion, event: unknown, more?: Partial<Invocation>): Promise<RunOutcome>;
  close(): Promise<void>;
}

/** An engine over code that the test gives, in a folder of its own. */
export function bench(options: Partial<FunctionEngineOptions> & { readonly clock?: Clock } = {}): Bench {
  const workDir = mkdtempSync(join(tmpdir(), 'gatehouse-functions-'));
  const zips = new Map<string, Buffer>();
  const log = memoryLog();
  const engine = new FunctionEngine({
    clock: systemClock,
    log,
    workDir,
    readCode: async (_scope, codeId) => zips.get(codeId),
    maxEnvironments: 4,
    // Most tests want to see environments, not the wait for one.
    growAfterMs: 0,
    idleMs: 60_000,
    path: PATH,
    ...options,
  });
  let count = 0;
  return {
    engine,
    log,
    version(files, changes = {}) {
      const zip = Buffer.isBuffer(files)
        ? files
        : makeZip(Object.entries(files).map(([name, data]) => ({ name, data, mode: 0o100755 })));
      const codeId = `fn/${createHash('sha256').update(zip).digest('hex')}`;
      zips.set(codeId, zip);
      return {
        FunctionName: 'fn',
        FunctionArn: ARN,
        Version: '$LATEST',
        Role: 'arn:aws:iam::000000000000:role/r',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Description: '',
        Timeout: 3,
        MemorySize: 128,
        Environment: {},
        Architectures: ['x86_64'],
        PackageType: 'Zip',
        EphemeralStorage: 512,
        TracingMode: 'PassThrough',
        CodeSha256: createHash('sha256').update(zip).digest('base64'),
        CodeSize: zip.length,
        LastModified: '2026-01-01T00:00:00.000+0000',
        RevisionId: `revision-${count++}`,
        codeId,
        ...changes,
      };
    },
    run: (version, event, more = {}) =>
      engine.run(
        { scope: SCOPE, version, qualifiedArn: ARN },
        { requestId: `request-${count++}`, payload: JSON.stringify(event), ...more },
      ),
    async close() {
      await engine.close();
      rmSync(workDir, { recursive: true, force: true });
    },
  };
}

/** What a function returned; an outcome of another kind fails the test with what it is. */
export function returned(outcome: RunOutcome): unknown {
  if (outcome.outcome !== 'returned') throw new Error(`Not returned: ${show(outcome)}`);
  return JSON.parse(outcome.payload.toString());
}

export interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
  readonly stackTrace?: readonly string[];
}

export function failed(outcome: RunOutcome): Failure {
  if (outcome.outcome !== 'failed') throw new Error(`Not failed: ${show(outcome)}`);
  if (outcome.functionError !== 'Unhandled') throw new Error(`Not unhandled: ${show(outcome)}`);
  const failure: Failure = JSON.parse(outcome.payload.toString());
  return failure;
}

function show(outcome: RunOutcome): string {
  return JSON.stringify('payload' in outcome ? { ...outcome, payload: outcome.payload.toString() } : outcome);
}

/** Waits for what comes from another process, in turns of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
