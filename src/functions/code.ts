import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionVersion } from '../definition/definition.ts';
import { unzip } from './zip.ts';

/** Unpacked packages that may lie unused on disk. */
const MAX_UNUSED = 32;

/**
 * The unpacked code, by its SHA-256: `{workDir}/code/{hex}`. A folder is complete as soon as it has its name, because it is
 * filled under another one and renamed; what a crash leaves behind is never used.
 *
 * deviation: all environments of a function share the folder, and a function may write into it; on AWS `/var/task` is
 * read-only. `/tmp` is the machine's, not one per environment.
 */
export class Code {
  readonly #root: string;
  readonly #read: (scope: string, codeId: string) => Promise<Uint8Array | undefined>;
  readonly #unpacking = new Map<string, Promise<string>>();
  readonly #users = new Map<string, number>();

  constructor(workDir: string, read: (scope: string, codeId: string) => Promise<Uint8Array | undefined>) {
    this.#root = join(workDir, 'code');
    this.#read = read;
  }

  /** The folder of a version's code. It stays as long as there are more calls of `unpack` than of `release`. */
  async unpack(scope: string, version: FunctionVersion): Promise<string> {
    const sha = shaOf(version);
    this.#users.set(sha, (this.#users.get(sha) ?? 0) + 1);
    let unpacking = this.#unpacking.get(sha);
    if (unpacking === undefined) {
      unpacking = this.#unpack(scope, version, sha).finally(() => this.#unpacking.delete(sha));
      this.#unpacking.set(sha, unpacking);
    }
    return unpacking;
  }

  release(version: FunctionVersion): void {
    const sha = shaOf(version);
    const users = (this.#users.get(sha) ?? 1) - 1;
    if (users === 0) this.#users.delete(sha);
    else this.#users.set(sha, users);
  }

  async #unpack(scope: string, version: FunctionVersion, sha: string): Promise<string> {
    const folder = join(this.#root, sha);
    if (await exists(folder)) return folder;
    const bytes = await this.#read(scope, version.codeId);
    if (bytes === undefined)
      throw new Error(`The code ${version.codeId} of ${version.FunctionArn} is not in the store`);
    if (createHash('sha256').update(bytes).digest('hex') !== sha) {
      throw new Error(
        `The code ${version.codeId} of ${version.FunctionArn} has another SHA-256 than its configuration says`,
      );
    }
    await this.#removeUnused();
    const aside = join(this.#root, `.${sha}.${randomBytes(6).toString('hex')}`);
    await mkdir(aside, { recursive: true });
    try {
      await unzip(bytes, aside);
      await rename(aside, folder);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      // Another process that shares the folder was faster.
      if (!(await exists(folder))) throw error;
    }
    return folder;
  }

  async #removeUnused(): Promise<void> {
    const names = await readdir(this.#root).catch(() => []);
    const unused = names.filter((name) => !name.startsWith('.') && !this.#users.has(name));
    if (unused.length < MAX_UNUSED) return;
    const aged = await Promise.all(
      unused.map(async (name) => {
        const info = await stat(join(this.#root, name)).catch(() => undefined);
        return { name, at: info?.mtimeMs ?? 0 };
      }),
    );
    aged.sort((a, b) => a.at - b.at);
    for (const { name } of aged.slice(0, unused.length - MAX_UNUSED + 1)) {
      // Somebody may have begun to use it while we were looking.
      if (!this.#users.has(name)) await rm(join(this.#root, name), { recursive: true, force: true });
    }
  }
}

function shaOf(version: FunctionVersion): string {
  return Buffer.from(version.CodeSha256, 'base64').toString('hex');
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
