import { hash } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { VerifiedToken } from './cognito-token.ts';
import type { Asked } from './lambda-answer.ts';

/**
 * What authorizers found out, kept for as long as they say, in one thread. Strangers choose the identities, so there is a most of entries
 * and of bytes; what was not asked for the longest goes first.
 */
export interface AuthorizerResults {
  readonly admissions: ResultCache<Asked>;
  readonly tokens: ResultCache<VerifiedToken>;
  /** FlushStageAuthorizersCache: nothing that was asked for before is used after it. */
  flush(stage: StageId): void;
  /** The same for all stages. */
  clear(): void;
}

export interface StageId {
  readonly apiId: string;
  readonly stage: string;
}

/** What came of one asking. */
export interface Made<T> {
  readonly value: T;
  /** Absent: those who wait for it are told, and it is forgotten. */
  readonly keep?: { readonly ms: number; readonly bytes: number } | undefined;
}

/**
 *     (nothing) ──ask──▸ under way ──made, to keep──▸ kept ──too old, pushed out or flushed──▸ (nothing)
 *
 * What is flushed while it is under way is still told to those who wait for it, and not kept.
 */
export interface ResultCache<T> {
  get(key: string): T | undefined;
  keep(key: string, of: StageId, made: Made<T>): void;
  /**
   * What is under way for the key, else what `make` starts.
   *
   * deviation: Requests with one identity that come while its authorizer is being asked share that one answer; whether AWS asks once for each is not recorded.
   */
  ask(key: string, of: StageId, make: () => Promise<Made<T>>): Promise<T>;
}

/** Of each kind of result. */
const MAX_ENTRIES = 10_000;
const MAX_BYTES = 33_554_432;
/** Of an entry beside what it holds. */
const ENTRY_BYTES = 256;

export function openAuthorizerResults(
  clock: Clock,
  bounds: Bounds = { entries: MAX_ENTRIES, bytes: MAX_BYTES },
): AuthorizerResults {
  const admissions = openCache<Asked>(clock, bounds);
  const tokens = openCache<VerifiedToken>(clock, bounds);
  return {
    admissions,
    tokens,
    flush(stage) {
      for (const cache of [admissions, tokens])
        cache.drop((of) => of.apiId === stage.apiId && of.stage === stage.stage);
    },
    clear() {
      for (const cache of [admissions, tokens]) cache.drop(() => true);
    },
  };
}

export interface Bounds {
  readonly entries: number;
  readonly bytes: number;
}

interface Entry<T> {
  readonly of: StageId;
  readonly value: T;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

interface UnderWay<T> {
  readonly of: StageId;
  readonly made: Promise<T>;
}

function openCache<T>(clock: Clock, bounds: Bounds): ResultCache<T> & { drop(which: (of: StageId) => boolean): void } {
  /** The oldest first. */
  const kept = new Map<string, Entry<T>>();
  const underWay = new Map<string, UnderWay<T>>();
  let bytes = 0;

  function remove(key: string, entry: Entry<T>): void {
    kept.delete(key);
    bytes -= entry.bytes;
  }

  function put(key: string, entry: Entry<T>): void {
    const before = kept.get(key);
    if (before !== undefined) remove(key, before);
    kept.set(key, entry);
    bytes += entry.bytes;
    for (const [oldest, { bytes: freed }] of kept) {
      if (kept.size <= bounds.entries && bytes <= bounds.bytes) return;
      kept.delete(oldest);
      bytes -= freed;
    }
  }

  function keep(key: string, of: StageId, made: Made<T>): void {
    if (made.keep === undefined || made.keep.ms <= 0) return;
    put(key, { of, value: made.value, bytes: made.keep.bytes + ENTRY_BYTES, until: clock.now() + made.keep.ms });
  }

  async function start(key: string, of: StageId, make: () => Promise<Made<T>>): Promise<T> {
    // After the map knows of it: what is made at once would not find itself there.
    await undefined;
    try {
      const made = await make();
      if (underWay.get(key)?.of === of) keep(key, of, made);
      return made.value;
    } finally {
      if (underWay.get(key)?.of === of) underWay.delete(key);
    }
  }

  return {
    get(key) {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      remove(key, entry);
      if (entry.until <= clock.now()) return undefined;
      kept.set(key, entry);
      bytes += entry.bytes;
      return entry.value;
    },
    keep,
    ask(key, { apiId, stage }, make) {
      const waiting = underWay.get(key);
      if (waiting !== undefined) return waiting.made;
      // An object of its own: it tells this asking from a later one of the same key.
      const of = { apiId, stage };
      const made = start(key, of, make);
      underWay.set(key, { of, made });
      return made;
    },
    drop(which) {
      for (const [key, entry] of kept) if (which(entry.of)) remove(key, entry);
      for (const [key, { of }] of underWay) if (which(of)) underWay.delete(key);
    },
  };
}

/**
 * The key of an identity, which does not tell the identity.
 *
 * @param place what else there is to tell apart, as JSON
 */
export function identityKey(place: string, identity: readonly string[]): string {
  return hash('sha256', place + JSON.stringify(identity), 'base64');
}
