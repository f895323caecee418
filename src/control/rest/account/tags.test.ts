import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newStage, openRest, type RestClient, refused } from '../rest.fixture.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/a1b2c3d4-5678-90ab-cdef';
const NLB = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/my-nlb/50dc6c495c0c9188';

const at = (arn: string) => `/tags/${encodeURIComponent(arn)}`;
const arnOf = (path: string) => `arn:aws:apigateway:us-east-1::${path}`;

/** Everything that has tags: its ARN, and where it shows them. */
async function everything(rest: RestClient): Promise<readonly (readonly [arn: string, path: string])[]> {
  const { at: api, stage } = await newStage(rest);
  const { id: key } = await rest.ok('POST', '/apikeys', { name: 'k' });
  const { id: plan } = await rest.ok('POST', '/usageplans', { name: 'p' });
  const { clientCertificateId } = await rest.ok('POST', '/clientcertificates', {});
  const { id: link } = await rest.ok('POST', '/vpclinks', { name: 'l', targetArns: [NLB] });
  await rest.ok('POST', '/domainnames', { domainName: 'api.example.com', certificateArn: CERTIFICATE });
  const secret = await rest.ok('POST', '/domainnames', {
    domainName: 'api.example.com',
    certificateArn: CERTIFICATE,
    endpointConfiguration: { types: ['PRIVATE'] },
  });
  const shown = [
    api,
    stage,
    `/apikeys/${key}`,
    `/usageplans/${plan}`,
    `/clientcertificates/${clientCertificateId}`,
    `/vpclinks/${link}`,
    '/domainnames/api.example.com',
  ].map((path) => [arnOf(path), path] as const);
  const secretPath = `/domainnames/api.example.com?domainNameId=${secret['domainNameId']}`;
  return [...shown, [String(secret['domainNameArn']), secretPath]];
}

test('whatever has tags is tagged and untagged by its ARN, and shows them', async () => {
  await using rest = await openRest();
  const all = await everything(rest);
  for (const [i, [arn, path]] of all.entries()) {
    const mine = { team: `team ${i}`, cost: '1' };
    assert.equal((await rest.send('PUT', at(arn), { tags: mine })).status, 204, arn);
    assert.equal((await rest.send('PUT', at(arn), { tags: { cost: '2', 'a/b': '' } })).status, 204, arn);
    const tags = { team: `team ${i}`, cost: '2', 'a/b': '' };
    assert.deepEqual(await rest.ok('GET', at(arn)), { tags });
    assert.deepEqual((await rest.ok('GET', path))['tags'], tags, path);
    assert.equal((await rest.send('DELETE', `${at(arn)}?tagKeys=cost&tagKeys=a%2Fb&tagKeys=other`)).status, 204);
    assert.deepEqual(await rest.ok('GET', at(arn)), { tags: { team: `team ${i}` } });
  }
  // Nobody got somebody else's.
  for (const [i, [arn]] of all.entries()) {
    assert.deepEqual(await rest.ok('GET', at(arn)), { tags: { team: `team ${i}` } });
  }
});

test('what is not there is not found, in the words of its kind', async () => {
  await using rest = await openRest();
  const { at: api } = await newStage(rest);
  const missing: readonly (readonly [path: string, message: string])[] = [
    ['/restapis/abc', 'Invalid API identifier specified 111111111111:abc'],
    [`${api}/stages/none`, 'Invalid stage identifier specified'],
    ['/restapis/abc/stages/dev', 'Invalid stage identifier specified'],
    ['/apikeys/abc', 'Invalid API Key identifier specified'],
    ['/usageplans/abc', 'Invalid Usage Plan ID specified'],
    ['/clientcertificates/abc', 'Invalid client certificate identifier specified'],
    ['/vpclinks/abc', 'Invalid Vpc Link identifier specified'],
    ['/domainnames/none.example.com', 'Invalid domain name identifier specified'],
    ['/vpclinks/__proto__', 'Invalid Vpc Link identifier specified'],
  ];
  for (const [path, message] of missing) {
    refused(await rest.send('GET', at(arnOf(path))), 'NotFoundException', message);
    refused(await rest.send('PUT', at(arnOf(path)), { tags: { a: 'b' } }), 'NotFoundException', message);
    refused(await rest.send('DELETE', `${at(arnOf(path))}?tagKeys=a`), 'NotFoundException', message);
  }
});

test('an ARN that names nothing of this account and region that has tags is refused', async () => {
  await using rest = await openRest();
  const { at: api } = await newStage(rest);
  for (const arn of [
    'abc',
    api,
    arnOf('/restapis'),
    arnOf(`${api}/`),
    arnOf(`${api}/resources/abc`),
    arnOf(`${api}\0`),
    arnOf('/account'),
    `arn:aws:apigateway:eu-west-1::${api}`,
    `arn:aws:apigateway:us-east-1:222222222222:${api}`,
    `arn:aws-cn:apigateway:us-east-1::${api}`,
    `arn:aws:lambda:us-east-1::${api}`,
  ]) {
    refused(await rest.send('GET', at(arn)), 'BadRequestException', 'Invalid ARN specified in the request');
  }
});

test('tags that may not be are refused and change nothing (API reference, TagResource)', async () => {
  await using rest = await openRest();
  const { id } = await rest.ok('POST', '/vpclinks', { name: 'l', targetArns: [NLB], tags: { kept: 'yes' } });
  const arn = arnOf(`/vpclinks/${id}`);
  const tag = (tags: object) => rest.send('PUT', at(arn), { tags });
  refused(await tag({ 'aws:mine': 'x' }), 'BadRequestException', "Tag keys must not start with 'aws:': aws:mine");
  const keys = 'Tag keys must have between 1 and 128 characters';
  for (const key of ['', 'k'.repeat(129)]) refused(await tag({ [key]: 'x' }), 'BadRequestException', keys);
  refused(
    await tag({ k: 'v'.repeat(257) }),
    'BadRequestException',
    'The value of tag k must have at most 256 characters',
  );
  // 50 a resource, those that it has counted.
  const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, 'v']));
  refused(
    await tag(many(50)),
    'BadRequestException',
    'A resource with its tags exceeds the maximum size of 50 entries',
  );
  assert.deepEqual(await rest.ok('GET', at(arn)), { tags: { kept: 'yes' } });
  assert.equal((await tag(many(49))).status, 204);
  assert.equal((await tag({ ...many(49), kept: 'still' })).status, 204, 'what is replaced is not counted twice');
  refused(
    await rest.send('POST', '/vpclinks', { name: 'l', targetArns: [NLB], tags: { 'AWS:x': '' } }),
    'BadRequestException',
    "Tag keys must not start with 'aws:': AWS:x",
  );
});

test('names that objects have anyway are tags like any other', async () => {
  await using rest = await openRest();
  const { id } = await rest.ok('POST', '/vpclinks', { name: 'l', targetArns: [NLB] });
  const arn = arnOf(`/vpclinks/${id}`);
  const tags = JSON.parse('{"__proto__": "a", "constructor": "b"}');
  assert.equal((await rest.send('PUT', at(arn), { tags })).status, 204);
  assert.equal(JSON.stringify(await rest.ok('GET', at(arn))), '{"tags":{"__proto__":"a","constructor":"b"}}');
  await rest.send('DELETE', `${at(arn)}?tagKeys=__proto__`);
  assert.equal(JSON.stringify(await rest.ok('GET', at(arn))), '{"tags":{"constructor":"b"}}');
});
