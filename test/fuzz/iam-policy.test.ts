import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compileResourcePolicy,
  type Decision,
  type PolicyPrincipal,
  type PolicyQuestion,
} from '../../src/iam-policy/iam-policy.ts';
import { Random } from './random.ts';

const SEED = 20_261_201;
const CASES = 4_000;
const OWN = 'arn:aws:execute-api:us-east-1:111122223333:api';

/**
 * Policies are read here as the IAM User Guide says it, statement by statement and value by value, without a thought for speed: patterns
 * by all ways to match them, addresses as texts of bits.
 */
interface Written {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: readonly string[] };
  readonly not: { readonly action: boolean; readonly resource: boolean; readonly principal: boolean };
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type Context = Readonly<Record<string, readonly string[]>>;

function matches(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*') return matches(rest, text) || (text !== '' && matches(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && matches(rest, text.slice(1));
}

const bits = (address: string) =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');
const parts = (arn: string) => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')];

const positive: { readonly [operator: string]: (wanted: string, given: string) => boolean } = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: matches,
  NumericEquals: (wanted, given) => Number(given) === Number(wanted),
  NumericLessThan: (wanted, given) => Number(given) < Number(wanted),
  Bool: (wanted, given) => wanted === given,
  IpAddress: (wanted, given) => {
    const [address = '', length = '32'] = wanted.split('/');
    return bits(given).startsWith(bits(address).slice(0, Number(length)));
  },
  ArnLike: (wanted, given) => parts(wanted).every((part, i) => matches(part, parts(given)[i] ?? '')),
};

const negations: { readonly [operator: string]: string } = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  NotIpAddress: 'IpAddress',
  ArnNotLike: 'ArnLike',
};

function holds(operator: string, wanted: readonly string[], given: readonly string[] | undefined): boolean {
  if (operator === 'Null') return wanted.some((one) => (one === 'true') === (given === undefined));
  const set = /^(ForAllValues|ForAnyValue):/.exec(operator)?.[1];
  const ifExists = operator.endsWith('IfExists');
  const name = operator.replace(/^\w+:/, '').replace(/IfExists$/, '');
  const negation = negations[name];
  const one = (value: string) => {
    const any = wanted.some((want) => positive[negation ?? name]?.(want, value) === true);
    return negation === undefined ? any : !any;
  };
  if (given === undefined) return ifExists || set === 'ForAllValues' || (negation !== undefined && set === undefined);
  if (set === 'ForAllValues') return given.every(one);
  if (set === 'ForAnyValue') return given.some(one);
  return negation === undefined ? given.some(one) : given.every(one);
}

function names(named: Written['Principal'], { arn, accountId, roleArn }: PolicyPrincipal): boolean {
  if (named === '*') return true;
  return named.AWS.some(
    (one) => one === '*' || one === arn || one === roleArn || one === `arn:aws:iam::${accountId}:root`,
  );
}

function decide(
  statements: readonly Written[],
  principal: PolicyPrincipal,
  action: string,
  tail: string,
  keys: Context,
): Decision {
  const applying = statements.filter(
    ({ not, Principal, Action, Resource, Condition }) =>
      names(Principal, principal) !== not.principal &&
      Action.some((one) => matches(one.toLowerCase(), action.toLowerCase())) !== not.action &&
      Resource.some((one) => matches(one.replace(/^execute-api:/, OWN), OWN + tail)) !== not.resource &&
      Object.entries(Condition).every(([operator, tests]) =>
        Object.entries(tests).every(([key, wanted]) => holds(operator, wanted, keys[key.toLowerCase()])),
      ),
  );
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'DENY';
  return applying.length > 0 ? 'ALLOW' : 'NONE';
}

const user = { arn: 'arn:aws:iam::123456789012:user/Bob', accountId: '123456789012', userId: 'AIDA', roleArn: null };
const role = 'arn:aws:iam::123456789012:role/r';
const session = { ...user, arn: 'arn:aws:sts::123456789012:assumed-role/r/me', userId: 'AROA:me', roleArn: role };
const nobody = { arn: null, accountId: null, userId: null, roleArn: null };

