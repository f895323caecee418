import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createServer } from 'node:tls';
import { ManualClock } from '../lib/clock.ts';
import { OK } from './client.fixture.ts';
import { openClient } from './client.ts';
import { aExample, ca, cert, key } from './tls.fixture.ts';

test('an endpoint that asks is shown the certificate of each request, over connections of its own', async () => {
  const shown: string[] = [];
  const server = createServer({ cert, key, requestCert: true, rejectUnauthorized: false }, (socket) => {
    const peer = String(socket.getPeerCertificate().subject?.CN ?? 'none');
    socket.on('error', () => undefined);
    socket.on('data', () => {
      shown.push(peer);
      socket.write(OK, 'latin1');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = openClient({
    ...{ clock: new ManualClock(Date.UTC(2027, 0, 1)), maxResponseBytes: 10, connections: 1, trusted: [ca] },
    lookup: (_, done) => setImmediate(() => done(null, ['127.0.0.1'])),
  });
  const send = async (own?: { readonly cert: string; readonly key: string }) => {
    const { answer } = await client.send({
      ...{
        origin: `https://localhost:${port}`,
        method: 'GET',
        path: '/',
        headers: [],
        body: undefined,
        timeoutMs: 1_000,
      },
      clientCertificate: own && {
        id: own === aExample ? 'a' : 'localhost',
        certificate: own.cert,
        privateKey: own.key,
      },
    });
    assert.equal(answer, 'response');
  };
  try {
    for (const own of [undefined, { cert, key }, aExample, undefined, aExample]) await send(own);
    assert.deepEqual(shown, ['none', 'localhost', 'a.example', 'none', 'a.example']);
  } finally {
    await client.close();
    await new Promise((resolve) => server.close(resolve));
  }
});
