/**
 * What a take and a count cost: CPU nanoseconds of the thread per call, alone and with a second thread on the same bucket. The
 * variants alternate within each round; the table shows medians and the raw rounds. `node bench/limits.ts [rounds] [calls]`
 */
import { once } from 'node:events';
import { threadCpuUsage } from 'node:process';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { compileVariants, type Once, openMemory, resetMemory, START, type VariantMemory } from './limits-variants.ts';

interface Seat {
  readonly memory: VariantMemory;
  readonly thread: 0 | 1;
  /** Who is ready: both threads start at once. */
  readonly gate: Int32Array<SharedArrayBuffer>;
}

interface Lap {
  readonly variant: string;
  readonly threads: number;
  readonly calls: number;
}

interface Time {
  readonly ns: number;
  readonly admitted: number;
}

if (isMainThread) await main(Number(process.argv[2] ?? 7), Number(process.argv[3] ?? 1_000_000));
else sit(workerData as Seat);

async function main(rounds: number, calls: number): Promise<void> {
  const memory = openMemory();
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const workers = ([0, 1] as const).map(
    (thread) => new Worker(new URL(import.meta.url), { workerData: { memory, thread, gate } satisfies Seat }),
  );
  const variants = Object.keys(compileVariants(memory, 0));
  const results = new Map<string, number[]>();
  // The first round warms the optimiser up and is not counted.
  for (let round = 0; round <= rounds; round++)
    for (const threads of [1, 2])
      for (const variant of variants) {
        resetMemory(memory);
        gate.fill(0);
        const times = await Promise.all(
          workers.slice(0, threads).map((worker) => lap(worker, { variant, threads, calls })),
        );
        check(variant, times, threads * calls);
        const key = `${variant}|${threads}`;
        const ns = times.reduce((sum, time) => sum + time.ns, 0) / threads;
        if (round > 0) results.set(key, [...(results.get(key) ?? []), ns]);
      }
  for (const worker of workers) worker.postMessage(undefined);
  console.log('CPU ns per call, median and rounds');
  for (const [key, all] of results) {
    const [variant = '', threads] = key.split('|');
    const median = [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
    const raw = all.map((ns) => ns.toFixed(0)).join(' ');
    console.log(`${variant.padEnd(40)} threads ${threads}  ${median.toFixed(1).padStart(6)}  (${raw})`);
  }
}

async function lap(worker: Worker, order: Lap): Promise<Time> {
  worker.postMessage(order);
  const [time] = (await once(worker, 'message')) as [Time];
  return time;
}

/** A variant that admits the wrong number is fast for the wrong reason. */
function check(variant: string, times: readonly Time[], calls: number): void {
  const admitted = times.reduce((sum, time) => sum + time.admitted, 0);
  const expected = variant.startsWith('deny') ? 0 : calls;
  if (admitted !== expected) throw new Error(`${variant} admitted ${admitted} of ${calls}; it should be ${expected}.`);
}

function sit({ memory, thread, gate }: Seat): void {
  const variants = compileVariants(memory, thread);
  parentPort?.on('message', (order: Lap | undefined) => {
    if (order === undefined) return parentPort?.close();
    const run = variants[order.variant];
    if (run === undefined) throw new Error(`There is no variant ${order.variant}.`);
    Atomics.add(gate, 0, 1);
    while (Atomics.load(gate, 0) < order.threads) {
      // Until the other one has come.
    }
    parentPort?.postMessage(time(run, order));
  });
}

function time(run: Once, { calls }: Lap): Time {
  let admitted = 0;
  let now = START;
  const before = threadCpuUsage();
  for (let i = 0; i < calls; i++) {
    // As with 16,000 requests a second.
    if (i % 16 === 0) now++;
    if (run(now)) admitted++;
  }
  const { user, system } = threadCpuUsage(before);
  return { ns: ((user + system) * 1000) / calls, admitted };
}
