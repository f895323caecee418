import { type AddressInfo, createServer } from 'node:net';
import type { Cancel, Clock } from '../lib/clock.ts';
import { httpDate, perSecond } from '../lib/dates.ts';
import type { Log } from '../lib/log.ts';
import { type Answer, Connection, type ConnectionContext } from './connection.ts';

export interface Listener {
  readonly port: number;
  /**
   * Stops taking connections, answers what is in flight with `Connection: close`, and resolves when all is answered or
   * `graceMs` has passed, whichever is first.
   */
  close(graceMs: number): Promise<void>;
}

const MAX_CONNECTIONS = 20_000;
/** How often deadlines are looked at: one timer for all connections. */
const SWEEP_MS = 1_000;

/** Listens on `host:port`; port 0 takes a free one. @throws the listen error (`EADDRINUSE`, `EACCES` …) */
export async function listen(options: {
  readonly host: string;
  readonly port: number;
  readonly answer: Answer;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Listener> {
  const { answer, clock, log } = options;
  const connections = new Set<Connection>();
  const date = perSecond(httpDate);
  let closing = false;
  let sweep: Cancel | undefined;

  const context: ConnectionContext = {
    answer,
    log,
    now: () => clock.now(),
    date: () => date(clock.now()),
    closing: () => closing,
    settled(connection) {
      if (connection.ended && connections.delete(connection) && connections.size === 0) stopWatching();
      if (closing) connection.finish();
    },
  };

  /** Runs while there are connections. */
  function watchDeadlines(): void {
    sweep ??= clock.after(SWEEP_MS, () => {
      sweep = undefined;
      const now = clock.now();
      for (const connection of connections) if (connection.deadline <= now) connection.expire();
      if (connections.size > 0) watchDeadlines();
    });
  }

  function stopWatching(): void {
    sweep?.();
    sweep = undefined;
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections.add(new Connection(socket, context));
    watchDeadlines();
  });
  server.maxConnections = MAX_CONNECTIONS;
  let told = Number.NEGATIVE_INFINITY;
  server.on('drop', () => {
    if (clock.now() - told < 1_000) return;
    told = clock.now();
    log.warn(`Connections are refused: there are ${MAX_CONNECTIONS} already`);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, () => {
      server.off('error', reject);
      server.on('error', (error) => log.error('A connection could not be accepted', { error }));
      resolve();
    });
  });

  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs) {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const cancel = clock.after(graceMs, () => {
        for (const connection of connections) connection.destroy();
      });
      for (const connection of connections) connection.finish();
      await closed;
      cancel();
      stopWatching();
    },
  };
}
