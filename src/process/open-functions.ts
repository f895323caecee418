import type { Config } from '../config/config.ts';
import { functionCodeKey } from '../definition/definition.ts';
import { FunctionEngine, type Invoker, openInvoker, type SharedPlaces } from '../functions/functions.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Store } from '../store/store.ts';
import type { Client } from '../wire/wire.ts';
import type { Started } from './started.ts';

/** What functions get between SIGTERM and SIGKILL: with the default drain of 3 s, everything has ended within 5 s. */
export const FUNCTION_GRACE_MS = 1_000;

/** Functions as this thread runs them. */
export async function openFunctions(
  options: {
    readonly config: Config;
    readonly store: Store;
    readonly client: Client;
    readonly clock: Clock;
    readonly log: Log;
    readonly workDir: string;
    /** Of one function version, in this thread. */
    readonly maxEnvironments: number;
    /** Where we listen, which functions are told: asked late, because it is not known before. */
    readonly port: () => number;
    readonly sharedPlaces: SharedPlaces | undefined;
  },
  started: Started,
): Promise<Invoker> {
  const { config, store, client, clock, log, workDir, maxEnvironments, port, sharedPlaces } = options;
  const engine = new FunctionEngine({
    clock,
    log,
    workDir,
    readCode: (scope, codeId) => store.blob(functionCodeKey(scope, codeId)),
    maxEnvironments,
    idleMs: config.functionIdleMs,
    graceMs: FUNCTION_GRACE_MS,
    path: config.path,
    endpointUrl: () => `http://${reachable(config.host)}:${port()}`,
    ...(sharedPlaces !== undefined && { sharedPlaces }),
  });
  started.push(() => engine.close());
  const invoker = await openInvoker({ store, engine, endpoints: config.functionEndpoints, client, clock, log });
  started.push(() => invoker.close());
  return invoker;
}

/** The address at which a function on this machine finds who listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
