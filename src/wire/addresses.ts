import { lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import type { Clock } from '../lib/clock.ts';

/** Asks the system for the addresses of a name: never for an IP address. */
export type Lookup = (host: string, done: (error: Error | null, addresses: readonly string[]) => void) => void;

/** As every program of the machine sees it, /etc/hosts and search domains included. */
export const lookupBySystem: Lookup = (host, done) => {
  systemLookup(host, { all: true, order: 'verbatim' }, (error, found) =>
    done(error, error === null ? found.map(({ address }) => address) : []),
  );
};

/** How long an answer of the system is good. It does not say how long it may be kept, so that it is not kept for long. */
const FOUND_MS = 10_000;
/** A name that does not resolve is not asked for again at once. */
const FAILED_MS = 1_000;
const MAX_NAMES = 1_000;
/** Of one name. */
const MAX_ADDRESSES = 4;

interface Entry {
  addresses: readonly string[];
  error: Error | undefined;
  until: number;
}

type Found = (error: Error | undefined, addresses: readonly string[]) => void;

/** The addresses of names, each asked for once at a time. */
export class Addresses {
  readonly #clock: Clock;
  readonly #lookup: Lookup;
  readonly #known = new Map<string, Entry>();
  readonly #asked = new Map<string, Found[]>();

  constructor(clock: Clock, lookup: Lookup) {
    this.#clock = clock;
    this.#lookup = lookup;
  }

  /** @param found is never called before `find` returns */
  find(host: string, found: Found): void {
    if (isIP(host) !== 0) {
      queueMicrotask(() => found(undefined, [host]));
      return;
    }
    const known = this.#known.get(host);
    const now = this.#clock.now();
    // A clock that was set back makes nothing last longer.
    if (known !== undefined && known.until > now && known.until <= now + FOUND_MS) {
      const { error, addresses } = known;
      queueMicrotask(() => found(error, addresses));
      return;
    }
    const asking = this.#asked.get(host);
    if (asking !== undefined) {
      asking.push(found);
      return;
    }
    const askers = [found];
    this.#asked.set(host, askers);
    this.#lookup(host, (error, addresses) => {
      this.#asked.delete(host);
      const entry = this.#keep(host, error ?? undefined, addresses);
      for (const asker of askers) asker(entry.error, entry.addresses);
    });
  }

  /** This one did not answer: others go first for as long as the name is known. */
  demote(host: string, address: string): void {
    const known = this.#known.get(host);
    if (known === undefined || known.addresses[0] !== address) return;
    known.addresses = [...known.addresses.slice(1), address];
  }

  #keep(host: string, error: Error | undefined, addresses: readonly string[]): Entry {
    const failed = error ?? (addresses.length === 0 ? new Error(`${host} has no address`) : undefined);
    const entry: Entry = {
      addresses: addresses.slice(0, MAX_ADDRESSES),
      error: failed,
      until: this.#clock.now() + (failed === undefined ? FOUND_MS : FAILED_MS),
    };
    this.#known.delete(host);
    this.#known.set(host, entry);
    if (this.#known.size > MAX_NAMES) this.#known.delete(this.#known.keys().next().value as string);
    return entry;
  }
}
