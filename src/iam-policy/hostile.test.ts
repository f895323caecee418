import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileAuthorizerPolicy, compileIdentityPolicy, compileResourcePolicy } from './compile.ts';
import { PolicySyntaxError } from './errors.ts';
import { API, asked } from './iam-policy.fixture.ts';

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const own = JSON.stringify(statement).slice(1, -1);
const long = 'a'.repeat(3000);

/** As a function may answer: JSON, and no policy. */
const noPolicies: readonly string[] = [
  'null',
  'true',
  '0',
  '"*"',
  '[]',
  '{}',
  '{"Statement":null}',
  '{"Statement":[]}',
  '{"Statement":[null]}',
  '{"Statement":[[]]}',
  `{"Statement":[[{${own}}]]}`,
  '{"Statement":"*"}',
  `{"Statement":{"0":{${own}}}}`,
  `{"Version":"2017-10-17","Statement":{${own}}}`,
  `{"Version":["2012-10-17"],"Statement":{${own}}}`,
  `{"Id":1,"Statement":{${own}}}`,
  `{"statement":{${own}}}`,
  `{"Statement":{${own}},"More":1}`,
  `{"Statement":{${own}},"__proto__":{}}`,
  `{"__proto__":{"Statement":{${own}}}}`,
  '{"Statement":{"Effect":"Allow","Action":"*"}}',
  '{"Statement":{"Effect":"Allow","Resource":"*"}}',
  '{"Statement":{"Action":"*","Resource":"*"}}',
  '{"Statement":{"Effect":"allow","Action":"*","Resource":"*"}}',
  '{"Statement":{"Effect":["Allow"],"Action":"*","Resource":"*"}}',
  '{"Statement":{"Effect":"Allow","Action":[],"Resource":"*"}}',
  '{"Statement":{"Effect":"Allow","Action":"*","Resource":[]}}',
  '{"Statement":{"Effect":"Allow","Action":["*",null],"Resource":"*"}}',
  '{"Statement":{"Effect":"Allow","Action":{"a":"*"},"Resource":"*"}}',
  '{"Statement":{"Effect":"Allow","Action":[["*"]],"Resource":"*"}}',
  '{"Statement":{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}}',
  '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","NotResource":"*"}}',
  '{"Statement":{"Effect":"Allow","Action":"*","Resource":1}}',
  '{"Statement":{"Effect":"Allow","Action":"*","Resource":""}}',
  '{"Statement":{"Effect":"Allow","Action":"*","Resource":"pets"}}',
  '{"Statement":{"Effect":"Allow","Action":"*","Resource":"execute-api:/*"}}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"${aws:username}"}}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:${aws:region}::a"}}',
  `{"Statement":{${own},"Sid":1}}`,
  `{"Statement":{${own},"__proto__":{}}}`,
  `{"Statement":{${own},"constructor":"a"}}`,
  `{"Statement":{${own},"Principal":"*"}}`,
  `{"Statement":{${own},"NotPrincipal":"*"}}`,
  `{"Statement":{${own},"Condition":null}}`,
  `{"Statement":{${own},"Condition":[]}}`,
  `{"Statement":{${own},"Condition":"StringEquals"}}`,
  `{"Statement":{${own},"Condition":{"StringEquals":{}}}}`,
  `{"Statement":{${own},"Condition":{"Nonsense":{}}}}`,
  `{"Statement":{${own},"Condition":{"StringEquals":null}}}`,
  `{"Statement":{${own},"Condition":{"StringEquals":["a"]}}}`,
  `{"Statement":{${own},"Condition":{"StringEquals":{"x:a":null}}}}`,
  `{"Statement":{${own},"Condition":{"StringEquals":{"x:a":[]}}}}`,
  `{"Statement":{${own},"Condition":{"StringEquals":{"x:a":{"b":"c"}}}}}`,
  `{"Statement":{${own},"Condition":{"StringEquals":{"x:a":[["b"]]}}}}`,
  `{"Statement":{${own},"Condition":{"__proto__":{"x:a":"b"}}}}`,
  `{"Statement":{${own},"Condition":{"toString":{"x:a":"b"}}}}`,
];

for (const text of noPolicies) {
  test(`${text.slice(0, 120)} is no policy`, () => {
    assert.throws(() => compileAuthorizerPolicy(JSON.parse(text)), PolicySyntaxError);
    assert.throws(() => compileIdentityPolicy(text), PolicySyntaxError);
    assert.throws(() => compileIdentityPolicy(JSON.parse(text)), PolicySyntaxError);
  });
}

