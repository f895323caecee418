import type { Range, Reader } from '../../store/store.ts';
import { invalid } from './errors.ts';

/** "If you don't specify a value, the default is up to 50 items", which is also the most (DescribeLogGroups, DescribeLogStreams). */
const DEFAULT_LIMIT = 50;
/** So many records are read at once while those that match are looked for. */
const BATCH = 500;

/** One page, in the order of ids, of the records that match. */
export async function page<T>(
  reader: Reader,
  range: Range<T>,
  input: { readonly nextToken?: string | undefined; readonly limit?: number | undefined },
  matches: (record: T) => boolean,
): Promise<{ readonly items: readonly T[]; readonly nextToken?: string }> {
  const limit = Math.trunc(input.limit ?? DEFAULT_LIMIT);
  const items: T[] = [];
  let after = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  let last = '';
  for (;;) {
    const entries = await reader.list({ ...range, limit: BATCH, ...(after !== undefined && { after }) });
    for (const { key, value } of entries) {
      if (!matches(value)) continue;
      if (items.length === limit) return { items, nextToken: Buffer.from(last).toString('base64url') };
      items.push(value);
      last = key.id;
    }
    if (entries.length < BATCH) return { items };
    after = entries.at(-1)?.key.id;
  }
}

/** The same backwards: all that there are are read, for a store lists in one direction. */
export async function pageBackwards<T>(
  reader: Reader,
  range: Range<T>,
  input: { readonly nextToken?: string | undefined; readonly limit?: number | undefined },
): Promise<{ readonly items: readonly T[]; readonly nextToken?: string }> {
  const limit = Math.trunc(input.limit ?? DEFAULT_LIMIT);
  const entries = [...(await reader.list(range))].reverse();
  const before = input.nextToken === undefined ? undefined : Buffer.from(readToken(input.nextToken));
  // In the order of ids, by their bytes: the one that the token names may be gone.
  const next = before && entries.findIndex(({ key }) => before.compare(Buffer.from(key.id)) > 0);
  const start = next === -1 ? entries.length : (next ?? 0);
  const found = entries.slice(start, start + limit);
  const last = found.at(-1);
  const items = found.map(({ value }) => value);
  if (last === undefined || entries.length <= start + limit) return { items };
  return { items, nextToken: Buffer.from(last.key.id).toString('base64url') };
}

/** The sentence: recorded for GetLogEvents, test_get_log_events_invalid_token. */
function readToken(token: string): string {
  const id = Buffer.from(token, 'base64url').toString();
  if (id === '' || id.includes('\0') || !id.isWellFormed() || Buffer.from(id).toString('base64url') !== token)
    throw invalid('The specified nextToken is invalid.');
  return id;
}
