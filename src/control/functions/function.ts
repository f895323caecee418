import {
  type FunctionRecord,
  type FunctionVersion,
  functionAliasKey,
  functionCodeKey,
  functionKey,
  functionVersionKey,
} from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Call, Handlers } from '../../protocol/protocol.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { configurationOf, type FunctionConfiguration, type Input, lambdaDate } from './configuration.ts';
import { checkRevision, errors } from './errors.ts';
import { type InspectZip, type Package, readPackage } from './package.ts';
import { publish } from './publish.ts';
import { deleteUnusedCode, listAliases, listVersions, readFunction, readVersion } from './records.ts';
import { type FunctionReference, isAlias, referenceOf, unqualifiedReferenceOf } from './reference.ts';
import { defaults, mergeSettings, type RuntimeProblem, type Settings } from './settings.ts';
import { checkTags } from './tags.ts';
import { refuseUnhonoured } from './unhonoured.ts';

export interface FunctionNoun {
  readonly store: Store;
  readonly clock: Clock;
  readonly runtimeProblem: RuntimeProblem;
  readonly inspectZip: InspectZip;
}

export type FunctionHandlers = Pick<
  Handlers<'lambda'>,
  'CreateFunction' | 'UpdateFunctionCode' | 'UpdateFunctionConfiguration' | 'DeleteFunction'
>;

/** A function's life. Everything is checked before the transaction; it is written in one. */
export function functionNoun({ store, clock, runtimeProblem, inspectZip }: FunctionNoun): FunctionHandlers {
  async function create(input: Input<'CreateFunction'>, call: Call): Promise<FunctionConfiguration> {
    refuseUnhonoured(call.operation, input);
    refuseUnhonoured(call.operation, input.Code);
    const to = referenceOf(call, input.FunctionName);
    if (to.qualifier !== '') {
      // our choice of words: AWS's text is not recorded.
      throw errors.InvalidParameterValueException(
        'A function name with a qualifier cannot be given to CreateFunction.',
      );
    }
    if (input.Tags !== undefined) checkTags(input.Tags);
    const settings = await mergeSettings({ ...defaults, Role: input.Role }, input, runtimeProblem);
    const code = await readPackage(call.operation, input.Code.ZipFile, to.name, inspectZip);
    const record: FunctionRecord = {
      FunctionName: to.name,
      FunctionArn: to.arn,
      nextVersion: 1,
      unpublished: true,
      policies: {},
      tags: input.Tags ?? {},
    };
    const latest = latestOf(record, settings, code, input.Architectures ?? ['x86_64'], clock.now());
    return store.transact(async (tx) => {
      if ((await tx.get(functionKey(to.scope, to.name))) !== undefined) {
        throw errors.ResourceConflictException(`Function already exist: ${to.name}`);
      }
      tx.put(functionKey(to.scope, to.name), record);
      putLatest(tx, to, latest, code);
      if (input.Publish !== true) return configurationOf(latest);
      const published = await publish(tx, to, record, latest, clock.now());
      // Recorded: the version's number with the function's own ARN.
      return configurationOf(published, to.arn);
    });
  }

  async function updateCode(input: Input<'UpdateFunctionCode'>, call: Call): Promise<FunctionConfiguration> {
    refuseUnhonoured(call.operation, input);
    const to = unqualifiedReferenceOf(call, input.FunctionName);
    await readFunction(store, to);
    const code = await readPackage(call.operation, input.ZipFile, to.name, inspectZip);
    return store.transact(async (tx) => {
      const record = await readFunction(tx, to);
      const before = await readVersion(tx, to, '$LATEST');
      checkRevision(input.RevisionId, before.RevisionId);
      const Architectures = input.Architectures ?? before.Architectures;
      const latest = { ...before, ...code.facts, Architectures, ...stamp(clock.now()) };
      if (input.DryRun === true) return configurationOf(latest);
      const changed = before.CodeSha256 !== latest.CodeSha256 || String(before.Architectures) !== String(Architectures);
      const after = { ...record, unpublished: record.unpublished || changed };
      tx.put(functionKey(to.scope, to.name), after);
      putLatest(tx, to, latest, code);
      await deleteUnusedCode(tx, to, [before.codeId]);
      return configurationOf(input.Publish === true ? await publish(tx, to, after, latest, clock.now()) : latest);
    });
  }

  async function updateConfiguration(
    input: Input<'UpdateFunctionConfiguration'>,
    call: Call,
  ): Promise<FunctionConfiguration> {
    refuseUnhonoured(call.operation, input);
    const to = unqualifiedReferenceOf(call, input.FunctionName);
    return store.transact(async (tx) => {
      const record = await readFunction(tx, to);
      const before = await readVersion(tx, to, '$LATEST');
      checkRevision(input.RevisionId, before.RevisionId);
      const settings = await mergeSettings(before, input, runtimeProblem);
      const changed = Object.entries(settings).some(([name, value]) => !same(value, before[name as keyof Settings]));
      const latest = { ...before, ...settings, ...stamp(clock.now()) };
      tx.put(functionKey(to.scope, to.name), { ...record, unpublished: record.unpublished || changed });
      tx.put(functionVersionKey(to.scope, to.name, '$LATEST'), latest);
      return configurationOf(latest);
    });
  }

  /** A version that does not exist is deleted without complaint, as on AWS. */
  async function remove(input: Input<'DeleteFunction'>, call: Call): Promise<{ readonly StatusCode: number }> {
    const to = referenceOf(call, input.FunctionName, input.Qualifier);
    const { qualifier } = to;
    if (qualifier === '$LATEST') {
      throw errors.InvalidParameterValueException('$LATEST version cannot be deleted without deleting the function.');
    }
    if (isAlias(qualifier)) {
      // As LocalStack's provider has it; not in its snapshots.
      throw errors.InvalidParameterValueException('Deletion of aliases is not currently supported.');
    }
    await store.transact(async (tx) => {
      const record = await readFunction(tx, to, to.arn);
      if (qualifier === '') await deleteAll(tx, to);
      else await deleteVersion(tx, to, record);
    });
    return { StatusCode: 204 };
  }

  return {
    CreateFunction: create,
    UpdateFunctionCode: updateCode,
    UpdateFunctionConfiguration: updateConfiguration,
    DeleteFunction: remove,
  };
}

