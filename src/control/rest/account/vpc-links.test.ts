import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deploy, newApi, openRest, type RestClient, refused } from '../rest.fixture.ts';

const NLB = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/my-nlb/50dc6c495c0c9188';
const READY = { status: 'AVAILABLE', statusMessage: 'Your vpc link is ready for use' };

test('a VPC link from its creation to its end, as recorded (test_vpc_link_lifecycle)', async () => {
  await using rest = await openRest();
  const created = await rest.send('POST', '/vpclinks', { name: 'link', targetArns: [NLB] });
  const { id } = created.body;
  assert.match(id, /^[a-z0-9]{6}$/);
  const link = { id, name: 'link', targetArns: [NLB] };
  assert.deepEqual([created.status, created.body], [202, { ...link, status: 'PENDING' }]);
  assert.deepEqual(await rest.ok('GET', `/vpclinks/${id}`), { ...link, ...READY, tags: {} });
  assert.deepEqual((await rest.ok('GET', '/vpclinks')).item, [{ ...link, ...READY }]);
  const updated = await rest.patch(`/vpclinks/${id}`, ['replace', '/name', 'link-updated']);
  assert.deepEqual([updated.status, updated.body], [200, { ...link, name: 'link-updated', ...READY, tags: {} }]);
  assert.equal((await rest.send('DELETE', `/vpclinks/${id}`)).status, 202);
  assert.deepEqual((await rest.ok('GET', '/vpclinks')).item ?? [], []);
});

test('what is given besides is shown again', async () => {
  await using rest = await openRest();
  const input = { name: 'link', description: 'to the shop', targetArns: [NLB], tags: { team: 'shop' } };
  const { id, ...shown } = await rest.ok('POST', '/vpclinks', input);
  assert.deepEqual(shown, { ...input, status: 'PENDING' });
  assert.deepEqual((await rest.ok('GET', '/vpclinks')).item[0], { id, ...input, ...READY });
  const { body } = await rest.patch(`/vpclinks/${id}`, ['replace', '/description', '']);
  assert.equal('description' in body, false);
});

test('creations that AWS refuses (recorded: test_create_vpc_link_invalid_parameters)', async () => {
  await using rest = await openRest();
  const create = (input: object) => rest.send('POST', '/vpclinks', { name: 'link', targetArns: [NLB], ...input });
  refused(await create({ name: '' }), 'BadRequestException', 'Name cannot be empty');
  refused(
    await create({ targetArns: ['invalid-arn'] }),
    'BadRequestException',
    'Invalid ARN. ARN is not well formed invalid-arn',
  );
  for (const targetArns of [[], [NLB, NLB]]) {
    refused(await create({ targetArns }), 'BadRequestException', 'A VPC link must have exactly one target ARN');
  }
});

test('a link that is not there (recorded: test_{get,update,delete}_vpc_link_invalid_id)', async () => {
  await using rest = await openRest();
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const seen = await rest.send(method, '/vpclinks/wrong', method === 'PATCH' ? { patchOperations: [] } : undefined);
    refused(seen, 'NotFoundException', 'Invalid Vpc Link identifier specified');
  }
});

test('a link that a deployed method goes through cannot be deleted, whatever the API itself says by now', async () => {
  await using rest = await openRest();
  const { id: link } = await rest.ok('POST', '/vpclinks', { name: 'link', targetArns: [NLB] });
  const { id, at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/GET`;
  await rest.ok('PUT', method, { authorizationType: 'NONE' });
  await putIntegration(rest, method, link);
  // Only what is deployed counts.
  await deploy(rest, at, { stageName: 'dev' });
  await rest.ok('DELETE', `${method}/integration`);
  refused(
    await rest.send('DELETE', `/vpclinks/${link}`),
    'BadRequestException',
    `Cannot delete vpc link. Vpc link '${link}', is referenced in [GET:${root}:dev] in format of [Method:Resource:Stage].`,
  );
  await rest.ok('GET', `/vpclinks/${link}`);
  await rest.ok('DELETE', `/restapis/${id}/stages/dev`);
  assert.equal((await rest.send('DELETE', `/vpclinks/${link}`)).status, 202);
});

async function putIntegration(rest: RestClient, method: string, connectionId: string): Promise<void> {
  await rest.ok('PUT', `${method}/integration`, {
    type: 'HTTP_PROXY',
    httpMethod: 'GET',
    uri: 'http://my-nlb.example.com/',
    connectionType: 'VPC_LINK',
    connectionId,
  });
}

test('there are 20 under the limits of AWS (Developer Guide, quotas)', async () => {
  await using rest = await openRest('aws');
  for (let i = 0; i < 20; i++) await rest.ok('POST', '/vpclinks', { name: `link ${i}`, targetArns: [NLB] });
  const { error } = await rest.send('POST', '/vpclinks', { name: 'one more', targetArns: [NLB] });
  assert.equal(error, 'LimitExceededException');
});
