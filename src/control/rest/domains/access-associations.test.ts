import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRest, type RestClient, refused } from '../rest.fixture.ts';
import { newPrivate, newRegional } from './domains.fixture.ts';

const AT = '/domainnameaccessassociations';
const VPCE = 'vpce-abcd1234efg';

const associate = (rest: RestClient, domainNameArn: unknown, input: object = {}) =>
  rest.send('POST', AT, {
    domainNameArn,
    accessAssociationSourceType: 'VPCE',
    accessAssociationSource: VPCE,
    ...input,
  });
const remove = (rest: RestClient, arn: unknown) => rest.send('DELETE', `${AT}/${encodeURIComponent(String(arn))}`);

test('an association has an ARN of both ends (Developer Guide, private custom domain names, tutorial)', async () => {
  await using rest = await openRest();
  const { domainNameArn, domainNameId } = await newPrivate(rest);
  const created = await associate(rest, domainNameArn, { tags: { team: 'shop' } });
  const arn = `arn:aws:apigateway:us-east-1:111111111111:/domainnameaccessassociations/domainname/private.example.com+${domainNameId}/vpcesource/${VPCE}`;
  assert.equal(created.status, 201);
  assert.deepEqual(created.body, {
    domainNameAccessAssociationArn: arn,
    domainNameArn,
    accessAssociationSourceType: 'VPCE',
    accessAssociationSource: VPCE,
    tags: { team: 'shop' },
  });
  // Terraform finds its own among all of the account's, and reads their tags by ARN.
  assert.deepEqual((await rest.ok('GET', `${AT}?resourceOwner=SELF`)).item, [created.body]);
  assert.equal((await rest.ok('GET', `${AT}?resourceOwner=OTHER_ACCOUNTS`)).item?.length ?? 0, 0);
  assert.deepEqual(await rest.ok('GET', `/tags/${encodeURIComponent(arn)}`), { tags: { team: 'shop' } });
  refused(await associate(rest, domainNameArn), 'ConflictException', 'Domain name access association already exists');
  assert.equal((await remove(rest, arn)).status, 202);
  refused(await remove(rest, arn), 'NotFoundException', 'Invalid domain name access association identifier specified');
});

test('what is no private domain name of this account or no VPC endpoint is not associated', async () => {
  await using rest = await openRest();
  const { domainNameArn } = await newPrivate(rest);
  await newRegional(rest);
  const arn = String(domainNameArn);
  for (const wrong of [
    'abc',
    arn.replace('111111111111', '222222222222'),
    arn.replace('us-east-1', 'eu-west-1'),
    arn.replace('private.', 'other.'),
    `${arn}x`,
    'arn:aws:apigateway:us-east-1::/domainnames/api.example.com',
  ]) {
    refused(await associate(rest, wrong), 'NotFoundException', 'Invalid domain name identifier specified');
  }
  for (const accessAssociationSource of ['', 'vpc-1234', `${VPCE}/x`, `${VPCE}\0`]) {
    refused(
      await associate(rest, arn, { accessAssociationSource }),
      'BadRequestException',
      'Invalid VPC endpoint identifier specified',
    );
  }
  assert.deepEqual(await rest.store.scan('domainnameaccessassociation'), []);
});

test('the owner of a domain name rejects an association with it, and with no other', async () => {
  await using rest = await openRest();
  const [mine, other] = [await newPrivate(rest), await newPrivate(rest)];
  const { body } = await associate(rest, mine['domainNameArn']);
  const reject = (domainNameArn: unknown) => {
    const arn = encodeURIComponent(String(body['domainNameAccessAssociationArn']));
    const domain = encodeURIComponent(String(domainNameArn));
    return rest.send(
      'POST',
      `/rejectdomainnameaccessassociations?domainNameAccessAssociationArn=${arn}&domainNameArn=${domain}`,
    );
  };
  refused(
    await reject(other['domainNameArn']),
    'NotFoundException',
    'Invalid domain name access association identifier specified',
  );
  assert.equal((await reject(mine['domainNameArn'])).status, 202);
  assert.deepEqual(await rest.store.scan('domainnameaccessassociation'), []);
});
