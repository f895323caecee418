import type { Clock } from '../../lib/clock.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { groupHandlers } from './groups.ts';
import { later } from './later.ts';
import { streamHandlers } from './streams.ts';
import { tagHandlers } from './tags.ts';

export { later };

export interface LogsOptions {
  readonly store: Store;
  readonly clock: Clock;
}

/** What the operations of CloudWatch Logs mean. RevisionConflict passes through: the caller answers it. */
export function logsHandlers({ store, clock }: LogsOptions): Handlers<'logs', (typeof later)[number]> {
  return { ...groupHandlers(store, clock), ...tagHandlers(store), ...streamHandlers(store, clock) };
}
