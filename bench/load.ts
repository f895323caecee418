/**
 * A closed-loop load generator in a process of its own: `connections` keep-alive sockets, each sending its next request when
 * the answer to the last one is there and checked. `runLoad` starts it; `node bench/load.ts` reads a LoadSpec as JSON from
 * standard input and is it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Course, Lane } from './load-lane.ts';
import { busySeconds, type TreeUsage, treeUsage } from './process-tree.ts';

export interface LoadSpec {
  /** `http://127.0.0.1:{port}/…`: loopback only. Sent as a GET, or as a POST with `send` as its body. */
  readonly url: string;
  /** Paths that the requests take in turn, instead of the URL's own. */
  readonly paths?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly send?: string;
  readonly connections: number;
  /** Further connections, that are asked once and then kept open without a word. */
  readonly idle?: number;
  /** Load that is not counted, on the same connections, before the load that is. All of its answers are waited for. */
  readonly settleSeconds?: number;
  /** No request is started later than this, counted from when all connections are open; those under way are waited for. */
  readonly seconds: number;
  /** What every answer must be. */
  readonly status: number;
  readonly body: string;
  /** Root of a process tree whose use of the machine is read right before the first request and right after the last answer. */
  readonly watch?: number;
  /** A processor whose use by anyone is read at the same two moments. */
  readonly watchCore?: number;
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
  readonly latency: { readonly p50: number; readonly p99: number; readonly p999: number; readonly max: number };
  /** From the first request to the last answer, in seconds. */
  readonly wallSeconds: number;
  /** Processor time of the generator itself as a share of one core, over that time. */
  readonly ownCpu: number;
  /** What the watched tree is at the end, all connections still open; its `cpuSeconds` are those of that time alone. */
  readonly watched?: TreeUsage;
  /** How much of the time the watched processor was busy, whoever with. */
  readonly coreBusy?: number;
}

/** Bounds of one run: it is over a minute after its time whatever happens, and sends no more than this. */
const MAX_SECONDS = 60;
const MAX_REQUESTS = 4_000_000;
const MAX_FAILURES = 100;
const GRACE_SECONDS = 60;
/** Connections opened at once: fewer than a listener's backlog holds, so that no SYN is dropped and sent again a second later. */
const OPENING = 100;

/** @param prefix what stands before Node on the command line: `taskset -c 0`, for one */
export async function runLoad(spec: LoadSpec, prefix: readonly string[] = []): Promise<LoadResult> {
  const [file = process.execPath, ...args] = [...prefix, process.execPath, fileURLToPath(import.meta.url)];
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'close');
  child.stdin.end(JSON.stringify(spec));
  const [output, [code]] = await Promise.all([text(child.stdout), ended]);
  process.off('exit', kill);
  if (code !== 0) throw new Error(`The load generator ended with ${code}`);
  return JSON.parse(output) as LoadResult;
}

