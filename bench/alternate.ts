/** CPU nanoseconds of this thread per call. */
import { threadCpuUsage } from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';

/** Something to be called; what it answers is added up, so that it is not optimised away. */
export type Variants = { readonly [name: string]: () => number };

/** What the loop itself costs: to be taken off the others. */
export const nothing: Variants = { 'nothing: the loop itself': () => 1 };

/**
 * Runs the variants in turn, in the opposite order every second round, and prints the median, the least (a
 * machine that others use adds to a round, and never takes away) and the raw rounds. The first two rounds
 * warm the optimiser up and are not counted. After 64 calls the event loop gets its turn, which costs all variants the same.
 */
export async function alternate(title: string, variants: Variants, rounds: number, calls: number): Promise<void> {
  const names = Object.keys(variants);
  const results = new Map<string, number[]>(names.map((name) => [name, []]));
  let total = 0;
  for (let round = -2; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const run = variants[name] as () => number;
      const before = threadCpuUsage();
      for (let i = 0; i < calls; i++) {
        total += run();
        if (i % 64 === 0) await turn();
      }
      const { user, system } = threadCpuUsage(before);
      if (round >= 0) results.get(name)?.push(((user + system) * 1000) / calls);
    }
  console.log(`${title}: CPU ns per call: median, least, rounds (${calls} calls each${total < 0 ? '!' : ''})`);
  for (const [name, all] of results) {
    const least = Math.min(...all);
    const median = [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
    console.log(
      `  ${name.padEnd(58)}${median.toFixed(0).padStart(6)}${least.toFixed(0).padStart(6)}  (${all.map((ns) => ns.toFixed(0)).join(' ')})`,
    );
  }
}
