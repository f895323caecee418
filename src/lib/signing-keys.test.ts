import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signingKeys } from './signing-keys.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const scope = { date: '20150830', region: 'us-east-1', service: 'iam', terminator: 'aws4_request' };

test('AWS\'s example of a signing key ("Examples of how to derive a signing key for Signature Version 4", AWS General Reference)', () => {
  const keyOf = signingKeys();
  const expected = 'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9';
  assert.equal(keyOf('AKIDEXAMPLE', SECRET, scope).toString('hex'), expected);
  assert.equal(keyOf('AKIDEXAMPLE', SECRET, { ...scope }).toString('hex'), expected);
});

test('each access key, secret, day, region and service has its own', () => {
  const keyOf = signingKeys();
  const keys = [
    keyOf('A', SECRET, scope),
    keyOf('A', 'other', scope),
    keyOf('A', SECRET, { ...scope, date: '20150831' }),
    keyOf('A', SECRET, { ...scope, region: 'eu-west-1' }),
    keyOf('A', SECRET, { ...scope, service: 'execute-api' }),
  ].map((key) => key.toString('hex'));
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(keyOf('A', SECRET, scope).toString('hex'), keys[0]);
});

test('more of them than are remembered', () => {
  const keyOf = signingKeys();
  const first = keyOf('0', SECRET, scope).toString('hex');
  for (let i = 0; i < 1_001; i++) keyOf(String(i), SECRET, scope);
  assert.equal(keyOf('0', SECRET, scope).toString('hex'), first);
});
