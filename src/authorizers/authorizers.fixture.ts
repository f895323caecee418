/** What the tests of authorizers share: one request, and what it is told in. */
import type { ResolvedLambdaAuthorizer } from '../definition/definition.ts';
import { type Context, type MethodRequest, type StageContext, wholeBody } from '../exchange/exchange.ts';

export const STAGE: StageContext = {
  accountId: '123456789012',
  region: 'eu-west-1',
  apiId: 'abcdef1234',
  stage: 'prod',
  deploymentId: 'dep001',
  isCanary: null,
  variables: null,
};

export const ARN = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/GET/pets';
export const NOW = Date.UTC(2026, 10, 22, 18, 30, 5);

export const TOKEN: ResolvedLambdaAuthorizer = {
  type: 'TOKEN',
  id: 'auth01',
  functionScope: '123456789012/eu-west-1',
  functionName: 'fn',
  qualifier: '',
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:fn',
  identitySources: [{ in: 'header', name: 'Authorization' }],
  identityValidationExpression: null,
  credentials: null,
  ttlMs: 300_000,
};

export function request(over: Partial<MethodRequest> = {}): MethodRequest {
  return {
    httpMethod: 'GET',
    path: '/pets',
    query: '',
    signedPath: '/prod/pets',
    headers: [],
    pathParameters: null,
    port: 443,
    secure: true,
    body: wholeBody(Buffer.alloc(0)),
    ...over,
  };
}

export function context(over: Partial<Context> = {}): Context {
  return {
    stage: STAGE,
    requestId: '11111111-2222-4333-8444-555555555555',
    extendedRequestId: 'ABCDEFGHIJKLMNO=',
    requestTimeEpoch: NOW,
    httpMethod: 'GET',
    path: '/prod/pets',
    protocol: 'HTTP/1.1',
    domainName: 'abcdef1234.execute-api.eu-west-1.amazonaws.com',
    domainPrefix: 'abcdef1234',
    sourceIp: '1.2.3.4',
    userAgent: 'curl/8.0',
    traceHeader: 'Root=1-5e6a8b9e-000000000000000000000001',
    traceId: 'Root=1-5e6a8b9e-000000000000000000000001;Parent=0000000000000001;Sampled=0',
    resourceId: 'r1',
    resourcePath: '/pets',
    ...over,
  };
}
