import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SessionRecord, sessionKey } from '../../definition/definition.ts';
import {
  ACCOUNT,
  type Identities,
  type Members,
  openIdentities,
  policy,
  refusalOf,
  textOf,
  trust,
} from './sts.fixture.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;
const assume = (more: Members = {}) => ({ RoleArn: ROLE, RoleSessionName: 'me', ...more });
const newRole = (open: Identities, AssumeRolePolicyDocument: string, more: Members = {}) =>
  open.ok('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument, ...more });
const identity = (xml: string) => ['Arn', 'UserId', 'Account'].map((name) => textOf(xml, name));

test('the caller is its account, or the user of the access key (recorded: test_get_caller_identity_with_iam_user_credentials)', async () => {
  await using open = await openIdentities();
  const root = [`arn:aws:iam::${ACCOUNT}:root`, ACCOUNT, ACCOUNT];
  assert.deepEqual(identity(await open.ok('GetCallerIdentity')), root);
  const userId = textOf(await open.ok('CreateUser', { UserName: 'ada', Path: '/people/' }), 'UserId');
  const key = textOf(await open.ok('CreateAccessKey', { UserName: 'ada' }), 'AccessKeyId') ?? '';
  const user = [`arn:aws:iam::${ACCOUNT}:user/people/ada`, userId, ACCOUNT];
  assert.deepEqual(identity(await open.ok('GetCallerIdentity', {}, key)), user);
  assert.deepEqual(identity(await open.ok('GetCallerIdentity', {}, 'AKIAIOSFODNN7EXAMPLE')), root);
});

test('a role that trusts the account is assumed, until the credentials end', async () => {
  await using open = await openIdentities();
  const roleId = textOf(await newRole(open, trust({ AWS: ACCOUNT })), 'RoleId');
  const answer = await open.ok('AssumeRole', assume({ DurationSeconds: '900' }));
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/r/me`;
  assert.equal(textOf(answer, 'Arn'), arn);
  assert.equal(textOf(answer, 'AssumedRoleId'), `${roleId}:me`);
  assert.equal(textOf(answer, 'Expiration'), '2026-01-01T00:15:00Z');
  assert.equal(textOf(answer, 'PackedPolicySize'), undefined, 'recorded: test_assume_role');
  const key = textOf(answer, 'AccessKeyId') ?? '';
  assert.match(key, /^ASIA[A-Z2-7]{16}$/);
  const record = (await open.store.get(sessionKey(ACCOUNT, key)))?.value as SessionRecord;
  assert.deepEqual(
    [record.secretAccessKey, record.sessionToken, record.role],
    [textOf(answer, 'SecretAccessKey'), textOf(answer, 'SessionToken'), 'r'],
  );
  assert.deepEqual(identity(await open.ok('GetCallerIdentity', {}, key)), [arn, `${roleId}:me`, ACCOUNT]);
  assert.equal(textOf(await open.ok('GetAccessKeyInfo', { AccessKeyId: key }), 'Account'), ACCOUNT);

  open.clock.advance(900_000);
  assert.equal(textOf(await open.ok('GetCallerIdentity', {}, key), 'Arn'), `arn:aws:iam::${ACCOUNT}:root`);
  await open.ok('AssumeRole', assume());
  assert.equal(await open.store.get(sessionKey(ACCOUNT, key)), undefined, 'what is over goes when something new comes');
});

test('a role is assumed by those whom its trust policy names, and nobody else', async () => {
  const denied = (arn: string, action = 'sts:AssumeRole') => [
    'AccessDenied',
    `User: ${arn} is not authorized to perform: ${action} on resource: ${ROLE}`,
    403,
  ];
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const ada = `arn:aws:iam::${ACCOUNT}:user/ada`;
  const no = 'no';
  const yes = 'yes';
  const cases: readonly [policy: string, more: Members, ofAda: string, ofRoot: string][] = [
    [trust({ Service: 'lambda.amazonaws.com' }), {}, no, no],
    [trust({ AWS: '222222222222' }), {}, no, no],
    [trust({ AWS: ada }), {}, yes, no],
    [trust({ AWS: [root, '222222222222'] }), {}, yes, yes],
    [trust('*'), {}, yes, yes],
    [trust('*', { Action: 'sts:TagSession' }), {}, no, no],
    [trust('*', { Action: ['sts:TagSession', 'sts:Assume*'] }), {}, yes, yes],
    [trust('*', { Action: 'STS:assumeROLE' }), {}, yes, yes],
    [trust('*', { Effect: 'Deny' }), {}, no, no],
    [trust('*', { Condition: { StringEquals: { 'sts:ExternalId': ['a', 'b'] } } }), {}, no, no],
    [trust('*', { Condition: { StringEquals: { 'sts:ExternalId': 'abc' } } }), { ExternalId: 'abc' }, yes, yes],
    [trust('*', { Condition: { StringEquals: { 'sts:ExternalId': 'abc' } } }), { ExternalId: 'abd' }, no, no],
  ];
  for (const [document, more, ofAda, ofRoot] of cases) {
    await using open = await openIdentities();
    await open.ok('CreateUser', { UserName: 'ada' });
    const key = textOf(await open.ok('CreateAccessKey', { UserName: 'ada' }), 'AccessKeyId');
    await newRole(open, document);
    for (const [arn, expected, accessKey] of [
      [ada, ofAda, key],
      [root, ofRoot, undefined],
    ] as const) {
      const seen = await open.send('AssumeRole', assume(more), accessKey);
      if (expected === yes) assert.equal(seen.status, 200, `${arn} ${document} ${seen.body}`);
      else assert.deepEqual(refusalOf(seen), denied(arn), document);
    }
  }

  await using open = await openIdentities();
  assert.deepEqual(refusalOf(await open.send('AssumeRole', assume())), denied(root), 'a role that is not there');
  const deny = { Effect: 'Deny', Principal: { AWS: ada }, Action: 'sts:*' };
  const allow = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
  await newRole(open, JSON.stringify({ Version: '2012-10-17', Statement: [allow, deny] }));
  await open.ok('CreateUser', { UserName: 'ada' });
  const key = textOf(await open.ok('CreateAccessKey', { UserName: 'ada' }), 'AccessKeyId');
  assert.deepEqual(refusalOf(await open.send('AssumeRole', assume(), key)), denied(ada), 'a denial wins');
  const tagged = assume({ 'Tags.member.1.Key': 'k', 'Tags.member.1.Value': 'v' });
  assert.deepEqual(refusalOf(await open.send('AssumeRole', tagged)), denied(root, 'sts:TagSession'));
});

test('a trust policy with a condition that is not understood lets nobody pass', async () => {
  for (const more of [
    { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
    { Condition: { StringLike: { 'sts:ExternalId': '*' } } },
    { Effect: 'Deny', Condition: { StringEquals: { 'sts:ExternalId': 'x' } } },
  ]) {
    await using open = await openIdentities();
    await newRole(open, trust('*', more));
    const seen = await open.send('AssumeRole', assume({ ExternalId: 'o-1' }));
    assert.equal(seen.status, 501);
    assert.match(textOf(seen.body, 'Message') ?? '', /AssumeRole under a trust policy with the condition String/);
  }
});

test('durations, policies and tags of sessions', async () => {
  await using open = await openIdentities();
  await newRole(open, trust({ AWS: ACCOUNT }, { Action: ['sts:AssumeRole', 'sts:TagSession'] }));
  const tooLong = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
  const seen = await open.send('AssumeRole', assume({ DurationSeconds: '3601' }));
  assert.deepEqual(refusalOf(seen), ['ValidationError', tooLong, 400]);

  const [code] = refusalOf(await open.send('AssumeRole', assume({ Policy: '{' })));
  assert.equal(code, 'MalformedPolicyDocument');
  const key = textOf(await open.ok('AssumeRole', assume({ Policy: policy() })), 'AccessKeyId') ?? '';
  assert.deepEqual((await open.store.get(sessionKey(ACCOUNT, key)))?.value.policies, [policy()]);

  // Recorded: TestSTSAssumeRoleTagging.
  const tag = (n: number, name: string, value = 'v') => ({
    [`Tags.member.${n}.Key`]: name,
    [`Tags.member.${n}.Value`]: value,
  });
  const refusals: readonly [Members, string][] = [
    [{ ...tag(1, 'a'), ...tag(2, 'A') }, 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'],
    [
      { ...tag(1, 'a'), 'TransitiveTagKeys.member.1': 'b' },
      'The specified transitive tag key must be included in the requested tags.',
    ],
  ];
  for (const [members, sentence] of refusals)
    assert.deepEqual(refusalOf(await open.send('AssumeRole', assume(members))), [
      'InvalidParameterValue',
      sentence,
      400,
    ]);
  const passing = assume({ ...tag(1, 'a', 'kept'), ...tag(2, 'b'), 'TransitiveTagKeys.member.1': 'a' });
  const first = textOf(await open.ok('AssumeRole', passing), 'AccessKeyId') ?? '';
  const second = textOf(await open.ok('AssumeRole', assume(), first), 'AccessKeyId') ?? '';
  const passedOn = (await open.store.get(sessionKey(ACCOUNT, second)))?.value;
  assert.deepEqual([passedOn?.tags, passedOn?.transitiveTagKeys], [[{ Key: 'a', Value: 'kept' }], ['a']]);
  assert.deepEqual(refusalOf(await open.send('AssumeRole', assume(tag(1, 'A')), first)), [
    'InvalidParameterValue',
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    400,
  ]);
});

test('what is no role is said to be invalid (recorded: test_sts_invalid_parameters)', async () => {
  await using open = await openIdentities();
  for (const RoleArn of [
    'nothing-valid-in-here',
    'arn:a::::something/test-role',
    'arn:aws:iam::111111111111:user/somebody',
  ])
    assert.deepEqual(refusalOf(await open.send('AssumeRole', { RoleArn, RoleSessionName: 'me' })), [
      'ValidationError',
      `${RoleArn} is invalid`,
      400,
    ]);
  const [, message] = refusalOf(await open.send('AssumeRole', assume({ RoleSessionName: 'Session1:2' })));
  assert.equal(
    message,
    "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  );
});

test('a session token acts as who asked for it, and gives no other', async () => {
  await using open = await openIdentities();
  await open.ok('CreateUser', { UserName: 'ada' });
  const key = textOf(await open.ok('CreateAccessKey', { UserName: 'ada' }), 'AccessKeyId');
  const answer = await open.ok('GetSessionToken', {}, key);
  assert.equal(textOf(answer, 'Expiration'), '2026-01-01T12:00:00Z');
  const session = textOf(answer, 'AccessKeyId');
  assert.equal(textOf(await open.ok('GetCallerIdentity', {}, session), 'Arn'), `arn:aws:iam::${ACCOUNT}:user/ada`);
  assert.deepEqual(refusalOf(await open.send('GetSessionToken', {}, session)), [
    'AccessDenied',
    'Cannot call GetSessionToken with session credentials',
    403,
  ]);
  assert.equal(
    textOf(await open.ok('GetSessionToken', { DurationSeconds: '7200' }), 'Expiration'),
    '2026-01-01T01:00:00Z',
  );
});
