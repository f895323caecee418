import { stageFlushKey, stageKey } from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { notFound } from '../errors.ts';
import { find, findApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';

interface StageName {
  readonly restApiId: string;
  readonly stageName: string;
}

/** Answers are not kept yet: a stage that exists has none of them. */
export function flushHandlers({
  store,
  clock,
}: RestControl): RestHandlers<'FlushStageCache' | 'FlushStageAuthorizersCache'> {
  return {
    FlushStageCache: (at, call) => findStage(store, at, call),
    async FlushStageAuthorizersCache(at, call) {
      const key = stageFlushKey(call.scope, at.restApiId, at.stageName);
      await store.transact(async (tx) => {
        await findStage(tx, at, call);
        tx.put(key, { at: clock.now() });
      });
      await store.transact(async (tx) => tx.delete(key));
    },
  };
}

async function findStage(reader: Reader, at: StageName, call: Call): Promise<void> {
  await findApi(reader, call, at.restApiId);
  if ((await find(reader, stageKey(call.scope, at.restApiId, at.stageName))) === undefined) {
    throw notFound('Invalid stage identifier specified');
  }
}
