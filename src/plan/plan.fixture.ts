/** Records as the control plane writes them, for the tests of this folder. */
import {
  type ApiDefinition,
  DEFAULT_METHOD_SETTING,
  type IntegrationRecord,
  type MethodRecord,
  type StageRecord,
} from '../definition/definition.ts';
import { type Context, type MethodRequest, wholeBody } from '../exchange/exchange.ts';

export const SCOPE = '123456789012/eu-west-1';

export function integration(over: Partial<IntegrationRecord>): IntegrationRecord {
  return {
    type: 'MOCK',
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: 'ns',
    cacheKeyParameters: [],
    ...over,
  };
}

export function method(over: Partial<MethodRecord> = {}): MethodRecord {
  return {
    httpMethod: 'GET',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    methodIntegration: integration({ requestTemplates: { 'application/json': '{statusCode: 200}' } }),
    ...over,
  };
}

export function definition(resourceMethods: { readonly [verb: string]: MethodRecord }): ApiDefinition {
  return {
    format: 2,
    deploymentId: 'dep001',
    api: {
      id: 'abcdef1234',
      name: 'test',
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
      rootResourceId: 'root01',
    },
    resources: [
      { id: 'root01', path: '/', resourceMethods: {} },
      { id: 'res001', parentId: 'root01', pathPart: 'pets', path: '/pets', resourceMethods },
    ],
    models: [],
    requestValidators: [],
    authorizers: [],
    gatewayResponses: [],
  };
}

export function stage(over: Partial<StageRecord> = {}): StageRecord {
  return {
    stageName: 'prod',
    deploymentId: 'dep001',
    cacheClusterEnabled: false,
    methodSettings: { '*/*': DEFAULT_METHOD_SETTING },
    tracingEnabled: false,
    tags: {},
    createdDate: 0,
    lastUpdatedDate: 0,
    ...over,
  };
}

/** A request to a method, without a body. */
export function request(over: Partial<MethodRequest> = {}): MethodRequest {
  return {
    httpMethod: 'GET',
    path: '/pets',
    query: '',
    signedPath: '/pets',
    headers: [],
    pathParameters: null,
    port: 443,
    secure: true,
    body: wholeBody(Buffer.alloc(0)),
    ...over,
  };
}

export function context(): Context {
  return {
    stage: {
      accountId: '123456789012',
      region: 'eu-west-1',
      apiId: 'abcdef1234',
      stage: 'prod',
      deploymentId: 'dep001',
      isCanary: null,
      variables: null,
    },
    requestId: '11111111-2222-4333-8444-555555555555',
    extendedRequestId: 'ABCDEFGHIJKLMNO=',
    requestTimeEpoch: 0,
    httpMethod: 'GET',
    path: '/prod/pets',
    protocol: 'HTTP/1.1',
    domainName: 'abcdef1234.execute-api.eu-west-1.amazonaws.com',
    domainPrefix: 'abcdef1234',
    sourceIp: '1.2.3.4',
    userAgent: null,
    traceHeader: 'Root=1-5e6a8b9e-000000000000000000000001',
    traceId: 'Root=1-5e6a8b9e-000000000000000000000001;Parent=0000000000000001;Sampled=0',
    resourceId: 'res001',
    resourcePath: '/pets',
  };
}
