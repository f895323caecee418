import { type AddressInfo, createServer } from 'node:net';
import type { Cancel, Clock } from '../lib/clock.ts';
import { httpDate, perSecond } from '../lib/dates.ts';
import type { Log } from '../lib/log.ts';
import { Connection } from './connection.ts';
import { Handshakes } from './handshake.ts';
import { Http2Connection } from './http2-connection.ts';
import type { Answer, ConnectionContext, ServedConnection } from './served.ts';
import type { TlsContexts } from './tls.ts';
import { createTlsServer, type TlsSteps } from './tls-server.ts';

export interface Listener {
  readonly port: number;
  /**
   * Takes no more connections; those that are there are served on. Of several listeners on one port all stop accepting before
   * the first is closed, so that no client is told to come again and meets another that is about to go.
   */
  stopAccepting(): Promise<void>;
  /**
   * Stops taking connections, answers what is in flight with `Connection: close`, and resolves when all is answered or
   * `graceMs` has passed, whichever is first. A connection with nothing in flight is closed at once, or, with `idleMs`, gets
   * so long to send a last request: for when nobody may notice that this listener goes, because others share its port.
   */
  close(graceMs: number, idleMs?: number): Promise<void>;
}

const MAX_CONNECTIONS = 20_000;
/** Turns of the event loop that a closing listener goes on accepting for. */
const MAX_TURNS = 1_000;
/** And for how long, at most: with TLS, a turn in which somebody comes takes its time. */
const MAX_ACCEPTING_MS = 100;
/** How often deadlines are looked at: one timer for all connections. */
const SWEEP_MS = 1_000;

/** Listens on `host:port`; port 0 takes a free one. @throws the listen error (`EADDRINUSE`, `EACCES` …) */
export async function listen(options: {
  readonly host: string;
  readonly port: number;
  readonly answer: Answer;
  readonly clock: Clock;
  readonly log: Log;
  /** Present: clients speak TLS, and HTTP/2 or HTTP/1.1 over it. Replacing its contents goes for later connections. */
  readonly tls?: TlsContexts;
  /** Others (threads, processes) may listen on the same port: the system spreads connections over them. */
  readonly reusePort?: boolean;
}): Promise<Listener> {
  const { answer, clock, log } = options;
  const connections = new Set<ServedConnection>();
  const date = perSecond(httpDate);
  /** Answers say `Connection: close`. */
  let closing = false;
  /** Nobody is waited for who has nothing in flight. */
  let ending = false;
  let accepted = 0;
  let sweep: Cancel | undefined;

  const context: ConnectionContext = {
    answer,
    log,
    now: () => clock.now(),
    date: (now = clock.now()) => date(now),
    closing: () => closing,
    settled(connection) {
      if (connection.ended && connections.delete(connection) && connections.size === 0) stopWatching();
      if (ending) connection.finish();
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

  function add(connection: ServedConnection): void {
    accepted++;
    connections.add(connection);
    watchDeadlines();
    if (ending) connection.finish();
  }

  /**
   * Resolves after a turn of the event loop in which no connection was waiting. Linux resets those that wait in the queue of a
   * listener that closes, also when others listen on its port (unless net.ipv4.tcp_migrate_req is set); what may come between
   * this turn and the closing is then very little.
   */
  async function queueIsEmpty(): Promise<void> {
    let before = -1;
    const until = clock.now() + MAX_ACCEPTING_MS;
    for (let turn = 0; accepted !== before && turn < MAX_TURNS && clock.now() < until; turn++) {
      before = turn === 0 ? -1 : accepted;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function steps(): TlsSteps {
    const handshakes = new Handshakes(context);
    return {
      connected: (raw) => add(handshakes.begin(raw)),
      secured(socket) {
        handshakes.end(socket);
        add(
          socket.alpnProtocol === 'h2' ? new Http2Connection(socket, context) : new Connection(socket, context, true),
        );
      },
    };
  }

  const server =
    options.tls === undefined
      ? createServer({ allowHalfOpen: true, noDelay: true }, (socket) => add(new Connection(socket, context)))
      : createTlsServer(options.tls, steps(), log);
  server.maxConnections = MAX_CONNECTIONS;
  let told = Number.NEGATIVE_INFINITY;
  server.on('drop', () => {
    if (clock.now() - told < 1_000) return;
    told = clock.now();
    log.warn(`Connections are refused: there are ${MAX_CONNECTIONS} already`);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port, reusePort: options.reusePort ?? false }, () => {
      server.off('error', reject);
      server.on('error', (error) => log.error('A connection could not be accepted', { error }));
      resolve();
    });
  });

  const { port } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  async function stopAccepting(): Promise<void> {
    if (options.reusePort === true) await queueIsEmpty();
    server.close();
  }

  return {
    port,
    stopAccepting,
    async close(graceMs, idleMs = 0) {
      const cancel = clock.after(graceMs, () => {
        for (const connection of connections) connection.destroy();
      });
      // Whom other processes take over from is told when they are all that is left to connect to.
      if (idleMs === 0) closing = true;
      if (options.reusePort === true) await stopAccepting();
      else server.close();
      closing = true;
      const end = (): void => {
        ending = true;
        for (const connection of connections) connection.finish();
      };
      // HTTP/2 has a word for it, GOAWAY. What crosses it is refused so that the client may send it again (RFC 9113, 6.8).
      for (const connection of connections) if (connection instanceof Http2Connection) connection.finish();
      const cancelEnd = idleMs === 0 ? end() : clock.after(Math.min(idleMs, graceMs), end);
      await closed;
      cancelEnd?.();
      cancel();
      stopWatching();
    },
  };
}
