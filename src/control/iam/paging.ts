import type { Range, Reader } from '../../store/store.ts';
import { validationError } from './errors.ts';

/** "If you do not include this parameter, the number of items defaults to 100" (every List operation). */
const DEFAULT_ITEMS = 100;
/** So many records are read at once while those that match are looked for. */
const BATCH = 500;

export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface PageEnd {
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/** One page, in the order of ids, of the records that match. */
export async function page<T>(
  reader: Reader,
  range: Range<T>,
  input: PageRequest,
  matches: (record: T) => boolean = () => true,
): Promise<{ readonly items: readonly T[]; readonly end: PageEnd }> {
  const size = input.MaxItems ?? DEFAULT_ITEMS;
  const items: T[] = [];
  let after = readMarker(input);
  let last = '';
  for (;;) {
    const entries = await reader.list({ ...range, limit: BATCH, ...(after !== undefined && { after }) });
    for (const { key, value } of entries) {
      if (!matches(value)) continue;
      if (items.length === size) return { items, end: truncatedAfter(last) };
      items.push(value);
      last = key.id;
    }
    if (entries.length < BATCH) return { items, end: { IsTruncated: false } };
    after = entries.at(-1)?.key.id;
  }
}

/** One page of what one record holds; positions are numbers. */
export function pageOf<T>(
  all: readonly T[],
  input: PageRequest,
): { readonly items: readonly T[]; readonly end: PageEnd } {
  const marker = readMarker(input) ?? '0';
  if (!/^\d{1,9}$/.test(marker)) throw invalidMarker();
  const from = Number(marker);
  const to = from + (input.MaxItems ?? DEFAULT_ITEMS);
  return { items: all.slice(from, to), end: to < all.length ? truncatedAfter(String(to)) : { IsTruncated: false } };
}

function truncatedAfter(position: string): PageEnd {
  return { IsTruncated: true, Marker: Buffer.from(position).toString('base64url') };
}

function readMarker({ Marker }: PageRequest): string | undefined {
  if (Marker === undefined) return undefined;
  const position = Buffer.from(Marker, 'base64url').toString();
  if (position.includes('\0') || !position.isWellFormed() || Buffer.from(position).toString('base64url') !== Marker)
    throw invalidMarker();
  return position;
}

// deviation: The sentence for a Marker that no list has given out is ours; AWS's is not recorded.
function invalidMarker() {
  return validationError('Invalid Marker.');
}
