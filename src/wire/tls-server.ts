import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Log } from '../lib/log.ts';
import type { TlsContexts } from './tls.ts';

/** What the listener does with connections at each step. */
export interface TlsSteps {
  /** The TCP connection is there; the handshake begins. */
  connected(raw: Socket): void;
  /** The handshake is done; `socket.alpnProtocol` is what both speak, or false when the client does not say. */
  secured(socket: TLSSocket): void;
}

/** A server of `node:tls` that offers HTTP/2 and HTTP/1.1, and picks the certificate by the name that the client asks for. */
export function createTlsServer(contexts: TlsContexts, steps: TlsSteps, log: Log): Server {
  const server = createServer(
    {
      ...contexts.fallbackOptions(),
      // A client that offers others only is told no_application_protocol (RFC 7301, 3.2).
      ALPNProtocols: ['h2', 'http/1.1'],
      SNICallback: (serverName, done) => done(null, contexts.find(serverName)),
      allowHalfOpen: true,
      noDelay: true,
    },
    (socket) => steps.secured(socket),
  );
  server.on('connection', (raw: Socket) => steps.connected(raw));
  // Strangers fail handshakes all day: that is no news.
  server.on('tlsClientError', (error, socket) => {
    log.debug('A TLS handshake failed', { error, remoteAddress: socket.remoteAddress });
    socket.destroy();
  });
  const unwatch = contexts.watch(() => server.setSecureContext(contexts.fallbackOptions()));
  server.on('close', unwatch);
  return server;
}
