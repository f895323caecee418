import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findTarget } from './hosts.ts';

const AWS = 'abcdef1234.execute-api.eu-west-1.amazonaws.com';

/** API, stage, path, requestContext.path. */
function found(host: string | undefined, target: string, header?: string): readonly string[] | undefined {
  const at = findTarget(host, target, header);
  return at && [at.apiId, at.stage, at.path, at.fullPath];
}

describe('every form of an invoke URL (architecture.md, "Ports and names")', () => {
  for (const [host, target, header] of [
    [AWS, '/prod/pets', undefined],
    [`${AWS}:443`, '/prod/pets', undefined],
    [AWS.toUpperCase(), '/prod/pets', undefined],
    [`${AWS}.`, '/prod/pets', undefined],
    ['abcdef1234.execute-api.localhost:4566', '/prod/pets', undefined],
    ['abcdef1234.execute-api.localhost.localstack.cloud:4566', '/prod/pets', undefined],
    ['localhost:4566', '/restapis/abcdef1234/prod/_user_request_/pets', undefined],
    ['[::1]:4566', '/restapis/abcdef1234/prod/_user_request_/pets', undefined],
    [undefined, '/restapis/abcdef1234/prod/_user_request_/pets', undefined],
    ['127.0.0.1:4566', '/_aws/execute-api/abcdef1234/prod/pets', undefined],
    ['vpce-1-2.execute-api.eu-west-1.vpce.amazonaws.com', '/prod/pets', 'abcdef1234'],
    ['localhost:4566', '/prod/pets', 'ABCDEF1234'],
    ['[::1]', '/prod/pets', 'abcdef1234'],
  ] as const) {
    test(`${host} ${target} ${header ?? ''}`, () => {
      assert.deepEqual(found(host, target, header), ['abcdef1234', 'prod', '/pets', '/prod/pets']);
    });
  }
});

test('the domain that the client called, without the port', () => {
  const at = findTarget(`${AWS}:8443`, '/prod', undefined);
  assert.deepEqual([at?.domainName, at?.domainPrefix], [AWS, 'abcdef1234']);
  const byPath = findTarget('localhost:4566', '/_aws/execute-api/abcdef1234/prod', undefined);
  assert.deepEqual([byPath?.domainName, byPath?.domainPrefix], ['abcdef1234.execute-api.localhost', 'abcdef1234']);
});

describe('paths', () => {
  for (const [target, expected] of [
    ['/prod', ['prod', '/', '/prod']],
    ['/prod/', ['prod', '/', '/prod/']],
    ['/prod/x/', ['prod', '/x/', '/prod/x/']],
    // Recorded on AWS: aws-behaviour.md §1.7.
    ['//stage/x', ['stage', '/x', '/stage/x']],
    ['/stage//hardcoded', ['stage', '/hardcoded', '/stage//hardcoded']],
    ['/stage/f/a//b', ['stage', '/f/a//b', '/stage/f/a//b']],
    ['/', ['', '/', '/']],
    ['/prod/..%2F/../x', ['prod', '/..%2F/../x', '/prod/..%2F/../x']],
    ['/__proto__/x', ['__proto__', '/x', '/__proto__/x']],
  ] as const) {
    test(target, () => assert.deepEqual(found(AWS, target)?.slice(1), expected));
  }

  test('the same behind the path forms', () => {
    assert.deepEqual(found('h', '/restapis/a1/prod/_user_request_'), ['a1', 'prod', '/', '/prod']);
    assert.deepEqual(found('h', '/restapis/a1/prod/_user_request_//x/'), ['a1', 'prod', '/x/', '/prod//x/']);
    assert.deepEqual(found('h', '/_aws/execute-api/a1/prod'), ['a1', 'prod', '/', '/prod']);
  });

  test('the query is what is behind the first question mark', () => {
    assert.equal(findTarget(AWS, '/prod/x?a=1?b=/2', undefined)?.query, 'a=1?b=/2');
    assert.equal(findTarget(AWS, '/prod?', undefined)?.query, '');
    assert.deepEqual(found(AWS, '/prod?/other'), ['abcdef1234', 'prod', '/', '/prod']);
  });

  test('ten thousand slashes are read at once', () => {
    assert.deepEqual(found(AWS, `${'/'.repeat(10_000)}prod${'/'.repeat(10_000)}x`)?.slice(1, 3), ['prod', '/x']);
  });
});

test('everything else is for the control plane', () => {
  for (const [host, target] of [
    ['localhost:4566', '/restapis'],
    ['localhost:4566', '/restapis/a1/stages'],
    ['localhost:4566', '/restapis/a1/prod/_user_request_x'],
    ['localhost:4566', '/_aws/execute-api/a1'],
    ['localhost:4566', '/_aws/other'],
    ['localhost:4566', '/'],
    ['apigateway.eu-west-1.amazonaws.com', '/prod/pets'],
    ['execute-api.localhost', '/prod'],
    ['a.b.execute-api.localhost', '/prod'],
    ['abc.execute-api.', '/prod'],
    ['abc.execute-api.evil host', '/prod'],
    [undefined, '/prod'],
  ] as const) {
    assert.equal(findTarget(host, target, undefined), undefined, `${host} ${target}`);
  }
});
