import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyStatement } from '../definition/definition.ts';
import { globMatches } from '../lib/glob.ts';
import { allowsInvoke } from './permission.ts';

const caller = {
  service: 'apigateway.amazonaws.com',
  sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:abc/prod/GET/pets/*',
  sourceAccount: '000000000000',
};

const statement: PolicyStatement = {
  Sid: 's',
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f',
};

function allows(change: Partial<PolicyStatement>): boolean {
  return allowsInvoke([{ ...statement, ...change }], caller);
}

test('without a statement nobody may invoke', () => {
  assert.equal(allowsInvoke([], caller), false);
});

test('principals and actions', () => {
  assert.equal(allows({}), true);
  assert.equal(allows({ Principal: '*' }), true);
  assert.equal(allows({ Principal: { AWS: '*' } }), true);
  assert.equal(allows({ Principal: { Service: 's3.amazonaws.com' } }), false);
  assert.equal(allows({ Principal: { AWS: 'arn:aws:iam::000000000000:root' } }), false);
  assert.equal(allows({ Action: 'lambda:*' }), true);
  assert.equal(allows({ Action: 'lambda:GetFunction' }), false);
});

const sourceArns: readonly [pattern: string, allowed: boolean][] = [
  ['arn:aws:execute-api:us-east-1:000000000000:abc/*', true],
  ['arn:aws:execute-api:us-east-1:000000000000:abc/*/*/*', true],
  ['arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/pets/*', true],
  ['arn:aws:execute-api:us-east-?:*:abc/prod/GET/pets/*', true],
  ['arn:aws:execute-api:us-east-1:000000000000:abc/*/POST/*', false],
  ['arn:aws:execute-api:us-east-1:000000000000:abd/*', false],
  ['arn:aws:execute-api:us-east-1:111111111111:*', false],
  // A wildcard does not reach over the colon of a component.
  ['arn:aws:*:abc/prod/GET/pets/*', false],
  ['*', false],
];

for (const [pattern, allowed] of sourceArns) {
  test(`the source ARN pattern ${pattern} ${allowed ? 'fits' : 'does not fit'}`, () => {
    assert.equal(allows({ Condition: { ArnLike: { 'AWS:SourceArn': pattern } } }), allowed);
  });
}

test('every condition must hold, and one that is unknown does not', () => {
  const account = (value: string) => ({ StringEquals: { 'AWS:SourceAccount': value } });
  assert.equal(allows({ Condition: account('000000000000') }), true);
  assert.equal(allows({ Condition: account('0000*') }), false);
  assert.equal(
    allows({ Condition: { ...account('000000000000'), ArnLike: { 'aws:sourcearn': 'arn:aws:s3:::b' } } }),
    false,
  );
  assert.equal(allows({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } }), false);
  assert.equal(allows({ Condition: { ArnNotLike: { 'AWS:SourceArn': 'arn:aws:s3:::b' } } }), false);
});

test('a glob of many stars is matched in time', () => {
  assert.equal(globMatches(`${'*a'.repeat(50)}*b`, 'a'.repeat(5000)), false);
  assert.equal(globMatches('a*b?d', 'axxbbcd'), true);
  assert.equal(globMatches('a*', 'a'), true);
  assert.equal(globMatches('', 'a'), false);
});
