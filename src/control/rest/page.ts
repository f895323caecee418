import type { Range, Reader } from '../../store/store.ts';
import { badRequest } from './errors.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;
/** Characters: more than any id has. */
const MAX_POSITION = 8_192;

/**
 * One page of a collection in id order. `position` is opaque to clients: the last id of the page before.
 */
export async function page<T, V>(
  reader: Reader,
  range: Range<T>,
  input: { readonly position?: string | undefined; readonly limit?: number | undefined },
  view: (value: T) => V,
): Promise<{ items: V[]; position?: string }> {
  const limit = readLimit(input.limit);
  const after = input.position === undefined ? undefined : readPosition(input.position, range.prefix ?? '');
  const entries = await reader.list({ ...range, limit: limit + 1, ...(after === undefined ? {} : { after }) });
  const items = entries.slice(0, limit).map(({ value }) => view(value));
  const last = entries[limit - 1];
  if (entries.length <= limit || last === undefined) return { items };
  return { items, position: writePosition(last.key.id.slice((range.prefix ?? '').length)) };
}

// deviation: A limit below 1 counts as none; AWS takes it too (test_negative_get_usage_plan_api_keys), but how many records it then shows is not recorded.
function readLimit(limit = DEFAULT_LIMIT): number {
  return limit < 1 ? DEFAULT_LIMIT : Math.min(Math.trunc(limit), MAX_LIMIT);
}

// deviation: The sentence about a bad position is ours; AWS's is not recorded.
function readPosition(position: string, prefix: string): string {
  const id = position.length > MAX_POSITION ? '' : Buffer.from(position, 'base64url').toString('utf8');
  // Ours says the same when it is written again; others, such as what is not UTF-8, do not.
  if (id === '' || id.includes('\0') || writePosition(id) !== position) {
    throw badRequest('Invalid position parameter specified');
  }
  return prefix + id;
}

function writePosition(id: string): string {
  return Buffer.from(id).toString('base64url');
}
