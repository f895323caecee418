import assert from 'node:assert/strict';
import { ManualClock } from '../../lib/clock.ts';
import { type Log, memoryLog, silentLog } from '../../lib/log.ts';
import { loadModel } from '../../model/model.ts';
import { compileService, type Handlers } from '../../protocol/protocol.ts';
import { openSqliteStore, type Store } from '../../store/store.ts';
import { type LimitsMode, limitsOf } from '../limits.ts';
import { restHandlers, restLater } from './rest.ts';

const model = loadModel('apigateway');

/** The data plane is not here: TestInvoke… is tested where it is. */
const noDataPlane = async (): Promise<never> => {
  throw new Error('There is no data plane in this test');
};
const testInvoke = { method: noDataPlane, authorizer: noDataPlane };

const caller = { requestId: 'r-1', account: '111111111111', region: 'us-east-1' };

/** What an SDK sees of an answer. */
export interface Seen {
  readonly status: number;
  /** `x-amzn-ErrorType` of an error. */
  readonly error: string | undefined;
  readonly body: Body;
}

/** The members of bodies that tests pick out; beside that, bodies are compared whole. */
export interface Body {
  readonly id: string;
  readonly rootResourceId: string;
  readonly path: string;
  readonly item: readonly Body[];
  readonly position?: string;
  readonly message?: string;
  readonly [member: string]: unknown;
}

/** The REST control plane as a client sees it: operations over their wire form, on a store in memory, at a time that stands still. */
export interface RestClient extends AsyncDisposable {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly log: Log & { readonly lines: readonly { readonly message: string }[] };
  readonly handlers: Handlers<'apigateway', (typeof restLater)[number]>;
  /** `send('PATCH', '/restapis/abc', {…})` */
  send(method: string, target: string, body?: unknown): Promise<Seen>;
  /** The same for what must succeed. @returns the body */
  ok(method: string, target: string, body?: unknown): Promise<Body>;
  /** `PATCH` with these operations. */
  patch(target: string, ...patchOperations: readonly PatchOperation[]): Promise<Seen>;
}

export type PatchOperation = readonly [op: string, path: string | undefined, value?: string | undefined, from?: string];

/** 2026-01-01T00:00:00.900Z: a timestamp must lose the fraction. */
const START = Date.UTC(2026, 0, 1) + 900;

/** What a timestamp taken at the start looks like on the wire. */
export const AT_START = 1767225600;

/** @param limits `open`, as the process has them unless told otherwise */
export async function openRest(limits: LimitsMode = 'open'): Promise<RestClient> {
  const clock = new ManualClock(START);
  const log = memoryLog();
  const store = await openSqliteStore({ path: ':memory:', log: silentLog, clock });
  const handlers = restHandlers({ store, clock, log, limits: limitsOf(limits), testInvoke });
  const server = compileService(model, handlers, restLater);

  const send = async (method: string, target: string, body?: unknown): Promise<Seen> => {
    const [path = '', query = ''] = target.split('?');
    const bytes = body instanceof Uint8Array ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const answer = await server.answer({ method, path, query, headers: () => undefined, body: bytes }, caller);
    if (answer.bug !== undefined) throw answer.bug;
    const text = Buffer.from(answer.body ?? '').toString('utf8');
    return {
      status: answer.status,
      error: answer.headers.find(([name]) => name.toLowerCase() === 'x-amzn-errortype')?.[1],
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
    };
  };
  return {
    store,
    clock,
    log,
    handlers,
    send,
    async ok(method, target, body) {
      const seen = await send(method, target, body);
      assert.ok(seen.status < 300, `${method} ${target}: ${seen.status} ${JSON.stringify(seen.body)}`);
      return seen.body;
    },
    patch: (target, ...operations) =>
      send('PATCH', target, {
        patchOperations: operations.map(([op, path, value, from]) => ({ op, path, value, from })),
      }),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** An API with its root; paths below it start with `at`. */
export async function newApi(rest: RestClient, input: object = {}): Promise<{ id: string; root: string; at: string }> {
  const { id, rootResourceId } = await rest.ok('POST', '/restapis', { name: 'pets', ...input });
  return { id, root: rootResourceId, at: `/restapis/${id}` };
}

export const MOCK = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } };

/** An API with GET / answered by a MOCK integration, ready to deploy; `method` is the path of the method. */
export async function newMockApi(rest: RestClient): Promise<{ id: string; root: string; at: string; method: string }> {
  const api = await newApi(rest);
  const method = `${api.at}/resources/${api.root}/methods/GET`;
  await rest.ok('PUT', method, { authorizationType: 'NONE' });
  await rest.ok('PUT', `${method}/integration`, MOCK);
  return { ...api, method };
}

/** `1 validation error detected: …` for operations that do not exist, by their numbers and AWS's name of the input. */
export function wrongOps(input: string, op: string, ...numbers: readonly number[]): string {
  const one = (n: number) =>
    `Value '${op}' at '${input}.patchOperations.${n}.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]`;
  return `${numbers.length} validation error${numbers.length === 1 ? '' : 's'} detected: ${numbers.map(one).join('; ')}`;
}

export async function deploy(rest: RestClient, at: string, input: object = {}): Promise<string> {
  return (await rest.ok('POST', `${at}/deployments`, input)).id;
}

/** Stage `dev` of a new API, made by a deployment. */
export async function newStage(
  rest: RestClient,
  input: object = {},
): Promise<{ at: string; stage: string; deployment: string }> {
  const { at } = await newMockApi(rest);
  const deployment = await deploy(rest, at, { stageName: 'dev', ...input });
  return { at, stage: `${at}/stages/dev`, deployment };
}

/** Asserts a refusal: its status, its name and its sentence. */
export function refused(seen: Seen, error: string, message: string): void {
  const status = STATUS[error];
  assert.deepEqual([seen.error, seen.body.message, seen.status], [error, message, status]);
}

const STATUS: { readonly [error: string]: number } = {
  BadRequestException: 400,
  ValidationException: 400,
  SerializationException: 400,
  NotFoundException: 404,
  ConflictException: 409,
  LimitExceededException: 429,
  NotImplementedException: 501,
};
