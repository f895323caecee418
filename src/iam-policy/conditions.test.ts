import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PolicySyntaxError } from './errors.ts';
import { type Keys, underCondition } from './iam-policy.fixture.ts';

/**
 * IAM User Guide, "IAM JSON policy elements: Condition operators": an operator, the policy's value, one value of the request that matches
 * and one that does not. A negated operator matches where its positive does not.
 */
const operators: readonly [operator: string, policy: string, matching: string, other: string][] = [
  ['StringEquals', 'iamuser-admin', 'iamuser-admin', 'dev-ops'],
  ['StringEquals', 'johndoe', 'johndoe', 'JohnDoe'],
  ['StringEquals', 'home/*', 'home/*', 'home/x'],
  ['StringNotEquals', 'johndoe', 'JohnDoe', 'johndoe'],
  ['StringEqualsIgnoreCase', 'preprod', 'PreProd', 'prod'],
  ['StringNotEqualsIgnoreCase', 'PreProd', 'prod', 'preprod'],
  ['StringLike', 't1.*', 't1.micro', 'm2.micro'],
  ['StringLike', 'a?c*', 'abc', 'ac'],
  ['StringLike', 'Abc', 'Abc', 'abc'],
  ['StringNotLike', 't1.*', 'm2.micro', 't1.micro'],
  ['NumericEquals', '10', '10.0', '11'],
  ['NumericNotEquals', '10', '11', '1e1'],
  ['NumericLessThan', '10', '9.99', '10'],
  ['NumericLessThanEquals', '10', '10', '10.01'],
  ['NumericGreaterThan', '-10', '-9', '-10'],
  ['NumericGreaterThanEquals', '10', '10', '9'],
  ['DateEquals', '2020-01-01T00:00:01Z', '2020-01-01T01:00:01+01:00', '2020-01-01T00:00:02Z'],
  ['DateEquals', '2020-01-01T00:00:01Z', '1577836801', '1577836802'],
  ['DateNotEquals', '2020-01-01', '2020-01-02', '2020-01-01T00:00:00Z'],
  ['DateLessThan', '2013-06-30T00:00:00Z', '2013-06-29T23:59:59Z', '2013-06-30T00:00Z'],
  ['DateLessThanEquals', '2013-06', '2013-06-01', '2013-06-02'],
  ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', '2020-01-01T00:00:01Z'],
  ['DateGreaterThanEquals', '2020', '2020-01-01', '2019-12-31T23:59:59.999Z'],
  ['Bool', 'false', 'false', 'true'],
  ['Bool', 'True', 'true', 'false'],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'ASIAIOSFODNN7EXAMPLE'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.1', '198.51.100.1'],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', '203.0.113.255'],
  [
    'ArnEquals',
    'arn:aws:sns:us-west-2:123456789012:TOPIC-ID',
    'arn:aws:sns:us-west-2:123456789012:TOPIC-ID',
    'arn:aws:sns:us-west-2:777788889999:TOPIC-ID',
  ],
  ['ArnLike', 'arn:aws:sns:*:123456789012:*', 'arn:aws:sns:us-west-2:123456789012:T:a', 'arn:aws:sqs:e:123456789012:T'],
  [
    'ArnNotEquals',
    'arn:aws:iam::444455556666:user/*',
    'arn:aws:iam::444455556666:role/a',
    'arn:aws:iam::444455556666:user/a',
  ],
  ['ArnNotLike', 'arn:aws:iam::4444*:user/a', 'arn:aws:iam::555555556666:user/a', 'arn:aws:iam::444455556666:user/a'],
];

