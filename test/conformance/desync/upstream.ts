import { createServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { SplitRequest } from './split.ts';

/** A server behind the gateway that tells what reached it. */
export interface Upstream extends AsyncDisposable {
  readonly name: 'node' | 'nginx';
  readonly port: number;
  /** What came since the last call, once no request is under way any more. */
  take(): Promise<Taken>;
}

export interface Taken {
  /** The requests as this server understood them. */
  readonly requests: readonly SplitRequest[];
  /** All bytes that came, one string a connection, a character a byte. */
  readonly raw: readonly string[];
}

/** node:http, in its default strictness. */
export async function nodeUpstream(): Promise<Upstream> {
  let requests: SplitRequest[] = [];
  let open = 0;
  let quiet = Promise.withResolvers<void>();
  const tap = new Tap();

  const server = createServer((request, response) => {
    open++;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('close', () => {
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.rawHeaders,
        body: Buffer.concat(chunks).toString('latin1'),
        cut: !request.complete,
      });
      open--;
      if (open === 0) quiet.resolve();
    });
    request.on('end', () => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.end('ok');
    });
  });
  server.on('connection', (socket: Socket) => tap.watch(socket));
  const port = await listenAnywhere(server);

  return {
    name: 'node',
    port,
    async take() {
      while (open > 0) {
        quiet = Promise.withResolvers<void>();
        await quiet.promise;
      }
      const taken = { requests, raw: tap.take() };
      requests = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Listens on a free port of this machine alone. */
export async function listenAnywhere(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Keeps the bytes that come on connections. */
export class Tap {
  #chunks = new Map<Socket, Buffer[]>();

  watch(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const chunks = this.#chunks.get(socket) ?? [];
      this.#chunks.set(socket, chunks);
      chunks.push(chunk);
    });
  }

  take(): string[] {
    const taken = [...this.#chunks.values()].map((chunks) => Buffer.concat(chunks).toString('latin1'));
    this.#chunks = new Map();
    return taken;
  }
}
