import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_START, openRest, refused } from '../rest.fixture.ts';
import { EDGE_CERTIFICATE, newPrivate, newRegional, REGIONAL_CERTIFICATE } from './domains.fixture.ts';

const AT = '/domainnames/api.example.com';
const OTHER = REGIONAL_CERTIFICATE.replace('fb1b', 'cafe');

test('each path of the table does what it says (API reference, Patch Operations)', async () => {
  await using rest = await openRest();
  await newRegional(rest);
  rest.clock.advance(60_000);
  const { status, body } = await rest.patch(
    AT,
    ['replace', '/regionalCertificateArn', OTHER],
    ['replace', '/regionalCertificateName', 'other'],
    ['replace', '/endpointConfiguration/ipAddressType', 'dualstack'],
    ['add', '/mutualTlsAuthentication/truststoreUri', 's3://bucket/truststore.pem'],
    ['replace', '/mutualTlsAuthentication/truststoreVersion', '2'],
    ['replace', '/ownershipVerificationCertificateArn', EDGE_CERTIFICATE],
    ['replace', '/routingMode', 'ROUTING_RULE_ONLY'],
    ['replace', '/securityPolicy', 'SecurityPolicy_TLS13_1_2_2021_06'],
    ['replace', '/endpointAccessMode', 'BASIC'],
  );
  assert.equal(status, 200);
  const { regionalDomainName: _, ...shown } = body;
  assert.deepEqual(shown, {
    domainName: 'api.example.com',
    regionalCertificateArn: OTHER,
    regionalCertificateName: 'other',
    certificateUploadDate: AT_START + 60,
    regionalHostedZoneId: 'Z1UJRXOUMOOFQ8',
    endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'dualstack' },
    mutualTlsAuthentication: { truststoreUri: 's3://bucket/truststore.pem', truststoreVersion: '2' },
    ownershipVerificationCertificateArn: EDGE_CERTIFICATE,
    routingMode: 'ROUTING_RULE_ONLY',
    securityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06',
    endpointAccessMode: 'BASIC',
    domainNameStatus: 'AVAILABLE',
    tags: {},
  });
  assert.deepEqual(await rest.ok('GET', AT), body);

  // Back again: an empty truststore turns mutual TLS off, version and all (Terraform sends just that).
  const back = await rest.patch(
    AT,
    ['replace', '/mutualTlsAuthentication/truststoreUri', ''],
    ['remove', '/ownershipVerificationCertificateArn'],
    ['replace', '/securityPolicy', 'TLS_1_2'],
    ['replace', '/endpointAccessMode', ''],
  );
  for (const gone of ['mutualTlsAuthentication', 'ownershipVerificationCertificateArn', 'endpointAccessMode']) {
    assert.equal(gone in back.body, false, gone);
  }
});

test('a domain name moves from edge to regional by way of both (Developer Guide, migrate a custom domain name)', async () => {
  await using rest = await openRest();
  const edge = await rest.ok('POST', '/domainnames', {
    domainName: 'api.example.com',
    certificateName: 'edge-cert',
    certificateArn: EDGE_CERTIFICATE,
  });
  const both = await rest.patch(
    AT,
    ['add', '/endpointConfiguration/types', 'REGIONAL'],
    ['add', '/regionalCertificateArn', REGIONAL_CERTIFICATE],
  );
  assert.deepEqual(both.body['endpointConfiguration'], { types: ['EDGE', 'REGIONAL'], ipAddressType: 'ipv4' });
  assert.equal(both.body['distributionDomainName'], edge['distributionDomainName']);
  assert.match(String(both.body['regionalDomainName']), /^d-/);

  const regional = await rest.patch(
    AT,
    ['remove', '/endpointConfiguration/types', 'EDGE'],
    ['remove', '/certificateName'],
    ['remove', '/certificateArn'],
  );
  const gone = ['certificateArn', 'certificateName', 'distributionDomainName', 'distributionHostedZoneId'];
  for (const member of gone) assert.equal(member in regional.body, false, member);
  assert.deepEqual(regional.body['endpointConfiguration'], { types: ['REGIONAL'], ipAddressType: 'ipv4' });
  assert.equal(regional.body['regionalDomainName'], both.body['regionalDomainName'], 'DNS records point at it');
});

