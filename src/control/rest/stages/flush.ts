import { stageKey } from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import { notFound } from '../errors.ts';
import { find, findApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';

/** Nothing is kept yet, neither answers nor the results of authorizers: a stage that exists is a stage that is flushed. */
export function flushHandlers({ store }: RestControl): RestHandlers<'FlushStageCache' | 'FlushStageAuthorizersCache'> {
  const flush = async (at: { readonly restApiId: string; readonly stageName: string }, call: Call): Promise<void> => {
    await findApi(store, call, at.restApiId);
    if ((await find(store, stageKey(call.scope, at.restApiId, at.stageName))) === undefined) {
      throw notFound('Invalid stage identifier specified');
    }
  };
  return { FlushStageCache: flush, FlushStageAuthorizersCache: flush };
}