for (const [operator, policy, matching, other] of operators) {
  const negated = operator.includes('Not');
  const under = (name: string, keys: Keys, values: string | string[] = policy) =>
    underCondition({ [name]: { 'x:Key': values } }, keys) === 'ALLOW';

  test(`${operator} ${policy}: a match, no match, no key`, () => {
    assert.equal(under(operator, { 'X:key': matching }), true);
    assert.equal(under(operator, { 'x:key': other }), false);
    // "If the policy condition requires that the key is not matched … and the right key is not present, the condition is true."
    assert.equal(under(operator, {}), negated);
    assert.equal(under(operator.toLowerCase(), { 'x:key': matching }), true);
  });

  test(`${operator}IfExists ${policy}: an absent key is true`, () => {
    assert.equal(under(`${operator}IfExists`, { 'x:key': matching }), true);
    assert.equal(under(`${operator}IfExists`, { 'x:key': other }), false);
    assert.equal(under(`${operator}IfExists`, {}), true);
  });

  test(`set operators with ${operator} ${policy}`, () => {
    // "The condition returns true if every context key value … matches …. It also returns true if there are no context keys in the request."
    assert.equal(under(`ForAllValues:${operator}`, { 'x:key': [matching, matching] }), true);
    assert.equal(under(`ForAllValues:${operator}`, { 'x:key': [matching, other] }), false);
    assert.equal(under(`ForAllValues:${operator}`, {}), true);
    assert.equal(under(`ForAllValues:${operator}`, { 'x:key': '' }), true);
    // "… if any one of the context key values in the request matches …. if the key does not exist, the condition returns false."
    assert.equal(under(`ForAnyValue:${operator}`, { 'x:key': [other, matching] }), true);
    assert.equal(under(`ForAnyValue:${operator}`, { 'x:key': [other, other] }), false);
    assert.equal(under(`ForAnyValue:${operator}`, {}), false);
    assert.equal(under(`ForAnyValue:${operator}`, { 'x:key': '' }), false);
    assert.equal(under(`ForAnyValue:${operator}IfExists`, {}), true);
    assert.equal(under(`ForAllValues:${operator}IfExists`, { 'x:key': other }), false);
  });

  test(`${operator} with a value of the policy twice is as with one`, () => {
    assert.equal(under(operator, { 'x:key': matching }, [policy, policy]), true);
    assert.equal(under(operator, { 'x:key': other }, [policy, policy]), false);
  });
}

