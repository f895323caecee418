import { clearPlaces, MOST_PLACES, type SharedPlaces } from '../functions/functions.ts';

/** The number under which the main thread holds places; gateway threads are 1 … 64. */
const MAIN = 255;

/**
 * Where reserved concurrency is counted over all threads: the main thread gives out the memory, once for each function that has a
 * reservation, and from then on nobody asks it.
 */
export class Places implements SharedPlaces {
  readonly owner = MAIN;
  readonly #memory = new Map<string, SharedArrayBuffer>();

  of(functionKey: string): SharedArrayBuffer {
    const known = this.#memory.get(functionKey);
    if (known !== undefined) return known;
    const memory = new SharedArrayBuffer(MOST_PLACES);
    this.#memory.set(functionKey, memory);
    return memory;
  }

  /** A thread has died: what it ran is not running any more. */
  clear(thread: number): void {
    for (const memory of this.#memory.values()) clearPlaces(memory, thread);
  }
}

/**
 * How the processes that one version of a function may have are divided: those of the main thread, which runs what comes over the
 * Invoke API and what is asynchronous, and those of each gateway thread. When there are too few for all, all run in the main
 * thread. So the bound is the process's, and nobody waits for a process that stands idle in another thread.
 */
export function divideEnvironments(total: number, threads: number): { main: number; ofThread(thread: number): number } {
  const each = Math.floor(total / (threads + 1));
  if (each === 0) return { main: total, ofThread: () => 0 };
  const rest = total - each * (threads + 1);
  return { main: each, ofThread: (thread) => (thread <= rest ? each + 1 : each) };
}
