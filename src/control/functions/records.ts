import {
  type FunctionAlias,
  type FunctionRecord,
  type FunctionVersion,
  functionAliasKey,
  functionCodeKey,
  functionKey,
  functionVersionKey,
} from '../../definition/definition.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { aliasNotFound, functionNotFound } from './errors.ts';
import { type FunctionReference, isAlias, qualified } from './reference.ts';

/**
 * A function and its versions and aliases, as the store has them. Whoever writes one of the latter also writes the function's
 * record, or touches it: that is what makes two writers collide.
 */
export async function readFunction(
  reader: Reader,
  to: FunctionReference,
  missing = qualified(to),
): Promise<FunctionRecord> {
  const entry = await reader.get(functionKey(to.scope, to.name));
  if (entry === undefined) throw functionNotFound(missing);
  return entry.value;
}

/** The version with this number, or `$LATEST`. */
export async function readVersion(reader: Reader, to: FunctionReference, version: string): Promise<FunctionVersion> {
  const entry = await reader.get(functionVersionKey(to.scope, to.name, version));
  if (entry === undefined) throw functionNotFound(`${to.arn}:${version}`);
  return entry.value;
}

export async function readAlias(reader: Reader, to: FunctionReference, alias: string): Promise<FunctionAlias> {
  const entry = await reader.get(functionAliasKey(to.scope, to.name, alias));
  if (entry === undefined) throw aliasNotFound(`${to.arn}:${alias}`);
  return entry.value;
}

/** The version that the reference's qualifier leads to. An alias leads to its main version. */
export async function readQualified(reader: Reader, to: FunctionReference): Promise<FunctionVersion> {
  const { scope, name, qualifier } = to;
  let number: string | undefined = qualifier === '' ? '$LATEST' : qualifier;
  if (isAlias(qualifier)) number = (await reader.get(functionAliasKey(scope, name, qualifier)))?.value.FunctionVersion;
  const entry = number === undefined ? undefined : await reader.get(functionVersionKey(scope, name, number));
  if (entry === undefined) throw functionNotFound(qualified(to));
  return entry.value;
}

/** `$LATEST` first, then by number. */
export async function listVersions(reader: Reader, { scope, name }: FunctionReference): Promise<FunctionVersion[]> {
  const { kind, id } = functionVersionKey(scope, name, '');
  const found = await reader.list<FunctionVersion>({ scope, kind, prefix: id });
  return found.map((entry) => entry.value).sort((a, b) => versionNumber(a.Version) - versionNumber(b.Version));
}

export async function listAliases(reader: Reader, { scope, name }: FunctionReference): Promise<FunctionAlias[]> {
  const { kind, id } = functionAliasKey(scope, name, '');
  const found = await reader.list<FunctionAlias>({ scope, kind, prefix: id });
  return found.map((entry) => entry.value);
}

/** The order of versions: `$LATEST` comes first. */
export function versionNumber(version: string): number {
  return version === '$LATEST' ? 0 : Number(version);
}

/** Deletes a package that no version of the function uses any more. Call it after the versions were written. */
export async function deleteUnusedCode(
  tx: Transaction,
  to: FunctionReference,
  codeIds: Iterable<string>,
): Promise<void> {
  const used = new Set((await listVersions(tx, to)).map((version) => version.codeId));
  for (const codeId of new Set(codeIds)) {
    if (!used.has(codeId)) tx.deleteBlob(functionCodeKey(to.scope, codeId));
  }
}
