import { parentPort, workerData } from 'node:worker_threads';
import { bucketName } from './buckets.ts';
import { compileLimit } from './gcra.ts';
import { type CountsUp, type Jostles, READY, seeded, type Takes, TIME, type Work } from './limits.fixture.ts';
import { attachSharedState } from './shared.ts';

const { handle, words, together, task } = workerData as Work;
const clock = { now: () => Number(Atomics.load(words, TIME)) };
const state = attachSharedState(handle, clock);

Atomics.add(words, READY, 1n);
while (Atomics.load(words, READY) < BigInt(together)) {
  // All at once, or they would take one after the other.
}
parentPort?.postMessage(task.does === 'take' ? takeAll(task) : task.does === 'jostle' ? jostle(task) : count(task));

function takeAll({ bucket, rate, burst, end }: Takes): number {
  const random = seeded(handle.thread);
  const limit = compileLimit(rate, burst);
  const name = bucketName(bucket);
  let admitted = 0;
  let old = clock.now();
  for (;;) {
    const now = clock.now();
    // Every fourth request comes with the time of the one before it.
    if (state.buckets.take(name, limit, random() < 0.25 ? old : now) === 0) admitted++;
    else if (now < end) Atomics.compareExchange(words, TIME, BigInt(now), BigInt(now + 1));
    else if (state.buckets.take(name, limit, now) > 0) return admitted;
    else admitted++;
    old = now;
  }
}

/** @returns how often there was no room */
function jostle({ names, rate, burst, times, admitted }: Jostles): number {
  const random = seeded(handle.thread);
  const limit = compileLimit(rate, burst);
  const all = Array.from({ length: names }, (_, i) => bucketName(String(i)));
  let without = 0;
  for (let i = 0; i < times; i++) {
    const which = Math.floor(random() * names);
    const wait = state.buckets.take(all[which] as (typeof all)[0], limit, clock.now());
    if (wait === 0) Atomics.add(admitted, which, 1);
    else if (wait < 0) without++;
    if (random() < 0.01) Atomics.add(words, TIME, 1n);
  }
  return without;
}

function count(task: CountsUp): number {
  for (let i = 0; i < task.times; i++) {
    state.counters.count(task.series, 'Count');
    state.counters.observe(task.series, 'Latency', task.latency);
  }
  return task.times;
}