test('Terraform replaces the type in one step', async () => {
  await using rest = await openRest();
  await rest.ok('POST', '/domainnames', { domainName: 'api.example.com', certificateArn: EDGE_CERTIFICATE });
  const { status, body } = await rest.patch(
    AT,
    ['replace', '/certificateArn', ''],
    ['replace', '/endpointConfiguration/types/0', 'REGIONAL'],
    ['replace', '/regionalCertificateArn', REGIONAL_CERTIFICATE],
  );
  assert.equal(status, 200);
  assert.deepEqual(body['endpointConfiguration'], { types: ['REGIONAL'], ipAddressType: 'ipv4' });
  assert.deepEqual([body['certificateArn'], body['distributionDomainName']], [undefined, undefined]);
});

test('what a public domain name cannot become', async () => {
  await using rest = await openRest();
  const before = await newRegional(rest);
  const refusals: readonly (readonly [ops: Parameters<typeof rest.patch>[1][], message: string])[] = [
    [
      [['remove', '/endpointConfiguration/types', 'REGIONAL']],
      'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.',
    ],
    [[['remove', '/regionalCertificateArn']], 'A certificate was not provided for the endpoint type REGIONAL.'],
    [[['add', '/endpointConfiguration/types', 'EDGE']], 'A certificate was not provided for the endpoint type EDGE.'],
    [[['add', '/certificateArn', EDGE_CERTIFICATE]], 'Cannot import certificates for EDGE while REGIONAL is active.'],
    [
      [
        ['add', '/endpointConfiguration/types', 'EDGE'],
        ['remove', '/endpointConfiguration/types', 'REGIONAL'],
      ],
      'Operations add and remove of /endpointConfiguration/types cannot be included in the same request',
    ],
    [
      [['replace', '/endpointConfiguration/types/0', 'PRIVATE']],
      'A custom domain name cannot be migrated between public and private endpoint types',
    ],
    [[['replace', '/endpointConfiguration/types/1', 'EDGE']], 'Invalid patch path /endpointConfiguration/types/1'],
    [
      [['add', '/endpointConfiguration/types', 'WRONG']],
      'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
    ],
    [[['replace', '/endpointConfiguration/ipAddressType', 'ipv6']], 'ipAddressType must be either ipv4 or dualstack.'],
    [[['replace', '/policy', '{}']], 'policy is supported only for private custom domain names'],
    [[['replace', '/managementPolicy', '{}']], 'managementPolicy is supported only for private custom domain names'],
    [
      [['remove', '/securityPolicy']],
      "Invalid patch path  '/securityPolicy' specified for op 'remove'. Must be one of: [/certificateName, /certificateArn, " +
        '/endpointConfiguration/types, /mutualTlsAuthentication/truststoreUri, /mutualTlsAuthentication/truststoreVersion, ' +
        '/regionalCertificateName, /regionalCertificateArn, /ownershipVerificationCertificateArn]',
    ],
  ];
  for (const [ops, message] of refusals) refused(await rest.patch(AT, ...ops), 'BadRequestException', message);
  assert.deepEqual(await rest.ok('GET', AT), { ...before, tags: {} });
});

test('the policies of a private domain name', async () => {
  await using rest = await openRest();
  const { domainNameId } = await newPrivate(rest);
  const at = `/domainnames/private.example.com?domainNameId=${domainNameId}`;
  const [policy, managementPolicy] = ['{"Statement":[]}', '{"Statement":[{}]}'];
  const { body } = await rest.patch(
    at,
    ['replace', '/policy', policy],
    ['replace', '/managementPolicy', managementPolicy],
  );
  assert.deepEqual([body['policy'], body['managementPolicy']], [policy, managementPolicy]);
  refused(
    await rest.patch(at, ['replace', '/policy', `{"a":"${'x'.repeat(65_536)}"}`]),
    'BadRequestException',
    'The resource policy exceeds the maximum size of 65536 characters',
  );
  refused(
    await rest.patch(at, ['replace', '/endpointConfiguration/ipAddressType', 'ipv4']),
    'BadRequestException',
    'Only dualstack ipAddressType is supported for Private APIs.',
  );
});
