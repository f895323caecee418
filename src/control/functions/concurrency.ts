import { functionKey } from '../../definition/definition.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { readFunction } from './records.ts';
import { unqualifiedReferenceOf } from './reference.ts';

export type ConcurrencyHandlers = Pick<
  Handlers<'lambda'>,
  'GetFunctionConcurrency' | 'PutFunctionConcurrency' | 'DeleteFunctionConcurrency'
>;

/** deviation: Any number of executions may be reserved; AWS keeps 100 of the account's for functions without a reservation. */
export function concurrencyHandlers(store: Store): ConcurrencyHandlers {
  return {
    async GetFunctionConcurrency(input, call) {
      const { reservedConcurrency } = await readFunction(store, unqualifiedReferenceOf(call, input.FunctionName));
      return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
    },

    async PutFunctionConcurrency(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      const { ReservedConcurrentExecutions } = input;
      await store.transact(async (tx) => {
        const record = await readFunction(tx, to, `${to.arn}:$LATEST`); // so recorded
        tx.put(functionKey(to.scope, to.name), { ...record, reservedConcurrency: ReservedConcurrentExecutions });
      });
      return { ReservedConcurrentExecutions };
    },

    async DeleteFunctionConcurrency(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      await store.transact(async (tx) => {
        const { reservedConcurrency: _, ...record } = await readFunction(tx, to);
        tx.put(functionKey(to.scope, to.name), record);
      });
    },
  };
}
