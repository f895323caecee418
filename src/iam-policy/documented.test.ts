import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsManagedPolicy } from './aws-managed.ts';
import { compileAuthorizerPolicy, compileIdentityPolicy, compileResourcePolicy } from './compile.ts';
import { API, anonymous, asked, session, underCondition, user } from './iam-policy.fixture.ts';

const resourcePolicy = (...Statement: readonly object[]) =>
  compileResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), { arn: API });

const everything = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: ['execute-api:/*'] };

/** Amazon API Gateway developer guide, "API Gateway resource policy examples". */
test('allow roles in another AWS account to use an API', () => {
  const policy = resourcePolicy({
    Effect: 'Allow',
    Principal: { AWS: ['arn:aws:iam::123456789012:role/team/developer', 'arn:aws:iam::123456789012:role/Admin'] },
    Action: 'execute-api:Invoke',
    Resource: ['execute-api:/stage/GET/pets'],
  });
  const resource = `${API}/stage/GET/pets`;
  assert.equal(policy(asked({ principal: session, resource })), 'ALLOW');
  assert.equal(policy(asked({ principal: user, resource })), 'NONE');
  assert.equal(policy(asked({ principal: anonymous, resource })), 'NONE');
  assert.equal(policy(asked({ principal: session, resource: `${API}/stage/POST/pets` })), 'NONE');
  assert.equal(
    policy(asked({ principal: session, resource: 'arn:aws:execute-api:us-east-1:111122223333:other/stage/GET/pets' })),
    'NONE',
  );
});

test('deny API traffic based on source IP address or range', () => {
  for (const key of ['aws:SourceIp', 'aws:VpcSourceIp']) {
    const policy = resourcePolicy(everything, {
      ...everything,
      Effect: 'Deny',
      Condition: { IpAddress: { [key]: ['192.0.2.0/24', '198.51.100.0/24'] } },
    });
    assert.equal(policy(asked({}, { [key]: '192.0.2.7' })), 'DENY');
    assert.equal(policy(asked({}, { [key]: '198.51.100.255' })), 'DENY');
    assert.equal(policy(asked({}, { [key]: '203.0.113.1' })), 'ALLOW');
  }
});

test('allow private API traffic based on source VPC or VPC endpoint', () => {
  for (const [key, id] of [
    ['aws:SourceVpc', 'vpc-1a2b3c4d'],
    ['aws:SourceVpce', 'vpce-1a2b3c4d'],
  ] as const) {
    const policy = resourcePolicy(everything, {
      ...everything,
      Effect: 'Deny',
      Condition: { StringNotEquals: { [key]: id } },
    });
    assert.equal(policy(asked({}, { [key]: id })), 'ALLOW');
    assert.equal(policy(asked({}, { [key]: 'vpc-other' })), 'DENY');
    assert.equal(policy(asked()), 'DENY');
  }
});

/** There, "Control access for invoking an API". */
test('a user may view the list of pets and not add one', () => {
  const statement = (Effect: string, verb: string) => ({
    Effect,
    Action: ['execute-api:Invoke'],
    Resource: [`${API}/*/${verb}/pets`],
  });
  const policy = compileIdentityPolicy({
    Version: '2012-10-17',
    Statement: [statement('Allow', 'GET'), statement('Deny', 'POST')],
  });
  assert.equal(policy(asked({ resource: `${API}/prod/GET/pets` })), 'ALLOW');
  assert.equal(policy(asked({ resource: `${API}/prod/POST/pets` })), 'DENY');
  assert.equal(policy(asked({ resource: `${API}/prod/GET/pets/a1b2` })), 'NONE');
});

/** There, "Output from an API Gateway Lambda authorizer". */
test('the policy of an authorizer', () => {
  const policy = compileAuthorizerPolicy({
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'execute-api:Invoke',
        Effect: 'Deny',
        Resource: 'arn:aws:execute-api:us-west-2:123456789012:ymy8tbxw7b/dev/GET/',
      },
    ],
  });
  const method = (tail: string) =>
    asked({ resource: `arn:aws:execute-api:us-west-2:123456789012:ymy8tbxw7b/dev/${tail}` });
  assert.equal(policy(method('GET/')), 'DENY');
  assert.equal(policy(method('POST/')), 'NONE');
});

