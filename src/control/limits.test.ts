import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRoom, checkSize, limitsOf, type Quota } from './limits.ts';

/** aws-behaviour.md §3.2, from AWS's page of quotas. */
const AWS: Partial<Record<Quota, number>> = {
  regionalApis: 600,
  edgeApis: 120,
  privateApis: 600,
  resources: 300,
  stages: 10,
  authorizers: 10,
  documentationParts: 2_000,
  apiKeys: 10_000,
  usagePlans: 300,
  usagePlansPerKey: 10,
  methodThrottles: 20,
  clientCertificates: 60,
  vpcLinks: 20,
  publicDomains: 120,
  privateDomains: 50,
  accessAssociations: 100,
  resourcePolicy: 8_192,
  modelsOfApi: 400 * 1024,
  apiDefinition: 6 * 1024 * 1024,
  mappingTemplate: 300 * 1024,
  accessLogFormat: 3 * 1024,
  stageVariables: 100,
  tags: 50,
};

test("the quotas of an account are AWS's, and the open ones are bounds that lie no lower", () => {
  const [aws, open] = [limitsOf('aws'), limitsOf('open')];
  for (const [quota, limit] of Object.entries(AWS)) assert.equal(aws[quota as Quota], limit, quota);
  for (const [quota, limit] of Object.entries(open)) {
    assert.ok(Number.isSafeInteger(limit) && limit >= aws[quota as Quota], quota);
  }
});

test('room is left for as many as fit', () => {
  const limits = limitsOf('aws');
  checkRoom(limits, 'stages', 9);
  checkRoom(limits, 'documentationParts', 1_000, 1_000);
  for (const check of [
    () => checkRoom(limits, 'stages', 10),
    () => checkRoom(limits, 'documentationParts', 1_000, 1_001),
  ]) {
    assert.throws(check, { code: 'LimitExceededException' });
  }
  // As AWS's users quote it: boto/boto3#1296, Miserlou/Zappa#628.
  assert.throws(() => checkRoom(limits, 'authorizers', 10), {
    message:
      'Maximum number of Authorizers for this API has been reached.  Please contact AWS if you need additional Authorizers.',
  });
  assert.throws(() => checkRoom(limits, 'edgeApis', 120), {
    message: 'Maximum number of APIs has been reached.  Please contact AWS if you need additional APIs.',
  });
});

test('a size may be what the quota says, and no more', () => {
  const limits = limitsOf('aws');
  checkSize(limits, 'accessLogFormat', 3_072);
  assert.throws(() => checkSize(limits, 'accessLogFormat', 3_073), {
    code: 'BadRequestException',
    message: 'The access log format exceeds the maximum size of 3072 bytes',
  });
});
