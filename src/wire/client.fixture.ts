/** What the tests of the client share: an endpoint that speaks bytes, and a client with a clock that stands still. */
import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { ManualClock } from '../lib/clock.ts';
import { type Client, type ClientOptions, type ClientRequest, openClient } from './client.ts';

export interface Endpoint extends AsyncDisposable {
  readonly client: Client;
  readonly clock: ManualClock;
  readonly request: ClientRequest;
  /** Every connection that was made. */
  readonly sockets: Socket[];
  /** What came in on all of them. */
  received(): string;
}

/** @param talk is told what came in on a connection, and which one it is: 0 is the first */
export async function endpoint(
  talk: (socket: Socket, text: string, connection: number) => void,
  options: Partial<ClientOptions> = {},
): Promise<Endpoint> {
  const sockets: Socket[] = [];
  let received = '';
  const server: Server = createServer((socket) => {
    const connection = sockets.push(socket) - 1;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      talk(socket, chunk.toString('latin1'), connection);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const clock = new ManualClock();
  const client = openClient({ clock, maxResponseBytes: 1_000, connections: 1, ...options });
  return {
    client,
    clock,
    sockets,
    request: {
      origin: `http://127.0.0.1:${address.port}`,
      method: 'GET',
      path: '/x',
      headers: [],
      body: undefined,
      timeoutMs: 100,
    },
    received: () => received,
    async [Symbol.asyncDispose]() {
      await client.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      assert.equal(clock.pending, 0, 'a timer was left behind');
    },
  };
}

/** As many turns of the event loop as it takes. */
export async function when(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: \xe9\r\n\r\nhi';
