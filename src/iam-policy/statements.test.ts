import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileIdentityPolicy, compileResourcePolicy } from './compile.ts';
import { PolicySyntaxError } from './errors.ts';
import { API, anonymous, asked, type Keys, session, user } from './iam-policy.fixture.ts';
import { anyOf, type Decision, type PolicyPrincipal } from './policy.ts';

const allow = (change: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...change });
const policyOf = (...statements: readonly object[]) =>
  compileIdentityPolicy({ Version: '2012-10-17', Statement: statements });
const forResource = (...statements: readonly object[]) =>
  compileResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), { arn: API });

/** IAM User Guide, "IAM JSON policy elements: Action": "The prefix and the action name are case insensitive." */
const actions: readonly [pattern: string, action: string, matches: boolean][] = [
  ['execute-api:Invoke', 'execute-api:Invoke', true],
  ['EXECUTE-API:invoke', 'execute-api:Invoke', true],
  ['execute-api:*', 'execute-api:InvalidateCache', true],
  ['execute-api:Inv*', 'execute-api:ManageConnections', false],
  ['*', 'execute-api:Invoke', true],
  ['execute-api:Invok?', 'execute-api:Invoke', true],
  ['execute-api:Invoke?', 'execute-api:Invoke', false],
  ['*:Invoke', 'execute-api:Invoke', true],
  ['iam:*AccessKey*', 'iam:ListAccessKeys', true],
  ['${aws:username}', 'Bob', false],
];

for (const [pattern, action, matches] of actions) {
  test(`the action ${action} ${matches ? 'is' : 'is not'} ${pattern}`, () => {
    const keys = { 'aws:username': 'Bob' };
    assert.equal(policyOf(allow({ Action: pattern }))(asked({ action }, keys)), matches ? 'ALLOW' : 'NONE');
    const { Action: _, ...rest } = allow({ NotAction: [pattern] });
    assert.equal(policyOf(rest)(asked({ action }, keys)), matches ? 'NONE' : 'ALLOW');
  });
}

const resources: readonly [pattern: string, resource: string, matches: boolean][] = [
  // "Control access for invoking an API", "Resource format of permissions for executing API in API Gateway".
  ['arn:aws:execute-api:*:*:*', `${API}/prod/GET/pets`, true],
  ['arn:aws:execute-api:us-east-1:*:*', `${API}/prod/GET/pets`, true],
  ['arn:aws:execute-api:us-east-2:*:*', `${API}/prod/GET/pets`, false],
  ['arn:aws:execute-api:us-east-1:*:abcdef1234/*', `${API}/prod/GET/pets`, true],
  ['arn:aws:execute-api:us-east-1:*:abcdef1234/test/*', `${API}/prod/GET/pets`, false],
  [`${API}/*/GET/pets`, `${API}/prod/GET/pets`, true],
  [`${API}/*/GET/pets`, `${API}/prod/POST/pets`, false],
  [`${API}/*/GET/pets`, `${API}/prod/GET/Pets`, false],
  // "IAM policy examples for API execution permissions".
  ['arn:aws:execute-api:us-east-1:*:a123456789/test/POST/my-demo-resource-path/*', `${API}/test/POST/x`, false],
  ['arn:aws:execute-api:*:*:abcdef1234/*/*/petstorewalkthrough/pets', `${API}/t/GET/petstorewalkthrough/pets`, true],
  // IAM User Guide, "IAM JSON policy elements: Resource", "Using wildcards in resource ARNs".
  ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/1/2/test/3/object.jpg', true],
  ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/1///test///object.jpg', true],
  ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket//test/object.jpg', true],
  ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/1/test/', true],
  ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/1-test/object.jpg', false],
  ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/test/object.jpg', false],
  ['arn:aws:s3:::amzn-s3-demo-bucket/*/test/*', 'arn:aws:s3:::amzn-s3-demo-bucket/1/2/test.jpg', false],
  // There: a `*` that ends a segment "can expand to match beyond the colon boundaries"; another wildcard stands within its segment.
  ['arn:aws:execute-api:*:abcdef1234/*', `${API}/prod/GET/pets`, true],
  ['arn:aws:execute-api:us*', `${API}/prod/GET/pets`, true],
  ['arn:aws:execute-api:us-*-1:111122223333:abcdef1234/*', `${API}/prod/GET/pets`, true],
  ['arn:aws:execute-api:us-east-?:*:abcdef1234/*', `${API}/prod/GET/pets`, true],
  [
    'arn:aws:execute-api:eu-*-1:111122223333:abcdef1234/*',
    'arn:aws:execute-api:eu-west-2:444455556666:x/prod/GET/a-1:111122223333:abcdef1234/',
    false,
  ],
  ['arn:aws:execute-api:us-east-1?111122223333:abcdef1234/*', `${API}/prod/GET/pets`, false],
  [`${API}/prod/GET/*b`, `${API}/prod/GET/a:b`, true],
  [`${API}/prod/GET/a?b`, `${API}/prod/GET/a:b`, true],
];

