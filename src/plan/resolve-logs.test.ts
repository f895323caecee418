import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_METHOD_SETTING } from '../definition/definition.ts';
import { SCOPE, stage } from './plan.fixture.ts';
import { methodLogOf, resolveLogs } from './resolve-logs.ts';

const at = (loggingLevel: string) => ({ ...DEFAULT_METHOD_SETTING, loggingLevel });
const resolved = (over: Parameters<typeof stage>[0], isCanary: boolean | null = null) =>
  resolveLogs(SCOPE, 'abcdef1234', stage(over), isCanary);

test('nothing is written by default, nor at OFF, nor to a destination that is none', () => {
  assert.equal(resolved({}), null);
  assert.equal(resolved({ methodSettings: { '*/*': at('OFF') } }), null);
  assert.equal(resolved({ accessLogSettings: { format: '$context.requestId' } }), null);
  assert.equal(resolved({ accessLogSettings: { format: 'x', destinationArn: 'arn:aws:s3:::bucket' } }), null);
});

test('a setting is found however its path was written, that of a method before that of the stage', () => {
  for (const [key, path, verb] of [
    ['pets/GET', '/pets', 'GET'],
    ['/pets/GET', '/pets', 'GET'],
    ['~1pets~1{id}/GET', '/pets/{id}', 'GET'],
    ['~1/GET', '/', 'GET'],
    ['constructor/GET', '/constructor', 'GET'],
  ] as const) {
    const logs = resolved({ methodSettings: { [key]: at('INFO'), '*/*': at('ERROR') } });
    assert.ok(logs !== null);
    assert.equal(methodLogOf(logs, path, verb)?.level, 'INFO', key);
    assert.equal(methodLogOf(logs, '/other', verb)?.level, 'ERROR', key);
  }
  const silent = resolved({ methodSettings: { 'pets/GET': at('OFF'), '*/*': at('INFO') } });
  assert.ok(silent !== null);
  assert.equal(methodLogOf(silent, '/pets', 'GET')?.level, null);
  assert.equal(methodLogOf(silent, '/toString', 'GET')?.level, 'INFO');
});

test('the groups of a canary have a suffix; a delivery stream has none', () => {
  const group = 'arn:aws:logs:eu-west-1:123456789012:log-group:mine';
  const of = (destinationArn: string, isCanary: boolean) =>
    resolved({ accessLogSettings: { format: 'x', destinationArn } }, isCanary)?.access?.destinations;
  assert.deepEqual(of(`${group}:*`, true), [group, `${group}/Canary`]);
  assert.deepEqual(of(group, false), [group]);
  const stream = 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/amazon-apigateway-mine';
  assert.deepEqual(of(stream, true), [stream]);
});

test('no account writes into the groups of another', () => {
  const foreign = 'arn:aws:logs:us-east-1:999999999999:log-group:API-Gateway-Execution-Logs_victim/prod';
  assert.deepEqual(resolved({ accessLogSettings: { format: 'x', destinationArn: foreign } })?.access?.destinations, [
    'arn:aws:logs:eu-west-1:123456789012:log-group:API-Gateway-Execution-Logs_victim/prod',
  ]);
});