function latestOf(
  record: FunctionRecord,
  settings: Settings,
  code: Package,
  Architectures: readonly string[],
  nowMs: number,
): FunctionVersion {
  const { FunctionName, FunctionArn } = record;
  return {
    FunctionName,
    FunctionArn,
    Version: '$LATEST',
    ...settings,
    Architectures,
    PackageType: 'Zip',
    ...code.facts,
    ...stamp(nowMs),
  };
}

function stamp(nowMs: number): Pick<FunctionVersion, 'LastModified' | 'RevisionId'> {
  return { LastModified: lambdaDate(nowMs), RevisionId: newUuid() };
}

function putLatest(tx: Transaction, { scope, name }: FunctionReference, latest: FunctionVersion, code: Package): void {
  tx.put(functionVersionKey(scope, name, '$LATEST'), latest);
  tx.putBlob(functionCodeKey(scope, latest.codeId), code.bytes);
}

async function deleteAll(tx: Transaction, to: FunctionReference): Promise<void> {
  const { scope, name } = to;
  const versions = await listVersions(tx, to);
  for (const { Name } of await listAliases(tx, to)) tx.delete(functionAliasKey(scope, name, Name));
  for (const { Version } of versions) tx.delete(functionVersionKey(scope, name, Version));
  tx.delete(functionKey(scope, name));
  for (const codeId of new Set(versions.map((version) => version.codeId)))
    tx.deleteBlob(functionCodeKey(scope, codeId));
}

async function deleteVersion(tx: Transaction, to: FunctionReference, record: FunctionRecord): Promise<void> {
  const { scope, name, qualifier } = to;
  const using = (await listAliases(tx, to)).filter(
    (alias) => alias.FunctionVersion === qualifier || alias.AdditionalVersionWeights[qualifier] !== undefined,
  );
  if (using.length > 0) {
    const names = using.map((alias) => alias.Name).join(', ');
    throw errors.ResourceConflictException(
      `Unable to delete version because the following aliases reference it: [${names}]`,
    );
  }
  const version = await tx.get(functionVersionKey(scope, name, qualifier));
  if (version === undefined) return;
  const { [qualifier]: _, ...policies } = record.policies;
  tx.put(functionKey(scope, name), { ...record, policies });
  tx.delete(functionVersionKey(scope, name, qualifier));
  await deleteUnusedCode(tx, to, [version.value.codeId]);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
