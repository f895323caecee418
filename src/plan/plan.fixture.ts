/** Records as the control plane writes them, for the tests of this folder. */
import {
  type ApiDefinition,
  DEFAULT_METHOD_SETTING,
  type IntegrationRecord,
  type MethodRecord,
  type StageRecord,
} from '../definition/definition.ts';

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
