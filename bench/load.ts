/**
 * A closed-loop load generator in a process of its own: `connections` keep-alive sockets, each sending its next request when
 * the answer to the last one is there and checked. `runLoad` starts it; `node bench/load.ts '<LoadSpec as JSON>'` is it.
 */
import { execFile } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readAnswer } from './answer.ts';

export interface LoadSpec {
  /** `http://127.0.0.1:{port}/…`: loopback only. Sent as a GET. */
  readonly url: string;
  readonly connections: number;
  /** No request is started later than this; those under way are waited for. */
  readonly seconds: number;
  /** What every answer must be. */
  readonly status: number;
  readonly body: string;
}

export interface LoadResult {
  /** Answers, as they should be. */
  readonly requests: number;
  /** Answers of the first `seconds`, by second. */
  readonly requestsPerSecond: number;
  /** Requests without an answer or with another one, and the first of them in words. */
  readonly failures: number;
  readonly firstFailure?: string;
  /** Milliseconds. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Processor time of the generator itself as a share of one core. */
  readonly ownCpu: number;
}

/** Bounds of one run: it is over a minute after its time whatever happens, and sends no more than this. */
const MAX_SECONDS = 60;
const MAX_REQUESTS = 2_000_000;
const MAX_FAILURES = 100;
const GRACE_SECONDS = 60;

export async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(import.meta.url),
    JSON.stringify(spec),
  ]);
  return JSON.parse(stdout) as LoadResult;
}

/** The value below which `share` of the sorted values lie (nearest rank); 0 of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

class Load {
  readonly #spec: LoadSpec;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #request: Buffer;
  readonly #body: Buffer;
  readonly #latencies: number[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #done = Promise.withResolvers<void>();
  #sent = 0;
  #inTime = 0;
  #failures = 0;
  #firstFailure: string | undefined;
  #end = 0;

  constructor(spec: LoadSpec) {
    const { hostname, port, pathname, search } = new URL(spec.url);
    if (hostname !== '127.0.0.1') throw new Error(`${spec.url}: load goes to 127.0.0.1 only`);
    this.#spec = spec;
    this.#target = { host: hostname, port: Number(port) };
    this.#request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    this.#body = Buffer.from(spec.body);
  }

  async run(): Promise<LoadResult> {
    const seconds = Math.min(this.#spec.seconds, MAX_SECONDS);
    const cpu = process.cpuUsage();
    const start = performance.now();
    this.#end = start + seconds * 1000;
    for (let i = 0; i < this.#spec.connections; i++) this.#open();
    const late = setTimeout(() => this.#giveUp(), (seconds + GRACE_SECONDS) * 1000);
    await this.#done.promise;
    clearTimeout(late);
    const { user, system } = process.cpuUsage(cpu);
    const sorted = Float64Array.from(this.#latencies).sort();
    return {
      requests: sorted.length,
      requestsPerSecond: this.#inTime / seconds,
      failures: this.#failures,
      ...(this.#firstFailure === undefined ? {} : { firstFailure: this.#firstFailure }),
      latency: { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), max: percentile(sorted, 1) },
      ownCpu: (user + system) / 1000 / (performance.now() - start),
    };
  }

  /** A connection: it sends as long as there is time, and is replaced when it ends before. */
  #open(): void {
    const socket = connect({ ...this.#target, noDelay: true });
    this.#sockets.add(socket);
    let pending: Buffer | undefined;
    let sentAt: number | undefined;
    let failure: string | undefined;
    const send = () => {
      sentAt = undefined;
      if (!this.#mayGoOn()) return socket.destroy();
      this.#sent++;
      sentAt = performance.now();
      return socket.write(this.#request);
    };
    socket.on('connect', send);
    socket.on('data', (chunk: Buffer) => {
      try {
        const bytes = pending === undefined ? chunk : Buffer.concat([pending, chunk]);
        const closes = this.#take(bytes, sentAt);
        pending = closes === undefined ? bytes : undefined;
        if (closes === undefined) return;
        sentAt = undefined;
        if (closes) socket.destroy();
        else send();
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
        socket.destroy();
      }
    });
    socket.on('error', (error) => {
      failure = error.message;
    });
    socket.on('close', () => {
      if (failure !== undefined || sentAt !== undefined)
        this.#fail(failure ?? 'the connection ended without an answer');
      this.#sockets.delete(socket);
      if (this.#mayGoOn()) this.#open();
      else if (this.#sockets.size === 0) this.#done.resolve();
    });
  }

  /** Checks and counts an answer: whether the server closes after it, `undefined` while there is more to come. */
  #take(bytes: Buffer, sentAt: number | undefined): boolean | undefined {
    if (sentAt === undefined) throw new Error('bytes that nobody asked for');
    const answer = readAnswer(bytes);
    if (answer === undefined) return undefined;
    const now = performance.now();
    if (answer.length !== bytes.length) throw new Error('bytes after the answer');
    if (answer.status !== this.#spec.status || !answer.body.equals(this.#body)) {
      this.#fail(`${answer.status} ${answer.body.toString().slice(0, 200)}`);
      return answer.closes;
    }
    this.#latencies.push(now - sentAt);
    if (now <= this.#end) this.#inTime++;
    return answer.closes;
  }

  #mayGoOn(): boolean {
    return performance.now() < this.#end && this.#sent < MAX_REQUESTS && this.#failures < MAX_FAILURES;
  }

  #fail(reason: string): void {
    this.#failures++;
    this.#firstFailure ??= reason;
  }

  #giveUp(): void {
    this.#end = 0;
    for (const socket of this.#sockets) socket.destroy();
  }
}

if (import.meta.main) {
  const spec = process.argv[2];
  if (spec === undefined) throw new Error("usage: node bench/load.ts '<LoadSpec as JSON>'");
  console.log(JSON.stringify(await new Load(JSON.parse(spec) as LoadSpec).run()));
}
