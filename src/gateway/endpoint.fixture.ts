/** HTTP endpoints of the tests of this folder: real servers, one that notes what it is sent and one that speaks bytes. */
import assert from 'node:assert/strict';
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { IntegrationRecord } from '../definition/definition.ts';
import { lastHeader } from '../lib/headers.ts';
import { definition, type Running, run, stageRecord } from './gateway.fixture.ts';

export interface Upstream extends AsyncDisposable {
  readonly uri: string;
  readonly host: string;
  readonly requests: { method: string; url: string; headers: readonly string[]; body: string }[];
}

type Handle = (rq: IncomingMessage, rs: ServerResponse, body: Buffer) => void;

export async function upstream(handle: Handle = (_, rs) => rs.end('{}')): Promise<Upstream> {
  const requests: Upstream['requests'] = [];
  const server = createServer(async (rq, rs) => {
    const body = await buffer(rq);
    requests.push({ method: rq.method ?? '', url: rq.url ?? '', headers: rq.rawHeaders, body: body.toString() });
    handle(rq, rs, body);
  });
  return listening(server, requests);
}

/** An endpoint that speaks bytes. */
export async function raw(talk: (socket: Socket) => void): Promise<Upstream> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  const up = await listening(server, []);
  return {
    ...up,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await up[Symbol.asyncDispose]();
    },
  };
}

export async function listening(server: Server | HttpServer, requests: Upstream['requests']): Promise<Upstream> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    uri: `http://${host}`,
    host,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

export async function proxy(record: IntegrationRecord, path = '/{proxy+}', variables = {}): Promise<Running> {
  return run(definition({ [`ANY ${path}`]: record }), stageRecord({ variables }));
}

export const from = (mappings: { readonly [to: string]: string }): Partial<IntegrationRecord> => ({
  requestParameters: Object.fromEntries(
    Object.entries(mappings).map(([to, value]) => [`integration.request.${to}`, value]),
  ),
});

export function valuesOf(headers: readonly string[] | undefined, name: string): string[] {
  const all = headers ?? [];
  assert.equal(all.length % 2, 0);
  if (lastHeader(all, name.toLowerCase()) === undefined) return [];
  return all.filter((_, i) => i % 2 === 1 && (all[i - 1] as string).toLowerCase() === name.toLowerCase());
}
