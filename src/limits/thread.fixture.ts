import { parentPort, workerData } from 'node:worker_threads';
import { compileLimit } from './gcra.ts';
import { READY, seeded, type Takes, TIME, type Work } from './limits.fixture.ts';
import { attachSharedState } from './shared.ts';

const { handle, words, together, task } = workerData as Work;
const clock = { now: () => Number(Atomics.load(words, TIME)) };
const state = attachSharedState(handle, clock);

Atomics.add(words, READY, 1n);
while (Atomics.load(words, READY) < BigInt(together)) {
  // All at once, or they would take one after the other.
}
parentPort?.postMessage(task.does === 'take' ? takeAll(task) : count());

function takeAll({ bucket, rate, burst, end }: Takes): number {
  const random = seeded(handle.thread);
  const limit = compileLimit(rate, burst);
  let admitted = 0;
  let old = clock.now();
  for (;;) {
    const now = clock.now();
    // Every fourth request comes with the time of the one before it.
    if (state.buckets.take(bucket, limit, random() < 0.25 ? old : now) === 0) admitted++;
    else if (now < end) Atomics.compareExchange(words, TIME, BigInt(now), BigInt(now + 1));
    else if (state.buckets.take(bucket, limit, now) > 0) return admitted;
    else admitted++;
    old = now;
  }
}

function count(): number {
  if (task.does !== 'count') return 0;
  for (let i = 0; i < task.times; i++) {
    state.counters.count(task.series, 'Count');
    state.counters.observe(task.series, 'Latency', task.latency);
  }
  return task.times;
}