/** "Evaluation logic for negated matching condition operators": values of the policy are OR, those of a negated operator NOR. */
test('several values of the policy', () => {
  const users = ['arn:aws:iam::222222222222:user/Ana', 'arn:aws:iam::222222222222:user/Mary'];
  const nikki = { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:user/Nikki' };
  const mary = { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:user/Mary' };
  assert.equal(underCondition({ ArnLike: { 'aws:PrincipalArn': users } }, mary), 'ALLOW');
  assert.equal(underCondition({ ArnLike: { 'aws:PrincipalArn': users } }, nikki), 'NONE');
  assert.equal(underCondition({ ArnNotLike: { 'aws:PrincipalArn': users } }, mary), 'NONE');
  assert.equal(underCondition({ ArnNotLike: { 'aws:PrincipalArn': users } }, nikki), 'ALLOW');
});

test('a plain operator with several values of the request: any of them, or with a negated one none', () => {
  const keys = { 'x:key': ['a', 'b'] };
  assert.equal(underCondition({ StringEquals: { 'x:key': 'b' } }, keys), 'ALLOW');
  assert.equal(underCondition({ StringEquals: { 'x:key': 'c' } }, keys), 'NONE');
  assert.equal(underCondition({ StringNotEquals: { 'x:key': 'b' } }, keys), 'NONE');
  assert.equal(underCondition({ StringNotEquals: { 'x:key': 'c' } }, keys), 'ALLOW');
});

/** "Condition operator to check existence of condition keys", and what the page says of `ForAllValues` with empty values. */
test('Null', () => {
  const nulls: readonly [wanted: unknown, keys: Keys, holds: boolean][] = [
    ['true', {}, true],
    ['true', { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' }, false],
    ['false', { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' }, true],
    ['false', {}, false],
    [false, { 'aws:TokenIssueTime': '' }, false],
    [['true', 'false'], {}, true],
  ];
  for (const [wanted, keys, holds] of nulls)
    assert.equal(underCondition({ Null: { 'aws:TokenIssueTime': wanted } }, keys), holds ? 'ALLOW' : 'NONE');
});

const addresses: readonly [range: string, address: string, within: boolean][] = [
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.77/24', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['0.0.0.0/0', '::1', false],
  ['::/0', '10.0.0.1', false],
  ['128.0.0.0/1', '127.255.255.255', false],
  ['0.0.0.0', '0.0.0.0', true],
  ['10.0.0.0/12', '10.15.255.255', true],
  ['10.0.0.0/12', '10.16.0.0', false],
  ['2001:DB8:1234:5678::/64', '2001:db8:1234:5678:ffff::1', true],
  ['2001:DB8:1234:5678::/64', '2001:db8:1234:5679::', false],
  ['2001:db8::/33', '2001:db8:7fff::', true],
  ['2001:db8::/33', '2001:db8:8000::', false],
  ['2001:db8::1', '2001:db8::2', false],
  ['::ffff:192.0.2.0/120', '192.0.2.9', true],
  ['192.0.2.0/24', '::ffff:192.0.2.9', true],
  ['192.0.2.0/24', '::ffff:c000:209', true],
  ['fe80::/10', 'fe80::1%eth0', true],
];

for (const [range, address, within] of addresses) {
  test(`${address} is ${within ? '' : 'not '}within ${range}`, () => {
    const keys = { 'aws:SourceIp': address };
    assert.equal(underCondition({ IpAddress: { 'aws:SourceIp': range } }, keys) === 'ALLOW', within);
    assert.equal(underCondition({ NotIpAddress: { 'aws:SourceIp': range } }, keys) === 'ALLOW', !within);
  });
}

/** "Amazon Resource Name (ARN) condition operators", where a string operator would match. */
test('the parts of an ARN are compared one by one', () => {
  const pattern = 'arn:aws:someservice:*:111122223333:finance/*';
  const keys = {
    'aws:SourceArn': 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
  };
  assert.equal(underCondition({ StringLike: { 'aws:SourceArn': pattern } }, keys), 'ALLOW');
  assert.equal(underCondition({ ArnLike: { 'aws:SourceArn': pattern } }, keys), 'NONE');
});

test('what cannot be told counts against the caller', () => {
  const doubts: readonly [condition: object, keys: Keys][] = [
    [{ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, { 'aws:SourceIp': 'unix' }],
    [{ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, { 'aws:SourceIp': '300.0.0.1' }],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:SourceIp': '010.0.0.1' }],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '1.2.3' }],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '1.2.3.' }],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '1.2.3.4.5' }],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '1..3.4' }],
    [{ NumericNotEquals: { 'x:n': 1 } }, { 'x:n': 'one' }],
    [{ NumericLessThan: { 'x:n': 1 } }, { 'x:n': '1234567890123456' }],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } }, { 'aws:CurrentTime': 'now' }],
    [{ Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': 'yes' }],
    [{ ArnLike: { 'aws:SourceArn': '*' } }, { 'aws:SourceArn': 'arn:aws:s3:::b' }],
    [{ ArnNotLike: { 'aws:SourceArn': 'arn:aws:s3*' } }, { 'aws:SourceArn': 'arn:aws:s3:::b' }],
    [{ ArnNotEquals: { 'aws:SourceArn': 'arn:aws:s3:::b' } }, { 'aws:SourceArn': 'b' }],
    [{ BinaryEquals: { key: 'AAAA' } }, { key: 'A' }],
    [{ StringNotEquals: { 'x:key': '${aws:username}' } }, { 'x:key': 'a' }],
    [{ ArnNotLike: { 'aws:SourceArn': 'arn:aws:s3:::${aws:username}' } }, { 'aws:SourceArn': 'arn:aws:s3:::b' }],
  ];
  for (const [condition, keys] of doubts) {
    assert.equal(underCondition(condition, keys, 'Allow'), 'NONE', JSON.stringify(condition));
    assert.equal(underCondition(condition, keys, 'Deny'), 'DENY', JSON.stringify(condition));
  }
});

test('an operator or value that cannot be read is refused', () => {
  const refused: readonly object[] = [
    { StringMatches: { 'x:key': 'a' } },
    { StringEqualsIf: { 'x:key': 'a' } },
    { NullIfExists: { 'x:key': 'true' } },
    { 'ForAllValues:Null': { 'x:key': 'true' } },
    { 'ForSomeValues:StringEquals': { 'x:key': 'a' } },
    { 'ForAllValues:': { 'x:key': 'a' } },
    { IfExists: { 'x:key': 'a' } },
    { __proto__2: { 'x:key': 'a' } },
    { constructor: { 'x:key': 'a' } },
    { NumericEquals: { 'x:key': 'ten' } },
    { NumericEquals: { 'x:key': '${aws:n}' } },
    { DateEquals: { 'x:key': 'tomorrow' } },
    { DateEquals: { 'x:key': '2020-13-01' } },
    { DateEquals: { 'x:key': '2020-01-01T00:00:00' } },
    { IpAddress: { 'x:key': '192.0.2.0/33' } },
    { IpAddress: { 'x:key': '192.0.2' } },
    { IpAddress: { 'x:key': '192.0.2.0/24/1' } },
    { IpAddress: { 'x:key': '192.0.2.0/' } },
    { IpAddress: { 'x:key': '::ffff:192.0.2.0/24' } },
    { Bool: { 'x:key': 'yes' } },
    { Null: { 'x:key': 'maybe' } },
    { BinaryEquals: { 'x:key': 'not base64' } },
    { StringEquals: { 'x:key': '${aws:username' } },
    { StringEquals: { 'x:key': '${username}' } },
    { StringEquals: { 'x:key': "${aws:username, 'a}" } },
  ];
  for (const condition of refused)
    assert.throws(() => underCondition(condition, {}), PolicySyntaxError, JSON.stringify(condition));
});
