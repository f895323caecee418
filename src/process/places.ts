import { clearPlaces, MOST_PLACES, type SharedPlaces } from '../functions/functions.ts';

/** The number under which the main thread holds places; gateway threads are 1 … 64. */
const MAIN = 255;
/** AWS's account limit: hardly anybody reserves more. */
const USUAL_PLACES = 1_000;

/**
 * Where reserved concurrency is counted over all threads: the main thread gives out the memory, once for each function that has a
 * reservation, and from then on nobody asks it.
 */
export class Places implements SharedPlaces {
  readonly owner = MAIN;
  readonly #memory = new Map<string, SharedArrayBuffer>();

  of(functionKey: string, limit: number): SharedArrayBuffer {
    const known = this.#memory.get(functionKey);
    const wanted = limit <= USUAL_PLACES ? USUAL_PLACES : MOST_PLACES;
    if (known !== undefined && known.byteLength >= wanted) return known;
    const memory = new SharedArrayBuffer(wanted);
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
