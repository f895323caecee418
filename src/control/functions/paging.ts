import { errors } from './errors.ts';

/** "returns a maximum of 50 items in each response, even if you set the number higher" (ListFunctions). */
const LARGEST_PAGE = 50;

export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextMarker?: string;
}

export function pageSize({ MaxItems = LARGEST_PAGE }: PageRequest): number {
  return Math.min(MaxItems, LARGEST_PAGE);
}

/** What the last page ended with; `undefined` for the first. */
export function readMarker({ Marker }: PageRequest): string | undefined {
  if (Marker === undefined || Marker === '') return undefined;
  const after = Buffer.from(Marker, 'base64url').toString();
  if (Buffer.from(after).toString('base64url') === Marker && after.isWellFormed() && !after.includes('\0'))
    return after;
  // our choice of words: AWS's text is not recorded.
  throw errors.InvalidParameterValueException('The Marker is not one that this operation has returned.');
}

/** A page of one more item than fits, which tells whether another page follows. */
export function page<T>(found: readonly T[], size: number, idOf: (item: T) => string): Page<T> {
  const items = found.slice(0, size);
  const last = items.at(-1);
  if (found.length <= size || last === undefined) return { items };
  return { items, NextMarker: Buffer.from(idOf(last)).toString('base64url') };
}
