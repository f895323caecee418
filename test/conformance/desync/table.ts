import type { Group } from './row.ts';
import { chunks } from './rows/chunks.ts';
import { connection } from './rows/connection.ts';
import { fields } from './rows/fields.ts';
import { framing } from './rows/framing.ts';
import { requestLine } from './rows/request-line.ts';
import { sequences } from './rows/sequences.ts';
import { targets } from './rows/targets.ts';

/** The desync matrix: what no client may do to the requests behind the gateway. */
export const table: readonly Group[] = [
  ...framing,
  ...chunks,
  ...fields,
  ...requestLine,
  ...connection,
  ...sequences,
  ...targets,
];
