import type { Clock } from './clock.ts';
import { GrowingBytes } from './growing-bytes.ts';

/** Where the pieces of a flow come from. All three are harmless when there is nothing left to do. */
export interface FlowSource {
  /** No more for the moment. What is on its way still comes. */
  hold(): void;
  release(): void;
  /** Nobody wants what is left. */
  cancel(): void;
}

/** Where they go: any number of pieces, then `end` or `fail`, once. */
export interface FlowTaker {
  piece(bytes: Buffer): void;
  end(): void;
  /** It broke off: what has come is not all. */
  fail(why: string): void;
}

/** Looks on. */
interface FlowWatch {
  /** So many bytes are delivered. */
  passed(length: number): void;
  over(): void;
}

/** What waits for a taker before the source is held. What is shorter keeps no source waiting for a slow taker. */
const HIGH_WATER = 65_536;

/**
 * A body on its way from one side to the other, no faster than it is taken. It is *open* until its source ends it or breaks
 * off, or until somebody cancels or cuts it; what has come by then is delivered before `end`, and before `fail` when the
 * source broke off. Who makes one sees to it that it does not last for ever: see `limitFlow`.
 */
export class BodyFlow {
  /** Bytes of the whole body, where that is known before it has come. */
  length: number | undefined;
  readonly #source: FlowSource;
  #taker: FlowTaker | undefined;
  #watches: FlowWatch[] = [];
  /** What waits is delivered in one piece, however many it came in. */
  #kept = new GrowingBytes();
  #held = false;
  #sourceHeld = false;
  /** How the source ended. */
  #ending: 'end' | { readonly why: string } | undefined;
  #over = false;
  #delivering = false;

  constructor(source: FlowSource, length?: number) {
    this.#source = source;
    this.length = length;
  }

  // --- from the source ---

  /** @param piece is the flow's from here on */
  push(piece: Buffer): void {
    if (this.#over || this.#ending !== undefined || piece.length === 0) return;
    this.#kept.add(piece);
    this.#deliver();
    if (this.#kept.length > HIGH_WATER) this.#holdSource();
  }

  end(): void {
    this.#close('end');
  }

  fail(why: string): void {
    this.#close({ why });
  }

  // --- from whoever takes it ---

  /** Pieces go to this taker from here on, beginning with those that wait. A second taker takes over from the first. */
  take(taker: FlowTaker): void {
    this.#taker = taker;
    this.#held = false;
    this.#deliver();
    this.#releaseSource();
  }

  /** No more for the moment; of what is being delivered, nothing comes any more. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#deliver();
    this.#releaseSource();
  }

  /** The taker has read too far: a piece goes back to where it came from. Only by a taker that holds, or hands over. */
  giveBack(piece: Buffer): void {
    if (piece.length === 0 || this.#over) return;
    const kept = this.#kept.take();
    this.#kept.add(piece);
    if (kept.length > 0) this.#kept.add(kept);
  }

  /** Nobody wants the rest: nothing more is delivered. */
  cancel(): void {
    if (this.#over) return;
    this.#finish();
    if (this.#ending === undefined) this.#source.cancel();
  }

  /** Breaks it off from outside: at once, whatever still waits. */
  cut(why: string): void {
    if (this.#over) return;
    const taker = this.#taker;
    this.cancel();
    taker?.fail(why);
  }

  /** Tells of every piece that is delivered, and when it is over. */
  watch(watch: FlowWatch): void {
    if (this.#over) watch.over();
    else this.#watches.push(watch);
  }

  // --- inside ---

  /** What waits is for the taker alone to wait for: the source may have something else to do. */
  #close(ending: 'end' | { readonly why: string }): void {
    this.#ending ??= ending;
    this.#letGoOfSource();
    this.#deliver();
  }

  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    while (!this.#held && !this.#over && this.#taker !== undefined && this.#kept.length > 0) {
      const piece = this.#kept.take();
      for (const watch of this.#watches) watch.passed(piece.length);
      this.#taker.piece(piece);
    }
    this.#delivering = false;
    const { ending, taker } = { ending: this.#ending, taker: this.#taker };
    if (ending === undefined || taker === undefined || this.#over || this.#held || this.#kept.length > 0) return;
    this.#finish();
    if (ending === 'end') taker.end();
    else taker.fail(ending.why);
  }

  #finish(): void {
    this.#over = true;
    this.#kept.take();
    const watches = this.#watches;
    this.#watches = [];
    this.#letGoOfSource();
    for (const watch of watches) watch.over();
  }

  #holdSource(): void {
    if (this.#sourceHeld || this.#over) return;
    this.#sourceHeld = true;
    this.#source.hold();
  }

  #releaseSource(): void {
    if (!this.#held && this.#kept.length <= HIGH_WATER) this.#letGoOfSource();
  }

  #letGoOfSource(): void {
    if (!this.#sourceHeld) return;
    this.#sourceHeld = false;
    this.#source.release();
  }
}

/** Milliseconds. */
export interface FlowLimits {
  /** Between two pieces, also when it is the taker that is slow. */
  readonly idleMs: number;
  /** From now to the end. */
  readonly totalMs: number;
}

/** Cuts a flow that stands still for too long, or does not end in time. */
export function limitFlow(flow: BodyFlow, clock: Clock, { idleMs, totalMs }: FlowLimits): void {
  let last = clock.now();
  const until = last + totalMs;
  const wait = (): (() => void) => clock.after(Math.max(0, Math.min(last + idleMs, until) - clock.now()), look);
  // One timer, put off when it rings: pieces cost no more than to note the time.
  const look = (): void => {
    const now = clock.now();
    if (now >= until) flow.cut('The response was not complete in time');
    else if (now >= last + idleMs) flow.cut(`Nothing was sent for ${idleMs} ms`);
    else cancel = wait();
  };
  let cancel = wait();
  flow.watch({
    passed() {
      last = clock.now();
    },
    over: () => cancel(),
  });
}

/** A flow that is all there: of what never was on its way. */
export function flowOf(bytes: Buffer): BodyFlow {
  const flow = new BodyFlow(NOWHERE);
  flow.push(bytes);
  flow.end();
  return flow;
}

const NOWHERE: FlowSource = { hold: nothing, release: nothing, cancel: nothing };

function nothing(): void {
  // There is nobody to tell.
}

/**
 * The first `limit` bytes of a flow, or fewer if it ends before. It does not go on after that: whoever takes it next gets the
 * rest. @returns `failed` with what was wrong when it broke off
 */
export function readUpTo(
  flow: BodyFlow,
  limit: number,
): Promise<{ readonly bytes: Buffer; readonly how: 'all' | 'more' | 'failed' }> {
  return new Promise((resolve) => {
    const read = new GrowingBytes(limit);
    flow.take({
      piece(bytes) {
        read.add(bytes);
        if (read.length <= limit) return;
        flow.hold();
        resolve({ bytes: read.take().subarray(0, limit), how: 'more' });
      },
      end: () => resolve({ bytes: read.take(), how: 'all' }),
      fail: () => resolve({ bytes: read.take(), how: 'failed' }),
    });
  });
}
