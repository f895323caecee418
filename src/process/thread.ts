import { join } from 'node:path';
import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { InvokeFunction } from '../definition/definition.ts';
import { openIamDirectory, openPlans, restExecutor } from '../gateway/gateway.ts';
import { systemClock } from '../lib/clock.ts';
import { attachSharedState } from '../limits/limits.ts';
import { openSecondHandle } from '../store/store.ts';
import type { AccessLogs } from '../telemetry/telemetry.ts';
import { TlsContexts } from '../wire/wire.ts';
import { backendsOf } from './backends.ts';
import { BodyRoom, withBodyRoom } from './body-room.ts';
import { openEndpointClient } from './endpoint-client.ts';
import { front } from './front.ts';
import { HandOver } from './hand-over.ts';
import { asBuffer, Link, Moved, ownBytes } from './link.ts';
import { type Listeners, openListeners } from './listeners.ts';
import { openFunctions } from './open-functions.ts';
import { openStageLogs } from './stage-logs.ts';
import { Started } from './started.ts';
import { threadLog } from './thread-log.ts';
import type { OfMain, OfThread, ThreadStart } from './thread-words.ts';
import { openUsage } from './usage.ts';

/**
 * What a gateway thread runs: this file itself. It has listeners on the shared ports, plans, and functions of its own, so that a
 * request to an API stays in its thread; what else comes over its connections is handed to the main thread.
 */
export const threadFile = new URL(import.meta.url);

async function run(start: ThreadStart, port: MessagePort): Promise<void> {
  const { config, gatewayThread, databasePath, workDir, functionEnvironments } = start;
  const clock = systemClock;
  const handOver = new HandOver();
  let listeners: Listeners | undefined;
  let listening: Promise<Listeners> | undefined;
  /** Also when they are only about to be there; nothing where that fails: who asked for it has been told. */
  const listens = (): Promise<Listeners | undefined> => Promise.resolve(listening).catch(() => undefined);
  let tls: TlsContexts | undefined;
  let logs: AccessLogs | undefined;
  const main: Link<OfThread, OfMain> = new Link(port, {
    async listen({ port, https: to }) {
      // Before anything else: the next word may replace what is in it.
      tls = to && new TlsContexts(to.identities);
      const https = to && tls && { port: to.port, tls };
      const options = { host: config.host, port, https, reusePort: true, answer, clock, log };
      listening = caughtUp().then(() => openListeners(options));
      listeners = await listening;
      return { port: listeners.port, httpsPort: listeners.httpsPort };
    },
    certify: async (identities) => tls?.replace(identities),
    reopenLogs: async () => logs?.reopen(),
    changed: () => hint(),
    catchUp: () => caughtUp(),
    body: ({ request, limit }) => handOver.body(request, limit),
    stopAccepting: async () => (await listens())?.stopAccepting(),
    drain: async (ms) => (await listens())?.close(ms, config.sharePort ? ms : 0),
    async end() {
      await started.stop();
      log.flush();
      process.exit(0);
    },
  });
  const log = threadLog(config.logLevel, (lines) => main.ask('log', lines));
  const started = new Started(log);

  const { store, hint } = await openSecondHandle({ path: databasePath, log });
  started.push(() => store.close());
  const client = openEndpointClient(clock);
  started.push(() => client.close());

  const functions =
    functionEnvironments === 0
      ? undefined
      : await openFunctions(
          {
            config,
            store,
            client,
            clock,
            log,
            // Each engine removes unpacked code that it does not use itself.
            workDir: join(workDir, `thread-${gatewayThread}`),
            maxEnvironments: functionEnvironments,
            port: () => listeners?.port ?? config.port,
            sharedPlaces: {
              owner: gatewayThread,
              of: (functionKey) => main.ask('places', functionKey),
            },
          },
          started,
        );

  const invokeFunction: InvokeFunction = (request) =>
    // Asynchronous invocations outlive this thread: their queue is the main thread's.
    functions === undefined || request.type === 'Event'
      ? invokeInMain(main, request)
      : functions.invokeFunction(request);
  // What all threads would say alike of a plan is said by the first.
  const planLog = gatewayThread === 1 ? log : { ...log, warn: () => undefined };
  logs = openStageLogs(config, clock, log);
  started.push(() => logs?.close());
  const iam = await openIamDirectory(store, { credentials: config.credentials, log });
  started.push(() => iam.close());
  const { buckets } = attachSharedState(start.counts, clock);
  const { plans: usagePlans, usage } = await openUsage({
    config,
    store,
    buckets,
    ask: (key) => main.ask('grant', key),
    clock,
    log,
  });
  started.push(() => usagePlans.close());
  const plans = await openPlans(
    store,
    { clock, invokeFunction, sendHttp: client.send, logs, iam, usage, ...backendsOf(config, { store, clock, client }) },
    planLog,
  );
  started.push(() => plans.close());

  const room = new BodyRoom(gatewayThread, start.bodyRoom);
  const control = withBodyRoom(room, (rq) => handOver.answer(rq, main));
  const answer = front(control, restExecutor({ plans, clock, log }));
  const caughtUp = async (): Promise<void> => {
    await Promise.all([plans.caughtUp(), iam.caughtUp(), usagePlans.caughtUp(), functions?.caughtUp()]);
  };
  main.tell('opened', undefined);
}

async function invokeInMain(
  main: Link<OfThread, OfMain>,
  request: Parameters<InvokeFunction>[0],
): ReturnType<InvokeFunction> {
  const { payload } = request;
  const own = typeof payload === 'string' ? undefined : ownBytes(payload);
  const outcome = await main.ask(
    'invoke',
    own === undefined ? request : new Moved({ ...request, payload: own }, [own.buffer]),
  );
  return 'payload' in outcome ? { ...outcome, payload: asBuffer(outcome.payload) } : outcome;
}

function isThreadStart(data: unknown): data is ThreadStart {
  return typeof data === 'object' && data !== null && 'gatewayThread' in data;
}

if (!isMainThread && parentPort !== null && isThreadStart(workerData)) await run(workerData, parentPort);
