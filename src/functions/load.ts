/** The invocations of one function that are under way, over all its versions: what reserved concurrency bounds. */
export interface Load {
  /** Those that were begun here. */
  readonly running: number;
  /** The greatest limit that can be counted to. */
  readonly capacity: number;
  /** Begins one more, unless `limit` are under way already. @returns what `end` wants back; −1 when it was not begun */
  begin(limit: number | undefined): number;
  end(place: number): void;
}

/** Of an engine that is alone in its process. */
export class OwnLoad implements Load {
  readonly capacity = Number.POSITIVE_INFINITY;
  #running = 0;

  get running(): number {
    return this.#running;
  }

  begin(limit: number | undefined): number {
    if (limit !== undefined && this.#running >= limit) return -1;
    return this.#running++;
  }

  end(): void {
    this.#running--;
  }
}

/** Where the engines of several threads count together. */
export interface SharedPlaces {
  /** This thread's number: 1 … 255. */
  readonly owner: number;
  /** The same memory in every thread for one function, with MOST_PLACES places. */
  of(functionKey: string): SharedArrayBuffer | Promise<SharedArrayBuffer>;
}

/** Reserved concurrency above it is counted as so much. More invocations than that are never under way on one machine. */
export const MOST_PLACES = 65_536;

/**
 * Of one engine among several. A byte is a place: 0 when it is free, else the number of the thread that has it, so that taking one
 * is a single compare-exchange, there are never more invocations than places, and what a thread had when it died is known.
 *
 * deviation: With --threads, invocations that were under way when a reservation was made or made smaller are not all counted against it.
 */
export class SharedLoad implements Load {
  readonly capacity: number;
  readonly #places: Uint8Array;
  readonly #owner: number;
  #running = 0;

  constructor(places: SharedArrayBuffer, owner: number) {
    this.#places = new Uint8Array(places);
    this.#owner = owner;
    this.capacity = places.byteLength === MOST_PLACES ? Number.POSITIVE_INFINITY : places.byteLength;
  }

  get running(): number {
    return this.#running;
  }

  begin(limit: number | undefined): number {
    const place = limit === undefined ? this.#places.length : this.#take(Math.min(limit, this.#places.length));
    if (place >= 0) this.#running++;
    return place;
  }

  end(place: number): void {
    this.#running--;
    if (place < this.#places.length) Atomics.store(this.#places, place, 0);
  }

  #take(limit: number): number {
    for (let place = 0; place < limit; place++) {
      if (Atomics.compareExchange(this.#places, place, 0, this.#owner) === 0) return place;
    }
    return -1;
  }
}

/** Gives back what a thread had that is no more. */
export function clearPlaces(places: SharedArrayBuffer, owner: number): void {
  const bytes = new Uint8Array(places);
  for (let place = 0; place < bytes.length; place++) Atomics.compareExchange(bytes, place, owner, 0);
}
