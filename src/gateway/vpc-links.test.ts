import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vpcLinkKey } from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import { lastHeader } from '../lib/headers.ts';
import { memoryLog } from '../lib/log.ts';
import { openSqliteStore } from '../store/store.ts';
import { type Upstream, upstream } from './endpoint.fixture.ts';
import { definition, http, integration, run, SCOPE, stageRecord } from './gateway.fixture.ts';
import { vpcLinkOrigins } from './vpc-links.ts';

/** What it was asked for. */
function seen({ requests }: Upstream): string[] {
  return requests.map(({ method, url, headers }) => `${method} ${lastHeader(headers, 'host')} ${url}`);
}

const NLB = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/nlb/1234';

test('a link leads to what is configured for its id, else for its load balancer, in its own scope', async () => {
  const store = await openSqliteStore({ path: ':memory:', log: memoryLog(), clock: new ManualClock() });
  const put = (id: string, targetArns: string[]) =>
    store.transact(async (tx) => tx.put(vpcLinkKey(SCOPE, id), { id, name: id, targetArns, tags: {} }));
  await put('byid', [NLB]);
  await put('byarn', [NLB]);
  await put('none', ['arn:other']);
  const origin = vpcLinkOrigins(
    store,
    new Map([
      ['byid', 'http://a:1'],
      [NLB, 'http://b:2'],
    ]),
  );
  assert.deepEqual(
    await Promise.all(['byid', 'byarn', 'none', 'unknown'].map((id) => origin({ scope: SCOPE, id, target: null }))),
    ['http://a:1', 'http://b:2', undefined, undefined],
  );
  assert.equal(await origin({ scope: '999999999999/eu-west-1', id: 'byarn', target: null }), undefined);
  // V2: the integration names the load balancer, and what a link of V1 names is not asked.
  assert.equal(await origin({ scope: SCOPE, id: 'v2link', target: NLB }), 'http://b:2');
  assert.equal(await origin({ scope: SCOPE, id: 'byarn', target: 'arn:another' }), undefined);
  await store.close();
});

test('HTTP_PROXY through a link: to its address, with the Host and path of the URI; a stage variable names the link', async () => {
  await using endpoint = await upstream((_, rs) => rs.end('through the link'));
  const link = (connectionId: string) =>
    http('http://internal.invalid:81/base?a=1', { connectionType: 'VPC_LINK', connectionId });
  const api = definition({ 'GET /pets': link('${stageVariables.link}'), 'GET /none': link('unknown') });
  const stage = stageRecord({ variables: { link: 'abc123' } });
  await using gateway = await run(api, stage, undefined, (store) => ({
    vpcLinkOrigin: vpcLinkOrigins(store, new Map([['abc123', endpoint.uri]])),
  }));
  assert.equal((await gateway.send('GET /prod/pets?b=2')).body.toString(), 'through the link');
  assert.deepEqual(seen(endpoint), ['GET internal.invalid:81 /base?a=1&b=2']);

  // What is not configured is not sent to the public address of its URI.
  const refused = await gateway.send('GET /prod/none');
  assert.deepEqual([refused.status, refused.body.toString()], [500, '{"message": "Internal server error"}']);
  const reason = 'VPC link "unknown" leads to no address (--vpc-links)';
  assert.ok(gateway.log.lines.some(({ message }) => message.endsWith(reason)));
});

// aws-behaviour.md §1.8; developer guide, "Private integrations for REST APIs".
test('§1.8 VPC link V2: the request’s path with its stage; the URI gives Host alone, and a template another path', async () => {
  const ALB = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/alb/1234';
  await using endpoint = await upstream((_, rs) => rs.end('through the link'));
  const v2 = {
    connectionType: 'VPC_LINK',
    connectionId: 'v2link',
    integrationTarget: '${stageVariables.alb}',
  } as const;
  const uri = 'http://internal.example/base/{id}?a=1';
  const mapped = (template: string) =>
    integration({
      type: 'HTTP',
      httpMethod: 'GET',
      uri,
      ...v2,
      requestTemplates: { 'application/json': template },
      integrationResponses: { 200: { statusCode: '200' } },
    });
  const api = definition({
    'ANY /pets/{id}': http(uri, v2),
    'GET /mapped': mapped('{}'),
    'GET /elsewhere': mapped("#set($context.requestOverride.path = '/v2/pets')"),
    'GET /nowhere': mapped("#set($context.requestOverride.path = 'a b')"),
  });
  const stage = stageRecord({ variables: { alb: ALB } });
  await using gateway = await run(api, stage, undefined, (store) => ({
    vpcLinkOrigin: vpcLinkOrigins(store, new Map([[ALB, endpoint.uri]])),
  }));
  assert.equal((await gateway.send('GET /prod/pets/a%20b?b=2')).body.toString(), 'through the link');
  for (const path of ['mapped', 'elsewhere']) assert.equal((await gateway.send(`GET /prod/${path}`)).status, 200);
  assert.equal((await gateway.send('GET /prod/nowhere')).status, 500);
  assert.deepEqual(seen(endpoint), [
    'GET internal.example /prod/pets/a%20b?b=2',
    'GET internal.example /prod/mapped',
    'GET internal.example /v2/pets',
  ]);
});
