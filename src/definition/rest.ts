import type { Key } from '../store/store.ts';
import type { AuthorizerRecord, GatewayResponseRecord, ModelRecord, RequestValidatorRecord } from './rest-parts.ts';

/**
 * What the REST nouns of the control plane write and the data plane reads. Member names and optionality are AWS's, so
 * that a record is what Get… shows; times are milliseconds since the epoch. Nothing here is total: `plan/resolve.ts` is.
 */

/** Kind `restapi`, id = API id. */
export interface RestApiRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly createdDate: number;
  readonly version?: string;
  readonly binaryMediaTypes?: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly endpointConfiguration: EndpointConfigurationRecord;
  readonly policy?: string;
  readonly tags: { readonly [key: string]: string };
  readonly disableExecuteApiEndpoint: boolean;
  readonly rootResourceId: string;
  readonly securityPolicy?: string;
  readonly endpointAccessMode?: string;
  /** Something that a deployment would capture was changed since the newest deployment. */
  readonly undeployed: boolean;
}

export interface EndpointConfigurationRecord {
  readonly types: readonly ('REGIONAL' | 'EDGE' | 'PRIVATE')[];
  readonly ipAddressType: 'ipv4' | 'dualstack';
  readonly vpcEndpointIds?: readonly string[];
}

/** Kind `resource`, id = `{api}/{resource}`. The root has neither `parentId` nor `pathPart`. */
export interface ResourceRecord {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart?: string;
  readonly path: string;
  readonly resourceMethods: { readonly [httpMethod: string]: MethodRecord };
}

export interface MethodRecord {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly apiKeyRequired: boolean;
  readonly requestValidatorId?: string;
  readonly operationName?: string;
  readonly requestParameters?: { readonly [name: string]: boolean };
  readonly requestModels?: { readonly [contentType: string]: string };
  readonly authorizationScopes?: readonly string[];
  readonly methodResponses?: { readonly [statusCode: string]: MethodResponseRecord };
  readonly methodIntegration?: IntegrationRecord;
}

export interface MethodResponseRecord {
  readonly statusCode: string;
  readonly responseParameters?: { readonly [name: string]: boolean };
  readonly responseModels?: { readonly [contentType: string]: string };
}

export type IntegrationTypeName = 'HTTP' | 'AWS' | 'MOCK' | 'HTTP_PROXY' | 'AWS_PROXY';

export interface IntegrationRecord {
  readonly type: IntegrationTypeName;
  readonly httpMethod?: string;
  readonly uri?: string;
  readonly connectionType?: 'INTERNET' | 'VPC_LINK';
  readonly connectionId?: string;
  readonly credentials?: string;
  readonly requestParameters?: { readonly [name: string]: string };
  readonly requestTemplates?: { readonly [contentType: string]: string };
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  /** Milliseconds, 50–29000. */
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  readonly tlsConfig?: { readonly insecureSkipVerification: boolean };
  readonly responseTransferMode?: 'BUFFERED' | 'STREAM';
  readonly integrationTarget?: string;
  readonly integrationResponses?: { readonly [statusCode: string]: IntegrationResponseRecord };
}

export interface IntegrationResponseRecord {
  readonly statusCode: string;
  readonly selectionPattern?: string;
  readonly responseParameters?: { readonly [name: string]: string };
  readonly responseTemplates?: { readonly [contentType: string]: string };
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
}

/** Kind `deployment`, id = `{api}/{deployment}`. */
export interface DeploymentRecord {
  readonly id: string;
  readonly description?: string;
  readonly createdDate: number;
}

/** Kind `stage`, id = `{api}/{stage}`. */
export interface StageRecord {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string;
  readonly clientCertificateId?: string;
  readonly cacheClusterEnabled: boolean;
  readonly cacheClusterSize?: string;
  readonly methodSettings: { readonly [path: string]: MethodSettingRecord };
  readonly variables?: { readonly [name: string]: string };
  readonly documentationVersion?: string;
  readonly accessLogSettings?: { readonly format?: string; readonly destinationArn?: string };
  readonly canarySettings?: CanarySettingsRecord;
  readonly tracingEnabled: boolean;
  readonly tags: { readonly [key: string]: string };
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
}

export interface MethodSettingRecord {
  readonly metricsEnabled: boolean;
  readonly loggingLevel?: string;
  readonly dataTraceEnabled: boolean;
  readonly throttlingBurstLimit: number;
  readonly throttlingRateLimit: number;
  readonly cachingEnabled: boolean;
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted: boolean;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedCacheControlHeaderStrategy: string;
}

/** What AWS puts into every setting that a patch does not name (recorded on AWS, aws-behaviour.md §1.17). */
export const DEFAULT_METHOD_SETTING: MethodSettingRecord = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10000,
  cachingEnabled: true,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

export interface CanarySettingsRecord {
  readonly percentTraffic: number;
  readonly deploymentId: string;
  readonly stageVariableOverrides?: { readonly [name: string]: string };
  readonly useStageCache: boolean;
}

/**
 * The frozen snapshot that CreateDeployment stores. Kind `definition`, id = `{api}/{deployment}`. It crosses threads and
 * processes; each compiles its own plan from it. `format` grows when its meaning changes; format 1 had nothing beside resources.
 */
export interface ApiDefinition {
  readonly format: 2;
  readonly deploymentId: string;
  readonly api: Omit<RestApiRecord, 'undeployed' | 'tags' | 'description' | 'createdDate' | 'version'>;
  readonly resources: readonly ResourceRecord[];
  readonly models: readonly ModelRecord[];
  readonly requestValidators: readonly RequestValidatorRecord[];
  readonly authorizers: readonly AuthorizerRecord[];
  readonly gatewayResponses: readonly GatewayResponseRecord[];
}

export const restApiKey = (scope: string, api: string): Key<RestApiRecord> => ({ scope, kind: 'restapi', id: api });
export const resourceKey = (scope: string, api: string, resource: string): Key<ResourceRecord> => ({
  scope,
  kind: 'resource',
  id: `${api}/${resource}`,
});
export const deploymentKey = (scope: string, api: string, deployment: string): Key<DeploymentRecord> => ({
  scope,
  kind: 'deployment',
  id: `${api}/${deployment}`,
});
export const definitionKey = (scope: string, api: string, deployment: string): Key<ApiDefinition> => ({
  scope,
  kind: 'definition',
  id: `${api}/${deployment}`,
});
export const stageKey = (scope: string, api: string, stage: string): Key<StageRecord> => ({
  scope,
  kind: 'stage',
  id: `${api}/${stage}`,
});
