import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Call } from '../../../protocol/protocol.ts';
import { AT_START, openRest, type RestClient, refused } from '../rest.fixture.ts';
import { EDGE_CERTIFICATE, newPrivate, newRegional, newStagedApi, REGIONAL_CERTIFICATE } from './domains.fixture.ts';

const SCOPE = '111111111111/us-east-1';
const create = (rest: RestClient, input: object) =>
  rest.send('POST', '/domainnames', { domainName: 'api.example.com', ...input });

test('an edge-optimized domain name (CLI reference, create-domain-name, example 1)', async () => {
  await using rest = await openRest();
  const created = await create(rest, { certificateName: 'my cert', certificateArn: EDGE_CERTIFICATE });
  assert.equal(created.status, 201);
  const { distributionDomainName, ...shown } = created.body;
  assert.match(String(distributionDomainName), /^d[a-z0-9]{13}\.cloudfront\.net$/);
  assert.deepEqual(shown, {
    domainName: 'api.example.com',
    certificateName: 'my cert',
    certificateArn: EDGE_CERTIFICATE,
    certificateUploadDate: AT_START,
    distributionHostedZoneId: 'Z2FDTNDATAQYW2',
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    domainNameStatus: 'AVAILABLE',
    securityPolicy: 'TLS_1_2',
    routingMode: 'BASE_PATH_MAPPING_ONLY',
  });
  assert.deepEqual(await rest.ok('GET', '/domainnames/api.example.com'), { ...created.body, tags: {} });
  assert.deepEqual((await rest.ok('GET', '/domainnames')).item, [created.body]);
});