/** A key, what requests may have of it, what policies may ask of it, and by which operators. */
const keys: readonly [
  [
    key: string,
    given: readonly [string, ...string[]],
    wanted: readonly [string, ...string[]],
    operators: readonly [string, ...string[]],
  ],
  ...[
    key: string,
    given: readonly [string, ...string[]],
    wanted: readonly [string, ...string[]],
    operators: readonly [string, ...string[]],
  ][],
] = [
  [
    'aws:SourceIp',
    ['10.0.0.1', '10.128.0.1', '192.0.2.1'],
    ['10.0.0.0/8', '10.128.0.0/9', '192.0.2.1', '0.0.0.0/0'],
    ['IpAddress', 'NotIpAddress'],
  ],
  [
    'x:Text',
    ['a', 'ab', 'abb', 'b*'],
    ['a', 'ab', 'a*', '*b', 'a*b', '?b', '*b*b', '*'],
    ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike'],
  ],
  ['x:Number', ['1', '2', '10'], ['1', '2.0', '1e1'], ['NumericEquals', 'NumericLessThan', 'NumericNotEquals']],
  ['aws:SecureTransport', ['true', 'false'], ['true', 'false'], ['Bool']],
  [
    'aws:SourceArn',
    ['arn:aws:s3:::b', 'arn:aws:sns:us-east-1:1:t:x'],
    ['arn:aws:s3:::*', 'arn:aws:*:us-*:1:*x', 'arn:aws:s3:*::?'],
    ['ArnLike', 'ArnNotLike'],
  ],
];

function listOf(random: Random, of: readonly [string, ...string[]]): string[] {
  return Array.from({ length: 1 + random.below(3) }, () => random.one(of));
}

function conditionOf(random: Random): Written['Condition'] {
  const condition: Record<string, Record<string, readonly string[]>> = {};
  for (let left = random.below(3); left > 0; left--) {
    const [key, , wanted, operators] = random.one(keys);
    if (random.chance(6)) condition['Null'] = { ...condition['Null'], [key]: [random.one(['true', 'false'])] };
    const operator =
      random.one(['', '', 'ForAllValues:', 'ForAnyValue:']) +
      random.one(operators) +
      (random.chance(4) ? 'IfExists' : '');
    condition[operator] = { ...condition[operator], [key]: listOf(random, wanted) };
  }
  return condition;
}

function statementOf(random: Random): Written {
  return {
    Effect: random.chance(3) ? 'Deny' : 'Allow',
    Principal: random.chance(2)
      ? '*'
      : { AWS: listOf(random, [user.arn, role, session.arn, 'arn:aws:iam::123456789012:root', '*']) },
    not: { action: random.chance(5), resource: random.chance(5), principal: random.chance(8) },
    Action: listOf(random, [
      '*',
      'execute-api:Invoke',
      'EXECUTE-API:*',
      'execute-api:*e',
      's3:*',
      'execute-api:Manage*',
    ]),
    Resource: listOf(random, [
      '*',
      `${OWN}/*`,
      'execute-api:/*',
      'execute-api:/prod/*/pets',
      'execute-api:/prod/GET/pets',
      `${OWN}/*/GET/*s`,
      `${OWN}/p???/*`,
      'arn:aws:execute-api:*:*:api/*pets*',
    ]),
    Condition: conditionOf(random),
  };
}

function contextOf(random: Random): Context {
  const chosen = keys.filter(() => !random.chance(3));
  return Object.fromEntries(
    chosen.map(([key, given]) => [key.toLowerCase(), random.chance(4) ? listOf(random, given) : [random.one(given)]]),
  );
}

function textOf(statements: readonly Written[]): string {
  const Statement = statements.map(({ Effect, not, Principal, Action, Resource, Condition }) => ({
    Effect,
    [not.principal ? 'NotPrincipal' : 'Principal']: Principal,
    [not.action ? 'NotAction' : 'Action']: Action,
    [not.resource ? 'NotResource' : 'Resource']: Resource,
    Condition,
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

test(`${CASES} policies of seed ${SEED} decide as they do when they are read word by word`, () => {
  const random = new Random(SEED);
  const seen: Record<Decision, number> = { ALLOW: 0, DENY: 0, NONE: 0 };
  for (let i = 0; i < CASES; i++) {
    const statements = Array.from({ length: 1 + random.below(4) }, () => statementOf(random));
    const policy = compileResourcePolicy(textOf(statements), { arn: OWN });
    for (let asked = 0; asked < 5; asked++) {
      const principal = random.one<PolicyPrincipal>([user, session, nobody]);
      const action = random.one(['execute-api:Invoke', 'execute-api:ManageConnections']);
      const tail = random.one(['/prod/GET/pets', '/prod/POST/pets', '/test/GET/pets/1', '/prod/GET/']);
      const context = contextOf(random);
      const question: PolicyQuestion = { action, resource: OWN + tail, principal, condition: (key) => context[key] };
      const wanted = decide(statements, principal, action, tail, context);
      seen[wanted]++;
      const of = () => `${textOf(statements)}\n${JSON.stringify({ principal, action, tail, context })}`;
      if (policy(question) !== wanted) assert.equal(policy(question), wanted, of());
    }
  }
  for (const [decision, times] of Object.entries(seen)) assert.ok(times > CASES / 4, `${decision} only ${times} times`);
});