/** IAM User Guide, "AWS JSON policy elements: NotPrincipal". */
test('everyone but one role session is denied', () => {
  const policy = resourcePolicy({
    Effect: 'Deny',
    NotPrincipal: {
      AWS: [
        'arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app',
        'arn:aws:iam::444455556666:role/cross-account-read-only-role',
        'arn:aws:iam::444455556666:root',
      ],
    },
    Action: 'execute-api:*',
    Resource: '*',
  });
  const audit = {
    arn: 'arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app',
    accountId: '444455556666',
    userId: 'AROAJQABLZS4A3QDU576Q:cross-account-audit-app',
    roleArn: 'arn:aws:iam::444455556666:role/cross-account-read-only-role',
  };
  assert.equal(policy(asked({ principal: audit })), 'NONE');
  assert.equal(policy(asked({ principal: session })), 'DENY');
  assert.equal(policy(asked({ principal: anonymous })), 'DENY');
});

/** IAM User Guide, "Single-valued vs. multivalued context keys", both tables. */
test('set operators on aws:TagKeys', () => {
  const wanted = { 'aws:TagKeys': ['environment', 'cost-center'] };
  const all = { 'ForAllValues:StringEquals': wanted, Null: { 'aws:TagKeys': 'false' } };
  const any = { 'ForAnyValue:StringEquals': wanted };
  const rows: readonly [condition: object, keys: readonly string[] | undefined, match: boolean][] = [
    [all, ['environment'], true],
    [all, ['cost-center'], true],
    [all, ['environment', 'cost-center'], true],
    [all, ['environment', 'dept'], false],
    [all, undefined, false],
    [any, ['environment'], true],
    [any, ['cost-center'], true],
    [any, ['environment', 'cost-center'], true],
    [any, ['environment', 'dept'], true],
    [any, ['dept'], false],
    [any, undefined, false],
  ];
  for (const [condition, keys, match] of rows)
    assert.equal(
      underCondition(condition, keys === undefined ? {} : { 'aws:TagKeys': keys }),
      match ? 'ALLOW' : 'NONE',
    );
});

/** IAM User Guide, "Condition operators", "Example using ForAnyValue with a string condition operator". */
test('a tag by its key and its value', () => {
  const condition = {
    StringEqualsIgnoreCase: { 'aws:RequestTag/environment': ['preprod', 'storage'] },
    'ForAnyValue:StringEquals': { 'aws:TagKeys': 'environment' },
  };
  const rows: readonly [keys: readonly string[] | undefined, value: string | undefined, match: boolean][] = [
    [['environment'], 'preprod', true],
    [['environment', 'costcenter'], 'PreProd', true],
    [['Environment'], 'preprod', false],
    [['costcenter'], 'preprod', false],
    [undefined, 'storage', false],
    [['environment'], undefined, false],
    [undefined, undefined, false],
  ];
  for (const [tagKeys, value, match] of rows) {
    const keys = {
      ...(tagKeys && { 'aws:TagKeys': tagKeys }),
      ...(value !== undefined && { 'aws:RequestTag/environment': value }),
    };
    assert.equal(underCondition(condition, keys), match ? 'ALLOW' : 'NONE', JSON.stringify(keys));
  }
});

/** AWS Managed Policy Reference Guide. */
test('policies that AWS manages', () => {
  const decide = (name: string, action = 'execute-api:Invoke') => {
    const text = awsManagedPolicy(`arn:aws:iam::aws:policy/${name}`);
    return text === undefined ? undefined : compileIdentityPolicy(text)(asked({ action }));
  };
  assert.equal(decide('AdministratorAccess'), 'ALLOW');
  assert.equal(decide('PowerUserAccess'), 'ALLOW');
  assert.equal(decide('PowerUserAccess', 'iam:CreateUser'), 'NONE');
  assert.equal(decide('PowerUserAccess', 'iam:ListRoles'), 'ALLOW');
  assert.equal(decide('AmazonAPIGatewayInvokeFullAccess'), 'ALLOW');
  assert.equal(decide('AmazonAPIGatewayInvokeFullAccess', 'execute-api:InvalidateCache'), 'NONE');
  assert.equal(decide('AmazonAPIGatewayAdministrator'), 'NONE');
  assert.equal(decide('ReadOnlyAccess'), 'NONE');
  assert.equal(decide('service-role/AWSLambdaRole'), 'NONE');
  assert.equal(decide('NoSuchPolicy'), undefined);
  assert.equal(awsManagedPolicy('arn:aws:iam::111122223333:policy/AdministratorAccess'), undefined);
});
