import { nextVersion } from '../../../lib/next-version.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Key, Reader, Transaction } from '../../../store/store.ts';
import { findApi, markChanged, ofApi, remindToDeploy } from '../lookup.ts';
import type { RestControl } from '../operations.ts';

/**
 * Models, request validators, authorizers and gateway responses: records of their own, which a deployment captures. This
 * changes some of them together with their API's record; `change` answers AWS's error for what it does not find.
 *
 * @returns what `change` returned
 */
export async function changeParts<T>(
  { store, log }: RestControl,
  call: Call,
  restApiId: string,
  change: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const [api, answer] = await store.transact(async (tx) => {
    const answer = await change(tx);
    const api = await findApi(tx, call, restApiId);
    markChanged(tx, call, api);
    return [api, answer] as const;
  });
  await remindToDeploy(log, store, call, api);
  return answer;
}

/** Puts the next version of one of them, unless nothing is different. @returns the next version */
export async function changePart<R extends object>(
  { store, log }: RestControl,
  call: Call,
  restApiId: string,
  key: Key<R>,
  change: (tx: Transaction) => Promise<{ readonly before: R; readonly after: R }>,
): Promise<R> {
  const [changed, after] = await store.transact(async (tx) => {
    const { before, after } = await change(tx);
    const api = await findApi(tx, call, restApiId);
    // A patch that comes to nothing is nothing to deploy.
    if (nextVersion(after, before) === before) return [undefined, after] as const;
    tx.put(key, after);
    markChanged(tx, call, api);
    return [api, after] as const;
  });
  if (changed !== undefined) await remindToDeploy(log, store, call, changed);
  return after;
}

/** All records of a kind that an API owns, in the order of their ids. */
export async function partsOf<R>(reader: Reader, call: Call, kind: string, restApiId: string): Promise<R[]> {
  return (await reader.list<R>(ofApi(call.scope, kind, restApiId))).map(({ value }) => value);
}
