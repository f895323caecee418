import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import { type Control, openControl } from '../control/control.ts';
import { type Invoker, inspectZip, runtimeProblem } from '../functions/functions.ts';
import {
  type Capabilities,
  openIamDirectory,
  openPlans,
  restExecutor,
  testAuthorizers,
  testMethods,
} from '../gateway/gateway.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { openDataDir, openSqliteStore, type Store } from '../store/store.ts';
import { backendsOf } from './backends.ts';
import { BodyRoom, withBodyRoom } from './body-room.ts';
import { Certificate } from './certificate.ts';
import { openEndpointClient } from './endpoint-client.ts';
import { controlAnswer, front } from './front.ts';
import { openListeners, type Ports } from './listeners.ts';
import { openFunctions } from './open-functions.ts';
import { divideEnvironments, Places } from './places.ts';
import { adviseOnSharing, assertFree, assertShareable } from './port.ts';
import { openStageLogs } from './stage-logs.ts';
import { Started } from './started.ts';
import { Threads } from './threads.ts';
import { openCounts, openUsage } from './usage.ts';
import { UsageLedger } from './usage-ledger.ts';

export interface Gatehouse extends Ports {
  /** Gateway threads that serve, by number; none in a process that serves everything in one thread. */
  readonly threads: ReadonlyMap<number, Worker>;
  /** Absent without HTTPS. Resolves when new connections get what its files hold now; that they cannot be used is in the log. */
  readonly readCertificateAgain: (() => Promise<void>) | undefined;
  /** After the files of stages' logs were moved away. */
  reopenLogs(): Promise<void>;
  /** Finishes requests in flight, ends every function process, closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts everything of one process. What fails on the way undoes what was started before it.
 *
 * @throws StoreUnavailable, ConfigError for a certificate that cannot be served with, or the listen error (`EADDRINUSE` …)
 */
export async function startGatehouse(config: Config, clock: Clock, log: Log): Promise<Gatehouse> {
  const started = new Started(log);
  try {
    const certificate = config.https && (await Certificate.open(config.https, log));
    if (config.sharePort || config.threads > 0) await assertShareable(config.host);
    if (config.sharePort) await adviseOnSharing(log);
    else if (config.threads > 0) {
      await assertFree(config.host, config.port);
      if (config.https !== undefined) await assertFree(config.host, config.https.port);
    }
    const parts = { config, clock, log, certificate, started };
    return await (config.threads === 0 ? startAlone(parts) : startThreads(parts));
  } catch (error) {
    await started.stop();
    throw error;
  }
}

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Present if and only if `config.https` is. */
  readonly certificate: Certificate | undefined;
  readonly started: Started;
}

/** One thread serves everything. */
async function startAlone({ config, clock, log, certificate, started }: Parts): Promise<Gatehouse> {
  const { databasePath, workDir } = await openPlace(config, started);
  const store = await openSqliteStore({ path: databasePath ?? ':memory:', clock, log });
  started.push(() => store.close());
  const ledger = await UsageLedger.open(store, clock, log);
  started.push(() => ledger.close());
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
  const logs = openStageLogs(config, clock, log);
  started.push(() => logs.close());
  const iam = await openIamDirectory(store, { credentials: config.credentials, log });
  started.push(() => iam.close());
  const { buckets } = openCounts(config, clock);
  const ask = ledger.grant.bind(ledger);
  const { plans: usagePlans, usage } = await openUsage({ config, store, buckets, ask, clock, log });
  started.push(() => usagePlans.close());
  const capabilities = {
    clock,
    invokeFunction: invoker.invokeFunction,
    sendHttp: client.send,
    logs,
    iam,
    usage,
    ...backendsOf(config, { store, clock, client }),
  };
  const plans = await openPlans(store, capabilities, log);
  started.push(() => plans.close());
  const plansCaughtUp = async (): Promise<void> => {
    await Promise.all([plans.caughtUp(), iam.caughtUp(), usagePlans.caughtUp(), ledger.caughtUp()]);
  };
  const control = controlOf({ config, clock, log, store, invoker, capabilities, ledger, plansCaughtUp });

  const answer = front(withBodyRoom(new BodyRoom(0), controlAnswer(control)), restExecutor({ plans, clock, log }));
  const { host, sharePort: reusePort } = config;
  const https = config.https && certificate && { port: config.https.port, tls: certificate.contexts };
  const listeners = await openListeners({ host, port, https, reusePort, answer, clock, log });
  started.push(() => listeners.close(config.drainMs, reusePort ? config.drainMs : 0));
  port = listeners.port;
  return {
    port,
    httpsPort: listeners.httpsPort,
    threads: new Map(),
    readCertificateAgain: certificate && (() => certificate.readAgain(async () => undefined)),
    reopenLogs: async () => logs.reopen(),
    stop: () => started.stop(),
  };
}

/** The main thread has the control plane, the writing store and asynchronous invocations; gateway threads serve. */
async function startThreads({ config, clock, log, certificate, started }: Parts): Promise<Gatehouse> {
  const { databasePath, workDir } = await openPlace(config, started);
  const path = databasePath ?? join(workDir, 'gatehouse.db');
  const store = await openSqliteStore({ path, clock, log, durable: !config.ephemeral });
  started.push(() => store.close());
  const ledger = await UsageLedger.open(store, clock, log);
  // After the threads have ended.
  started.push(() => ledger.close());

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
  const plansCaughtUp = async (): Promise<void> => {
    await Promise.all([threads?.caughtUp(), iam.caughtUp(), ledger.caughtUp()]);
  };
  const { invokeFunction } = invoker;
  // For methods and authorizers that are tested.
  const iam = await openIamDirectory(store, { credentials: config.credentials, log });
  started.push(() => iam.close());
  const capabilities = {
    clock,
    invokeFunction,
    sendHttp: client.send,
    iam,
    ...backendsOf(config, { store, clock, client }),
  };
  const control = controlAnswer(controlOf({ config, clock, log, store, invoker, capabilities, ledger, plansCaughtUp }));

  const serving = new Threads({
    config,
    clock,
    log,
    databasePath: path,
    workDir,
    places,
    certificate,
    control,
    invokeFunction,
    counts: openCounts(config, clock),
    grant: (key) => ledger.grant(key),
  });
  threads = serving;
  started.push(store.watch(() => serving.hint()));
  started.push(() => serving.drain());
  await serving.open();
  return {
    port: serving.port,
    httpsPort: serving.httpsPort,
    readCertificateAgain: certificate && (() => certificate.readAgain((identities) => serving.certify(identities))),
    reopenLogs: () => serving.reopenLogs(),
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
  /** What a method that is tested runs with. */
  readonly capabilities: Capabilities;
  readonly ledger: UsageLedger;
  readonly plansCaughtUp: () => Promise<void>;
}): Control {
  const { config, clock, log, store, invoker, capabilities, ledger, plansCaughtUp } = options;
  return openControl({
    store,
    clock,
    log,
    limits: config.limits,
    accountThrottle: config.accountThrottle,
    usageWritten: () => ledger.written(),
    testInvoke: { method: testMethods(capabilities), authorizer: testAuthorizers(capabilities) },
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
