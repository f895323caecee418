import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { openControl } from '../control/control.ts';
import { functionCodeKey } from '../definition/definition.ts';
import { FunctionEngine, inspectZip, openInvoker, runtimeProblem } from '../functions/functions.ts';
import { openPlans, restExecutor } from '../gateway/gateway.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { openDataDir, openSqliteStore } from '../store/store.ts';
import { listen, openClient } from '../wire/wire.ts';
import { front } from './front.ts';

export interface Gatehouse {
  readonly port: number;
  /** Finishes requests in flight, ends every function process, closes the store. */
  stop(): Promise<void>;
}

/** API Gateway's limit for a buffered response (aws-behaviour.md §3.2). */
const MAX_RESPONSE_BYTES = 10_485_760;
const CONNECTIONS_PER_ENDPOINT = 256;
/** What functions get between SIGTERM and SIGKILL: with the default drain of 3 s, everything has ended within 5 s. */
const FUNCTION_GRACE_MS = 1_000;

/**
 * Starts everything of one process. What fails on the way undoes what was started before it.
 *
 * @throws StoreUnavailable, or the listen error (`EADDRINUSE` …)
 */
export async function startGatehouse(config: Config, clock: Clock, log: Log): Promise<Gatehouse> {
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        log.error('Something could not be stopped', { error });
      }
    }
  };
  try {
    const { databasePath, workDir } = await openPlace(config, undo);

    const store = await openSqliteStore({ path: databasePath, clock, log });
    undo.push(() => store.close());

    const client = openClient({ clock, maxResponseBytes: MAX_RESPONSE_BYTES, connections: CONNECTIONS_PER_ENDPOINT });
    undo.push(() => client.close());

    // The port is not known before it is listened on, and functions are told where to find us: so it is asked for late.
    let port = config.port;
    const engine = new FunctionEngine({
      clock,
      log,
      workDir,
      readCode: (scope, codeId) => store.blob(functionCodeKey(scope, codeId)),
      maxEnvironments: config.functionEnvironments,
      idleMs: config.functionIdleMs,
      graceMs: FUNCTION_GRACE_MS,
      path: config.path,
      endpointUrl: () => `http://127.0.0.1:${port}`,
    });
    undo.push(() => engine.close());

    const invoker = await openInvoker({ store, engine, endpoints: config.functionEndpoints, client, clock, log });
    undo.push(() => invoker.close());

    const capabilities = { clock, invokeFunction: invoker.invokeFunction, sendHttp: client.send };
    const plans = await openPlans(store, capabilities, log);
    undo.push(() => plans.close());

    const control = openControl({
      store,
      clock,
      log,
      credentials: config.credentials.size === 0 ? undefined : (id) => config.credentials.get(id),
      functions: {
        invokeFunction: invoker.invokeFunction,
        caughtUp: invoker.caughtUp,
        runtimeProblem: (runtime) => runtimeProblem(runtime, config.path),
        inspectZip,
      },
      caughtUp: async () => {
        await plans.caughtUp();
        await invoker.caughtUp();
      },
    });

    const answer = front(control, restExecutor({ plans, clock, log }));
    const listener = await listen({ host: config.host, port: config.port, answer, clock, log });
    undo.push(() => listener.close(config.drainMs));
    port = listener.port;
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where the database and the unpacked functions lie: the locked data directory, or a temporary one that goes again. */
async function openPlace(
  config: Config,
  undo: (() => Promise<void> | void)[],
): Promise<{ readonly databasePath: string; readonly workDir: string }> {
  if (config.ephemeral) {
    const workDir = await mkdtemp(join(tmpdir(), 'gatehouse-'));
    undo.push(() => rm(workDir, { recursive: true, force: true }));
    return { databasePath: ':memory:', workDir };
  }
  const dir = await openDataDir(config.dataDir);
  undo.push(() => dir.release());
  return dir;
}
