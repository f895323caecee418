import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { treePids } from './process-tree.ts';

export interface ChildSpec {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** A file that takes standard output and standard error. */
  readonly log: string;
}

const STOP_MS = 10_000;

/** A server under measurement. It never outlives this process, however that ends. */
export class Child {
  readonly pid: number;
  readonly log: string;
  readonly #process: ChildProcess;
  readonly #killAll = () => this.#kill();

  constructor({ command: [file, ...args], folder, variables, log }: ChildSpec) {
    const output = openSync(log, 'a');
    this.#process = spawn(file, args, {
      cwd: folder,
      env: { ...inherited(), ...variables },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    if (this.#process.pid === undefined) throw new Error(`${file} did not start`);
    this.pid = this.#process.pid;
    this.log = log;
    process.once('exit', this.#killAll);
  }

  get #ended(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** Asks until the answer is as expected. */
  async ready(url: string, status: number, withinMs: number): Promise<void> {
    for (const deadline = performance.now() + withinMs; performance.now() < deadline; await delay(100)) {
      if (this.#ended) break;
      if ((await statusOf(url)) === status) return;
    }
    throw new Error(`${url} did not answer ${status}. ${this.log} ends with:\n${this.tail()}`);
  }

  tail(): string {
    return readFileSync(this.log, 'utf8').slice(-2000);
  }

  /** SIGTERM; SIGKILL for the whole tree when that is not enough. */
  async stop(): Promise<void> {
    process.off('exit', this.#killAll);
    if (this.#ended) return;
    const tree = treePids(this.pid);
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => tree.forEach(kill), STOP_MS);
    await exited;
    clearTimeout(late);
  }

  #kill(): void {
    if (!this.#ended) treePids(this.pid).forEach(kill);
  }
}

/** The environment without what would set up a contender, or Node, otherwise than by default. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:GATEHOUSE|SLS|SERVERLESS|AWS|NODE)_/.test(name)),
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    // Not listening yet, or not in time: ask again.
    if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) return undefined;
    throw error;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
