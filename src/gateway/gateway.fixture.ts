/** What the tests of this folder share: a store with one API, its gateway on a port, and a client that sees raw bytes. */
import { connect, type Socket } from 'node:net';
import {
  type ApiDefinition,
  definitionKey,
  type IntegrationRecord,
  type InvokeOutcome,
  type InvokeRequest,
  type MethodRecord,
  type ResourceRecord,
  type StageRecord,
  stageKey,
} from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import { lastHeader } from '../lib/headers.ts';
import { memoryLog } from '../lib/log.ts';
import type { Capabilities } from '../plan/plan.ts';
import { openSqliteStore, type Store } from '../store/store.ts';
import { type Answer, type Listener, listen, openClient } from '../wire/wire.ts';
import type { BodyRoom } from './body-room.ts';
import { restExecutor } from './execute.ts';
import { findTarget } from './hosts.ts';
import { openPlans, type Plans } from './plans.ts';

export const SCOPE = '123456789012/eu-west-1';
export const API = 'abcdef1234';
export const HOST = `${API}.execute-api.eu-west-1.amazonaws.com`;
const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:fn';
export const INVOCATION_URI = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

export function integration(over: Partial<IntegrationRecord> & Pick<IntegrationRecord, 'type'>): IntegrationRecord {
  return {
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: 'ns',
    cacheKeyParameters: [],
    ...over,
  };
}

export const lambda = integration({ type: 'AWS_PROXY', httpMethod: 'POST', uri: INVOCATION_URI });

export const mock = integration({
  type: 'MOCK',
  requestTemplates: { 'application/json': '{statusCode: 200}' },
  integrationResponses: { 200: { statusCode: '200' } },
});

export function http(uri: string, over: Partial<IntegrationRecord> = {}): IntegrationRecord {
  return integration({ type: 'HTTP_PROXY', httpMethod: 'ANY', uri, ...over });
}

/** `{'GET /pets': integration}`; more of a method under `methods`. */
export function definition(
  routes: { readonly [route: string]: IntegrationRecord },
  over: { readonly api?: Partial<ApiDefinition['api']>; readonly method?: Partial<MethodRecord> } = {},
): ApiDefinition {
  const resources = new Map<string, ResourceRecord>();
  for (const [route, methodIntegration] of Object.entries(routes)) {
    const [httpMethod = '', path = ''] = route.split(' ');
    const before = resources.get(path) ?? { id: `r${resources.size}`, path, resourceMethods: {} };
    const method: MethodRecord = {
      httpMethod,
      authorizationType: 'NONE',
      apiKeyRequired: false,
      methodIntegration,
      ...over.method,
    };
    resources.set(path, { ...before, resourceMethods: { ...before.resourceMethods, [httpMethod]: method } });
  }
  return {
    format: 2,
    deploymentId: 'dep001',
    api: {
      id: API,
      name: 'test',
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
      rootResourceId: 'r0',
      ...over.api,
    },
    resources: [...resources.values()],
    models: [],
    requestValidators: [],
    authorizers: [],
    gatewayResponses: [],
  };
}

export function stageRecord(over: Partial<StageRecord> = {}): StageRecord {
  return {
    stageName: 'prod',
    deploymentId: 'dep001',
    cacheClusterEnabled: false,
    methodSettings: {},
    tracingEnabled: false,
    tags: {},
    createdDate: 0,
    lastUpdatedDate: 0,
    ...over,
  };
}

export async function deploy(store: Store, api: ApiDefinition, stage: StageRecord): Promise<void> {
  await store.transact(async (tx) => {
    tx.put(definitionKey(SCOPE, api.api.id, api.deploymentId), api);
    tx.put(stageKey(SCOPE, api.api.id, stage.stageName), stage);
  });
}

export type Invoke = (request: InvokeRequest) => InvokeOutcome | Promise<InvokeOutcome>;

export function returned(value: unknown): InvokeOutcome {
  const payload = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { outcome: 'returned', payload, version: '$LATEST', requestId: 'x' };
}

