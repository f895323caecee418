import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combine, type Flow, type Outcome } from './combine.ts';
import type { Decision } from './policy.ts';

/**
 * Amazon API Gateway developer guide, "How API Gateway resource policies affect authorization workflow",
 * "Policy evaluation outcome tables", row by row.
 */
type Row = readonly [caller: Decision, resource: Decision, outcome: Outcome];

const tableA: readonly Row[] = [
  ['ALLOW', 'ALLOW', 'ALLOW'],
  ['ALLOW', 'NONE', 'ALLOW'],
  ['ALLOW', 'DENY', 'EXPLICIT_DENY'],
  ['NONE', 'ALLOW', 'ALLOW'],
  ['NONE', 'NONE', 'IMPLICIT_DENY'],
  ['NONE', 'DENY', 'EXPLICIT_DENY'],
  ['DENY', 'ALLOW', 'EXPLICIT_DENY'],
  ['DENY', 'NONE', 'EXPLICIT_DENY'],
  ['DENY', 'DENY', 'EXPLICIT_DENY'],
];

const tableB: readonly Row[] = [
  ['ALLOW', 'ALLOW', 'ALLOW'],
  ['ALLOW', 'NONE', 'IMPLICIT_DENY'],
  ['ALLOW', 'DENY', 'EXPLICIT_DENY'],
  ['NONE', 'ALLOW', 'IMPLICIT_DENY'],
  ['NONE', 'NONE', 'IMPLICIT_DENY'],
  ['NONE', 'DENY', 'EXPLICIT_DENY'],
  ['DENY', 'ALLOW', 'EXPLICIT_DENY'],
  ['DENY', 'NONE', 'EXPLICIT_DENY'],
  ['DENY', 'DENY', 'EXPLICIT_DENY'],
];

/** Table A: "an IAM policy or a Lambda authorizer", in the same account. Table B: an IAM policy of another account, or Cognito. */
const flows: readonly [Flow, readonly Row[]][] = [
  ['IAM', tableA],
  ['LAMBDA_AUTHORIZER', tableA],
  ['IAM_CROSS_ACCOUNT', tableB],
  ['COGNITO', tableB],
];

for (const [flow, rows] of flows) {
  for (const [caller, resource, outcome] of rows) {
    test(`${flow}: caller ${caller} and resource policy ${resource} is ${outcome}`, () => {
      assert.equal(combine(flow, caller, resource), outcome);
    });
  }
}

/** "API Gateway resource policy only": "An implicit denial or any explicit denial results in denying the caller." */
test('a resource policy alone must allow, whatever is known of the caller', () => {
  for (const caller of ['ALLOW', 'DENY', 'NONE', null] as const) {
    assert.equal(combine('RESOURCE_POLICY', caller, 'ALLOW'), 'ALLOW');
    assert.equal(combine('RESOURCE_POLICY', caller, 'NONE'), 'IMPLICIT_DENY');
    assert.equal(combine('RESOURCE_POLICY', caller, 'DENY'), 'EXPLICIT_DENY');
    assert.equal(combine('RESOURCE_POLICY', caller, null), 'ALLOW');
  }
});

test('without a resource policy the policy of the caller decides, but across accounts both must allow', () => {
  for (const flow of ['IAM', 'LAMBDA_AUTHORIZER', 'COGNITO'] as const) {
    assert.equal(combine(flow, 'ALLOW', null), 'ALLOW');
    assert.equal(combine(flow, 'NONE', null), 'IMPLICIT_DENY');
    assert.equal(combine(flow, 'DENY', null), 'EXPLICIT_DENY');
  }
  assert.equal(combine('IAM_CROSS_ACCOUNT', 'ALLOW', null), 'IMPLICIT_DENY');
  assert.equal(combine('IAM_CROSS_ACCOUNT', 'NONE', null), 'IMPLICIT_DENY');
  assert.equal(combine('IAM_CROSS_ACCOUNT', 'DENY', null), 'EXPLICIT_DENY');
});

/** "If authentication is successful, the resource policy is evaluated independently, and an explicit allow is required." */
test('whom Cognito let in has no policy and is allowed by it; any other caller without one is allowed nothing', () => {
  assert.equal(combine('COGNITO', null, null), 'ALLOW');
  assert.equal(combine('COGNITO', null, 'ALLOW'), 'ALLOW');
  assert.equal(combine('COGNITO', null, 'NONE'), 'IMPLICIT_DENY');
  assert.equal(combine('COGNITO', null, 'DENY'), 'EXPLICIT_DENY');
  for (const flow of ['IAM', 'LAMBDA_AUTHORIZER', 'IAM_CROSS_ACCOUNT'] as const)
    assert.equal(combine(flow, null, null), 'IMPLICIT_DENY');
});
