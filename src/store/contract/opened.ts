import { type TestContext, test } from 'node:test';
import type { Opened } from '../contract.ts';
import type { Entry, Key, Range, Reader, Store } from '../face.ts';

export type Open = () => Promise<Opened>;

/** A record of the tests. */
export interface Note {
  readonly text: string;
}

export const SCOPE = '123456789012/eu-west-1';

export function note(id: string, scope = SCOPE): Key<Note> {
  return { scope, kind: 'note', id };
}

export function notes(range: Omit<Range<Note>, 'scope' | 'kind'> = {}): Range<Note> {
  return { scope: SCOPE, kind: 'note', ...range };
}

/** Registers a test that gets a store of its own, closed whatever happens. */
export function storeTest(
  name: string,
  open: Open,
  body: (store: Store, opened: Opened, t: TestContext) => Promise<void>,
) {
  test(name, async (t) => {
    const opened = await open();
    try {
      await body(opened.store, opened, t);
    } finally {
      await opened.close();
    }
  });
}

/** Writes notes whose text is their id, in one transaction. */
export async function write(store: Store, ...ids: readonly string[]): Promise<void> {
  await store.transact(async (tx) => {
    for (const id of ids) tx.put(note(id), { text: id });
  });
}

export async function ids(reader: Reader, range: Omit<Range<Note>, 'scope' | 'kind'> = {}): Promise<string[]> {
  return (await reader.list(notes(range))).map((entry) => entry.key.id);
}

export async function text(reader: Reader, id: string): Promise<string | undefined> {
  return (await reader.get(note(id)))?.value.text;
}

export async function revision(reader: Reader, id: string): Promise<number> {
  const entry: Entry<Note> | undefined = await reader.get(note(id));
  return entry?.revision ?? 0;
}

/** The whole feed, as `put id` and `delete id`. */
export async function feed(store: Store, after = 0): Promise<string[]> {
  const { changes } = await store.changes(after, 1_000);
  return changes.map((c) => `${c.change} ${c.key.id}`);
}
