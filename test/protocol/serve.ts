import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../src/lib/clock.ts';
import { chooseService, identify, type ServiceServer, verify, type WireRequest } from '../../src/protocol/protocol.ts';

export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/**
 * The servers on one port of a real HTTP server, as the gateway will do it: choose, verify what is signed, answer. Bugs and
 * requests for nobody end up in `trouble`.
 */
export async function serve(servers: readonly ServiceServer[]) {
  const choose = chooseService(servers);
  const trouble: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const [path = '', query = ''] = (incoming.url ?? '').split(/\?(.*)/s);
      const request: WireRequest = {
        method: incoming.method ?? '',
        path,
        query,
        headers: (name) => incoming.headers[name]?.toString(),
        body: Uint8Array.from(Buffer.concat(chunks)),
      };
      const chosen = choose(request);
      if (chosen === undefined) {
        trouble.push(`nobody answers ${request.method} ${incoming.url}`);
        outgoing.writeHead(404).end();
        return;
      }
      if (request.headers('authorization') !== undefined) {
        const refused = verify(request, {
          credentials: (key) => (key === '123456789012' ? { secretAccessKey } : undefined),
          clock: systemClock,
          service: chosen.service,
        });
        if (refused !== undefined) trouble.push(refused);
      }
      const answer = await chosen.answer(request, {
        requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
        ...identify(request),
      });
      if (answer.bug !== undefined) trouble.push(answer.bug);
      outgoing.writeHead(answer.status, answer.headers.flat()).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    trouble,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
