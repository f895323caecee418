import {
  type FunctionAlias,
  type FunctionRecord,
  type FunctionVersion,
  functionAliasKey,
  functionKey,
  functionVersionKey,
  type PolicyStatement,
} from '../definition/definition.ts';
import type { Log } from '../lib/log.ts';
import { type Change, type Entry, type Follower, follow, type Store } from '../store/store.ts';
import type { RunTarget } from './engine.ts';

/** Where a function name with a qualifier leads. Made once and used until something about the function changes. */
export interface Target {
  /** Qualified as the caller asked. */
  readonly arn: string;
  readonly name: string;
  /** Under which the policy stands; empty for the function itself and `$LATEST`. */
  readonly policyQualifier: string;
  readonly statements: readonly PolicyStatement[];
  readonly main: RunTarget;
  /** The other version of an alias with weights, and its share of the invocations. */
  readonly other: { readonly run: RunTarget; readonly share: number } | undefined;
  /** What the policy said about callers, by source ARN: filled and bounded by who asks. */
  readonly decisions: Map<
    string,
    { readonly service: string; readonly sourceAccount: string; readonly allowed: boolean }
  >;
}

export interface Targets {
  /** Synchronous and without allocation once a target was asked for. `undefined`: there is no such function, version or alias. */
  find(scope: string, name: string, qualifier: string): Target | undefined;
  caughtUp(): Promise<void>;
  close(): void;
}

/** Called when what runs has changed: environments of the old version must not be used again. */
export type Retire = (scope: string, functionName: string, version?: string) => void;

/** What is known of one function. */
interface Known {
  record: FunctionRecord | undefined;
  readonly versions: Map<string, FunctionVersion>;
  readonly aliases: Map<string, FunctionAlias>;
  /** By qualifier; only those that exist, so that callers cannot fill it. */
  readonly targets: Map<string, Target>;
}

type Functions = Map<string, Map<string, Known>>;

const RECORD = functionKey('', '').kind;
const VERSION = functionVersionKey('', '', '').kind;
const ALIAS = functionAliasKey('', '', '').kind;
const KINDS = new Set([RECORD, VERSION, ALIAS]);

/** Every function of the store, kept in memory and in step with it. */
export async function openTargets(store: Store, retire: Retire, log: Log): Promise<Targets> {
  let functions: Functions = new Map();

  async function rescan(): Promise<void> {
    const fresh: Functions = new Map();
    for (const kind of KINDS) for (const entry of await store.scan(kind)) set(fresh, entry);
    for (const [scope, byName] of functions) {
      for (const [name, before] of byName) {
        const after = fresh.get(scope)?.get(name);
        for (const version of before.versions.values()) replaceVersion(scope, version, after);
      }
    }
    functions = fresh;
  }

  /** Keeps the old object where the new one runs alike, so that a change of a policy or a description ends no environment. */
  function replaceVersion(scope: string, before: FunctionVersion, known: Known | undefined): void {
    const after = known?.versions.get(before.Version);
    if (after !== undefined && runsAlike(before, after)) known?.versions.set(before.Version, before);
    else retire(scope, before.FunctionName, before.Version);
  }

  async function apply(changes: readonly Change[]): Promise<void> {
    for (const { key } of changes) {
      if (!KINDS.has(key.kind)) continue;
      const entry = await store.get(key);
      const [name = '', part = ''] = key.id.split('/');
      const known = functions.get(key.scope)?.get(name);
      const before = key.kind === VERSION ? known?.versions.get(part) : undefined;
      if (entry !== undefined) set(functions, entry);
      else unset(functions, key.scope, key.kind, name, part);
      if (before !== undefined) replaceVersion(key.scope, before, functions.get(key.scope)?.get(name));
    }
  }

  const follower: Follower = await follow(store, { rescan, apply }, log);
  return {
    find(scope, name, qualifier) {
      const known = functions.get(scope)?.get(name);
      if (known === undefined) return undefined;
      const found = known.targets.get(qualifier);
      if (found !== undefined) return found;
      const target = targetOf(scope, known, qualifier);
      if (target !== undefined) known.targets.set(qualifier, target);
      return target;
    },
    caughtUp: () => follower.caughtUp(),
    close: () => follower.close(),
  };
}

function set(functions: Functions, { key, value }: Entry<unknown>): void {
  let byName = functions.get(key.scope);
  if (byName === undefined) {
    byName = new Map();
    functions.set(key.scope, byName);
  }
  const [name = '', part = ''] = key.id.split('/');
  let known = byName.get(name);
  if (known === undefined) {
    known = { record: undefined, versions: new Map(), aliases: new Map(), targets: new Map() };
    byName.set(name, known);
  }
  known.targets.clear();
  if (key.kind === RECORD) known.record = value as FunctionRecord;
  else if (key.kind === VERSION) known.versions.set(part, value as FunctionVersion);
  else known.aliases.set(part, value as FunctionAlias);
}

function unset(functions: Functions, scope: string, kind: string, name: string, part: string): void {
  const byName = functions.get(scope);
  const known = byName?.get(name);
  if (byName === undefined || known === undefined) return;
  known.targets.clear();
  if (kind === RECORD) known.record = undefined;
  else if (kind === VERSION) known.versions.delete(part);
  else known.aliases.delete(part);
  if (known.record === undefined && known.versions.size === 0 && known.aliases.size === 0) byName.delete(name);
  if (byName.size === 0) functions.delete(scope);
}

/** Whether an environment of the one can go on for the other: all but what only the API shows is the same. */
function runsAlike(a: FunctionVersion, b: FunctionVersion): boolean {
  const shown = { RevisionId: '', LastModified: '', Description: '' };
  return JSON.stringify({ ...a, ...shown }) === JSON.stringify({ ...b, ...shown });
}

function targetOf(scope: string, { record, versions, aliases }: Known, qualifier: string): Target | undefined {
  if (record === undefined) return undefined;
  const { FunctionArn, FunctionName: name, policies, reservedConcurrency } = record;
  const arn = qualifier === '' ? FunctionArn : `${FunctionArn}:${qualifier}`;
  const run = (number: string): RunTarget | undefined => {
    const version = versions.get(number);
    if (version === undefined) return undefined;
    return { scope, version, qualifiedArn: arn, ...(reservedConcurrency !== undefined && { reservedConcurrency }) };
  };
  const alias = aliases.get(qualifier);
  const main = run(qualifier === '' ? '$LATEST' : (alias?.FunctionVersion ?? qualifier));
  if (main === undefined) return undefined;
  const [weighted] = Object.entries(alias?.AdditionalVersionWeights ?? {});
  const other = weighted && run(weighted[0]);
  // Our choice: $LATEST named as a qualifier is asked for the unqualified function's policy; it cannot have one of its own.
  const policyQualifier = qualifier === '$LATEST' ? '' : qualifier;
  return {
    arn,
    name,
    policyQualifier,
    statements: policies[policyQualifier] ?? [],
    main,
    other: weighted && other && { run: other, share: weighted[1] },
    decisions: new Map(),
  };
}