test('a regional domain name has an address and the hosted zone of its region', async () => {
  await using rest = await openRest();
  const { regionalDomainName, ...shown } = await newRegional(rest, 'api.example.com', { tags: { team: 'shop' } });
  assert.match(String(regionalDomainName), /^d-[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/);
  assert.deepEqual(shown, {
    domainName: 'api.example.com',
    regionalCertificateArn: REGIONAL_CERTIFICATE,
    certificateUploadDate: AT_START,
    regionalHostedZoneId: 'Z1UJRXOUMOOFQ8',
    endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
    domainNameStatus: 'AVAILABLE',
    securityPolicy: 'TLS_1_2',
    routingMode: 'BASE_PATH_MAPPING_ONLY',
    tags: { team: 'shop' },
  });
  // Elsewhere: Tokyo's zone (AWS General Reference), and another account sees none of it.
  const tokyo: Call = { ...call, region: 'ap-northeast-1', scope: '111111111111/ap-northeast-1' };
  const regionalCertificateArn = REGIONAL_CERTIFICATE.replace('us-east-1', 'ap-northeast-1');
  const input = { domainName: 'api.example.com', regionalCertificateArn, endpointConfiguration: REGIONAL };
  const there = await rest.handlers.CreateDomainName(input, tokyo);
  assert.equal(there.regionalHostedZoneId, 'Z1YSHQZHG15GKL');
  assert.match(there.regionalDomainName ?? '', /\.execute-api\.ap-northeast-1\.amazonaws\.com$/);
});

const REGIONAL = { types: ['REGIONAL'] } as const;
const call: Call = {
  requestId: 'r-1',
  account: '111111111111',
  region: 'us-east-1',
  service: 'apigateway',
  operation: 'Test',
  scope: SCOPE,
};

test('a private domain name has an id and an ARN, and is found with its id only (Developer Guide)', async () => {
  await using rest = await openRest();
  const policy = '{"Version":"2012-10-17","Statement":[]}';
  const created = await newPrivate(rest, 'private.example.com', { policy });
  const { domainNameId, domainNameArn, ...shown } = created;
  assert.match(String(domainNameId), /^[a-z0-9]{10}$/);
  const path = `private.example.com+${domainNameId}`;
  assert.equal(domainNameArn, `arn:aws:apigateway:us-east-1:111111111111:/domainnames/${path}`);
  assert.deepEqual(shown, {
    domainName: 'private.example.com',
    certificateArn: EDGE_CERTIFICATE,
    certificateUploadDate: AT_START,
    endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' },
    domainNameStatus: 'AVAILABLE',
    securityPolicy: 'TLS_1_2',
    routingMode: 'BASE_PATH_MAPPING_ONLY',
    policy,
  });
  const withId = `/domainnames/private.example.com?domainNameId=${domainNameId}`;
  assert.deepEqual(await rest.ok('GET', withId), { ...created, tags: {} });
  for (const target of ['private.example.com', encodeURIComponent(path), 'private.example.com?domainNameId=abc']) {
    const message = 'Invalid domain name identifier specified';
    refused(await rest.send('GET', `/domainnames/${target}`), 'NotFoundException', message);
    refused(await rest.send('DELETE', `/domainnames/${target}`), 'NotFoundException', message);
  }
  // It need not be unique, and without the id the public one of that name is meant.
  const again = await newPrivate(rest);
  assert.notEqual(again['domainNameId'], domainNameId);
  await newRegional(rest, 'private.example.com');
  await rest.ok('DELETE', '/domainnames/private.example.com');
  await rest.ok('GET', withId);
  assert.equal((await rest.ok('GET', '/domainnames?resourceOwner=SELF')).item.length, 2);
  assert.equal((await rest.ok('GET', '/domainnames?resourceOwner=OTHER_ACCOUNTS')).item?.length ?? 0, 0);
});

test('certificates that AWS refuses, in its words as its users quote them', async () => {
  await using rest = await openRest();
  const elsewhere = EDGE_CERTIFICATE.replace('us-east-1', 'eu-west-1');
  const refusals: readonly (readonly [input: object, message: string])[] = [
    [{}, 'A certificate was not provided for the endpoint type EDGE.'],
    [{ certificateName: 'name only' }, 'A certificate was not provided for the endpoint type EDGE.'],
    [{ endpointConfiguration: REGIONAL }, 'A certificate was not provided for the endpoint type REGIONAL.'],
    [
      { endpointConfiguration: { types: ['PRIVATE'] } },
      'A certificate was not provided for the endpoint type PRIVATE.',
    ],
    [
      { endpointConfiguration: REGIONAL, certificateArn: EDGE_CERTIFICATE },
      'Cannot import certificates for EDGE while REGIONAL is active.',
    ],
    [
      { certificateArn: EDGE_CERTIFICATE, regionalCertificateArn: REGIONAL_CERTIFICATE },
      'Cannot import certificates for REGIONAL while EDGE is active.',
    ],
    [{ certificateArn: elsewhere }, `Invalid certificate ARN: ${elsewhere}. Certificate must be in 'us-east-1'.`],
    [
      { endpointConfiguration: REGIONAL, regionalCertificateArn: elsewhere },
      `Invalid certificate ARN: ${elsewhere}. Certificate must be in 'us-east-1'.`,
    ],
    [{ certificateArn: 'mine' }, 'Invalid certificate ARN: mine. It must be that of an ACM certificate.'],
  ];
  for (const [input, message] of refusals) refused(await create(rest, input), 'BadRequestException', message);
  assert.equal((await rest.store.scan('domainname')).length, 0);
});

test('names, types, policies and truststores that cannot be', async () => {
  await using rest = await openRest();
  const edge = { certificateArn: EDGE_CERTIFICATE };
  const regional = { regionalCertificateArn: REGIONAL_CERTIFICATE, endpointConfiguration: REGIONAL };
  const secret = { ...edge, endpointConfiguration: { types: ['PRIVATE'] } };
  const name = 'Invalid domain name specified: it must be a lower-case DNS name';
  const mutual = 'Mutual TLS authentication needs the endpoint type REGIONAL and a security policy of TLS 1.2';
  const truststoreUri = 's3://bucket/truststore.pem';
  const refusals: readonly (readonly [input: object, message: string])[] = [
    ...[
      '',
      'localhost',
      'API.example.com',
      'a b.com',
      'a..com',
      '-a.com',
      'a.*.com',
      'a.com/x',
      'a.com\0',
      'é.com',
      'a+b.com',
      `${'a'.repeat(64)}.com`,
      `${'a.'.repeat(126)}com`,
    ].map((domainName) => [{ ...edge, domainName }, name] as const),
    [{ ...secret, domainName: '*.example.com' }, 'Wildcard custom domain names are not supported for private APIs'],
    // Recorded for APIs (test_create_rest_api_with_endpoint_configuration, test_create_rest_api_private_type).
    [
      { ...edge, endpointConfiguration: { types: [] } },
      'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.',
    ],
    [
      { ...edge, endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } },
      'Cannot create an api with multiple Endpoint Types.',
    ],
    [
      { ...secret, endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } },
      'Only dualstack ipAddressType is supported for Private APIs.',
    ],
    [{ ...secret, securityPolicy: 'TLS_1_0' }, 'Private custom domain names have the security policy TLS_1_2'],
    [
      { ...regional, securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' },
      'endpointAccessMode is required for security policy SecurityPolicy_TLS13_1_3_2025_09',
    ],
    [{ ...regional, endpointAccessMode: 'BASIC' }, 'endpointAccessMode is not supported for security policy TLS_1_2'],
    [
      { ...edge, securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', endpointAccessMode: 'BASIC' },
      'Security policy SecurityPolicy_TLS13_1_3_2025_09 is not supported for the endpoint type EDGE',
    ],
    [{ ...edge, mutualTlsAuthentication: { truststoreUri } }, mutual],
    [{ ...regional, securityPolicy: 'TLS_1_0', mutualTlsAuthentication: { truststoreUri } }, mutual],
    ...[{ truststoreVersion: '1' }, { truststoreUri: 'https://bucket/x' }].map(
      (mutualTlsAuthentication) =>
        [
          { ...regional, mutualTlsAuthentication },
          'Invalid truststoreUri specified: it must be s3://bucket-name/key-name',
        ] as const,
    ),
    [{ ...regional, policy: '{}' }, 'policy is supported only for private custom domain names'],
    [{ ...secret, policy: '[' }, 'Invalid policy document. Please check the policy syntax'],
    [{ ...edge, tags: { 'aws:x': '' } }, "Tag keys must not start with 'aws:': aws:x"],
  ];
  for (const [input, message] of refusals) refused(await create(rest, input), 'BadRequestException', message);
  assert.equal((await rest.store.scan('domainname')).length, 0);
});

test('a public domain name exists once', async () => {
  await using rest = await openRest();
  await newRegional(rest, '*.example.com');
  refused(
    await create(rest, { domainName: '*.example.com', certificateArn: EDGE_CERTIFICATE }),
    'BadRequestException',
    'The domain name you provided already exists.',
  );
  await rest.ok('GET', '/domainnames/*.example.com');
});

test('everything that can be set is shown', async () => {
  await using rest = await openRest();
  const input = {
    securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
    endpointAccessMode: 'STRICT',
    mutualTlsAuthentication: { truststoreUri: 's3://bucket/truststore.pem', truststoreVersion: 'v1' },
    ownershipVerificationCertificateArn: EDGE_CERTIFICATE,
    routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
    tags: { team: 'shop' },
  };
  await newRegional(rest, 'api.example.com', input);
  const shown = await rest.ok('GET', '/domainnames/api.example.com');
  for (const [member, value] of Object.entries(input)) assert.deepEqual(shown[member], value, member);
});

test('a domain name goes with its mappings, and not while it has access associations', async () => {
  await using rest = await openRest();
  const restApiId = await newStagedApi(rest);
  await newRegional(rest);
  const { domainNameId, domainNameArn } = await newPrivate(rest);
  await rest.ok('POST', '/domainnames/api.example.com/basepathmappings', { restApiId });
  assert.equal((await rest.send('DELETE', '/domainnames/api.example.com')).status, 202);
  for (const kind of ['basepathmapping', 'mappingofapi']) assert.deepEqual(await rest.store.scan(kind), [], kind);

  const association = await rest.ok('POST', '/domainnameaccessassociations', {
    domainNameArn,
    accessAssociationSourceType: 'VPCE',
    accessAssociationSource: 'vpce-abcd1234efg',
  });
  const secret = `/domainnames/private.example.com?domainNameId=${domainNameId}`;
  refused(
    await rest.send('DELETE', secret),
    'BadRequestException',
    'Please remove all domain name access associations before deleting the domain name',
  );
  const arn = encodeURIComponent(String(association['domainNameAccessAssociationArn']));
  await rest.ok('DELETE', `/domainnameaccessassociations/${arn}`);
  assert.equal((await rest.send('DELETE', secret)).status, 202);
});

test('pages of domain names, whatever their last one is called', async () => {
  await using rest = await openRest();
  const names = ['*.example.com', 'a.example.com', 'b.example.com'];
  for (const name of names) await newRegional(rest, name);
  const seen: unknown[] = [];
  for (let position: string | undefined = ''; position !== undefined; ) {
    const target: string = `/domainnames?limit=1${position === '' ? '' : `&position=${encodeURIComponent(position)}`}`;
    const page = await rest.ok('GET', target);
    seen.push(...page.item.map(({ domainName }) => domainName));
    position = page.position;
  }
  assert.deepEqual(seen, names);
});

test('public and private domain names have limits of their own (Developer Guide, quotas)', async () => {
  await using rest = await openRest('aws');
  for (let i = 0; i < 50; i++) await newPrivate(rest);
  refused(
    await rest.send('POST', '/domainnames', {
      domainName: 'private.example.com',
      certificateArn: EDGE_CERTIFICATE,
      endpointConfiguration: { types: ['PRIVATE'] },
    }),
    'LimitExceededException',
    'Maximum number of Domain Names has been reached.  Please contact AWS if you need additional Domain Names.',
  );
  await newRegional(rest);
});
