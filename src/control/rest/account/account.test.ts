import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRest, refused } from '../rest.fixture.ts';

const ROLE = 'arn:aws:iam::111111111111:role/service-role/gateway-logs';
const QUOTAS = {
  throttleSettings: { burstLimit: 5000, rateLimit: 10000 },
  features: ['UsagePlans'],
  apiKeyVersion: '4',
};

test('an account has AWS quotas (Developer Guide, quotas) and, once it is given, a role', async () => {
  await using rest = await openRest();
  assert.deepEqual(await rest.ok('GET', '/account'), QUOTAS);
  const { status, body } = await rest.patch('/account', ['replace', '/cloudwatchRoleArn', ROLE]);
  assert.equal(status, 200);
  assert.deepEqual(body, { ...QUOTAS, cloudwatchRoleArn: ROLE });
  assert.deepEqual(await rest.ok('GET', '/account'), body);
});

test('an empty role takes it away, as Terraform does when it destroys the account resource', async () => {
  await using rest = await openRest();
  await rest.patch('/account', ['replace', '/cloudwatchRoleArn', ROLE]);
  await rest.patch('/account', ['replace', '/cloudwatchRoleArn', '']);
  assert.deepEqual(await rest.ok('GET', '/account'), QUOTAS);
});

test('what is no role, no feature or no path of an account is refused, and nothing of it is kept', async () => {
  await using rest = await openRest();
  for (const arn of ['gateway-logs', 'arn:aws:iam::1:role/x', 'arn:aws:iam::111111111111:user/x', `${ROLE}\n`]) {
    refused(
      await rest.patch('/account', ['replace', '/cloudwatchRoleArn', arn]),
      'BadRequestException',
      'The role ARN is not well formed',
    );
  }
  refused(
    await rest.patch('/account', ['replace', '/cloudwatchRoleArn', ROLE], ['remove', '/features', 'UsagePlans']),
    'BadRequestException',
    'The feature UsagePlans cannot be removed',
  );
  refused(
    await rest.patch('/account', ['replace', '/throttleSettings/rateLimit', '1']),
    'BadRequestException',
    "Invalid patch path  '/throttleSettings/rateLimit' specified for op 'replace'. Must be one of: [/cloudwatchRoleArn]",
  );
  assert.equal((await rest.patch('/account', ['add', '/features', 'UsagePlans'])).status, 200);
  assert.deepEqual(await rest.ok('GET', '/account'), QUOTAS);
});
