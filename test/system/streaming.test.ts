import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PutIntegrationCommand, TestInvokeMethodCommand, UpdateIntegrationCommand } from '@aws-sdk/client-api-gateway';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type Running, startProcess } from './start.ts';
import { type Api, type Clients, clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

/** The developer guide's example with HttpResponseStream.from, but that it waits for a file in place of a second. */
const EXAMPLE = `
import { existsSync } from 'node:fs';
export const handler = awslambda.streamifyResponse(async (event, responseStream, context) => {
  const file = event.queryStringParameters?.file;
  const httpResponseMetadata = {
    statusCode: 200,
    headers: { 'x-foo': 'bar' },
    multiValueHeaders: { 'x-mv1': ['hello', 'world'], 'Set-Cookie': ['c1=blue', 'c2=red'] },
  };
  responseStream = awslambda.HttpResponseStream.from(responseStream, httpResponseMetadata);
  responseStream.write('First payload ');
  while (file && !existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5));
  responseStream.write('Final payload');
  responseStream.end();
});`;

/** "UpdateIntegration … /uri … /responseTransferMode" (developer guide, "Update the response transfer mode"). */
async function stream({ gateway }: Clients, { restApiId, resourceId }: Api, uri: string, ...more: object[]) {
  await gateway.send(
    new UpdateIntegrationCommand({
      restApiId,
      resourceId,
      httpMethod: 'ANY',
      patchOperations: [
        { op: 'replace', path: '/uri', value: uri },
        { op: 'replace', path: '/responseTransferMode', value: 'STREAM' },
        ...more,
      ],
    }),
  );
}

for (const args of [[], ['--threads', '2']]) {
  describe(`gatehouse start ${args.join(' ')}`, () => {
    let dir: string;
    let gatehouse: Running;
    let clients: Clients;
    let api: Api;

    before(async () => {
      dir = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
      gatehouse = await startProcess(['--data-dir', join(dir, 'data'), ...args]);
      clients = clientsFor(gatehouse.endpoint);
      const arn = await createFunction(clients, 'streams', EXAMPLE);
      api = await putApi(clients, arn, 'lambda');
      const uri = `arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/${arn}/response-streaming-invocations`;
      await stream(clients, api, uri);
      await deploy(clients, api.restApiId);
    });

    after(async () => {
      await gatehouse.stop();
      await rm(dir, { recursive: true, force: true });
    });

    test('what a function has written is there while it goes on', async () => {
      const file = join(dir, 'go');
      const response = await fetch(`${invokeUrl(gatehouse.endpoint, api.restApiId, '/lambda')}?file=${file}`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('x-foo'), 'bar');
      assert.equal(response.headers.get('x-mv1'), 'hello, world');
      assert.deepEqual(response.headers.getSetCookie(), ['c1=blue', 'c2=red']);
      assert.equal(response.headers.get('transfer-encoding'), 'chunked');
      let text = '';
      for await (const piece of response.body ?? []) {
        text += Buffer.from(piece).toString();
        if (text === 'First payload ') await writeFile(file, '');
      }
      assert.equal(text, 'First payload Final payload');
    });

    test('TestInvokeMethod shows what came, without a log; Invoke returns the format itself', async () => {
      const { restApiId, resourceId } = api;
      const tested = await clients.gateway.send(
        new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'ANY' }),
      );
      assert.deepEqual([tested.status, tested.body, tested.log ?? ''], [200, 'First payload Final payload', '']);
      const invoked = await clients.lambda.send(new InvokeCommand({ FunctionName: 'streams', Payload: '{}' }));
      const payload = Buffer.from(invoked.Payload ?? []).toString();
      assert.match(payload, /^\{"statusCode":200.*\}\0{8}First payload Final payload$/);
    });

    test('an endpoint’s events are there as it sends them, and it learns that the client has gone', async (t) => {
      const answers: ServerResponse[] = [];
      const server = createServer((_, rs) => {
        rs.writeHead(200, { 'Content-Type': 'text/event-stream' });
        rs.write('data: 1\n\n');
        answers.push(rs);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      t.after(() => {
        server.closeAllConnections();
        server.close();
      });
      const own = await putApi(clients, await createFunction(clients, `unused${args.length}`, EXAMPLE), 'events');
      const type = { ...own, httpMethod: 'ANY', type: 'HTTP_PROXY', integrationHttpMethod: 'GET' } as const;
      const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      await clients.gateway.send(new PutIntegrationCommand({ ...type, uri, responseTransferMode: 'STREAM' }));
      await deploy(clients, own.restApiId);
      const abort = new AbortController();
      const response = await fetch(invokeUrl(gatehouse.endpoint, own.restApiId, '/events'), { signal: abort.signal });
      const reader = response.body?.getReader();
      assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'data: 1\n\n');
      const [rs] = answers;
      assert.ok(rs);
      rs.write('data: 2\n\n');
      assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'data: 2\n\n');
      const gone = once(rs, 'close').then(() => true);
      abort.abort();
      // What is written to a client that has gone is answered with a reset.
      while (!(await Promise.race([gone, new Promise((resolve) => setImmediate(resolve, false))])))
        rs.write('data: 3\n\n');
    });
  });
}