for (const [pattern, resource, matches] of resources) {
  test(`${resource} ${matches ? 'has' : 'has not'} the form ${pattern}`, () => {
    assert.equal(
      policyOf(allow({ Resource: ['arn:aws:s3:::b', pattern] }))(asked({ resource })),
      matches ? 'ALLOW' : 'NONE',
    );
    const { Resource: _, ...rest } = allow({ NotResource: pattern });
    assert.equal(policyOf(rest)(asked({ resource })), matches ? 'NONE' : 'ALLOW');
  });
}

/** IAM User Guide, "IAM policy elements: Variables and tags". */
const variables: readonly [pattern: string, resource: string, keys: Keys, decision: Decision][] = [
  ['${aws:username}/*', 'martha_rivera/a', { 'aws:username': 'martha_rivera' }, 'ALLOW'],
  ['${AWS:UserName}/*', 'martha_rivera/a', { 'aws:username': 'martha_rivera' }, 'ALLOW'],
  ['${aws:username}/*', 'nikki_wolf/a', { 'aws:username': 'martha_rivera' }, 'NONE'],
  ['${aws:username}/*', 'martha_rivera/a', {}, 'NONE'],
  ['${aws:PrincipalTag/department}', 'hr', { 'aws:principaltag/department': 'hr' }, 'ALLOW'],
  ["${aws:userid, 'anonymous'}", 'anonymous', {}, 'ALLOW'],
  ["${aws:userid, 'anonymous'}", 'anonymous', { 'aws:userid': 'AIDA' }, 'NONE'],
  ["${aws:userid,''}x", 'x', {}, 'ALLOW'],
  ['a${*}b', 'a*b', {}, 'ALLOW'],
  ['a${*}b', 'axb', {}, 'NONE'],
  ['a${?}b*', 'a?bc', {}, 'ALLOW'],
  ['a${?}b*', 'axbc', {}, 'NONE'],
  ['${$}{aws:username}', '${aws:username}', { 'aws:username': 'x' }, 'ALLOW'],
  // Ours: a wildcard that comes with the request is none.
  ['${aws:username}', 'anything', { 'aws:username': '*' }, 'NONE'],
  ['${aws:username}/?', '*/a', { 'aws:username': '*' }, 'ALLOW'],
  ['${aws:username}', 'a', { 'aws:username': ['a', 'b'] }, 'NONE'],
];

for (const [pattern, resource, keys, decision] of variables) {
  test(`${pattern} with ${JSON.stringify(keys)} and ${resource}: ${decision}`, () => {
    const bucket = 'arn:aws:s3:::';
    const policy = policyOf(allow({ Resource: bucket + pattern }));
    assert.equal(policy(asked({ resource: bucket + resource }, keys)), decision);
    const like = { StringLike: { 'x:key': pattern } };
    assert.equal(policyOf(allow({ Condition: like }))(asked({}, { ...keys, 'x:key': resource })), decision);
  });
}

test('variables in other places, and a Version without them', () => {
  const keys = {
    'aws:username': 'Bob',
    'aws:SecureTransport': 'true',
    'x:arn': 'arn:aws:iam::1:user/bob:c',
    'x:t': 'a:bob',
  };
  const under = (condition: object) => policyOf(allow({ Condition: condition }))(asked({}, keys));
  assert.equal(under({ StringEqualsIgnoreCase: { 'aws:username': '${aws:UserName}' } }), 'ALLOW');
  assert.equal(under({ StringEquals: { 'x:t': 'a:${aws:username}' } }), 'NONE');
  assert.equal(under({ Bool: { 'aws:SecureTransport': '${aws:SecureTransport}' } }), 'ALLOW');
  assert.equal(under({ ArnLike: { 'x:arn': "arn:aws:iam::1:user/${x:none, 'bob'}:?" } }), 'ALLOW');
  assert.equal(under({ ArnLike: { 'x:arn': 'arn:aws:iam::1:user/${aws:username}:?' } }), 'NONE');
  for (const Version of ['2008-10-17', undefined]) {
    const Statement = allow({ Resource: 'arn:aws:s3:::${aws:username}' });
    const old = compileIdentityPolicy({ ...(Version && { Version }), Statement });
    assert.equal(old(asked({ resource: 'arn:aws:s3:::Bob' }, keys)), 'NONE');
    assert.equal(old(asked({ resource: 'arn:aws:s3:::${aws:username}' }, keys)), 'ALLOW');
  }
  // A colon in a value does not shift the parts of an ARN.
  const tagged = { ArnEquals: { 'x:arn': 'arn:aws:iam::${x:tag}:user/a' } };
  assert.equal(
    policyOf(allow({ Condition: tagged }))(asked({}, { 'x:tag': '1:user/a', 'x:arn': 'arn:aws:iam::1:user/a:user/a' })),
    'NONE',
  );
});

test('NotResource with a variable that has no value counts against the caller', () => {
  const statement = (Effect: string) => ({ Effect, Action: '*', NotResource: 'arn:aws:s3:::${aws:username}' });
  assert.equal(policyOf(statement('Allow'))(asked()), 'NONE');
  assert.equal(policyOf(statement('Deny'))(asked()), 'DENY');
});

