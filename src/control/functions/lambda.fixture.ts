import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeOutcome, InvokeRequest } from '../../definition/definition.ts';
import { ManualClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { loadModel } from '../../model/model.ts';
import { compileService, type WireRequest } from '../../protocol/protocol.ts';
import { openSqliteStore, type Store } from '../../store/store.ts';
import { functionHandlers, later } from './functions.ts';

export const ACCOUNT = '000000000000';
export const SCOPE = `${ACCOUNT}/us-east-1`;
export const ARN = `arn:aws:lambda:us-east-1:${ACCOUNT}:function`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;

export interface Lambda {
  readonly client: LambdaClient;
  readonly store: Store;
  readonly clock: ManualClock;
  /** What reached the capability that invokes. */
  readonly invoked: InvokeRequest[];
  /** What it answers. */
  outcome: InvokeOutcome;
}

/** The Lambda API over HTTP on a store in memory, and AWS's own client for it. */
export async function openLambda(t: TestContext): Promise<Lambda> {
  const clock = new ManualClock();
  const store = await openSqliteStore({ path: ':memory:', clock, log: silentLog });
  const invoked: InvokeRequest[] = [];
  const handlers = functionHandlers({
    store,
    clock,
    caughtUp: async () => undefined,
    invokeFunction: async (request) => {
      invoked.push(request);
      return lambda.outcome;
    },
    runtimeProblem: async (runtime) => (runtime.startsWith('java') ? `Runtime ${runtime} cannot run here.` : undefined),
    inspectZip: async (bytes) => (bytes[0] === 0x50 ? {} : { error: 'Could not unzip uploaded file.' }),
  });
  const service = compileService(loadModel('lambda'), handlers, later);

  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    const wire: WireRequest = {
      method: request.method ?? '',
      path,
      query,
      headers: (name) => request.headers[name]?.toString(),
      body: Buffer.concat(pieces),
    };
    const answer = await service.answer(wire, { requestId: 'the-request', account: ACCOUNT, region: 'us-east-1' });
    if (answer.bug !== undefined) t.diagnostic(`a bug: ${answer.bug}`);
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new LambdaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  t.after(async () => {
    client.destroy();
    server.close();
    server.closeAllConnections();
    await store.close();
  });
  const lambda: Lambda = {
    client,
    store,
    clock,
    invoked,
    outcome: { outcome: 'returned', payload: Buffer.from('"done"'), version: '$LATEST', requestId: 'the-request' },
  };
  return lambda;
}

/** What passes as a zip file here; different texts are different packages. */
export function zip(text = ''): Uint8Array {
  return Buffer.from(`PK${text}`);
}

/** The least that makes a function. */
export function example(FunctionName: string, text = '') {
  return {
    FunctionName,
    Role: ROLE,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: zip(text) },
  } as const;
}

/** How AWS's client sees an error: name, status and text. */
export function refused(name: string, status: number, message: string | RegExp) {
  return (error: unknown): true => {
    const {
      name: gotName,
      message: gotMessage,
      $metadata,
    } = error as Error & { $metadata?: { httpStatusCode?: number } };
    const got = { name: gotName, status: $metadata?.httpStatusCode, message: gotMessage };
    const matches = typeof message === 'string' ? gotMessage === message : message.test(gotMessage);
    if (gotName !== name || got.status !== status || !matches) {
      throw new Error(`expected ${name} ${status} ${message}, got ${JSON.stringify(got)}`);
    }
    return true;
  };
}
