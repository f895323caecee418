/** CPU nanoseconds of this thread per call. */
import { threadCpuUsage } from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';

/** Something to be called; what it answers is added up, so that it is not optimised away. */
export type Variants = { readonly [name: string]: () => number };

/** What the loop itself costs: to be taken off the others. */
export const nothing: Variants = { 'nothing: the loop itself': () => 1 };

/**
 * Runs the variants in turn, each for so many milliseconds of the thread's CPU, in the opposite order every second round, and prints the
 * median, the least (a machine that others use adds to a round, and never takes away), the median of the rounds' ratios to the first
 * variant, which were at nearly the same time, and the raw rounds. The first two rounds warm the optimiser up and are not counted. After
 * 64 calls the event loop gets its turn, which costs all variants the same. Systems count by ticks of 4 ms: let a round be 100 and more.
 */
export async function alternate(
  title: string,
  variants: Variants,
  rounds: number,
  milliseconds: number,
): Promise<void> {
  const names = Object.keys(variants);
  const results = new Map<string, number[]>(names.map((name) => [name, []]));
  let total = 0;
  for (let round = -2; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const run = variants[name] as () => number;
      const before = threadCpuUsage();
      let calls = 0;
      for (let spent = 0; spent < milliseconds * 1000; spent = microseconds(before)) {
        for (let i = 0; i < 64; i++) total += run();
        calls += 64;
        await turn();
      }
      if (round >= 0) results.get(name)?.push((microseconds(before) * 1000) / calls);
    }
  console.log(
    `${title}: CPU ns per call: median, least, ratio, rounds (${milliseconds} ms each${total < 0 ? '!' : ''})`,
  );
  const [first] = results.values();
  for (const [name, all] of results) {
    const times = medianOf(all.map((ns, round) => ns / (first?.[round] ?? Number.NaN)));
    console.log(
      `  ${name.padEnd(58)}${medianOf(all).toFixed(0).padStart(7)}${Math.min(...all)
        .toFixed(0)
        .padStart(7)}${times.toFixed(2).padStart(7)}  (${all.map((ns) => ns.toFixed(0)).join(' ')})`,
    );
  }
}

function microseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = threadCpuUsage(since);
  return user + system;
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
