import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseParameterSource, parseParameters } from './parameter-source.ts';
import { fillStageVariables } from './stage-variables.ts';

describe('request parameter sources (aws-behaviour.md §1.9)', () => {
  for (const [text, expected] of [
    ["'static value'", { source: 'static', value: 'static value' }],
    ["''", { source: 'static', value: '' }],
    ["'it's'", { source: 'static', value: "it's" }],
    ['method.request.path.proxy', { source: 'path', name: 'proxy' }],
    ['method.request.querystring.a.b', { source: 'querystring', name: 'a.b' }],
    ['method.request.multivaluequerystring.x', { source: 'multivaluequerystring', name: 'x' }],
    ['method.request.header.X-A', { source: 'header', name: 'X-A' }],
    ['method.request.multivalueheader.X-A', { source: 'multivalueheader', name: 'X-A' }],
    ['stageVariables.host', { source: 'static', value: 'example.com' }],
    ['stageVariables.none', { source: 'static', value: '' }],
    ['context.requestId', { source: 'context', name: 'requestId' }],
    ['context.identity.sourceIp', { source: 'context', name: 'identity.sourceIp' }],
    ['context.authorizer.principalId', { source: 'context', name: 'authorizer.principalId' }],
    ['context.constructor', undefined],
    ['method.request.body', { source: 'body', path: '$' }],
    ['method.request.body.a[0]', { source: 'body', path: '$.a[0]' }],
    ['method.request.cookie.a', undefined],
    ['unquoted', undefined],
    ['', undefined],
  ] as const) {
    test(text, () => assert.deepEqual(parseParameterSource(text, { host: 'example.com' }), expected));
  }

  test('mappings come in the order of their names', () => {
    const parsed = parseParameters({ 'integration.request.path.b': "'2'", 'integration.request.header.a': "'1'" }, {});
    assert.deepEqual(
      parsed.map(({ to, name }) => [to, name]),
      [
        ['header', 'a'],
        ['path', 'b'],
      ],
    );
  });
});

test('a stage variable that is missing is the empty string (§1.9, recorded)', () => {
  const variables = { host: 'h.example', port: '81' };
  assert.equal(
    fillStageVariables('http://${stageVariables.host}:${stageVariables.port}/${stageVariables.x}', variables),
    'http://h.example:81/',
  );
  assert.equal(fillStageVariables('${stageVariables.__proto__}${stageVariables.constructor}', {}), '');
  assert.equal(fillStageVariables('${other.host} {host}', variables), '${other.host} {host}');
});
