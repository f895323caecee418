import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { OperationName } from '../../model/model.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';

export type RestOperation = OperationName<'apigateway'>;

/** The handlers of some operations of the REST control plane; a noun's file exports those of its noun. */
export type RestHandlers<Op extends RestOperation> = Pick<Handlers<'apigateway'>, Op>;

/** What every noun works with. */
export interface RestControl {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}
