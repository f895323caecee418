import type { Entry, Range, Reader } from '../../store/store.ts';

const CHUNK = 100;

/** A reader whose lists hold only what matches, so that a page of it is full. */
export function matching<V>(reader: Reader, matches: (value: V) => boolean): Reader {
  return {
    get: (key) => reader.get(key),
    blob: (key) => reader.blob(key),
    async list<T>(range: Range<T>): Promise<readonly Entry<T>[]> {
      const { limit = Number.POSITIVE_INFINITY } = range;
      const found: Entry<T>[] = [];
      let { after } = range;
      for (;;) {
        const chunk = await reader.list<T>({ ...range, limit: CHUNK, ...(after === undefined ? {} : { after }) });
        for (const entry of chunk) if (found.length < limit && matches(entry.value as never)) found.push(entry);
        if (chunk.length < CHUNK || found.length >= limit) return found;
        after = chunk.at(-1)?.key.id;
      }
    },
  };
}
