import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { GatewayResponseRecord } from '../definition/definition.ts';
import { resolveGatewayResponses } from './resolve-gateway-responses.ts';

const record = (responseType: string, over: Partial<GatewayResponseRecord> = {}): GatewayResponseRecord => ({
  responseType,
  responseParameters: {},
  responseTemplates: { 'application/json': '{}' },
  ...over,
});

function statuses(...records: GatewayResponseRecord[]): Record<string, number | null> {
  const resolved = resolveGatewayResponses(records, {});
  return Object.fromEntries(Object.entries(resolved).map(([type, { status }]) => [type, status]));
}

describe('whose gateway response a type has (developer guide, "Gateway response types")', () => {
  test('none, when the API has none', () => assert.deepEqual(resolveGatewayResponses([], {}), {}));

  test('DEFAULT_4XX is that of every 4XX type; a 413 is never customised (G18)', () => {
    assert.deepEqual(Object.keys(statuses(record('DEFAULT_4XX'))).sort(), [
      'ACCESS_DENIED',
      'BAD_REQUEST_BODY',
      'BAD_REQUEST_PARAMETERS',
      'EXPIRED_TOKEN',
      'INVALID_API_KEY',
      'INVALID_SIGNATURE',
      'MISSING_AUTHENTICATION_TOKEN',
      'QUOTA_EXCEEDED',
      'RESOURCE_NOT_FOUND',
      'THROTTLED',
      'UNAUTHORIZED',
      'UNSUPPORTED_MEDIA_TYPE',
      'WAF_FILTERED',
    ]);
    assert.deepEqual(statuses(record('REQUEST_TOO_LARGE', { statusCode: '400' })), {});
  });

  test('DEFAULT_5XX is that of every 5XX type, and its status is theirs', () => {
    assert.deepEqual(statuses(record('DEFAULT_5XX', { statusCode: '599' })), {
      API_CONFIGURATION_ERROR: 599,
      AUTHORIZER_CONFIGURATION_ERROR: 599,
      AUTHORIZER_FAILURE: 599,
      INTEGRATION_FAILURE: 599,
      INTEGRATION_TIMEOUT: 599,
    });
  });

  test('a family without a status leaves each its own', () => {
    assert.deepEqual(new Set(Object.values(statuses(record('DEFAULT_4XX'), record('DEFAULT_5XX')))), new Set([null]));
  });

  test('its own comes before that of its family', () => {
    const found = statuses(record('DEFAULT_4XX', { statusCode: '400' }), record('THROTTLED', { statusCode: '503' }));
    assert.deepEqual([found['THROTTLED'], found['QUOTA_EXCEEDED']], [503, 400]);
  });
});

test('header mappings: every source, in the order of their names', () => {
  const resolved = resolveGatewayResponses(
    [
      record('THROTTLED', {
        responseParameters: {
          'gatewayresponse.header.f': 'context.authorizer.principalId',
          'gatewayresponse.header.e': 'context.error.responseType',
          'gatewayresponse.header.d': 'stageVariables.origin',
          'gatewayresponse.header.c': 'method.request.multivaluequerystring.q',
          'gatewayresponse.header.b': 'method.request.header.X-A',
          'gatewayresponse.header.a': "'*'",
        },
      }),
    ],
    { origin: 'https://web.example' },
  );
  assert.deepEqual(resolved['THROTTLED']?.headers, [
    { name: 'a', from: { source: 'static', value: '*' } },
    { name: 'b', from: { source: 'header', name: 'X-A' } },
    { name: 'c', from: { source: 'multivaluequerystring', name: 'q' } },
    { name: 'd', from: { source: 'static', value: 'https://web.example' } },
    { name: 'e', from: { source: 'context', name: 'error.responseType' } },
    { name: 'f', from: { source: 'context', name: 'authorizer.principalId' } },
  ]);
});
