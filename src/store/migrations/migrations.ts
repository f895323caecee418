import { records } from './0001-records.ts';
import { blobs } from './0002-blobs.ts';
import { changes } from './0003-changes.ts';
import type { Migration } from './migration.ts';

/** Every step from an empty database to today's, in order. */
export const migrations: readonly Migration[] = [records, blobs, changes];