export interface Running extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly store: Store;
  readonly plans: Plans;
  readonly listener: Listener;
  readonly log: ReturnType<typeof memoryLog>;
  /** What the function was invoked with, newest last. */
  readonly invocations: InvokeRequest[];
  /** `GET /prod/pets` and what goes with it, to the API's host unless `Host` is among the headers. */
  send(request: string, headers?: readonly string[], body?: string | Buffer): Promise<RawResponse>;
  open(): Promise<Wire>;
}

/** A gateway with the store, clock, plans, listener and HTTP client that it runs with; only functions are stood in for. */
export async function run(
  api: ApiDefinition,
  stage = stageRecord(),
  invoke: Invoke = () => returned({}),
  outside: (store: Store, clock: ManualClock) => Partial<Capabilities> | Promise<Partial<Capabilities>> = () => ({}),
  room?: BodyRoom,
): Promise<Running> {
  const clock = new ManualClock(Date.UTC(2026, 10, 22, 18, 30, 5));
  const log = memoryLog();
  const store = await openSqliteStore({ path: ':memory:', log, clock });
  await deploy(store, api, stage);
  const client = openClient({ clock, maxResponseBytes: 10_485_760, connections: 16 });
  const invocations: InvokeRequest[] = [];
  const capabilities: Capabilities = {
    clock,
    sendHttp: (request) => client.send(request),
    async invokeFunction(request) {
      invocations.push(request);
      return invoke(request);
    },
    ...(await outside(store, clock)),
  };
  const plans = await openPlans(store, capabilities, log);
  const data = restExecutor({ plans, clock, log, ...(room === undefined ? {} : { room }) });
  const answer: Answer = (rq) => {
    const target = findTarget(lastHeader(rq.headers, 'host'), rq.target, lastHeader(rq.headers, 'x-apigw-api-id'));
    return target === undefined ? { status: 404, headers: [], body: 'no API' } : data(rq, target);
  };
  const listener = await listen({ host: '127.0.0.1', port: 0, answer, clock, log });
  return {
    clock,
    store,
    plans,
    listener,
    log,
    invocations,
    async send(request, headers = [], body) {
      const wire = await openWire(listener.port);
      const own = headers.some((line) => /^host:/i.test(line)) ? [] : [`Host: ${HOST}`];
      const length = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
      const head = [`${request} HTTP/1.1`, ...own, ...headers, ...length, 'Connection: close', '', ''].join('\r\n');
      wire.socket.write(Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body ?? '')]));
      return wire.response(request.startsWith('HEAD '));
    },
    open: () => openWire(listener.port),
    async [Symbol.asyncDispose]() {
      plans.close();
      await listener.close(0);
      await client.close();
      await store.close();
    },
  };
}

export interface RawResponse {
  readonly status: number;
  /** Name, value, name, value … */
  readonly headers: readonly string[];
  readonly body: Buffer;
  header(lowerName: string): string | undefined;
}

export interface Wire {
  readonly socket: Socket;
  /** The next response on this connection. @param headOnly it answers a HEAD */
  response(headOnly?: boolean): Promise<RawResponse>;
}

/** A connection on which a test writes and reads bytes. */
export async function openWire(port: number): Promise<Wire> {
  const socket = connect(port, '127.0.0.1');
  let bytes = Buffer.alloc(0);
  let ended = false;
  let wake: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    wake();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    ended = true;
    wake();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  async function until(ready: () => boolean): Promise<void> {
    while (!ready()) {
      if (ended) throw new Error(`The connection ended after ${JSON.stringify(bytes.toString('latin1'))}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return {
    socket,
    async response(headOnly = false) {
      await until(() => bytes.includes('\r\n\r\n'));
      const end = bytes.indexOf('\r\n\r\n');
      const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
      const headers = lines.flatMap((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]);
      const length = headOnly ? 0 : Number(lastHeader(headers, 'content-length') ?? 0);
      await until(() => bytes.length >= end + 4 + length);
      const body = bytes.subarray(end + 4, end + 4 + length);
      bytes = bytes.subarray(end + 4 + length);
      return {
        status: Number(statusLine.split(' ')[1]),
        headers,
        body,
        header: (lowerName) => lastHeader(headers, lowerName),
      };
    },
  };
}
