/** What the tests of this folder share: a listener on a port, and connections on which a test writes bytes. */
import { connect, type Socket } from 'node:net';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { type Answer, type Listener, listen, type WireResponse } from './wire.ts';

export interface Served extends AsyncDisposable {
  readonly listener: Listener;
  readonly clock: ManualClock;
  readonly log: ReturnType<typeof memoryLog>;
}

export const hello = (body = 'hello'): WireResponse => ({
  status: 200,
  headers: ['Content-Type', 'text/plain', 'X-A', '1'],
  body,
});

export async function serve(answer: Answer = () => hello()): Promise<Served> {
  const clock = new ManualClock(Date.UTC(2026, 10, 22, 18, 30, 5));
  const log = memoryLog();
  const listener = await listen({ host: '127.0.0.1', port: 0, answer, clock, log });
  return { listener, clock, log, [Symbol.asyncDispose]: () => listener.close(0) };
}

export function dial(served: Served, ...text: string[]): Socket {
  const socket = connect(served.listener.port, '127.0.0.1');
  socket.on('error', () => undefined);
  for (const part of text) socket.write(part);
  return socket;
}

/** Everything that comes on a connection until the server closes it. */
export async function all(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}

/** What has come when it ends with `text`. */
export async function until(socket: Socket, text: string): Promise<string> {
  let seen = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    seen += (chunk as Buffer).toString('latin1');
    if (seen.endsWith(text)) break;
  }
  return seen;
}

export const GET = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
export const LAST = 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
