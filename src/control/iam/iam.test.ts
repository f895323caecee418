import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessKeyKey } from '../../definition/definition.ts';
import {
  ACCOUNT,
  LAMBDA_TRUST,
  type Members,
  openIdentities,
  policy,
  refusalOf,
  textOf,
  textsOf,
  trust,
} from '../sts/sts.fixture.ts';
import { accountOfAccessKey, newAccessKeyId } from './ids.ts';

// Texts: LocalStack's snapshots recorded on AWS (tests/aws/services/iam), by the name of the recording.

const POLICY = `arn:aws:iam::${ACCOUNT}:policy/p`;
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const role = (more: Members = {}) => ({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST, ...more });

test('a role as it is created, shown and listed (test_create_role_defaults, test_role_with_tags)', async () => {
  await using iam = await openIdentities();
  const created = await iam.ok(
    'CreateRole',
    role({ Path: '/a/', 'Tags.member.1.Key': 'k', 'Tags.member.1.Value': '' }),
  );
  assert.equal(textOf(created, 'Arn'), `arn:aws:iam::${ACCOUNT}:role/a/r`);
  assert.match(textOf(created, 'RoleId') ?? '', /^AROA[A-Z2-7]{17}$/);
  assert.equal(textOf(created, 'CreateDate'), '2026-01-01T00:00:00Z');
  assert.equal(textOf(created, 'MaxSessionDuration'), undefined);
  assert.equal(textOf(created, 'Tags'), '<member><Key>k</Key><Value></Value></member>');
  const document = textOf(created, 'AssumeRolePolicyDocument') ?? '';
  assert.doesNotMatch(document, /[{}":, ]/, 'percent-encoded');
  assert.equal(decodeURIComponent(document), LAMBDA_TRUST);
  const shown = await iam.ok('GetRole', { RoleName: 'r' });
  assert.equal(textOf(shown, 'MaxSessionDuration'), '3600');
  assert.equal(textOf(shown, 'RoleLastUsed'), '');
  assert.equal(textOf(shown, 'Description'), undefined);
  const listed = await iam.ok('ListRoles');
  assert.equal(textOf(listed, 'MaxSessionDuration'), '3600');
  assert.equal(textOf(listed, 'Tags'), undefined);
});

test('what is not given to UpdateRole stays (test_update_role)', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreateRole', role({ Description: 'initial description' }));
  const seen = async () => {
    const shown = await iam.ok('GetRole', { RoleName: 'r' });
    return [textOf(shown, 'Description'), textOf(shown, 'MaxSessionDuration')];
  };
  await iam.ok('UpdateRole', { RoleName: 'r', Description: 'updated description', MaxSessionDuration: '7200' });
  await iam.ok('UpdateRole', { RoleName: 'r' });
  assert.deepEqual(await seen(), ['updated description', '7200']);
  const answer = await iam.ok('UpdateRoleDescription', { RoleName: 'r', Description: 'via update_role_description' });
  assert.equal(textOf(answer, 'MaxSessionDuration'), undefined);
  assert.deepEqual(await seen(), ['via update_role_description', '7200']);
});

test('what is refused, in AWS words', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreateRole', role());
  await iam.ok('CreateUser', { UserName: 'u' });
  await iam.ok('CreateGroup', { GroupName: 'g' });
  await iam.ok('CreatePolicy', { PolicyName: 'p', PolicyDocument: policy() });
  const twice = (n: number) => ({ [`Tags.member.${n}.Key`]: n === 1 ? 'k' : 'K', [`Tags.member.${n}.Value`]: 'v' });
  const tags = { ...twice(1), ...twice(2) };
  const cases: readonly [action: string, members: Members, code: string, message: string, status: number][] = [
    // test_role_errors, test_user_errors, test_create_group, test_get_group
    ['GetRole', { RoleName: 'x' }, 'NoSuchEntity', 'The role with name x cannot be found.', 404],
    ['CreateRole', role(), 'EntityAlreadyExists', 'Role with name r already exists.', 409],
    ['CreateRole', role({ RoleName: 'R' }), 'EntityAlreadyExists', 'Role with name R already exists.', 409],
    ['GetUser', { UserName: 'x' }, 'NoSuchEntity', 'The user with name x cannot be found.', 404],
    ['CreateUser', { UserName: 'u' }, 'EntityAlreadyExists', 'User with name u already exists.', 409],
    ['CreateGroup', { GroupName: 'g' }, 'EntityAlreadyExists', 'Group with name g already exists.', 409],
    ['DeleteGroup', { GroupName: 'x' }, 'NoSuchEntity', 'The group with name x cannot be found.', 404],
    [
      'RemoveUserFromGroup',
      { GroupName: 'x', UserName: 'any-user' },
      'NoSuchEntity',
      'The user with name any-user cannot be found.',
      404,
    ],
    // test_role_inline_policy_lifecycle, test_get_group_policy
    [
      'GetRolePolicy',
      { RoleName: 'r', PolicyName: '__proto__' },
      'NoSuchEntity',
      'The role policy with name __proto__ cannot be found.',
      404,
    ],
    [
      'DeleteGroupPolicy',
      { GroupName: 'g', PolicyName: 'x' },
      'NoSuchEntity',
      'The group policy with name x cannot be found.',
      404,
    ],
    // test_role_managed_policy_errors
    ['DetachRolePolicy', { RoleName: 'r', PolicyArn: POLICY }, 'NoSuchEntity', `Policy ${POLICY} was not found.`, 404],
    [
      'AttachRolePolicy',
      { RoleName: 'r', PolicyArn: 'longpolicynamebutnoarn' },
      'ValidationError',
      'ARN longpolicynamebutnoarn is not valid.',
      400,
    ],
    [
      'AttachRolePolicy',
      { RoleName: 'r', PolicyArn: `${POLICY}2` },
      'NoSuchEntity',
      `Policy ${POLICY}2 does not exist or is not attachable.`,
      404,
    ],
    // test_policy_errors, test_policy_version_errors
    [
      'CreatePolicy',
      { PolicyName: 'p', PolicyDocument: policy() },
      'EntityAlreadyExists',
      'A policy called p already exists. Duplicate names are not allowed.',
      409,
    ],
    [
      'GetPolicyVersion',
      { PolicyArn: POLICY, VersionId: 'v9' },
      'NoSuchEntity',
      `Policy ${POLICY} version v9 does not exist or is not attachable.`,
      404,
    ],
    [
      'SetDefaultPolicyVersion',
      { PolicyArn: `${POLICY}2`, VersionId: 'v1' },
      'NoSuchEntity',
      `Policy ${POLICY}2 version v1 does not exist or is not attachable.`,
      404,
    ],
    [
      'DeletePolicyVersion',
      { PolicyArn: POLICY, VersionId: 'v1' },
      'DeleteConflict',
      'Cannot delete the default version of a policy.',
      409,
    ],
    [
      'GetPolicyVersion',
      { PolicyArn: POLICY, VersionId: '1' },
      'ValidationError',
      "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
      400,
    ],
    // test_role_tag_errors, test_policy_tag_create_errors
    [
      'TagRole',
      { RoleName: 'r', ...tags },
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      400,
    ],
    [
      'TagPolicy',
      { PolicyArn: POLICY, ...twice(1), 'Tags.member.2.Key': 'k', 'Tags.member.2.Value': '' },
      'InvalidInput',
      'Duplicate tag keys found.',
      400,
    ],
    ['TagPolicy', { PolicyArn: `${POLICY}2`, ...twice(1) }, 'NoSuchEntity', `Policy ${POLICY}2 was not found.`, 404],
    // test_login_profile_errors, test_access_key_errors
    ['DeleteLoginProfile', { UserName: 'u' }, 'NoSuchEntity', 'Login Profile for User u cannot be found.', 404],
    [
      'UpdateAccessKey',
      { UserName: 'u', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive' },
      'NoSuchEntity',
      'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.',
      404,
    ],
    [
      'DeleteAccessKey',
      { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      'ValidationError',
      'Must specify userName when calling with non-User credentials',
      400,
    ],
    [
      'GetAccessKeyLastUsed',
      { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      'AccessDenied',
      `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key AKIAIOSFODNN7EXAMPLE`,
      403,
    ],
  ];
  for (const [action, members, code, message, status] of cases)
    assert.deepEqual(refusalOf(await iam.send(action, members)), [code, message, status], action);
  await iam.ok('TagPolicy', { PolicyArn: POLICY, ...tags });
  assert.deepEqual(
    textsOf(await iam.ok('ListPolicyTags', { PolicyArn: POLICY }), 'Key'),
    ['K', 'k'],
    'case matters there',
  );
});

test('malformed policy documents', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreateRole', role());
  const statement = (more: object) => policy(more);
  // The first three: test_update_assume_role_policy_errors.
  const trusts: readonly [string, string][] = [
    ['{', 'This policy contains invalid Json'],
    [trust('*', { Action: 'dynamodb:*' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
    [trust('*', { Resource: '*' }), 'Has prohibited field Resource'],
    [trust({ AWS: 'nobody' }), 'Invalid principal in policy: "AWS":"nobody"'],
    [trust(undefined), 'Missing required field Principal'],
    [trust({}), 'Syntax errors in policy.'],
  ];
  for (const [PolicyDocument, message] of trusts)
    assert.deepEqual(
      refusalOf(await iam.send('UpdateAssumeRolePolicy', { RoleName: 'r', PolicyDocument })),
      ['MalformedPolicyDocument', message, 400],
      PolicyDocument,
    );
  const policies: readonly [string, string][] = [
    ['"a"', 'Syntax errors in policy.'],
    ['[]', 'Syntax errors in policy.'],
    ['{"Version":"2012-10-17","Statement":[]}', 'Syntax errors in policy.'],
    [
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      'Policy document must be version 2012-10-17 or greater.',
    ],
    [
      '{"Version":"2013-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      'Syntax errors in policy.',
    ],
    [statement({ Effect: 'allow' }), 'Syntax errors in policy.'],
    [statement({ Effect: undefined }), 'Syntax errors in policy.'],
    [statement({ Actions: 's3:*' }), 'Syntax errors in policy.'],
    [statement({ NotAction: 's3:*' }), 'Syntax errors in policy.'],
    [statement({ Action: ['s3:*', 1] }), 'Syntax errors in policy.'],
    [statement({ Condition: { Equals: { 'aws:username': 'a' } } }), 'Syntax errors in policy.'],
    [statement({ Condition: { StringEquals: 'a' } }), 'Syntax errors in policy.'],
    [statement({ Principal: '*' }), 'Policy document should not specify a principal.'],
    [statement({ Action: undefined }), 'Policy statement must contain actions.'],
    [statement({ Resource: [] }), 'Policy statement must contain resources.'],
    [statement({ Resource: 'bucket' }), 'Resource bucket must be in ARN format or "*".'],
    [statement({ Action: 'ListBucket' }), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
    [statement({ Action: 'a:b:c' }), 'Actions/Condition can contain only one colon.'],
    [statement({ Action: 'a b:c' }), 'Vendor a b is not valid'],
  ];
  for (const [PolicyDocument, message] of policies)
    assert.deepEqual(
      refusalOf(await iam.send('PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument })),
      ['MalformedPolicyDocument', message, 400],
      PolicyDocument,
    );
  for (const more of [
    {
      Condition: {
        'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': ['a', 'b*'] },
        Bool: { 'aws:SecureTransport': true },
      },
    },
    { NotAction: 'iam:*', Action: undefined, NotResource: 'arn:aws:s3:::a', Resource: undefined },
  ])
    await iam.ok('PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument: policy(more) });
});

test('inline policies, also of strange names, and their quota', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreateUser', { UserName: 'u' });
  for (const PolicyName of ['b', '__proto__', 'constructor'])
    await iam.ok('PutUserPolicy', { UserName: 'u', PolicyName, PolicyDocument: policy() });
  const names = async () =>
    textsOf(textOf(await iam.ok('ListUserPolicies', { UserName: 'u' }), 'PolicyNames') ?? '', 'member');
  assert.deepEqual(await names(), ['__proto__', 'b', 'constructor']);
  const shown = await iam.ok('GetUserPolicy', { UserName: 'u', PolicyName: '__proto__' });
  assert.equal(decodeURIComponent(textOf(shown, 'PolicyDocument') ?? ''), policy());
  const large = policy({ Action: Array.from({ length: 150 }, (_, i) => `s3:Action${i}`) });
  assert.deepEqual(
    refusalOf(await iam.send('PutUserPolicy', { UserName: 'u', PolicyName: 'c', PolicyDocument: large })),
    ['LimitExceeded', 'Maximum policy size of 2048 bytes exceeded for user u', 409],
  );
  await iam.ok('DeleteUserPolicy', { UserName: 'u', PolicyName: '__proto__' });
  assert.deepEqual(await names(), ['b', 'constructor']);
});

test('a role with policies cannot be deleted, nor a policy that is attached', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreateRole', role());
  await iam.ok('CreatePolicy', { PolicyName: 'p', PolicyDocument: policy() });
  const attached = { RoleName: 'r', PolicyArn: POLICY };
  await iam.ok('AttachRolePolicy', attached);
  await iam.ok('AttachRolePolicy', attached);
  await iam.ok('AttachRolePolicy', { RoleName: 'r', PolicyArn: BASIC });
  assert.deepEqual(textsOf(await iam.ok('ListAttachedRolePolicies', { RoleName: 'r' }), 'PolicyArn'), [POLICY, BASIC]);
  assert.equal(textOf(await iam.ok('GetPolicy', { PolicyArn: POLICY }), 'AttachmentCount'), '1');
  assert.equal(textOf(await iam.ok('GetPolicy', { PolicyArn: BASIC }), 'AttachmentCount'), '1');
  assert.deepEqual(textsOf(await iam.ok('ListEntitiesForPolicy', { PolicyArn: BASIC }), 'RoleName'), ['r']);
  const conflict = async (action: string, members: Members, message: string) =>
    assert.deepEqual(refusalOf(await iam.send(action, members)), ['DeleteConflict', message, 409]);
  await conflict('DeletePolicy', { PolicyArn: POLICY }, 'Cannot delete a policy attached to entities.');
  // test_delete_role_with_attached_policy, test_delete_role_with_inline_policy
  await conflict('DeleteRole', { RoleName: 'r' }, 'Cannot delete entity, must detach all policies first.');
  for (const PolicyArn of [POLICY, BASIC]) await iam.ok('DetachRolePolicy', { RoleName: 'r', PolicyArn });
  await iam.ok('PutRolePolicy', { RoleName: 'r', PolicyName: 'own', PolicyDocument: policy() });
  await conflict('DeleteRole', { RoleName: 'r' }, 'Cannot delete entity, must delete policies first.');
  await iam.ok('DeleteRolePolicy', { RoleName: 'r', PolicyName: 'own' });
  await iam.ok('PutRolePermissionsBoundary', { RoleName: 'r', PermissionsBoundary: POLICY });
  assert.equal(textOf(await iam.ok('GetRole', { RoleName: 'r' }), 'PermissionsBoundaryArn'), POLICY);
  await conflict('DeletePolicy', { PolicyArn: POLICY }, 'Cannot delete a policy attached to entities.');
  await iam.ok('DeleteRole', { RoleName: 'r' });
  await iam.ok('DeletePolicy', { PolicyArn: POLICY });
});

test('versions of a managed policy (test_policy_version_set_default, test_policy_version_limit)', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreatePolicy', { PolicyName: 'p', PolicyDocument: policy() });
  const second = policy({ Action: 'ec2:*' });
  const version = { PolicyArn: POLICY, PolicyDocument: second };
  const made = await iam.ok('CreatePolicyVersion', { ...version, SetAsDefault: 'true' });
  assert.deepEqual([textOf(made, 'VersionId'), textOf(made, 'IsDefaultVersion')], ['v2', 'true']);
  for (let i = 3; i <= 5; i++) await iam.ok('CreatePolicyVersion', version);
  assert.deepEqual(refusalOf(await iam.send('CreatePolicyVersion', version)), [
    'LimitExceeded',
    'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    409,
  ]);
  const listed = await iam.ok('ListPolicyVersions', { PolicyArn: POLICY });
  assert.deepEqual(textsOf(listed, 'VersionId'), ['v5', 'v4', 'v3', 'v2', 'v1']);
  assert.deepEqual(textsOf(listed, 'IsDefaultVersion'), ['false', 'false', 'false', 'true', 'false']);
  await iam.ok('SetDefaultPolicyVersion', { PolicyArn: POLICY, VersionId: 'v1' });
  assert.equal(textOf(await iam.ok('GetPolicy', { PolicyArn: POLICY }), 'DefaultVersionId'), 'v1');
  await iam.ok('DeletePolicyVersion', { PolicyArn: POLICY, VersionId: 'v2' });
  assert.equal(textOf(await iam.ok('CreatePolicyVersion', version), 'VersionId'), 'v6', 'no number comes twice');
  const shown = await iam.ok('GetPolicyVersion', { PolicyArn: POLICY, VersionId: 'v6' });
  assert.equal(decodeURIComponent(textOf(shown, 'Document') ?? ''), second);
});

test('policies of AWS: known documents are shown, others are not made up', async () => {
  await using iam = await openIdentities();
  const basic = await iam.ok('GetPolicyVersion', { PolicyArn: BASIC, VersionId: 'v1' });
  // Recorded: test_get_aws_managed_policy_version.
  assert.deepEqual(JSON.parse(decodeURIComponent(textOf(basic, 'Document') ?? '')), {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
    ],
  });
  const other = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const first = textOf(await iam.ok('GetPolicy', { PolicyArn: other }), 'PolicyId');
  assert.match(first ?? '', /^ANPA[A-Z2-7]{17}$/);
  assert.equal(textOf(await iam.ok('GetPolicy', { PolicyArn: other }), 'PolicyId'), first);
  assert.equal((await iam.send('GetPolicyVersion', { PolicyArn: other, VersionId: 'v1' })).status, 501);
  assert.equal((await iam.send('DeletePolicy', { PolicyArn: BASIC })).status, 404);
});

test('access keys: the secret is shown once, and there are two at most (test_access_key_limit)', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreateUser', { UserName: 'u' });
  const made = await iam.ok('CreateAccessKey', { UserName: 'u' });
  const id = textOf(made, 'AccessKeyId') ?? '';
  assert.match(id, /^AKIA[A-Z2-7]{16}$/);
  const secret = textOf(made, 'SecretAccessKey');
  assert.equal(secret?.length, 40);
  assert.equal((await iam.store.get(accessKeyKey(ACCOUNT, id)))?.value.secretAccessKey, secret);
  await iam.ok('UpdateAccessKey', { UserName: 'u', AccessKeyId: id, Status: 'Inactive' });
  const listed = await iam.ok('ListAccessKeys', { UserName: 'u' });
  assert.deepEqual([textOf(listed, 'AccessKeyId'), textOf(listed, 'Status')], [id, 'Inactive']);
  assert.equal(textOf(listed, 'SecretAccessKey'), undefined);
  await iam.ok('CreateAccessKey', { UserName: 'u' });
  assert.deepEqual(refusalOf(await iam.send('CreateAccessKey', { UserName: 'u' })), [
    'LimitExceeded',
    'Cannot exceed quota for AccessKeysPerUser: 2',
    409,
  ]);
  // test_access_key_last_used
  assert.deepEqual(textsOf(await iam.ok('GetAccessKeyLastUsed', { AccessKeyId: id }), 'Region'), ['N/A']);
  await iam.ok('CreateUser', { UserName: 'other' });
  assert.equal((await iam.send('DeleteAccessKey', { UserName: 'other', AccessKeyId: id })).status, 404);
  await iam.ok('DeleteAccessKey', { UserName: 'u', AccessKeyId: id });
  assert.equal(await iam.store.get(accessKeyKey(ACCOUNT, id)), undefined);
});

test('the account stands in an access key id', () => {
  for (const account of ['000000000000', '111111111111', '999999999999', '123456789012'])
    for (let i = 0; i < 20; i++) assert.equal(accountOfAccessKey(newAccessKeyId('AKIA', account)), account);
  // Public examples of keys and their accounts (GetAccessKeyInfo): ASIAQNZGKIQY56JQ7WML is of 029608264753.
  assert.equal(accountOfAccessKey('ASIAQNZGKIQY56JQ7WML'), '029608264753');
  assert.equal(accountOfAccessKey('test'), undefined);
});

test('everything follows a user who is renamed (test_user_update)', async () => {
  await using iam = await openIdentities();
  const id = textOf(await iam.ok('CreateUser', { UserName: 'u' }), 'UserId');
  await iam.ok('CreateGroup', { GroupName: 'g' });
  await iam.ok('AddUserToGroup', { GroupName: 'g', UserName: 'u' });
  await iam.ok('CreatePolicy', { PolicyName: 'p', PolicyDocument: policy() });
  await iam.ok('AttachUserPolicy', { UserName: 'u', PolicyArn: POLICY });
  const key = textOf(await iam.ok('CreateAccessKey', { UserName: 'u' }), 'AccessKeyId') ?? '';
  await iam.ok('UpdateUser', { UserName: 'u', NewUserName: 'v', NewPath: '/new/' });
  const shown = await iam.ok('GetUser', { UserName: 'v' });
  assert.deepEqual([textOf(shown, 'UserId'), textOf(shown, 'Arn')], [id, `arn:aws:iam::${ACCOUNT}:user/new/v`]);
  assert.equal((await iam.send('GetUser', { UserName: 'u' })).status, 404);
  assert.deepEqual(textsOf(await iam.ok('GetGroup', { GroupName: 'g' }), 'UserName'), ['v']);
  assert.deepEqual(textsOf(await iam.ok('ListEntitiesForPolicy', { PolicyArn: POLICY }), 'UserName'), ['v']);
  assert.equal(textOf(await iam.ok('GetUser', {}, key), 'UserName'), 'v');
  await iam.ok('UpdateGroup', { GroupName: 'g', NewGroupName: 'h' });
  assert.deepEqual(textsOf(await iam.ok('ListGroupsForUser', { UserName: 'v' }), 'GroupName'), ['h']);
  for (const [message, undo] of [
    [
      'Cannot delete entity, must detach all policies first.',
      () => iam.ok('DetachUserPolicy', { UserName: 'v', PolicyArn: POLICY }),
    ],
    [
      'Cannot delete entity, must remove users from group first.',
      () => iam.ok('RemoveUserFromGroup', { GroupName: 'h', UserName: 'v' }),
    ],
    [
      'Cannot delete entity, must delete access keys first.',
      () => iam.ok('DeleteAccessKey', { UserName: 'v', AccessKeyId: key }),
    ],
  ] as const) {
    assert.deepEqual(refusalOf(await iam.send('DeleteUser', { UserName: 'v' })), ['DeleteConflict', message, 409]);
    await undo();
  }
  await iam.ok('DeleteUser', { UserName: 'v' });
});

test('lists come in pages, and a path picks from them', async () => {
  await using iam = await openIdentities();
  for (const name of ['a', 'B', 'c', 'd', 'e'])
    await iam.ok('CreateRole', role({ RoleName: name, Path: name > 'c' ? '/x/' : '/' }));
  const names: string[] = [];
  let Marker: string | undefined;
  do {
    const listed = await iam.ok('ListRoles', { MaxItems: '2', ...(Marker !== undefined && { Marker }) });
    names.push(...textsOf(listed, 'RoleName'));
    assert.equal(textOf(listed, 'IsTruncated'), String(textOf(listed, 'Marker') !== undefined));
    Marker = textOf(listed, 'Marker');
  } while (Marker !== undefined);
  assert.deepEqual(names, ['a', 'B', 'c', 'd', 'e']);
  const below = await iam.ok('ListRoles', { PathPrefix: '/x/', MaxItems: '2' });
  assert.deepEqual([textsOf(below, 'RoleName'), textOf(below, 'IsTruncated')], [['d', 'e'], 'false']);
  for (const bad of ['%', 'AA', Buffer.from('a\0').toString('base64url')])
    assert.equal(refusalOf(await iam.send('ListRoles', { Marker: bad }))[0], 'ValidationError');
});

test('two accounts share nothing', async () => {
  await using iam = await openIdentities();
  await iam.ok('CreatePolicy', { PolicyName: 'p', PolicyDocument: policy() });
  const foreign = 'arn:aws:iam::222222222222:policy/p';
  assert.equal((await iam.send('GetPolicy', { PolicyArn: foreign })).status, 404);
  assert.equal((await iam.send('GetPolicy', { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/other/p` })).status, 404);
});
