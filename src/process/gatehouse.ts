import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import { type Control, openControl } from '../control/control.ts';
import { type Invoker, inspectZip, runtimeProblem } from '../functions/functions.ts';
import { openPlans, restExecutor } from '../gateway/gateway.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { openDataDir, openSqliteStore, type Store } from '../store/store.ts';
import { listen } from '../wire/wire.ts';
import { openEndpointClient } from './endpoint-client.ts';
import { controlAnswer, front } from './front.ts';
import { openFunctions } from './open-functions.ts';
import { divideEnvironments, Places } from './places.ts';
import { adviseOnSharing, assertFree, assertShareable } from './port.ts';
import { Started } from './started.ts';
import { Threads } from './threads.ts';

export interface Gatehouse {
  readonly port: number;
  /** Gateway threads that serve, by number; none in a process that serves everything in one thread. */
  readonly threads: ReadonlyMap<number, Worker>;
  /** Finishes requests in flight, ends every function process, closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts everything of one process. What fails on the way undoes what was started before it.
 *
 * @throws StoreUnavailable, or the listen error (`EADDRINUSE` …)
 */
export async function startGatehouse(config: Config, clock: Clock, log: Log): Promise<Gatehouse> {
  const started = new Started(log);
  try {
    if (config.sharePort || config.threads > 0) await assertShareable(config.host);
    if (config.sharePort) await adviseOnSharing(log);
    else if (config.threads > 0) await assertFree(config.host, config.port);
    return await (config.threads === 0 ? startAlone : startThreads)(config, clock, log, started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** One thread serves everything. */
async function startAlone(config: Config, clock: Clock, log: Log, started: Started): Promise<Gatehouse> {
  const { databasePath, workDir } = await openPlace(config, started);
  const store = await openSqliteStore({ path: databasePath ?? ':memory:', clock, log });
  started.push(() => store.close());
  const client = openEndpointClient(clock);
  started.push(() => client.close());

  // The port is not known before it is listened on.
  let { port } = config;
  const invoker = await openFunctions(
    {
      config,
      store,
      client,
      clock,
      log,
      workDir,
      maxEnvironments: config.functionEnvironments,
      port: () => port,
      sharedPlaces: undefined,
    },
    started,
  );
  const plans = await openPlans(store, { clock, invokeFunction: invoker.invokeFunction, sendHttp: client.send }, log);
  started.push(() => plans.close());
  const control = controlOf({ config, clock, log, store, invoker, plansCaughtUp: () => plans.caughtUp() });

  const answer = front(controlAnswer(control), restExecutor({ plans, clock, log }));
  const { host, sharePort: reusePort } = config;
  const listener = await listen({ host, port, reusePort, answer, clock, log });
  started.push(() => listener.close(config.drainMs, reusePort ? config.drainMs : 0));
  port = listener.port;
  return { port, threads: new Map(), stop: () => started.stop() };
}

/** The main thread has the control plane, the writing store and asynchronous invocations; gateway threads serve. */
async function startThreads(config: Config, clock: Clock, log: Log, started: Started): Promise<Gatehouse> {
  const { databasePath, workDir } = await openPlace(config, started);
  const path = databasePath ?? join(workDir, 'gatehouse.db');
  const store = await openSqliteStore({ path, clock, log, durable: !config.ephemeral });
  started.push(() => store.close());

  const client = openEndpointClient(clock);
  started.push(() => client.close());
  const places = new Places();
  let threads: Threads | undefined;
  // After the functions of this thread have begun to end: all functions end at once.
  started.push(() => threads?.end());
  const invoker = await openFunctions(
    {
      config,
      store,
      client,
      clock,
      log,
      workDir,
      maxEnvironments: divideEnvironments(config.functionEnvironments, config.threads).main,
      port: () => threads?.port ?? config.port,
      sharedPlaces: places,
    },
    started,
  );
  const plansCaughtUp = async (): Promise<void> => threads?.caughtUp();
  const control = controlAnswer(controlOf({ config, clock, log, store, invoker, plansCaughtUp }));

  const { invokeFunction } = invoker;
  const serving = new Threads({ config, clock, log, databasePath: path, workDir, places, control, invokeFunction });
  threads = serving;
  started.push(store.watch(() => serving.hint()));
  started.push(() => serving.drain());
  await serving.open();
  return {
    port: serving.port,
    get threads() {
      return serving.workers;
    },
    stop: () => started.stop(),
  };
}

function controlOf(options: {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly invoker: Invoker;
  readonly plansCaughtUp: () => Promise<void>;
}): Control {
  const { config, clock, log, store, invoker, plansCaughtUp } = options;
  return openControl({
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
      await plansCaughtUp();
      await invoker.caughtUp();
    },
  });
}

/** Where the database and the unpacked functions lie: the locked data directory, or a temporary one that goes again. */
async function openPlace(
  config: Config,
  started: Started,
): Promise<{ readonly databasePath: string | undefined; readonly workDir: string }> {
  if (config.ephemeral) {
    const workDir = await mkdtemp(join(tmpdir(), 'gatehouse-'));
    started.push(() => rm(workDir, { recursive: true, force: true }));
    return { databasePath: undefined, workDir };
  }
  const dir = await openDataDir(config.dataDir);
  started.push(() => dir.release());
  return dir;
}
