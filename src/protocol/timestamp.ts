import type { TimestampFormat } from '../model/model.ts';
import { serializationError } from './service-error.ts';

/** Timestamps are milliseconds since the epoch on our side; `format` is how they look on the wire. */
export function writeTimestamp(milliseconds: number, format: TimestampFormat): string | number {
  if (format === 'epoch-seconds') return milliseconds / 1000;
  const date = new Date(milliseconds);
  if (format === 'http-date') return date.toUTCString();
  return date.toISOString().replace('.000Z', 'Z'); // as AWS: a fraction only where there is one
}

const isoDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;

/** Lenient about the format, as AWS's own readers are: a number is epoch seconds, everything else a date. */
export function readTimestamp(wire: unknown): number {
  const text = String(wire);
  const milliseconds = /^-?\d+(\.\d+)?([eE]\d+)?$/.test(text)
    ? Math.round(Number(text) * 1000)
    : isoDate.test(text) || text.endsWith(' GMT')
      ? Date.parse(text)
      : Number.NaN;
  if (!Number.isFinite(milliseconds)) throw serializationError(`${text} can not be converted to a Date`); // our choice of words
  return milliseconds;
}
