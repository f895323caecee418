import type { Change, Entry, Key, Range } from './face.ts';
import { addressOf, compareIds } from './key.ts';
import { Lately } from './lately.ts';
import { parseFrozen, type Written } from './parsed.ts';

/** Characters of JSON that are kept in parsed form, as single records and once more as lists; about four times as many bytes. */
const MAX_CHARACTERS = 8 * 1024 * 1024;
const MAX_VALUE_CHARACTERS = MAX_CHARACTERS / 8;
/** What a record weighs besides its value and its name, and an empty list too: strangers may ask for any number of lists that are. */
const ENTRY_CHARACTERS = 100;
/** Changes of the feed that are kept, and up to twice as many. */
const KEPT = 1_000;

interface Known {
  readonly entry: Entry<unknown>;
  /** Of its value. */
  readonly characters: number;
}

interface KnownList {
  /** In id order. Changed in place: nobody else has it. */
  readonly entries: Known[];
  characters: number;
}

/**
 * What the one writer of a database knows of its records without reading them again: those read or written lately, whole lists of them,
 * and the end of the feed. It must be told of every commit, and cleared when somebody else may have written.
 */
export class KnownRecords {
  readonly #records: Lately<Known>;
  readonly #lists: Lately<KnownList>;
  #feed: Change[] = [];

  /** @param most characters of JSON */
  constructor(most = MAX_CHARACTERS) {
    this.#records = new Lately(most, MAX_VALUE_CHARACTERS);
    this.#lists = new Lately(most);
  }

  find<T>(address: string): Entry<T> | undefined {
    return this.#records.find(address)?.entry as Entry<T> | undefined;
  }

  /** A record as it was read from the database. */
  read<T>(key: Key<T>, revision: number, json: string): Entry<T> {
    const known = this.#records.find(addressOf(key));
    if (known?.entry.revision === revision) return known.entry as Entry<T>;
    const entry = entryOf(key, revision, parseFrozen(json) as T);
    this.#keep(addressOf(key), { entry, characters: json.length });
    return entry;
  }

  list<T>({ scope, kind, prefix = '', after, limit }: Range<T>): readonly Entry<T>[] | undefined {
    const known = this.#lists.find(listName(scope, kind, prefix))?.entries;
    if (known === undefined) return undefined;
    const from = after === undefined ? 0 : placeOf(known, after, true);
    const end = limit === undefined ? known.length : Math.min(from + limit, known.length);
    const entries: Entry<T>[] = [];
    for (let i = from; i < end; i++) entries.push((known[i] as Known).entry as Entry<T>);
    return entries;
  }

  /** Every record of a range without bounds, as it was just read. */
  readList({ scope, kind, prefix = '' }: Range<unknown>, entries: readonly Entry<unknown>[]): void {
    if (!isFolder(prefix)) return;
    const known: Known[] = [];
    const name = listName(scope, kind, prefix);
    let characters = name.length + ENTRY_CHARACTERS;
    for (const entry of entries) {
      const one = this.#records.find(addressOf(entry.key));
      // One that is too large to be kept, or a list that is.
      if (one?.entry !== entry) return;
      characters += one.characters + ENTRY_CHARACTERS;
      known.push(one);
    }
    this.#lists.keep(name, { entries: known, characters }, characters);
  }

  put<T>(key: Key<T>, revision: number, written: Written): void {
    const address = addressOf(key);
    const lists = this.#listsOf(key);
    // What nobody asked for is read when somebody does.
    if (written.value === undefined && lists.length === 0 && this.#records.find(address) === undefined) return;
    const entry = entryOf(key, revision, (written.value ?? parseFrozen(written.json)) as T);
    const characters = written.json.length;
    this.#keep(address, { entry, characters });
    for (const [name, list] of lists) this.#place(name, list, key.id, { entry, characters });
  }

  touch(key: Key<unknown>, revision: number): void {
    const known = this.#records.find(addressOf(key));
    if (known === undefined) {
      for (const [name] of this.#listsOf(key)) this.#lists.forget(name);
      return;
    }
    const touched = { entry: entryOf(key, revision, known.entry.value), characters: known.characters };
    this.#keep(addressOf(key), touched);
    for (const [name, list] of this.#listsOf(key)) this.#place(name, list, key.id, touched);
  }

  delete(key: Key<unknown>): void {
    this.#records.forget(addressOf(key));
    for (const [name, list] of this.#listsOf(key)) this.#place(name, list, key.id, undefined);
  }

  /** The next change of the feed. */
  tell(change: Change): void {
    const last = this.#feed.at(-1);
    if (last !== undefined && last.sequence + 1 !== change.sequence) this.#feed = [];
    this.#feed.push(change);
    if (this.#feed.length >= 2 * KEPT) this.#feed = this.#feed.slice(-KEPT);
  }

  /** What the feed has after a sequence; undefined when that is not known here. */
  changes(after: number, limit: number): Change[] | undefined {
    const first = this.#feed[0]?.sequence;
    const last = this.#feed.at(-1)?.sequence;
    if (first === undefined || last === undefined || after < first - 1 || after > last) return undefined;
    return this.#feed.slice(after - first + 1, after - first + 1 + limit);
  }

  /** The newest sequence, if that is known here. */
  get newest(): number | undefined {
    return this.#feed.at(-1)?.sequence;
  }

  clear(): void {
    this.#records.clear();
    this.#lists.clear();
    this.#feed = [];
  }

  #keep(address: string, known: Known): void {
    this.#records.keep(address, known, address.length + ENTRY_CHARACTERS + known.characters);
  }

  /** The lists that a key belongs to: of everything, and of each of its folders. */
  #listsOf({ scope, kind, id }: Key<unknown>): (readonly [name: string, list: KnownList])[] {
    const found: (readonly [string, KnownList])[] = [];
    for (let end = 0; ; end = id.indexOf('/', end) + 1) {
      const name = listName(scope, kind, id.slice(0, end));
      const list = this.#lists.find(name);
      if (list !== undefined) found.push([name, list]);
      if (id.indexOf('/', end) < 0) return found;
    }
  }

  #place(name: string, list: KnownList, id: string, known: Known | undefined): void {
    const { entries } = list;
    const at = placeOf(entries, id, false);
    const before = entries[at]?.entry.key.id === id ? entries[at] : undefined;
    if (before !== undefined) list.characters -= before.characters + ENTRY_CHARACTERS;
    if (known !== undefined) list.characters += known.characters + ENTRY_CHARACTERS;
    entries.splice(at, before === undefined ? 0 : 1, ...(known === undefined ? [] : [known]));
    this.#lists.keep(name, list, list.characters);
  }
}

/** Frozen like its value: many have it. */
function entryOf<T>({ scope, kind, id }: Key<T>, revision: number, value: T): Entry<T> {
  return Object.freeze({ key: Object.freeze({ scope, kind, id }), revision, value });
}

function listName(scope: string, kind: string, prefix: string): string {
  return `${scope}\0${kind}\0${prefix}`;
}

/** Only such a list is known to a key that belongs to it. */
function isFolder(prefix: string): boolean {
  return prefix === '' || prefix.endsWith('/');
}

/** Where an id stands or would stand; `behind` it, if it is there. */
function placeOf(entries: readonly Known[], id: string, behind: boolean): number {
  let from = 0;
  let end = entries.length;
  while (from < end) {
    const middle = (from + end) >> 1;
    const order = compareIds((entries[middle] as Known).entry.key.id, id);
    if (order < 0 || (behind && order === 0)) from = middle + 1;
    else end = middle;
  }
  return from;
}
