import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import type { Files } from './zip.ts';

/** What a generated client answers and throws. */
export interface ClientResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly data: unknown;
}

export type Client = { readonly [name: string]: (...args: unknown[]) => Promise<ClientResponse> };

export interface ClientFactory {
  newClient(config?: object): Client;
}

/** A request as it came over the wire. */
export interface Request {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export interface Folder extends AsyncDisposable {
  readonly path: string;
  /** What `require` of the generated client gives. */
  factory(): ClientFactory;
}

export async function unzip(bytes: Uint8Array): Promise<Map<string, string>> {
  const archive = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  const files = new Map<string, string>();
  for await (const entry of archive.eachEntry()) {
    files.set(entry.fileName, await text(await archive.openReadStreamPromise(entry)));
  }
  return files;
}

/** Writes an SDK where it can be run. */
export async function unpacked(files: Files): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-sdk-'));
  let main = '';
  for (const [name, content] of files) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
    if (name.endsWith('/apigClient.js')) main = join(path, name);
  }
  return {
    path: dirname(main),
    factory: () => createRequire(main)(main) as ClientFactory,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

export interface Endpoint extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: readonly Request[];
}

/** A server that remembers its requests. `/dev/fail` is answered with 418 and text, everything else with 200 and JSON. */
export async function openEndpoint(): Promise<Endpoint> {
  const requests: Request[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '' } = incoming;
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    requests.push({ method, url, headers, body: (await buffer(incoming)).toString('utf8') });
    const failed = url.startsWith('/dev/fail');
    response.writeHead(failed ? 418 : 200, { 'content-type': failed ? 'text/plain' : 'application/json', 'x-a': '1' });
    response.end(failed ? 'no tea' : '{"ok":true}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
