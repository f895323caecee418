/** Who may call a method with AWS_IAM, from the operations of IAM and STS to what the directory of the data plane says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNT, openIdentities, textOf, trust } from '../../src/control/sts/sts.fixture.ts';
import { openIamDirectory } from '../../src/gateway/gateway.ts';
import { silentLog } from '../../src/lib/log.ts';

const RESOURCE = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abcdef1234/prod/GET/pets`;
const document = (Effect: string, Action = 'execute-api:Invoke'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*' }] });

async function open() {
  const identities = await openIdentities();
  const { store, ok } = identities;
  const directory = await openIamDirectory(store, { credentials: new Map(), log: silentLog });
  return {
    ok,
    /** The caller's ARN and what its policies say; `undefined`: nobody. */
    async ask(accessKey: string | undefined) {
      await directory.caughtUp();
      const caller = directory.find(accessKey ?? '');
      if (caller === undefined) return undefined;
      const { policy, principal, condition, identity } = caller;
      return [identity.userArn, policy({ action: 'execute-api:Invoke', resource: RESOURCE, principal, condition })];
    },
    find: (accessKey: string | undefined) => directory.find(accessKey ?? ''),
    async [Symbol.asyncDispose]() {
      directory.close();
      await identities[Symbol.asyncDispose]();
    },
  };
}

test('a user: its key, policies, group and new name', async () => {
  await using iam = await open();
  await iam.ok('CreateUser', { UserName: 'Ada', Path: '/eng/' });
  const made = await iam.ok('CreateAccessKey', { UserName: 'Ada' });
  const key = textOf(made, 'AccessKeyId');
  const arn = `arn:aws:iam::${ACCOUNT}:user/eng/Ada`;
  assert.deepEqual(await iam.ask(key), [arn, 'NONE']);
  assert.equal(iam.find(key)?.secretAccessKey, textOf(made, 'SecretAccessKey'));

  await iam.ok('CreateGroup', { GroupName: 'Devs' });
  await iam.ok('PutGroupPolicy', { GroupName: 'Devs', PolicyName: 'p', PolicyDocument: document('Allow') });
  await iam.ok('AddUserToGroup', { GroupName: 'Devs', UserName: 'Ada' });
  assert.deepEqual(await iam.ask(key), [arn, 'ALLOW']);

  await iam.ok('UpdateUser', { UserName: 'Ada', NewUserName: 'Grace' });
  await iam.ok('UpdateGroup', { GroupName: 'Devs', NewGroupName: 'Engineers' });
  assert.deepEqual(await iam.ask(key), [`arn:aws:iam::${ACCOUNT}:user/eng/Grace`, 'ALLOW']);

  const PolicyArn = textOf(await iam.ok('CreatePolicy', { PolicyName: 'no', PolicyDocument: document('Deny') }), 'Arn');
  await iam.ok('AttachUserPolicy', { UserName: 'Grace', PolicyArn: PolicyArn ?? '' });
  assert.equal((await iam.ask(key))?.[1], 'DENY');
  const version = { PolicyArn: PolicyArn ?? '', PolicyDocument: document('Allow'), SetAsDefault: 'true' };
  await iam.ok('CreatePolicyVersion', version);
  assert.equal((await iam.ask(key))?.[1], 'ALLOW');

  await iam.ok('UpdateAccessKey', { UserName: 'Grace', AccessKeyId: key ?? '', Status: 'Inactive' });
  await iam.ask(key);
  assert.equal(iam.find(key)?.status, 'Inactive');
  await iam.ok('DeleteAccessKey', { UserName: 'Grace', AccessKeyId: key ?? '' });
  assert.equal(await iam.ask(key), undefined);
});

test('a session of a role, with a policy of its own', async () => {
  await using iam = await open();
  const AssumeRolePolicyDocument = trust({ AWS: ACCOUNT });
  await iam.ok('CreateRole', { RoleName: 'Caller', Path: '/apps/', AssumeRolePolicyDocument });
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/apps/Caller`;
  const made = await iam.ok('AssumeRole', { RoleArn, RoleSessionName: 'me' });
  const bounded = await iam.ok('AssumeRole', { RoleArn, RoleSessionName: 'me', Policy: document('Allow', 's3:*') });
  const key = textOf(made, 'AccessKeyId');
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/Caller/me`;
  assert.deepEqual(await iam.ask(key), [arn, 'NONE']);
  await iam.ok('PutRolePolicy', { RoleName: 'Caller', PolicyName: 'p', PolicyDocument: document('Allow') });
  assert.deepEqual(await iam.ask(key), [arn, 'ALLOW']);
  assert.deepEqual(await iam.ask(textOf(bounded, 'AccessKeyId')), [arn, 'DENY']);
  const { sessionToken, expiration, condition } = iam.find(key) ?? assert.fail();
  assert.equal(sessionToken, textOf(made, 'SessionToken'));
  assert.equal(expiration, Date.UTC(2026, 0, 1, 1));
  assert.deepEqual(condition('aws:tokenissuetime'), ['2026-01-01T00:00:00Z']);

  await iam.ok('DeleteRolePolicy', { RoleName: 'Caller', PolicyName: 'p' });
  await iam.ok('DeleteRole', { RoleName: 'Caller' });
  assert.equal(await iam.ask(key), undefined);
});

test('a session token of a user, and one of the root user', async () => {
  await using iam = await open();
  await iam.ok('CreateUser', { UserName: 'Ada' });
  await iam.ok('PutUserPolicy', { UserName: 'Ada', PolicyName: 'p', PolicyDocument: document('Allow') });
  const key = textOf(await iam.ok('CreateAccessKey', { UserName: 'Ada' }), 'AccessKeyId');
  const session = textOf(await iam.ok('GetSessionToken', {}, key), 'AccessKeyId');
  assert.deepEqual(await iam.ask(session), [`arn:aws:iam::${ACCOUNT}:user/Ada`, 'ALLOW']);
  const root = textOf(await iam.ok('GetSessionToken'), 'AccessKeyId');
  assert.deepEqual(await iam.ask(root), [`arn:aws:iam::${ACCOUNT}:root`, 'ALLOW']);
});
