import { availableParallelism } from 'node:os';
import { percentile } from '../../load.ts';
import { stolenSeconds, treeUsage } from '../../process-tree.ts';
import type { BuiltApi } from './api.ts';
import { type Caller, openCaller } from './caller.ts';
import { Lane } from './mix.ts';

export interface Driven {
  readonly calls: number;
  readonly callsPerSecond: number;
  /** Milliseconds, over all calls. */
  readonly latency: Latency;
  /** The same by operation, the most frequent first. */
  readonly operations: readonly (Latency & { readonly operation: string; readonly calls: number })[];
  /** Milliseconds of processor time of the server, for each call. */
  readonly cpuMsPerCall: number | undefined;
  /** The share of the machine's processors that its host took meanwhile: what is measured then is the host too. */
  readonly stolen: number | undefined;
  /** What was answered otherwise than with success, in words, and how often. */
  readonly failures: ReadonlyMap<string, number>;
}

export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Calls that are not counted: connections are opened, and code is compiled. */
export const WARM_UP_CALLS = 1_000;

/** Makes at least so many calls over so many connections, each of which makes its next call when the last one is answered. */
export async function drive(of: {
  readonly origin: string;
  readonly pid: number;
  readonly api: BuiltApi;
  readonly twin: string;
  readonly calls: number;
  readonly connections: number;
}): Promise<Driven> {
  const callers = await Promise.all(Array.from({ length: of.connections }, () => openCaller(of.origin)));
  const latencies = new Map<string, number[]>();
  const failures = new Map<string, number>();
  let left = WARM_UP_CALLS;

  const run = async (lane: Lane, i: number): Promise<void> => {
    const caller = callers[i] as Caller;
    // What follows from calls is made too, so that no lane leaves anything half made.
    while (left-- > 0 || lane.owes) {
      const call = lane.next();
      const start = performance.now();
      const { status, body } = await caller.send(call.method, call.path, call.body);
      const took = performance.now() - start;
      const known = latencies.get(call.operation);
      if (known === undefined) latencies.set(call.operation, [took]);
      else known.push(took);
      if (status < 300) call.remember?.(body());
      else {
        const failure = `${call.operation}: ${status} ${body()?.message}`;
        failures.set(failure, (failures.get(failure) ?? 0) + 1);
      }
    }
  };

  const lanes = Array.from({ length: of.connections }, (_, i) => new Lane(of.api, of.twin, i, of.connections));
  await Promise.all(lanes.map(run));
  latencies.clear();
  left = of.calls;
  const before = treeUsage(of.pid)?.cpuSeconds;
  const stolenBefore = stolenSeconds();
  const start = performance.now();
  await Promise.all(lanes.map(run));
  const seconds = (performance.now() - start) / 1000;
  const after = treeUsage(of.pid)?.cpuSeconds;
  const stolenAfter = stolenSeconds();
  for (const caller of callers) caller.close();
  const calls = [...latencies.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    calls,
    callsPerSecond: calls / seconds,
    latency: summarise([...latencies.values()].flat()),
    operations: [...latencies]
      .map(([operation, all]) => ({ operation, calls: all.length, ...summarise(all) }))
      .sort((a, b) => b.calls - a.calls),
    cpuMsPerCall: before === undefined || after === undefined ? undefined : ((after - before) * 1000) / calls,
    stolen:
      stolenBefore === undefined || stolenAfter === undefined
        ? undefined
        : (stolenAfter - stolenBefore) / (seconds * availableParallelism()),
    failures,
  };
}

function summarise(latencies: readonly number[]): Latency {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => percentile(sorted, share);
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) };
}
