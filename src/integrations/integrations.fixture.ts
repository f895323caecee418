/** What the tests of this folder share. */
import { type Context, type MethodRequest, type StageContext, wholeBody } from '../exchange/exchange.ts';

export const STAGE: StageContext = {
  accountId: '111111111111',
  region: 'us-east-1',
  apiId: 'abcdef1234',
  stage: 'stage',
  deploymentId: 'dep001',
  isCanary: null,
  variables: null,
};

export const EPOCH = Date.UTC(2020, 2, 12, 19, 3, 58, 390);
export const REQUEST_ID = '11111111-2222-4333-8444-555555555555';

export function request(over: Partial<MethodRequest> = {}): MethodRequest {
  return {
    httpMethod: 'GET',
    path: '/proxy-value',
    query: '',
    signedPath: '/proxy-value',
    headers: [],
    pathParameters: { proxy: 'proxy-value' },
    port: 443,
    secure: true,
    body: wholeBody(Buffer.alloc(0)),
    ...over,
  };
}

export function context(over: Partial<Context> = {}): Context {
  return {
    stage: STAGE,
    requestId: REQUEST_ID,
    extendedRequestId: 'ABCDEFGHIJKLMNO=',
    requestTimeEpoch: EPOCH,
    httpMethod: 'GET',
    path: '/stage/proxy-value',
    protocol: 'HTTP/1.1',
    domainName: 'abcdef1234.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'abcdef1234',
    sourceIp: '1.2.3.4',
    userAgent: 'python-requests/testing',
    traceHeader: 'Root=1-5e6a8b9e-000000000000000000000001',
    traceId: 'Root=1-5e6a8b9e-000000000000000000000001;Parent=0000000000000001;Sampled=0',
    resourceId: 'r1',
    resourcePath: '/{proxy+}',
    ...over,
  };
}