/** The value below which `share` of the sorted values lie (nearest rank); 0 of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

class Load implements Course {
  readonly host: string;
  readonly port: number;
  readonly status: number;
  readonly body: Buffer;
  readonly #spec: LoadSpec;
  readonly #requests: readonly (string | Buffer)[];
  readonly #latencies: number[] = [];
  readonly #lanes: Lane[] = [];
  #done = Promise.withResolvers<void>();
  #end = Number.POSITIVE_INFINITY;
  #sent = 0;
  #inTime = 0;
  #failures = 0;
  #firstFailure: string | undefined;
  #running = 0;
  #late = false;

  constructor(spec: LoadSpec) {
    const { hostname, port, pathname, search } = new URL(spec.url);
    if (hostname !== '127.0.0.1') throw new Error(`${spec.url}: load goes to 127.0.0.1 only`);
    this.host = hostname;
    this.port = Number(port);
    this.status = spec.status;
    this.body = Buffer.from(spec.body);
    this.#spec = spec;
    this.#requests = (spec.paths ?? [pathname + search]).map((path) =>
      renderRequest(spec, `${hostname}:${port}`, path),
    );
  }

  async run(): Promise<LoadResult> {
    const { watch, watchCore, connections, idle = 0, settleSeconds = 0 } = this.#spec;
    const seconds = Math.min(this.#spec.seconds, MAX_SECONDS);
    const late = setTimeout(() => this.#giveUp(), (settleSeconds + seconds + GRACE_SECONDS) * 1000);
    await this.#openAll(idle, (lane) => lane.open().then(() => lane.ask()));
    const active = await this.#openAll(connections, (lane) => lane.open());
    if (settleSeconds > 0) await this.#drive(active, settleSeconds);
    this.#latencies.length = this.#inTime = 0;
    const before = watch === undefined ? undefined : treeUsage(watch);
    const busyBefore = watchCore === undefined ? undefined : busySeconds(watchCore);
    const cpu = process.cpuUsage();
    const start = performance.now();
    await this.#drive(active, seconds);
    const wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    const after = watch === undefined ? undefined : treeUsage(watch);
    const busyAfter = watchCore === undefined ? undefined : busySeconds(watchCore);
    clearTimeout(late);
    for (const lane of this.#lanes) lane.close();
    const sorted = Float64Array.from(this.#latencies).sort();
    const at = (share: number) => percentile(sorted, share);
    return {
      requests: sorted.length,
      requestsPerSecond: this.#inTime / seconds,
      failures: this.#failures,
      ...(this.#firstFailure === undefined ? {} : { firstFailure: this.#firstFailure }),
      latency: { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) },
      wallSeconds: wallMs / 1000,
      ownCpu: (user + system) / 1000 / wallMs,
      ...(before === undefined || after === undefined
        ? {}
        : { watched: { ...after, cpuSeconds: after.cpuSeconds - before.cpuSeconds } }),
      ...(busyBefore === undefined || busyAfter === undefined
        ? {}
        : { coreBusy: ((busyAfter - busyBefore) * 1000) / wallMs }),
    };
  }

  next(): string | Buffer {
    return this.#requests[this.#sent++ % this.#requests.length] ?? '';
  }

  mayGoOn(): boolean {
    return performance.now() < this.#end && this.#sent < MAX_REQUESTS && this.#failures < MAX_FAILURES;
  }

  answered(sentAt: number, now: number): void {
    if (this.#running === 0) return;
    this.#latencies.push(now - sentAt);
    if (now <= this.#end) this.#inTime++;
  }

  failed(reason: string): void {
    this.#failures++;
    this.#firstFailure ??= reason;
  }

  rested(): void {
    this.#running--;
    if (this.#running === 0) this.#done.resolve();
  }

  /** From the first request to the last answer. */
  async #drive(lanes: readonly Lane[], seconds: number): Promise<void> {
    this.#done = Promise.withResolvers();
    this.#sent = 0;
    this.#running = lanes.length;
    this.#end = this.#late ? 0 : performance.now() + seconds * 1000;
    for (const lane of lanes) lane.begin();
    await this.#done.promise;
  }

  /** Makes lanes ready, a few at a time. */
  async #openAll(count: number, ready: (lane: Lane) => Promise<void>): Promise<Lane[]> {
    const lanes = Array.from({ length: count }, () => new Lane(this));
    this.#lanes.push(...lanes);
    const queue = lanes.values();
    const some = async () => {
      for (const lane of queue) if (this.mayGoOn()) await ready(lane);
    };
    await Promise.all(Array.from({ length: OPENING }, some));
    return lanes;
  }

  #giveUp(): void {
    this.#late = true;
    this.#end = 0;
    for (const lane of this.#lanes) lane.giveUp();
  }
}

/** A request without a body is a string: Node writes that at the least cost. */
function renderRequest({ headers = {}, send }: LoadSpec, host: string, path: string): string | Buffer {
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  if (send === undefined) return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  const body = Buffer.from(send);
  const head = `POST ${path} HTTP/1.1\r\n${lines.join('')}Content-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

if (import.meta.main) {
  console.log(JSON.stringify(await new Load(JSON.parse(await text(process.stdin)) as LoadSpec).run()));
}
