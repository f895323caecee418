import type { Range, Reader } from '../../store/store.ts';
import { badRequest } from './errors.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

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
  return { items, position: Buffer.from(last.key.id.slice((range.prefix ?? '').length)).toString('base64url') };
}

// deviation: The sentences about a bad limit or position are ours; AWS's are not recorded.
function readLimit(limit: number | undefined): number {
  if (limit === undefined) return DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1) throw badRequest('Invalid limit specified, it must be between 1 and 500');
  return Math.min(limit, MAX_LIMIT);
}

function readPosition(position: string, prefix: string): string {
  const id = Buffer.from(position, 'base64url').toString('utf8');
  if (!/^[\w.-]+$/.test(id)) throw badRequest('Invalid position parameter specified');
  return prefix + id;
}
