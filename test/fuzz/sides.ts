import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { systemClock } from '../../src/lib/clock.ts';
import { memoryLog } from '../../src/lib/log.ts';
import { listen, type WireRequest } from '../../src/wire/wire.ts';
import type { Case } from './cases.ts';

/** A request as one side understood it. */
export interface Understood {
  readonly method: string;
  readonly target: string;
  /** Name, value, name, value … */
  readonly headers: readonly string[];
  readonly body: string;
}

/** What became of the bytes of one connection. */
export interface Outcome {
  /** The whole requests, in order. */
  readonly requests: readonly Understood[];
  /** It said that something is no request, or closed for that reason. */
  readonly refused: boolean;
  /** It neither answered everything nor closed. */
  readonly hung: boolean;
}

/** One of the two parsers that are compared, behind a port. */
export interface Side extends AsyncDisposable {
  play(given: Case): Promise<Outcome>;
}

/** Answers here take a millisecond: this ends a case that hangs. */
const BOUND_MS = 2_000;

/** Gatehouse's listener, with an answer that records. */
export async function ourSide(): Promise<Side & { readonly log: ReturnType<typeof memoryLog> }> {
  let requests: Understood[] = [];
  const log = memoryLog();
  const answer = async (rq: WireRequest) => {
    const body = await rq.bytes(1_000_000);
    // What follows in its place is no body, or there is too much of it.
    if (!Buffer.isBuffer(body)) return { status: 400, headers: [], body: '' };
    const { method, target, headers } = rq;
    requests.push({ method, target, headers, body: body.toString('latin1') });
    return { status: 200, headers: ['Content-Type', 'text/plain'], body: 'ok' };
  };
  const listener = await listen({ host: '127.0.0.1', port: 0, answer, clock: systemClock, log });
  return {
    log,
    async play(given) {
      requests = [];
      const { hung, text } = await send(listener.port, given);
      return { requests, hung, refused: REFUSAL.test(text) };
    },
    [Symbol.asyncDispose]: () => listener.close(0),
  };
}

/** node:http: the oracle. */
export async function nodeSide(): Promise<Side> {
  let requests: Understood[] = [];
  let refused = false;
  const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({
        method: request.method ?? '',
        target: request.url ?? '',
        headers: request.rawHeaders,
        body: Buffer.concat(chunks).toString('latin1'),
      });
      // With its length, or HTTP/1.0 would end here.
      response.writeHead(200, { 'Content-Length': 2 }).end('ok');
    });
  });
  server.maxHeadersCount = 0;
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('clientError', (_, socket) => {
    refused = true;
    if (!socket.writable) return;
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    async play(given) {
      requests = [];
      refused = false;
      const { hung, text } = await send(port, given);
      // Node waits without end for who asks for an upgrade and ends within the body: that is no matter of ours.
      return { requests, hung: hung && !/upgrade/i.test(given.join('')), refused: refused || REFUSAL.test(text) };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer that neither recorder gives. */
const REFUSAL = /HTTP\/1\.1 (?!200|100)\d{3} /;

/** Sends segment after segment, ends, and takes what comes until the server closes. */
async function send(port: number, given: Case): Promise<{ readonly hung: boolean; readonly text: string }> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  const closed = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => {
      resolve(true);
      socket.destroy();
    }, BOUND_MS);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
  for (const segment of given) {
    await written(socket, segment);
    // The servers run in this process: they read the segment before the next one is written.
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
  return { hung: await closed, text };
}

async function written(socket: Socket, segment: string): Promise<void> {
  if (!socket.writable) return;
  await new Promise<void>((resolve) => socket.write(segment, 'latin1', () => resolve()));
}