/** IAM User Guide, "AWS JSON policy elements: Principal". */
const principals: readonly [named: unknown, principal: PolicyPrincipal, matches: boolean][] = [
  ['*', anonymous, true],
  [{ AWS: '*' }, anonymous, true],
  ['*', user, true],
  [{ AWS: '123456789012' }, user, true],
  [{ AWS: 'arn:aws:iam::123456789012:root' }, user, true],
  [{ AWS: 'arn:aws:iam::123456789012:root' }, session, true],
  [{ AWS: '555555555555' }, user, false],
  [{ AWS: ['555555555555', '123456789012'] }, session, true],
  [{ AWS: '123456789012' }, anonymous, false],
  [{ AWS: 'arn:aws:iam::123456789012:user/division/Bob' }, user, true],
  [{ AWS: 'arn:aws:iam::123456789012:user/division/bob' }, user, false],
  [{ AWS: 'arn:aws:iam::123456789012:user/Bob' }, user, false],
  [{ AWS: 'arn:aws:iam::123456789012:role/team/developer' }, session, true],
  [{ AWS: 'arn:aws:iam::123456789012:role/developer' }, session, false],
  [{ AWS: 'arn:aws:sts::123456789012:assumed-role/developer/me' }, session, true],
  [{ AWS: 'arn:aws:sts::123456789012:assumed-role/developer/you' }, session, false],
  [{ AWS: 'AIDAJQABLZS4A3QDU576Q' }, user, true],
  [{ AWS: 'AROAJQABLZS4A3QDU576Q' }, session, true],
  [{ AWS: 'AROAJQABLZS4A3QDU576Q' }, user, false],
  [{ Service: 'states.amazonaws.com' }, { ...anonymous, service: 'states.amazonaws.com' }, true],
  [{ Service: 'states.amazonaws.com' }, { ...anonymous, service: 'sns.amazonaws.com' }, false],
  [{ Service: 'states.amazonaws.com' }, anonymous, false],
  [{ Service: 'states.amazonaws.com', AWS: '123456789012' }, user, true],
];

for (const [named, principal, matches] of principals) {
  const who = principal.arn ?? principal.service ?? 'anonymous';
  test(`${who} ${matches ? 'is' : 'is not'} ${JSON.stringify(named)}`, () => {
    const question = asked({ principal });
    assert.equal(forResource(allow({ Principal: named }))(question), matches ? 'ALLOW' : 'NONE');
    // "NotPrincipal With Allow": everyone but them, "anonymous (unauthenticated) users" too.
    assert.equal(forResource(allow({ NotPrincipal: named }))(question), matches ? 'NONE' : 'ALLOW');
    assert.equal(forResource(allow({ Effect: 'Deny', NotPrincipal: named }))(question), matches ? 'NONE' : 'DENY');
  });
}

test('federated and canonical users are nobody here', () => {
  for (const named of [
    { Federated: 'cognito-identity.amazonaws.com' },
    { CanonicalUser: '79a59df900b949e55d96a1e698fb' },
  ]) {
    assert.equal(forResource(allow({ Principal: named }))(asked({ principal: session })), 'NONE');
    assert.throws(() => forResource(allow({ Effect: 'Deny', Principal: named })), PolicySyntaxError);
    assert.throws(() => forResource(allow({ NotPrincipal: named })), PolicySyntaxError);
  }
});

/** IAM User Guide, "Policy evaluation logic". */
test('a statement that denies goes before any that allows', () => {
  const deny = { ...allow({ Resource: `${API}/prod/*` }), Effect: 'Deny' };
  const prod = asked();
  const test = asked({ resource: `${API}/test/GET/pets` });
  for (const policy of [policyOf(allow({}), deny), policyOf(deny, allow({}))]) {
    assert.equal(policy(prod), 'DENY');
    assert.equal(policy(test), 'ALLOW');
  }
  assert.equal(policyOf(deny)(test), 'NONE');
});

test('several policies: any that denies, else any that allows, else none', () => {
  const say = (decision: Decision) => () => decision;
  assert.equal(anyOf([])(asked()), 'NONE');
  assert.equal(anyOf([say('ALLOW')])(asked()), 'ALLOW');
  assert.equal(anyOf([say('NONE'), say('ALLOW')])(asked()), 'ALLOW');
  assert.equal(anyOf([say('ALLOW'), say('NONE'), say('DENY')])(asked()), 'DENY');
});

test('operators and keys of one condition must all hold', () => {
  const policy = policyOf(
    allow({ Condition: { StringEquals: { 'x:a': '1', 'x:b': '2' }, Bool: { 'aws:SecureTransport': 'true' } } }),
  );
  const keys = { 'x:a': '1', 'x:b': '2', 'aws:SecureTransport': 'true' };
  assert.equal(policy(asked({}, keys)), 'ALLOW');
  for (const key of Object.keys(keys)) assert.equal(policy(asked({}, { ...keys, [key]: '3' })), 'NONE', key);
  assert.equal(policyOf(allow({ Condition: {} }))(asked()), 'ALLOW');
});
