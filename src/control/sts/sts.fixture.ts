import { ManualClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { loadModel } from '../../model/model.ts';
import { compileService, type WireRequest } from '../../protocol/protocol.ts';
import { openSqliteStore, type Store } from '../../store/store.ts';
import { iamHandlers, later as iamLater } from '../iam/iam.ts';
import { stsHandlers, later as stsLater } from './sts.ts';

export const ACCOUNT = '111111111111';

/** IAM and STS on one store in memory, at a time that stands still, in their wire form. */
export interface Identities extends AsyncDisposable {
  readonly store: Store;
  readonly clock: ManualClock;
  /** Answers `POST /` with `Action` and the members given, `Tags.member.1.Key` and so on, signed with an access key or the account's. */
  send(action: string, members?: Members, accessKey?: string): Promise<Seen>;
  /** The same for what must succeed. @returns the XML */
  ok(action: string, members?: Members, accessKey?: string): Promise<string>;
}

export type Members = Readonly<Record<string, string>>;

export interface Seen {
  readonly status: number;
  readonly body: string;
}

export async function openIdentities(limits: 'aws' | 'open' = 'aws'): Promise<Identities> {
  const clock = new ManualClock();
  const store = await openSqliteStore({ path: ':memory:', log: silentLog, clock });
  const iam = compileService(loadModel('iam'), iamHandlers({ store, clock, limits }), iamLater);
  const sts = compileService(loadModel('sts'), stsHandlers({ store, clock }), stsLater);

  const send = async (action: string, members: Members = {}, accessKey?: string): Promise<Seen> => {
    const body = Buffer.from(new URLSearchParams({ Action: action, ...members }).toString());
    const request: WireRequest = { method: 'POST', path: '/', query: '', headers: () => undefined, body };
    const server = iam.operation(request) === undefined ? sts : iam;
    const caller = { requestId: 'r', account: ACCOUNT, region: 'eu-west-1', accessKey };
    const answer = await server.answer(request, caller);
    if (answer.bug !== undefined) throw answer.bug;
    return { status: answer.status, body: Buffer.from(answer.body ?? '').toString() };
  };
  return {
    store,
    clock,
    send,
    async ok(action, members, accessKey) {
      const { status, body } = await send(action, members, accessKey);
      if (status !== 200) throw new Error(`${action}: ${status} ${body}`);
      return body;
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** What stands in the first element of that name, as XML has it. */
export function textOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^]*?)</${name}>`).exec(xml)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** What stands in all elements of that name. */
export function textsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);
}

/** `[code, message, status]` of a refusal. */
export function refusalOf({ status, body }: Seen): [string | undefined, string | undefined, number] {
  return [textOf(body, 'Code'), textOf(body, 'Message'), status];
}

/** A trust policy of one statement. */
export function trust(principal: unknown, more: object = {}): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

export const LAMBDA_TRUST = trust({ Service: 'lambda.amazonaws.com' });

/** A policy of one statement. */
export function policy(more: object = {}): string {
  const statement = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
