import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as faults from '../exchange/exchange.ts';
import { renderFault } from './gateway-response.ts';

/** aws-behaviour.md §1.14 and §2.7; the space after the colon: §2.1, G4. */
const RENDERED: readonly [fault: faults.Fault, status: number, errorType: string, body: string][] = [
  [
    faults.missingAuthenticationToken,
    403,
    'MissingAuthenticationTokenException',
    '{"message":"Missing Authentication Token"}',
  ],
  [faults.forbidden('why'), 403, 'ForbiddenException', '{"message":"Forbidden"}'],
  [faults.unsupportedMediaType, 415, 'BadRequestException', '{"message": "Unsupported Media Type"}'],
  [faults.configurationError('why'), 500, 'InternalServerErrorException', '{"message": "Internal server error"}'],
  [faults.integrationFailure('why'), 500, 'InternalServerErrorException', '{"message": "Internal server error"}'],
  [faults.badGateway('why'), 502, 'InternalServerErrorException', '{"message": "Internal server error"}'],
  [faults.integrationTimeout(50), 504, 'InternalServerErrorException', '{"message": "Endpoint request timed out"}'],
  [
    faults.networkError('why'),
    504,
    'InternalServerErrorException',
    '{"message": "Network error communicating with endpoint"}',
  ],
  [
    faults.notImplemented('tracing'),
    501,
    'NotImplementedException',
    '{"message":"Gatehouse does not implement tracing yet"}',
  ],
];

for (const [fault, status, errorType, body] of RENDERED) {
  test(`${status} ${fault.fault}: ${body}`, () => {
    assert.deepEqual(renderFault(fault), {
      status,
      headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', errorType],
      body,
    });
  });
}

test('"Internal server error" is 36 bytes long (recorded: Content-Length 36)', () => {
  assert.equal(Buffer.byteLength(renderFault(faults.configurationError('')).body), 36);
});

test('413 is plain text (§2.7, G18)', () => {
  const { status, headers, body } = renderFault(faults.requestTooLarge);
  assert.deepEqual([status, headers[1], body], [413, 'text/*', 'HTTP content length exceeded 10485760 bytes.']);
});

test('a message without text is null, as AWS has it', () => {
  assert.equal(renderFault({ ...faults.missingAuthenticationToken, message: null }).body, '{"message":null}');
});
