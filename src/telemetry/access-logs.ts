import type { Cancel, Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { ACCESS_LOG_BOUNDS, AccessLog, type AccessLogBounds, type Room, type Tally } from './access-log.ts';
import type { Destination } from './destination.ts';

export interface AccessLogsBounds extends AccessLogBounds {
  /** Destinations that are open at once in this thread. */
  readonly destinations: number;
  /** What all of them may hold together, in characters. */
  readonly totalBytes: number;
  /** How long a destination stays open that no plan uses any more: longer than the longest request. Milliseconds. */
  readonly lingerMs: number;
}

// deviation: The logs of a thread go to at most 1,024 log groups and streams; a stage that needs another is not served.
export const ACCESS_LOGS_BOUNDS: AccessLogsBounds = {
  ...ACCESS_LOG_BOUNDS,
  destinations: 1024,
  totalBytes: 33_554_432,
  // A streamed answer may take 15 minutes (developer guide, "Response streaming").
  lingerMs: 935_000,
};

interface Entry {
  readonly log: AccessLog;
  /** Plans that use it. */
  holders: number;
  expiry: Cancel | undefined;
}

/**
 * The access logs of a thread, one for each destination, whatever the number of plans that use it. One that no plan uses any
 * more *lingers*, so that the requests which began under the last plan can still write their lines, and is closed then.
 */
export class AccessLogs {
  readonly #open: (destination: string) => Destination;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #tally: Tally;
  readonly #bounds: AccessLogsBounds;
  readonly #room: Room;
  readonly #entries = new Map<string, Entry>();
  readonly #closing = new Set<Promise<void>>();
  #closed = false;

  constructor(options: {
    /** @throws when there can be no such destination; the plan that wants it is not served then */
    readonly open: (destination: string) => Destination;
    readonly clock: Clock;
    readonly log: Log;
    readonly tally: Tally;
    readonly bounds?: AccessLogsBounds;
  }) {
    this.#open = options.open;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#tally = options.tally;
    this.#bounds = options.bounds ?? ACCESS_LOGS_BOUNDS;
    this.#room = { left: this.#bounds.totalBytes, spare: undefined };
  }

  /** The log of a destination: `accessLogSettings.destinationArn`. Each call is to be matched by a `release`. */
  acquire(destination: string): AccessLog {
    if (this.#closed) throw new Error('The logs are closed.');
    const entry = this.#entries.get(destination) ?? this.#add(destination);
    entry.expiry?.();
    entry.expiry = undefined;
    entry.holders++;
    return entry.log;
  }

  release(destination: string): void {
    if (this.#closed) return;
    const entry = this.#entries.get(destination);
    if (entry === undefined || entry.holders === 0) throw new Error(`Nobody holds the access log ${destination}.`);
    if (--entry.holders > 0) return;
    entry.expiry = this.#clock.after(this.#bounds.lingerMs, () => this.#end(destination, entry));
  }

  /** After the files were moved away (SIGHUP). */
  reopen(): void {
    for (const { log } of this.#entries.values()) log.reopen();
  }

  /** Writes every line that there is. The last requests have been answered by then. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const [destination, entry] of [...this.#entries]) this.#end(destination, entry);
    await Promise.all(this.#closing);
  }

  #add(destination: string): Entry {
    if (this.#entries.size >= this.#bounds.destinations)
      throw new RangeError(
        `No access log is free for ${destination}: all ${this.#bounds.destinations} destinations are in use.`,
      );
    const log = new AccessLog({
      name: destination,
      destination: this.#open(destination),
      clock: this.#clock,
      log: this.#log,
      tally: this.#tally,
      room: this.#room,
      bounds: this.#bounds,
    });
    const entry = { log, holders: 0, expiry: undefined };
    this.#entries.set(destination, entry);
    return entry;
  }

  #end(destination: string, entry: Entry): void {
    entry.expiry?.();
    this.#entries.delete(destination);
    const closed = entry.log.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }
}
