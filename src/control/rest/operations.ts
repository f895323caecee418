import type { TestInvokeAuthorizer, TestInvokeMethod } from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { OperationName } from '../../model/model.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import type { Limits } from '../limits.ts';

export type RestOperation = OperationName<'apigateway'>;

/** The handlers of some operations of the REST control plane; a noun's file exports those of its noun. */
export type RestHandlers<Op extends RestOperation> = Pick<Handlers<'apigateway'>, Op>;

/** What every noun works with. */
export interface RestControl {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** How much of everything there may be: checked with `checkRoom` and `checkSize` of `control/limits.ts`. */
  readonly limits: Limits;
  /** The data plane, for a method or an authorizer as it is configured now. */
  readonly testInvoke: { readonly method: TestInvokeMethod; readonly authorizer: TestInvokeAuthorizer };
  /** Who counts requests of API keys: resolves once what was counted before the call is in the store. Absent: nobody counts. */
  readonly usageWritten?: (() => Promise<void>) | undefined;
  /** What an account may have in a region, as the operator set it; absent: AWS's limit is shown, and none is in force. */
  readonly accountThrottle?: { readonly rateLimit: number; readonly burstLimit: number } | undefined;
}
