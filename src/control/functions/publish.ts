import {
  type FunctionRecord,
  type FunctionVersion,
  functionKey,
  functionVersionKey,
} from '../../definition/definition.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Transaction } from '../../store/store.ts';
import { lambdaDate } from './configuration.ts';
import type { FunctionReference } from './reference.ts';

/**
 * Makes a version of `$LATEST`, or finds the one made last when nothing has changed since (PublishVersion: "Lambda doesn't
 * publish a version if the function's configuration and code haven't changed since the last version").
 */
export async function publish(
  tx: Transaction,
  to: FunctionReference,
  record: FunctionRecord,
  latest: FunctionVersion,
  nowMs: number,
  description = latest.Description,
): Promise<FunctionVersion> {
  if (!record.unpublished) {
    const last = await tx.get(functionVersionKey(to.scope, to.name, String(record.nextVersion - 1)));
    if (last !== undefined) return last.value;
  }
  const Version = String(record.nextVersion);
  const published: FunctionVersion = {
    ...latest,
    Version,
    FunctionArn: `${record.FunctionArn}:${Version}`,
    Description: description,
    LastModified: lambdaDate(nowMs),
    RevisionId: newUuid(),
  };
  tx.put(functionVersionKey(to.scope, to.name, Version), published);
  tx.put(functionKey(to.scope, to.name), { ...record, nextVersion: record.nextVersion + 1, unpublished: false });
  return published;
}
