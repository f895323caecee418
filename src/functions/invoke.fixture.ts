import type { TestContext } from 'node:test';
import {
  type FunctionAlias,
  type FunctionRecord,
  type FunctionVersion,
  functionAliasKey,
  functionKey,
  functionVersionKey,
  type InvokeRequest,
} from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { openSqliteStore, type Store } from '../store/store.ts';
import type { RunTarget } from './engine.ts';
import { type Invoker, type InvokerOptions, openInvoker } from './invoke.ts';
import type { Invocation, RunOutcome } from './job.ts';

export const SCOPE = '000000000000/us-east-1';
export const ARN = 'arn:aws:lambda:us-east-1:000000000000:function';

/** An engine without processes: it notes what it is asked for. */
export interface NotingEngine {
  readonly runs: { readonly target: RunTarget; readonly invocation: Invocation }[];
  readonly retired: string[];
  outcome: (target: RunTarget, invocation: Invocation) => RunOutcome;
  run(target: RunTarget, invocation: Invocation): Promise<RunOutcome>;
  retire(scope: string, functionName: string, version?: string): void;
}

export interface OpenedInvoker extends Invoker {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly log: ReturnType<typeof memoryLog>;
  readonly engine: NotingEngine;
}

export async function openedInvoker(
  t: TestContext,
  options: Partial<Pick<InvokerOptions, 'random' | 'maxEvents' | 'maxEventBytes' | 'endpoints' | 'client'>> = {},
): Promise<OpenedInvoker> {
  const clock = new ManualClock();
  const log = memoryLog();
  const store = await openSqliteStore({ path: ':memory:', clock, log });
  const engine: NotingEngine = {
    runs: [],
    retired: [],
    outcome: ({ version }, { requestId }) => ({
      outcome: 'returned',
      payload: Buffer.from('1'),
      version: version.Version,
      requestId,
    }),
    async run(target, invocation) {
      engine.runs.push({ target, invocation });
      return engine.outcome(target, invocation);
    },
    retire: (scope, name, version) => engine.retired.push(`${scope} ${name} ${version ?? 'all'}`),
  };
  const client: InvokerOptions['client'] = { send: () => Promise.reject(new Error('there is no endpoint')) };
  const invoker = await openInvoker({ store, engine, clock, log, endpoints: [], client, ...options });
  t.after(async () => {
    invoker.close();
    await store.close();
  });
  return { ...invoker, store, clock, log, engine };
}

export function record(name: string, change: Partial<FunctionRecord> = {}): FunctionRecord {
  const FunctionArn = `${ARN}:${name}`;
  return { FunctionName: name, FunctionArn, nextVersion: 1, unpublished: true, policies: {}, tags: {}, ...change };
}

export function version(name: string, change: Partial<FunctionVersion> = {}): FunctionVersion {
  return {
    FunctionName: name,
    FunctionArn: `${ARN}:${name}`,
    Version: '$LATEST',
    Role: 'arn:aws:iam::000000000000:role/r',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    Environment: {},
    Architectures: ['x86_64'],
    PackageType: 'Zip',
    EphemeralStorage: 512,
    TracingMode: 'PassThrough',
    CodeSha256: 'sha',
    CodeSize: 1,
    LastModified: '2026-01-01T00:00:00.000+0000',
    RevisionId: 'r1',
    codeId: `${name}/sha`,
    ...change,
  };
}

export function alias(
  name: string,
  main: string,
  weights: FunctionAlias['AdditionalVersionWeights'] = {},
): FunctionAlias {
  return { Name: name, FunctionVersion: main, Description: '', AdditionalVersionWeights: weights, RevisionId: 'r1' };
}

/** Writes a function with some versions and aliases. */
export async function putFunction(
  { store }: { readonly store: Store },
  function_: FunctionRecord,
  versions: readonly FunctionVersion[] = [version(function_.FunctionName)],
  aliases: readonly FunctionAlias[] = [],
): Promise<void> {
  const name = function_.FunctionName;
  await store.transact(async (tx) => {
    tx.put(functionKey(SCOPE, name), function_);
    for (const it of versions) tx.put(functionVersionKey(SCOPE, name, it.Version), it);
    for (const it of aliases) tx.put(functionAliasKey(SCOPE, name, it.Name), it);
  });
}

export function request(name: string, change: Partial<InvokeRequest> = {}): InvokeRequest {
  return {
    scope: SCOPE,
    name,
    arn: `${ARN}:${name}`,
    qualifier: '',
    payload: '{}',
    type: 'RequestResponse',
    requestId: 'r-1',
    ...change,
  };
}
