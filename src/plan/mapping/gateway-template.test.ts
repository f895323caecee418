import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Context,
  type Fault,
  type MethodRequest,
  missingAuthenticationToken,
  refusal,
  type StageContext,
} from '../../exchange/exchange.ts';
import { compileGatewayTemplate } from './gateway-template.ts';

const stage: StageContext = {
  accountId: '123456789012',
  region: 'eu-west-1',
  apiId: 'abcdef1234',
  stage: 'custErr',
  deploymentId: 'dep001',
  isCanary: null,
  variables: { a: 'a' },
};
const cx = { stage, resourcePath: '/pets/{petId}', userAgent: null, requestTimeEpoch: 0 } as unknown as Context;
const rq = {
  headers: ['X-Id', '7', 'X-Id', '8', 'a.b', 'dotted'],
  query: 'q=1&q=2',
  pathParameters: { petId: '5' },
} as unknown as MethodRequest;

const render = (template: string, fault: Fault = missingAuthenticationToken): string | undefined =>
  compileGatewayTemplate(template, stage)(fault, rq, cx);

describe('variables (developer guide, "Gateway responses for REST APIs")', () => {
  const rows: readonly (readonly [template: string, rendered: string])[] = [
    ['{"message":$context.error.messageString}', '{"message":"Missing Authentication Token"}'],
    ['$context.error.message', 'Missing Authentication Token'],
    ['$context.error.responseType', 'MISSING_AUTHENTICATION_TOKEN'],
    ['[$context.error.validationErrorString]', '[]'],
    ['$context.stage $context.resourcePath', 'custErr /pets/{petId}'],
    ['$stageVariables.a', 'a'],
    ['[$stageVariables.none$stageVariables.__proto__]', '[]'],
    ['[$context.identity.userAgent$context.none$context.constructor]', '[]'],
    ['$method.request.path.petId', '5'],
    ['$method.request.querystring.q', '2'],
    ['$method.request.multivaluequerystring.q', '1,2'],
    ['$method.request.header.X-Id', '8'],
    ['$method.request.multivalueheader.X-Id', '7,8'],
    ['$method.request.header.a.b', 'dotted'],
    ['[$method.request.header.x-id]', '[]'],
    ['in $context.stage. Or ${context.stage}s.', 'in custErr. Or custErrs.'],
    // Nothing else is a variable, and nothing is VTL.
    ["#set($a = 1)$a $input.body \\$ $ $$ 'x'", "#set($a = 1)$a $input.body \\$ $ $$ 'x'"],
    ['$context $stageVariables $context. $contextual.stage', '$context $stageVariables $context. $contextual.stage'],
  ];
  for (const [template, rendered] of rows) test(template, () => assert.equal(render(template), rendered));
});

test('the quoted message escapes what JSON has to; the plain one is as it is', () => {
  const fault = refusal('ACCESS_DENIED', { message: 'no "x"\n' });
  assert.equal(render('$context.error.messageString', fault), '"no \\"x\\"\\n"');
  assert.equal(render('$context.error.message', fault), 'no "x"\n');
});

test("AWS's message without text is null", () => {
  const template = '{"message":$context.error.messageString}';
  assert.equal(render(template, refusal('AUTHORIZER_FAILURE')), '{"message":null}');
});

test('what validation found', () => {
  const fault = { ...missingAuthenticationToken, validationError: '[a, b]' };
  assert.equal(render('$context.error.validationErrorString', fault), '[a, b]');
});

test('a client cannot make it longer than a payload may be', () => {
  const long = { ...rq, headers: ['X-Id', 'x'.repeat(8192)] };
  const text = compileGatewayTemplate('$method.request.header.X-Id'.repeat(1300), stage)(
    missingAuthenticationToken,
    long,
    cx,
  );
  assert.equal(text, undefined);
});