test('a condition key may have any name', () => {
  for (const key of ['__proto__', 'constructor', '']) {
    const policy = compileIdentityPolicy(`{"Statement":{${own},"Condition":{"StringEquals":{"${key}":"a"}}}}`);
    assert.equal(policy(asked()), 'NONE');
  }
});

test('an authorizer’s policy of too many characters, or with too long a resource, is refused', () => {
  const policy = (change: object) => compileAuthorizerPolicy({ Statement: [{ ...statement, ...change }] });
  const fits = `arn:${'a'.repeat(508)}`;
  assert.equal(policy({ Resource: [fits, '*'] })(asked()), 'ALLOW');
  assert.throws(() => policy({ Resource: [`${fits}a`] }), PolicySyntaxError);
  assert.equal(policy({ Action: [long, '*'] })(asked()), 'ALLOW');
  assert.throws(() => policy({ Action: [long, long, long] }), PolicySyntaxError);
  assert.throws(() => policy({ Action: new Array(10_000).fill('') }), PolicySyntaxError);
  assert.throws(() => policy({ Condition: { StringEquals: { [long + long + long]: 'a' } } }), PolicySyntaxError);
  assert.throws(
    () => compileAuthorizerPolicy(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))),
    PolicySyntaxError,
  );
});

test('a text that is no JSON, or has a key twice in an object, is refused', () => {
  for (const text of [
    '',
    '{',
    `{"Statement":{${own}}} x`,
    `{"Statement":{"Effect":"Deny",${own}}}`,
    `{"Statement":{${own}},"Statement":{${own}}}`,
    `{"Statement":{${own},"\\u0045ffect" : "Deny"}}`,
    `{"Statement":{${own},"Condition":{"Bool":{"x:a":"true","x:a":"false"}}}}`,
  ])
    assert.throws(() => compileIdentityPolicy(text), PolicySyntaxError, text);
  const odd = `{ "Statement" :\n{"Sid":"a\\":\\\\",${own},"Condition":{"StringNotEquals":{"x:a":["\\":","b"]}}}}`;
  assert.equal(compileIdentityPolicy(odd)(asked()), 'ALLOW');
});

test('a resource policy must say for whom, by names that can be', () => {
  const compile = (change: object) =>
    compileResourcePolicy(JSON.stringify({ Statement: { ...statement, ...change } }), { arn: API });
  assert.equal(compile({ Principal: '*' })(asked()), 'ALLOW');
  for (const Principal of [
    undefined,
    null,
    '',
    '123456789012',
    ['*'],
    {},
    { AWS: [] },
    { AWS: null },
    { AWS: [['*']] },
    { aws: '*' },
    { AWS: '1234' },
    { AWS: 'Bob' },
    { AWS: 'arn:aws:iam::123456789012:user/*' },
    { AWS: 'arn:aws:iam::*:root' },
    { AWS: 'arn:aws:sts::123456789012:assumed-role/developer/?' },
    { Service: '*' },
    { Service: '*.amazonaws.com' },
    { Everyone: '*' },
  ])
    assert.throws(() => compile({ Principal }), PolicySyntaxError, JSON.stringify(Principal));
  assert.throws(() => compile({ Principal: '*', NotPrincipal: '*' }), PolicySyntaxError);
  assert.throws(() => compile({ Principal: '*', Resource: 'execute-api:pets' }), PolicySyntaxError);
  const text = JSON.stringify({ Statement: { ...statement, Principal: '*', Resource: 'execute-api:/*' } });
  assert.throws(() => compileResourcePolicy(text, {}), PolicySyntaxError);
});

test('patterns that step back often are decided in time', () => {
  const star = `arn:aws:execute-api:us-east-1:111122223333:${'*a'.repeat(200)}b`;
  const part = `arn:aws:execute-api:${'*a'.repeat(200)}b:111122223333:*`;
  const policy = compileAuthorizerPolicy({
    Statement: { ...statement, Resource: [...new Array(8).fill(star), ...new Array(8).fill(part)] },
  });
  const begun = process.cpuUsage();
  assert.equal(policy(asked({ resource: `${API}${'a'.repeat(1500)}` })), 'NONE');
  const { user, system } = process.cpuUsage(begun);
  assert.ok(user + system < 2_000_000, `${user + system} µs of CPU`);
});
