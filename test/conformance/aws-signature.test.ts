/** Calls of AWS services over the wire, at a server that verifies signatures as our own control plane does. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { type ResolvedAwsCall, scopeOf } from '../../src/definition/definition.ts';
import { isFault } from '../../src/exchange/exchange.ts';
import { type AwsRequest, compileAwsCall } from '../../src/integrations/aws/aws-call.ts';
import { ManualClock } from '../../src/lib/clock.ts';
import type { ServiceName } from '../../src/model/model.ts';
import { resolveAwsCall } from '../../src/plan/resolve-aws-call.ts';
import { identify, type ServiceError, verify } from '../../src/protocol/protocol.ts';
import { openClient } from '../../src/wire/wire.ts';

const REGION = 'eu-west-1';
const credentials = { accessKeyId: '123456789012', secretAccessKey: 'a secret/+', sessionToken: 'a token/+=' };

interface Seen {
  readonly error: ServiceError | undefined;
  readonly caller: string;
  readonly target: string;
  readonly body: string;
}

/** What the server made of one call. */
async function called(
  uri: string,
  service: ServiceName,
  rq: Partial<AwsRequest> = {},
  secret = credentials.secretAccessKey,
): Promise<Seen> {
  const clock = new ManualClock();
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const headers = (name: string): string | undefined => request.headers[name]?.toString();
    const wire = { method: request.method ?? '', path, query, headers, body };
    const found = (key: string) =>
      key === credentials.accessKeyId ? { ...credentials, secretAccessKey: secret } : undefined;
    const { account, region } = identify(wire);
    const error = verify(wire, { credentials: found, clock, service });
    seen.push({ error, caller: scopeOf(account, region), target: request.url ?? '', body: body.toString() });
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = openClient({ clock, maxResponseBytes: 1_000, connections: 1 });
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const resolved = resolveAwsCall({ uri, httpMethod: 'POST', timeoutInMillis: 29_000 }, {}) as ResolvedAwsCall;
    const call = compileAwsCall(resolved, { credentials, endpoints: new Map([['*', origin]]) }, clock);
    if (isFault(call)) assert.fail(call.detail);
    const answer = await client.send(
      call({ httpMethod: 'POST', path: new Map(), query: [], headers: [], body: '', ...rq }),
    );
    assert.equal(answer.answer === 'response' && answer.status, 200);
  } finally {
    await client.close();
    server.close();
  }
  assert.equal(seen.length, 1);
  return seen[0] as Seen;
}

describe('a call that arrives is one that was signed', () => {
  test('an action, with a body and parameters that have to be encoded', async () => {
    const seen = await called(`arn:aws:apigateway:${REGION}:sts:action/GetCallerIdentity&Version=2011-06-15`, 'sts', {
      query: [
        ['b', "ü'!*() +/~"],
        ['a', ''],
      ],
      headers: [['Content-Type', 'application/json']],
      body: '{"ü":1}',
    });
    assert.equal(seen.error, undefined);
    assert.equal(seen.caller, `123456789012/${REGION}`);
    assert.equal(seen.target, '/?Action=GetCallerIdentity&Version=2011-06-15&b=%C3%BC%27%21%2A%28%29%20%2B%2F~&a=');
    assert.equal(seen.body, '{"ü":1}');
  });

  test('a path, with values that have to be encoded', async () => {
    const path = new Map([['name', 'a b/%2F:ü']]);
    const seen = await called(
      `arn:aws:apigateway:${REGION}:apigateway:path//restapis/{name}/x?limit={name}`,
      'apigateway',
      { path },
    );
    assert.equal(seen.error, undefined);
    assert.equal(seen.target, '/restapis/a%20b/%2F:%C3%BC/x?limit=a%20b%2F%2F%3A%C3%BC');
  });

  test('a service that is global is signed for its one region', async () => {
    const seen = await called(`arn:aws:apigateway:${REGION}:iam:action/ListRoles`, 'iam');
    assert.deepEqual([seen.error, seen.caller], [undefined, '123456789012/us-east-1']);
  });

  test('with another secret, or for another service, it is refused', async () => {
    const uri = `arn:aws:apigateway:${REGION}:logs:action/DescribeLogGroups`;
    assert.equal((await called(uri, 'logs')).error, undefined);
    assert.match(
      (await called(uri, 'logs', {}, 'another secret')).error?.message ?? '',
      /^The request signature we calculated/,
    );
    assert.match((await called(uri, 'sts')).error?.message ?? '', /correct service: 'sts'/);
  });
});
