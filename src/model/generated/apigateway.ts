// Written by scripts/extract-models.ts from @aws-sdk/client-api-gateway. Do not edit.
// Timestamps are milliseconds since the Unix epoch, blobs are Uint8Array.

export type AccessAssociationSourceType = 'VPCE';
export type ApiKeySourceType = 'AUTHORIZER' | 'HEADER';
export type ApiKeysFormat = 'csv';
export type ApiStatus = 'AVAILABLE' | 'FAILED' | 'PENDING' | 'UPDATING';
export type AuthorizerType = 'COGNITO_USER_POOLS' | 'REQUEST' | 'TOKEN';
export type CacheClusterSize = '0.5' | '118' | '13.5' | '1.6' | '237' | '28.4' | '58.2' | '6.1';
export type CacheClusterStatus = 'AVAILABLE' | 'CREATE_IN_PROGRESS' | 'DELETE_IN_PROGRESS' | 'FLUSH_IN_PROGRESS' | 'NOT_AVAILABLE';
export type ConnectionType = 'INTERNET' | 'VPC_LINK';
export type ContentHandlingStrategy = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
export type DocumentationPartType = 'RESPONSE_BODY' | 'RESPONSE' | 'METHOD' | 'MODEL' | 'AUTHORIZER' | 'RESPONSE_HEADER' | 'RESOURCE' | 'PATH_PARAMETER' | 'REQUEST_BODY' | 'QUERY_PARAMETER' | 'API' | 'REQUEST_HEADER';
export type DomainNameStatus = 'AVAILABLE' | 'FAILED' | 'PENDING' | 'PENDING_CERTIFICATE_REIMPORT' | 'PENDING_OWNERSHIP_VERIFICATION' | 'UPDATING';
export type EndpointAccessMode = 'BASIC' | 'STRICT';
export type EndpointType = 'PRIVATE' | 'EDGE' | 'REGIONAL';
export type GatewayResponseType = 'REQUEST_TOO_LARGE' | 'RESOURCE_NOT_FOUND' | 'AUTHORIZER_CONFIGURATION_ERROR' | 'MISSING_AUTHENTICATION_TOKEN' | 'BAD_REQUEST_BODY' | 'INVALID_SIGNATURE' | 'INVALID_API_KEY' | 'BAD_REQUEST_PARAMETERS' | 'AUTHORIZER_FAILURE' | 'UNAUTHORIZED' | 'INTEGRATION_TIMEOUT' | 'ACCESS_DENIED' | 'DEFAULT_4XX' | 'DEFAULT_5XX' | 'WAF_FILTERED' | 'QUOTA_EXCEEDED' | 'THROTTLED' | 'API_CONFIGURATION_ERROR' | 'UNSUPPORTED_MEDIA_TYPE' | 'INTEGRATION_FAILURE' | 'EXPIRED_TOKEN';
export type IntegrationType = 'HTTP' | 'MOCK' | 'AWS_PROXY' | 'HTTP_PROXY' | 'AWS';
export type IpAddressType = 'ipv4' | 'dualstack';
export type LocationStatusType = 'DOCUMENTED' | 'UNDOCUMENTED';
export type Op = 'add' | 'remove' | 'move' | 'test' | 'replace' | 'copy';
export type PutMode = 'merge' | 'overwrite';
export type QuotaPeriodType = 'DAY' | 'MONTH' | 'WEEK';
export type ResourceOwner = 'OTHER_ACCOUNTS' | 'SELF';
export type ResponseTransferMode = 'BUFFERED' | 'STREAM';
export type RoutingMode = 'BASE_PATH_MAPPING_ONLY' | 'ROUTING_RULE_ONLY' | 'ROUTING_RULE_THEN_BASE_PATH_MAPPING';
export type SecurityPolicy = 'SecurityPolicy_TLS12_2018_EDGE' | 'SecurityPolicy_TLS12_PFS_2025_EDGE' | 'SecurityPolicy_TLS13_1_2_2021_06' | 'SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09' | 'SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09' | 'SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09' | 'SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09' | 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' | 'SecurityPolicy_TLS13_1_2_PQ_2025_09' | 'SecurityPolicy_TLS13_1_3_2025_09' | 'SecurityPolicy_TLS13_1_3_FIPS_2025_09' | 'SecurityPolicy_TLS13_2025_EDGE' | 'TLS_1_0' | 'TLS_1_2';
export type UnauthorizedCacheControlHeaderStrategy = 'FAIL_WITH_403' | 'SUCCEED_WITHOUT_RESPONSE_HEADER' | 'SUCCEED_WITH_RESPONSE_HEADER';
export type VpcLinkStatus = 'AVAILABLE' | 'DELETING' | 'FAILED' | 'PENDING';

export interface AccessLogSettings {
  readonly format?: string | undefined;
  readonly destinationArn?: string | undefined;
}

export interface Account {
  readonly cloudwatchRoleArn?: string | undefined;
  readonly throttleSettings?: ThrottleSettings | undefined;
  readonly features?: readonly string[] | undefined;
  readonly apiKeyVersion?: string | undefined;
}

export interface ApiKey {
  readonly id?: string | undefined;
  readonly value?: string | undefined;
  readonly name?: string | undefined;
  readonly customerId?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly createdDate?: number | undefined;
  readonly lastUpdatedDate?: number | undefined;
  readonly stageKeys?: readonly string[] | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface ApiKeyIds {
  readonly ids?: readonly string[] | undefined;
  readonly warnings?: readonly string[] | undefined;
}

export interface ApiKeys {
  readonly warnings?: readonly string[] | undefined;
  readonly items?: readonly ApiKey[] | undefined;
  readonly position?: string | undefined;
}

export interface ApiStage {
  readonly apiId?: string | undefined;
  readonly stage?: string | undefined;
  readonly throttle?: { readonly [key: string]: ThrottleSettings } | undefined;
}

export interface Authorizer {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly type?: AuthorizerType | undefined;
  readonly providerARNs?: readonly string[] | undefined;
  readonly authType?: string | undefined;
  readonly authorizerUri?: string | undefined;
  readonly authorizerCredentials?: string | undefined;
  readonly identitySource?: string | undefined;
  readonly identityValidationExpression?: string | undefined;
  readonly authorizerResultTtlInSeconds?: number | undefined;
}

export interface Authorizers {
  readonly items?: readonly Authorizer[] | undefined;
  readonly position?: string | undefined;
}

export interface BadRequestException {
  readonly message?: string | undefined;
}

export interface BasePathMapping {
  readonly basePath?: string | undefined;
  readonly restApiId?: string | undefined;
  readonly stage?: string | undefined;
}

export interface BasePathMappings {
  readonly items?: readonly BasePathMapping[] | undefined;
  readonly position?: string | undefined;
}

export interface CanarySettings {
  readonly percentTraffic?: number | undefined;
  readonly deploymentId?: string | undefined;
  readonly stageVariableOverrides?: { readonly [key: string]: string } | undefined;
  readonly useStageCache?: boolean | undefined;
}

export interface ClientCertificate {
  readonly clientCertificateId?: string | undefined;
  readonly description?: string | undefined;
  readonly pemEncodedCertificate?: string | undefined;
  readonly createdDate?: number | undefined;
  readonly expirationDate?: number | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface ClientCertificates {
  readonly items?: readonly ClientCertificate[] | undefined;
  readonly position?: string | undefined;
}

export interface ConflictException {
  readonly message?: string | undefined;
}

export interface CreateApiKeyRequest {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly generateDistinctId?: boolean | undefined;
  readonly value?: string | undefined;
  readonly stageKeys?: readonly StageKey[] | undefined;
  readonly customerId?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateAuthorizerRequest {
  readonly restApiId: string;
  readonly name: string;
  readonly type: AuthorizerType;
  readonly providerARNs?: readonly string[] | undefined;
  readonly authType?: string | undefined;
  readonly authorizerUri?: string | undefined;
  readonly authorizerCredentials?: string | undefined;
  readonly identitySource?: string | undefined;
  readonly identityValidationExpression?: string | undefined;
  readonly authorizerResultTtlInSeconds?: number | undefined;
}

export interface CreateBasePathMappingRequest {
  readonly domainName: string;
  readonly restApiId: string;
  readonly domainNameId?: string | undefined;
  readonly basePath?: string | undefined;
  readonly stage?: string | undefined;
}

export interface CreateDeploymentRequest {
  readonly restApiId: string;
  readonly stageName?: string | undefined;
  readonly stageDescription?: string | undefined;
  readonly description?: string | undefined;
  readonly cacheClusterEnabled?: boolean | undefined;
  readonly cacheClusterSize?: CacheClusterSize | undefined;
  readonly variables?: { readonly [key: string]: string } | undefined;
  readonly canarySettings?: DeploymentCanarySettings | undefined;
  readonly tracingEnabled?: boolean | undefined;
}

export interface CreateDocumentationPartRequest {
  readonly restApiId: string;
  readonly location: DocumentationPartLocation;
  readonly properties: string;
}

export interface CreateDocumentationVersionRequest {
  readonly restApiId: string;
  readonly documentationVersion: string;
  readonly stageName?: string | undefined;
  readonly description?: string | undefined;
}

export interface CreateDomainNameAccessAssociationRequest {
  readonly domainNameArn: string;
  readonly accessAssociationSourceType: AccessAssociationSourceType;
  readonly accessAssociationSource: string;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateDomainNameRequest {
  readonly domainName: string;
  readonly certificateName?: string | undefined;
  readonly certificateBody?: string | undefined;
  readonly certificatePrivateKey?: string | undefined;
  readonly certificateChain?: string | undefined;
  readonly certificateArn?: string | undefined;
  readonly regionalCertificateName?: string | undefined;
  readonly regionalCertificateArn?: string | undefined;
  readonly endpointConfiguration?: EndpointConfiguration | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly securityPolicy?: SecurityPolicy | undefined;
  readonly endpointAccessMode?: EndpointAccessMode | undefined;
  readonly mutualTlsAuthentication?: MutualTlsAuthenticationInput | undefined;
  readonly ownershipVerificationCertificateArn?: string | undefined;
  readonly policy?: string | undefined;
  readonly routingMode?: RoutingMode | undefined;
}

export interface CreateModelRequest {
  readonly restApiId: string;
  readonly name: string;
  readonly contentType: string;
  readonly description?: string | undefined;
  readonly schema?: string | undefined;
}

export interface CreateRequestValidatorRequest {
  readonly restApiId: string;
  readonly name?: string | undefined;
  readonly validateRequestBody?: boolean | undefined;
  readonly validateRequestParameters?: boolean | undefined;
}

export interface CreateResourceRequest {
  readonly restApiId: string;
  readonly parentId: string;
  readonly pathPart: string;
}

export interface CreateRestApiRequest {
  readonly name: string;
  readonly description?: string | undefined;
  readonly version?: string | undefined;
  readonly cloneFrom?: string | undefined;
  readonly binaryMediaTypes?: readonly string[] | undefined;
  readonly minimumCompressionSize?: number | undefined;
  readonly apiKeySource?: ApiKeySourceType | undefined;
  readonly endpointConfiguration?: EndpointConfiguration | undefined;
  readonly policy?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly disableExecuteApiEndpoint?: boolean | undefined;
  readonly securityPolicy?: SecurityPolicy | undefined;
  readonly endpointAccessMode?: EndpointAccessMode | undefined;
}

export interface CreateStageRequest {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly cacheClusterEnabled?: boolean | undefined;
  readonly cacheClusterSize?: CacheClusterSize | undefined;
  readonly variables?: { readonly [key: string]: string } | undefined;
  readonly documentationVersion?: string | undefined;
  readonly canarySettings?: CanarySettings | undefined;
  readonly tracingEnabled?: boolean | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateUsagePlanKeyRequest {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly keyType: string;
}

export interface CreateUsagePlanRequest {
  readonly name: string;
  readonly description?: string | undefined;
  readonly apiStages?: readonly ApiStage[] | undefined;
  readonly throttle?: ThrottleSettings | undefined;
  readonly quota?: QuotaSettings | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateVpcLinkRequest {
  readonly name: string;
  readonly targetArns: readonly string[];
  readonly description?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface DeleteApiKeyRequest {
  readonly apiKey: string;
}

export interface DeleteAuthorizerRequest {
  readonly restApiId: string;
  readonly authorizerId: string;
}

export interface DeleteBasePathMappingRequest {
  readonly domainName: string;
  readonly basePath: string;
  readonly domainNameId?: string | undefined;
}

export interface DeleteClientCertificateRequest {
  readonly clientCertificateId: string;
}

export interface DeleteDeploymentRequest {
  readonly restApiId: string;
  readonly deploymentId: string;
}

export interface DeleteDocumentationPartRequest {
  readonly restApiId: string;
  readonly documentationPartId: string;
}

export interface DeleteDocumentationVersionRequest {
  readonly restApiId: string;
  readonly documentationVersion: string;
}

export interface DeleteDomainNameAccessAssociationRequest {
  readonly domainNameAccessAssociationArn: string;
}

export interface DeleteDomainNameRequest {
  readonly domainName: string;
  readonly domainNameId?: string | undefined;
}

export interface DeleteGatewayResponseRequest {
  readonly restApiId: string;
  readonly responseType: GatewayResponseType;
}

export interface DeleteIntegrationRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export interface DeleteIntegrationResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
}

export interface DeleteMethodRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export interface DeleteMethodResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
}

export interface DeleteModelRequest {
  readonly restApiId: string;
  readonly modelName: string;
}

export interface DeleteRequestValidatorRequest {
  readonly restApiId: string;
  readonly requestValidatorId: string;
}

export interface DeleteResourceRequest {
  readonly restApiId: string;
  readonly resourceId: string;
}

export interface DeleteRestApiRequest {
  readonly restApiId: string;
}

export interface DeleteStageRequest {
  readonly restApiId: string;
  readonly stageName: string;
}

export interface DeleteUsagePlanKeyRequest {
  readonly usagePlanId: string;
  readonly keyId: string;
}

export interface DeleteUsagePlanRequest {
  readonly usagePlanId: string;
}

export interface DeleteVpcLinkRequest {
  readonly vpcLinkId: string;
}

export interface Deployment {
  readonly id?: string | undefined;
  readonly description?: string | undefined;
  readonly createdDate?: number | undefined;
  readonly apiSummary?: { readonly [key: string]: { readonly [key: string]: MethodSnapshot } } | undefined;
}

export interface DeploymentCanarySettings {
  readonly percentTraffic?: number | undefined;
  readonly stageVariableOverrides?: { readonly [key: string]: string } | undefined;
  readonly useStageCache?: boolean | undefined;
}

export interface Deployments {
  readonly items?: readonly Deployment[] | undefined;
  readonly position?: string | undefined;
}

export interface DocumentationPart {
  readonly id?: string | undefined;
  readonly location?: DocumentationPartLocation | undefined;
  readonly properties?: string | undefined;
}

export interface DocumentationPartIds {
  readonly ids?: readonly string[] | undefined;
  readonly warnings?: readonly string[] | undefined;
}

export interface DocumentationPartLocation {
  readonly type: DocumentationPartType;
  readonly path?: string | undefined;
  readonly method?: string | undefined;
  readonly statusCode?: string | undefined;
  readonly name?: string | undefined;
}

export interface DocumentationParts {
  readonly items?: readonly DocumentationPart[] | undefined;
  readonly position?: string | undefined;
}

export interface DocumentationVersion {
  readonly version?: string | undefined;
  readonly createdDate?: number | undefined;
  readonly description?: string | undefined;
}

export interface DocumentationVersions {
  readonly items?: readonly DocumentationVersion[] | undefined;
  readonly position?: string | undefined;
}

export interface DomainName {
  readonly domainName?: string | undefined;
  readonly domainNameId?: string | undefined;
  readonly domainNameArn?: string | undefined;
  readonly certificateName?: string | undefined;
  readonly certificateArn?: string | undefined;
  readonly certificateUploadDate?: number | undefined;
  readonly regionalDomainName?: string | undefined;
  readonly regionalHostedZoneId?: string | undefined;
  readonly regionalCertificateName?: string | undefined;
  readonly regionalCertificateArn?: string | undefined;
  readonly distributionDomainName?: string | undefined;
  readonly distributionHostedZoneId?: string | undefined;
  readonly endpointConfiguration?: EndpointConfiguration | undefined;
  readonly domainNameStatus?: DomainNameStatus | undefined;
  readonly domainNameStatusMessage?: string | undefined;
  readonly securityPolicy?: SecurityPolicy | undefined;
  readonly endpointAccessMode?: EndpointAccessMode | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly mutualTlsAuthentication?: MutualTlsAuthentication | undefined;
  readonly ownershipVerificationCertificateArn?: string | undefined;
  readonly managementPolicy?: string | undefined;
  readonly policy?: string | undefined;
  readonly routingMode?: RoutingMode | undefined;
}

export interface DomainNameAccessAssociation {
  readonly domainNameAccessAssociationArn?: string | undefined;
  readonly domainNameArn?: string | undefined;
  readonly accessAssociationSourceType?: AccessAssociationSourceType | undefined;
  readonly accessAssociationSource?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface DomainNameAccessAssociations {
  readonly items?: readonly DomainNameAccessAssociation[] | undefined;
  readonly position?: string | undefined;
}

export interface DomainNames {
  readonly items?: readonly DomainName[] | undefined;
  readonly position?: string | undefined;
}

export interface EndpointConfiguration {
  readonly types?: readonly EndpointType[] | undefined;
  readonly ipAddressType?: IpAddressType | undefined;
  readonly vpcEndpointIds?: readonly string[] | undefined;
}

export interface ExportResponse {
  readonly contentType?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly body?: Uint8Array | undefined;
}

export interface FlushStageAuthorizersCacheRequest {
  readonly restApiId: string;
  readonly stageName: string;
}

export interface FlushStageCacheRequest {
  readonly restApiId: string;
  readonly stageName: string;
}

export interface GatewayResponse {
  readonly responseType?: GatewayResponseType | undefined;
  readonly statusCode?: string | undefined;
  readonly responseParameters?: { readonly [key: string]: string } | undefined;
  readonly responseTemplates?: { readonly [key: string]: string } | undefined;
  readonly defaultResponse?: boolean | undefined;
}

export interface GatewayResponses {
  readonly items?: readonly GatewayResponse[] | undefined;
  readonly position?: string | undefined;
}

export interface GenerateClientCertificateRequest {
  readonly description?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface GetAccountRequest {
}

export interface GetApiKeyRequest {
  readonly apiKey: string;
  readonly includeValue?: boolean | undefined;
}

export interface GetApiKeysRequest {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
  readonly nameQuery?: string | undefined;
  readonly customerId?: string | undefined;
  readonly includeValues?: boolean | undefined;
}

export interface GetAuthorizerRequest {
  readonly restApiId: string;
  readonly authorizerId: string;
}

export interface GetAuthorizersRequest {
  readonly restApiId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetBasePathMappingRequest {
  readonly domainName: string;
  readonly basePath: string;
  readonly domainNameId?: string | undefined;
}

export interface GetBasePathMappingsRequest {
  readonly domainName: string;
  readonly domainNameId?: string | undefined;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetClientCertificateRequest {
  readonly clientCertificateId: string;
}

export interface GetClientCertificatesRequest {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetDeploymentRequest {
  readonly restApiId: string;
  readonly deploymentId: string;
  readonly embed?: readonly string[] | undefined;
}

export interface GetDeploymentsRequest {
  readonly restApiId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetDocumentationPartRequest {
  readonly restApiId: string;
  readonly documentationPartId: string;
}

export interface GetDocumentationPartsRequest {
  readonly restApiId: string;
  readonly type?: DocumentationPartType | undefined;
  readonly nameQuery?: string | undefined;
  readonly path?: string | undefined;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
  readonly locationStatus?: LocationStatusType | undefined;
}

export interface GetDocumentationVersionRequest {
  readonly restApiId: string;
  readonly documentationVersion: string;
}

export interface GetDocumentationVersionsRequest {
  readonly restApiId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetDomainNameAccessAssociationsRequest {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
  readonly resourceOwner?: ResourceOwner | undefined;
}

export interface GetDomainNameRequest {
  readonly domainName: string;
  readonly domainNameId?: string | undefined;
}

export interface GetDomainNamesRequest {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
  readonly resourceOwner?: ResourceOwner | undefined;
}

export interface GetExportRequest {
  readonly restApiId: string;
  readonly stageName: string;
  readonly exportType: string;
  readonly parameters?: { readonly [key: string]: string } | undefined;
  readonly accepts?: string | undefined;
}

export interface GetGatewayResponseRequest {
  readonly restApiId: string;
  readonly responseType: GatewayResponseType;
}

export interface GetGatewayResponsesRequest {
  readonly restApiId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetIntegrationRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export interface GetIntegrationResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
}

export interface GetMethodRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export interface GetMethodResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
}

export interface GetModelRequest {
  readonly restApiId: string;
  readonly modelName: string;
  readonly flatten?: boolean | undefined;
}

export interface GetModelTemplateRequest {
  readonly restApiId: string;
  readonly modelName: string;
}

export interface GetModelsRequest {
  readonly restApiId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetRequestValidatorRequest {
  readonly restApiId: string;
  readonly requestValidatorId: string;
}

export interface GetRequestValidatorsRequest {
  readonly restApiId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetResourceRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly embed?: readonly string[] | undefined;
}

export interface GetResourcesRequest {
  readonly restApiId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
  readonly embed?: readonly string[] | undefined;
}

export interface GetRestApiRequest {
  readonly restApiId: string;
}

export interface GetRestApisRequest {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetSdkRequest {
  readonly restApiId: string;
  readonly stageName: string;
  readonly sdkType: string;
  readonly parameters?: { readonly [key: string]: string } | undefined;
}

export interface GetSdkTypeRequest {
  readonly id: string;
}

export interface GetSdkTypesRequest {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetStageRequest {
  readonly restApiId: string;
  readonly stageName: string;
}

export interface GetStagesRequest {
  readonly restApiId: string;
  readonly deploymentId?: string | undefined;
}

export interface GetTagsRequest {
  readonly resourceArn: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetUsagePlanKeyRequest {
  readonly usagePlanId: string;
  readonly keyId: string;
}

export interface GetUsagePlanKeysRequest {
  readonly usagePlanId: string;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
  readonly nameQuery?: string | undefined;
}

export interface GetUsagePlanRequest {
  readonly usagePlanId: string;
}

export interface GetUsagePlansRequest {
  readonly position?: string | undefined;
  readonly keyId?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetUsageRequest {
  readonly usagePlanId: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly keyId?: string | undefined;
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface GetVpcLinkRequest {
  readonly vpcLinkId: string;
}

export interface GetVpcLinksRequest {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

export interface ImportApiKeysRequest {
  readonly body: Uint8Array;
  readonly format: ApiKeysFormat;
  readonly failOnWarnings?: boolean | undefined;
}

export interface ImportDocumentationPartsRequest {
  readonly restApiId: string;
  readonly body: Uint8Array;
  readonly mode?: PutMode | undefined;
  readonly failOnWarnings?: boolean | undefined;
}

export interface ImportRestApiRequest {
  readonly body: Uint8Array;
  readonly failOnWarnings?: boolean | undefined;
  readonly parameters?: { readonly [key: string]: string } | undefined;
}

export interface Integration {
  readonly type?: IntegrationType | undefined;
  readonly httpMethod?: string | undefined;
  readonly uri?: string | undefined;
  readonly connectionType?: ConnectionType | undefined;
  readonly connectionId?: string | undefined;
  readonly credentials?: string | undefined;
  readonly requestParameters?: { readonly [key: string]: string } | undefined;
  readonly requestTemplates?: { readonly [key: string]: string } | undefined;
  readonly passthroughBehavior?: string | undefined;
  readonly contentHandling?: ContentHandlingStrategy | undefined;
  readonly timeoutInMillis?: number | undefined;
  readonly cacheNamespace?: string | undefined;
  readonly cacheKeyParameters?: readonly string[] | undefined;
  readonly integrationResponses?: { readonly [key: string]: IntegrationResponse } | undefined;
  readonly tlsConfig?: TlsConfig | undefined;
  readonly responseTransferMode?: ResponseTransferMode | undefined;
  readonly integrationTarget?: string | undefined;
}

export interface IntegrationResponse {
  readonly statusCode?: string | undefined;
  readonly selectionPattern?: string | undefined;
  readonly responseParameters?: { readonly [key: string]: string } | undefined;
  readonly responseTemplates?: { readonly [key: string]: string } | undefined;
  readonly contentHandling?: ContentHandlingStrategy | undefined;
}

export interface LimitExceededException {
  readonly retryAfterSeconds?: string | undefined;
  readonly message?: string | undefined;
}

export interface Method {
  readonly httpMethod?: string | undefined;
  readonly authorizationType?: string | undefined;
  readonly authorizerId?: string | undefined;
  readonly apiKeyRequired?: boolean | undefined;
  readonly requestValidatorId?: string | undefined;
  readonly operationName?: string | undefined;
  readonly requestParameters?: { readonly [key: string]: boolean } | undefined;
  readonly requestModels?: { readonly [key: string]: string } | undefined;
  readonly methodResponses?: { readonly [key: string]: MethodResponse } | undefined;
  readonly methodIntegration?: Integration | undefined;
  readonly authorizationScopes?: readonly string[] | undefined;
}

export interface MethodResponse {
  readonly statusCode?: string | undefined;
  readonly responseParameters?: { readonly [key: string]: boolean } | undefined;
  readonly responseModels?: { readonly [key: string]: string } | undefined;
}

export interface MethodSetting {
  readonly metricsEnabled?: boolean | undefined;
  readonly loggingLevel?: string | undefined;
  readonly dataTraceEnabled?: boolean | undefined;
  readonly throttlingBurstLimit?: number | undefined;
  readonly throttlingRateLimit?: number | undefined;
  readonly cachingEnabled?: boolean | undefined;
  readonly cacheTtlInSeconds?: number | undefined;
  readonly cacheDataEncrypted?: boolean | undefined;
  readonly requireAuthorizationForCacheControl?: boolean | undefined;
  readonly unauthorizedCacheControlHeaderStrategy?: UnauthorizedCacheControlHeaderStrategy | undefined;
}

export interface MethodSnapshot {
  readonly authorizationType?: string | undefined;
  readonly apiKeyRequired?: boolean | undefined;
}

export interface Model {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly schema?: string | undefined;
  readonly contentType?: string | undefined;
}

export interface Models {
  readonly items?: readonly Model[] | undefined;
  readonly position?: string | undefined;
}

export interface MutualTlsAuthentication {
  readonly truststoreUri?: string | undefined;
  readonly truststoreVersion?: string | undefined;
  readonly truststoreWarnings?: readonly string[] | undefined;
}

export interface MutualTlsAuthenticationInput {
  readonly truststoreUri?: string | undefined;
  readonly truststoreVersion?: string | undefined;
}

export interface NotFoundException {
  readonly message?: string | undefined;
}

export interface PatchOperation {
  readonly op?: Op | undefined;
  readonly path?: string | undefined;
  readonly value?: string | undefined;
  readonly from?: string | undefined;
}

export interface PutGatewayResponseRequest {
  readonly restApiId: string;
  readonly responseType: GatewayResponseType;
  readonly statusCode?: string | undefined;
  readonly responseParameters?: { readonly [key: string]: string } | undefined;
  readonly responseTemplates?: { readonly [key: string]: string } | undefined;
}

export interface PutIntegrationRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly type: IntegrationType;
  readonly integrationHttpMethod?: string | undefined;
  readonly uri?: string | undefined;
  readonly connectionType?: ConnectionType | undefined;
  readonly connectionId?: string | undefined;
  readonly credentials?: string | undefined;
  readonly requestParameters?: { readonly [key: string]: string } | undefined;
  readonly requestTemplates?: { readonly [key: string]: string } | undefined;
  readonly passthroughBehavior?: string | undefined;
  readonly cacheNamespace?: string | undefined;
  readonly cacheKeyParameters?: readonly string[] | undefined;
  readonly contentHandling?: ContentHandlingStrategy | undefined;
  readonly timeoutInMillis?: number | undefined;
  readonly tlsConfig?: TlsConfig | undefined;
  readonly responseTransferMode?: ResponseTransferMode | undefined;
  readonly integrationTarget?: string | undefined;
}

export interface PutIntegrationResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
  readonly selectionPattern?: string | undefined;
  readonly responseParameters?: { readonly [key: string]: string } | undefined;
  readonly responseTemplates?: { readonly [key: string]: string } | undefined;
  readonly contentHandling?: ContentHandlingStrategy | undefined;
}

export interface PutMethodRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string | undefined;
  readonly apiKeyRequired?: boolean | undefined;
  readonly operationName?: string | undefined;
  readonly requestParameters?: { readonly [key: string]: boolean } | undefined;
  readonly requestModels?: { readonly [key: string]: string } | undefined;
  readonly requestValidatorId?: string | undefined;
  readonly authorizationScopes?: readonly string[] | undefined;
}

export interface PutMethodResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
  readonly responseParameters?: { readonly [key: string]: boolean } | undefined;
  readonly responseModels?: { readonly [key: string]: string } | undefined;
}

export interface PutRestApiRequest {
  readonly restApiId: string;
  readonly body: Uint8Array;
  readonly mode?: PutMode | undefined;
  readonly failOnWarnings?: boolean | undefined;
  readonly parameters?: { readonly [key: string]: string } | undefined;
}

export interface QuotaSettings {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly period?: QuotaPeriodType | undefined;
}

export interface RejectDomainNameAccessAssociationRequest {
  readonly domainNameAccessAssociationArn: string;
  readonly domainNameArn: string;
}

export interface RequestValidator {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly validateRequestBody?: boolean | undefined;
  readonly validateRequestParameters?: boolean | undefined;
}

export interface RequestValidators {
  readonly items?: readonly RequestValidator[] | undefined;
  readonly position?: string | undefined;
}

export interface Resource {
  readonly id?: string | undefined;
  readonly parentId?: string | undefined;
  readonly pathPart?: string | undefined;
  readonly path?: string | undefined;
  readonly resourceMethods?: { readonly [key: string]: Method } | undefined;
}

export interface Resources {
  readonly items?: readonly Resource[] | undefined;
  readonly position?: string | undefined;
}

export interface RestApi {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly createdDate?: number | undefined;
  readonly version?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly binaryMediaTypes?: readonly string[] | undefined;
  readonly minimumCompressionSize?: number | undefined;
  readonly apiKeySource?: ApiKeySourceType | undefined;
  readonly endpointConfiguration?: EndpointConfiguration | undefined;
  readonly policy?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly disableExecuteApiEndpoint?: boolean | undefined;
  readonly rootResourceId?: string | undefined;
  readonly securityPolicy?: SecurityPolicy | undefined;
  readonly endpointAccessMode?: EndpointAccessMode | undefined;
  readonly apiStatus?: ApiStatus | undefined;
  readonly apiStatusMessage?: string | undefined;
}

export interface RestApis {
  readonly items?: readonly RestApi[] | undefined;
  readonly position?: string | undefined;
}

export interface SdkConfigurationProperty {
  readonly name?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly description?: string | undefined;
  readonly required?: boolean | undefined;
  readonly defaultValue?: string | undefined;
}

export interface SdkResponse {
  readonly contentType?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly body?: Uint8Array | undefined;
}

export interface SdkType {
  readonly id?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly description?: string | undefined;
  readonly configurationProperties?: readonly SdkConfigurationProperty[] | undefined;
}

export interface SdkTypes {
  readonly items?: readonly SdkType[] | undefined;
}

export interface ServiceUnavailableException {
  readonly retryAfterSeconds?: string | undefined;
  readonly message?: string | undefined;
}

export interface Stage {
  readonly deploymentId?: string | undefined;
  readonly clientCertificateId?: string | undefined;
  readonly stageName?: string | undefined;
  readonly description?: string | undefined;
  readonly cacheClusterEnabled?: boolean | undefined;
  readonly cacheClusterSize?: CacheClusterSize | undefined;
  readonly cacheClusterStatus?: CacheClusterStatus | undefined;
  readonly methodSettings?: { readonly [key: string]: MethodSetting } | undefined;
  readonly variables?: { readonly [key: string]: string } | undefined;
  readonly documentationVersion?: string | undefined;
  readonly accessLogSettings?: AccessLogSettings | undefined;
  readonly canarySettings?: CanarySettings | undefined;
  readonly tracingEnabled?: boolean | undefined;
  readonly webAclArn?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
  readonly createdDate?: number | undefined;
  readonly lastUpdatedDate?: number | undefined;
}

export interface StageKey {
  readonly restApiId?: string | undefined;
  readonly stageName?: string | undefined;
}

export interface Stages {
  readonly item?: readonly Stage[] | undefined;
}

export interface TagResourceRequest {
  readonly resourceArn: string;
  readonly tags: { readonly [key: string]: string };
}

export interface Tags {
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface Template {
  readonly value?: string | undefined;
}

export interface TestInvokeAuthorizerRequest {
  readonly restApiId: string;
  readonly authorizerId: string;
  readonly headers?: { readonly [key: string]: string } | undefined;
  readonly multiValueHeaders?: { readonly [key: string]: readonly string[] } | undefined;
  readonly pathWithQueryString?: string | undefined;
  readonly body?: string | undefined;
  readonly stageVariables?: { readonly [key: string]: string } | undefined;
  readonly additionalContext?: { readonly [key: string]: string } | undefined;
}

export interface TestInvokeAuthorizerResponse {
  readonly clientStatus?: number | undefined;
  readonly log?: string | undefined;
  readonly latency?: number | undefined;
  readonly principalId?: string | undefined;
  readonly policy?: string | undefined;
  readonly authorization?: { readonly [key: string]: readonly string[] } | undefined;
  readonly claims?: { readonly [key: string]: string } | undefined;
}

export interface TestInvokeMethodRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly pathWithQueryString?: string | undefined;
  readonly body?: string | undefined;
  readonly headers?: { readonly [key: string]: string } | undefined;
  readonly multiValueHeaders?: { readonly [key: string]: readonly string[] } | undefined;
  readonly clientCertificateId?: string | undefined;
  readonly stageVariables?: { readonly [key: string]: string } | undefined;
}

export interface TestInvokeMethodResponse {
  readonly status?: number | undefined;
  readonly body?: string | undefined;
  readonly headers?: { readonly [key: string]: string } | undefined;
  readonly multiValueHeaders?: { readonly [key: string]: readonly string[] } | undefined;
  readonly log?: string | undefined;
  readonly latency?: number | undefined;
}

export interface ThrottleSettings {
  readonly burstLimit?: number | undefined;
  readonly rateLimit?: number | undefined;
}

export interface TlsConfig {
  readonly insecureSkipVerification?: boolean | undefined;
}

export interface TooManyRequestsException {
  readonly retryAfterSeconds?: string | undefined;
  readonly message?: string | undefined;
}

export interface UnauthorizedException {
  readonly message?: string | undefined;
}

export interface UntagResourceRequest {
  readonly resourceArn: string;
  readonly tagKeys: readonly string[];
}

export interface UpdateAccountRequest {
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateApiKeyRequest {
  readonly apiKey: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateAuthorizerRequest {
  readonly restApiId: string;
  readonly authorizerId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateBasePathMappingRequest {
  readonly domainName: string;
  readonly basePath: string;
  readonly domainNameId?: string | undefined;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateClientCertificateRequest {
  readonly clientCertificateId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateDeploymentRequest {
  readonly restApiId: string;
  readonly deploymentId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateDocumentationPartRequest {
  readonly restApiId: string;
  readonly documentationPartId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateDocumentationVersionRequest {
  readonly restApiId: string;
  readonly documentationVersion: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateDomainNameRequest {
  readonly domainName: string;
  readonly domainNameId?: string | undefined;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateGatewayResponseRequest {
  readonly restApiId: string;
  readonly responseType: GatewayResponseType;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateIntegrationRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateIntegrationResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateMethodRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateMethodResponseRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateModelRequest {
  readonly restApiId: string;
  readonly modelName: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateRequestValidatorRequest {
  readonly restApiId: string;
  readonly requestValidatorId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateResourceRequest {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateRestApiRequest {
  readonly restApiId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateStageRequest {
  readonly restApiId: string;
  readonly stageName: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateUsagePlanRequest {
  readonly usagePlanId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateUsageRequest {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface UpdateVpcLinkRequest {
  readonly vpcLinkId: string;
  readonly patchOperations?: readonly PatchOperation[] | undefined;
}

export interface Usage {
  readonly usagePlanId?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly items?: { readonly [key: string]: readonly (readonly number[])[] } | undefined;
  readonly position?: string | undefined;
}

export interface UsagePlan {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly apiStages?: readonly ApiStage[] | undefined;
  readonly throttle?: ThrottleSettings | undefined;
  readonly quota?: QuotaSettings | undefined;
  readonly productCode?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface UsagePlanKey {
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly value?: string | undefined;
  readonly name?: string | undefined;
}

export interface UsagePlanKeys {
  readonly items?: readonly UsagePlanKey[] | undefined;
  readonly position?: string | undefined;
}

export interface UsagePlans {
  readonly items?: readonly UsagePlan[] | undefined;
  readonly position?: string | undefined;
}

export interface VpcLink {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly targetArns?: readonly string[] | undefined;
  readonly status?: VpcLinkStatus | undefined;
  readonly statusMessage?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

export interface VpcLinks {
  readonly items?: readonly VpcLink[] | undefined;
  readonly position?: string | undefined;
}

/** Every operation with what it takes and gives; `void` where the service answers nothing. */
export interface Operations {
  CreateApiKey: { input: CreateApiKeyRequest; output: ApiKey };
  CreateAuthorizer: { input: CreateAuthorizerRequest; output: Authorizer };
  CreateBasePathMapping: { input: CreateBasePathMappingRequest; output: BasePathMapping };
  CreateDeployment: { input: CreateDeploymentRequest; output: Deployment };
  CreateDocumentationPart: { input: CreateDocumentationPartRequest; output: DocumentationPart };
  CreateDocumentationVersion: { input: CreateDocumentationVersionRequest; output: DocumentationVersion };
  CreateDomainName: { input: CreateDomainNameRequest; output: DomainName };
  CreateDomainNameAccessAssociation: { input: CreateDomainNameAccessAssociationRequest; output: DomainNameAccessAssociation };
  CreateModel: { input: CreateModelRequest; output: Model };
  CreateRequestValidator: { input: CreateRequestValidatorRequest; output: RequestValidator };
  CreateResource: { input: CreateResourceRequest; output: Resource };
  CreateRestApi: { input: CreateRestApiRequest; output: RestApi };
  CreateStage: { input: CreateStageRequest; output: Stage };
  CreateUsagePlan: { input: CreateUsagePlanRequest; output: UsagePlan };
  CreateUsagePlanKey: { input: CreateUsagePlanKeyRequest; output: UsagePlanKey };
  CreateVpcLink: { input: CreateVpcLinkRequest; output: VpcLink };
  DeleteApiKey: { input: DeleteApiKeyRequest; output: void };
  DeleteAuthorizer: { input: DeleteAuthorizerRequest; output: void };
  DeleteBasePathMapping: { input: DeleteBasePathMappingRequest; output: void };
  DeleteClientCertificate: { input: DeleteClientCertificateRequest; output: void };
  DeleteDeployment: { input: DeleteDeploymentRequest; output: void };
  DeleteDocumentationPart: { input: DeleteDocumentationPartRequest; output: void };
  DeleteDocumentationVersion: { input: DeleteDocumentationVersionRequest; output: void };
  DeleteDomainName: { input: DeleteDomainNameRequest; output: void };
  DeleteDomainNameAccessAssociation: { input: DeleteDomainNameAccessAssociationRequest; output: void };
  DeleteGatewayResponse: { input: DeleteGatewayResponseRequest; output: void };
  DeleteIntegration: { input: DeleteIntegrationRequest; output: void };
  DeleteIntegrationResponse: { input: DeleteIntegrationResponseRequest; output: void };
  DeleteMethod: { input: DeleteMethodRequest; output: void };
  DeleteMethodResponse: { input: DeleteMethodResponseRequest; output: void };
  DeleteModel: { input: DeleteModelRequest; output: void };
  DeleteRequestValidator: { input: DeleteRequestValidatorRequest; output: void };
  DeleteResource: { input: DeleteResourceRequest; output: void };
  DeleteRestApi: { input: DeleteRestApiRequest; output: void };
  DeleteStage: { input: DeleteStageRequest; output: void };
  DeleteUsagePlan: { input: DeleteUsagePlanRequest; output: void };
  DeleteUsagePlanKey: { input: DeleteUsagePlanKeyRequest; output: void };
  DeleteVpcLink: { input: DeleteVpcLinkRequest; output: void };
  FlushStageAuthorizersCache: { input: FlushStageAuthorizersCacheRequest; output: void };
  FlushStageCache: { input: FlushStageCacheRequest; output: void };
  GenerateClientCertificate: { input: GenerateClientCertificateRequest; output: ClientCertificate };
  GetAccount: { input: GetAccountRequest; output: Account };
  GetApiKey: { input: GetApiKeyRequest; output: ApiKey };
  GetApiKeys: { input: GetApiKeysRequest; output: ApiKeys };
  GetAuthorizer: { input: GetAuthorizerRequest; output: Authorizer };
  GetAuthorizers: { input: GetAuthorizersRequest; output: Authorizers };
  GetBasePathMapping: { input: GetBasePathMappingRequest; output: BasePathMapping };
  GetBasePathMappings: { input: GetBasePathMappingsRequest; output: BasePathMappings };
  GetClientCertificate: { input: GetClientCertificateRequest; output: ClientCertificate };
  GetClientCertificates: { input: GetClientCertificatesRequest; output: ClientCertificates };
  GetDeployment: { input: GetDeploymentRequest; output: Deployment };
  GetDeployments: { input: GetDeploymentsRequest; output: Deployments };
  GetDocumentationPart: { input: GetDocumentationPartRequest; output: DocumentationPart };
  GetDocumentationParts: { input: GetDocumentationPartsRequest; output: DocumentationParts };
  GetDocumentationVersion: { input: GetDocumentationVersionRequest; output: DocumentationVersion };
  GetDocumentationVersions: { input: GetDocumentationVersionsRequest; output: DocumentationVersions };
  GetDomainName: { input: GetDomainNameRequest; output: DomainName };
  GetDomainNameAccessAssociations: { input: GetDomainNameAccessAssociationsRequest; output: DomainNameAccessAssociations };
  GetDomainNames: { input: GetDomainNamesRequest; output: DomainNames };
  GetExport: { input: GetExportRequest; output: ExportResponse };
  GetGatewayResponse: { input: GetGatewayResponseRequest; output: GatewayResponse };
  GetGatewayResponses: { input: GetGatewayResponsesRequest; output: GatewayResponses };
  GetIntegration: { input: GetIntegrationRequest; output: Integration };
  GetIntegrationResponse: { input: GetIntegrationResponseRequest; output: IntegrationResponse };
  GetMethod: { input: GetMethodRequest; output: Method };
  GetMethodResponse: { input: GetMethodResponseRequest; output: MethodResponse };
  GetModel: { input: GetModelRequest; output: Model };
  GetModelTemplate: { input: GetModelTemplateRequest; output: Template };
  GetModels: { input: GetModelsRequest; output: Models };
  GetRequestValidator: { input: GetRequestValidatorRequest; output: RequestValidator };
  GetRequestValidators: { input: GetRequestValidatorsRequest; output: RequestValidators };
  GetResource: { input: GetResourceRequest; output: Resource };
  GetResources: { input: GetResourcesRequest; output: Resources };
  GetRestApi: { input: GetRestApiRequest; output: RestApi };
  GetRestApis: { input: GetRestApisRequest; output: RestApis };
  GetSdk: { input: GetSdkRequest; output: SdkResponse };
  GetSdkType: { input: GetSdkTypeRequest; output: SdkType };
  GetSdkTypes: { input: GetSdkTypesRequest; output: SdkTypes };
  GetStage: { input: GetStageRequest; output: Stage };
  GetStages: { input: GetStagesRequest; output: Stages };
  GetTags: { input: GetTagsRequest; output: Tags };
  GetUsage: { input: GetUsageRequest; output: Usage };
  GetUsagePlan: { input: GetUsagePlanRequest; output: UsagePlan };
  GetUsagePlanKey: { input: GetUsagePlanKeyRequest; output: UsagePlanKey };
  GetUsagePlanKeys: { input: GetUsagePlanKeysRequest; output: UsagePlanKeys };
  GetUsagePlans: { input: GetUsagePlansRequest; output: UsagePlans };
  GetVpcLink: { input: GetVpcLinkRequest; output: VpcLink };
  GetVpcLinks: { input: GetVpcLinksRequest; output: VpcLinks };
  ImportApiKeys: { input: ImportApiKeysRequest; output: ApiKeyIds };
  ImportDocumentationParts: { input: ImportDocumentationPartsRequest; output: DocumentationPartIds };
  ImportRestApi: { input: ImportRestApiRequest; output: RestApi };
  PutGatewayResponse: { input: PutGatewayResponseRequest; output: GatewayResponse };
  PutIntegration: { input: PutIntegrationRequest; output: Integration };
  PutIntegrationResponse: { input: PutIntegrationResponseRequest; output: IntegrationResponse };
  PutMethod: { input: PutMethodRequest; output: Method };
  PutMethodResponse: { input: PutMethodResponseRequest; output: MethodResponse };
  PutRestApi: { input: PutRestApiRequest; output: RestApi };
  RejectDomainNameAccessAssociation: { input: RejectDomainNameAccessAssociationRequest; output: void };
  TagResource: { input: TagResourceRequest; output: void };
  TestInvokeAuthorizer: { input: TestInvokeAuthorizerRequest; output: TestInvokeAuthorizerResponse };
  TestInvokeMethod: { input: TestInvokeMethodRequest; output: TestInvokeMethodResponse };
  UntagResource: { input: UntagResourceRequest; output: void };
  UpdateAccount: { input: UpdateAccountRequest; output: Account };
  UpdateApiKey: { input: UpdateApiKeyRequest; output: ApiKey };
  UpdateAuthorizer: { input: UpdateAuthorizerRequest; output: Authorizer };
  UpdateBasePathMapping: { input: UpdateBasePathMappingRequest; output: BasePathMapping };
  UpdateClientCertificate: { input: UpdateClientCertificateRequest; output: ClientCertificate };
  UpdateDeployment: { input: UpdateDeploymentRequest; output: Deployment };
  UpdateDocumentationPart: { input: UpdateDocumentationPartRequest; output: DocumentationPart };
  UpdateDocumentationVersion: { input: UpdateDocumentationVersionRequest; output: DocumentationVersion };
  UpdateDomainName: { input: UpdateDomainNameRequest; output: DomainName };
  UpdateGatewayResponse: { input: UpdateGatewayResponseRequest; output: GatewayResponse };
  UpdateIntegration: { input: UpdateIntegrationRequest; output: Integration };
  UpdateIntegrationResponse: { input: UpdateIntegrationResponseRequest; output: IntegrationResponse };
  UpdateMethod: { input: UpdateMethodRequest; output: Method };
  UpdateMethodResponse: { input: UpdateMethodResponseRequest; output: MethodResponse };
  UpdateModel: { input: UpdateModelRequest; output: Model };
  UpdateRequestValidator: { input: UpdateRequestValidatorRequest; output: RequestValidator };
  UpdateResource: { input: UpdateResourceRequest; output: Resource };
  UpdateRestApi: { input: UpdateRestApiRequest; output: RestApi };
  UpdateStage: { input: UpdateStageRequest; output: Stage };
  UpdateUsage: { input: UpdateUsageRequest; output: Usage };
  UpdateUsagePlan: { input: UpdateUsagePlanRequest; output: UsagePlan };
  UpdateVpcLink: { input: UpdateVpcLinkRequest; output: VpcLink };
}

/** The modelled errors. */
export interface Errors {
  BadRequestException: BadRequestException;
  ConflictException: ConflictException;
  LimitExceededException: LimitExceededException;
  NotFoundException: NotFoundException;
  ServiceUnavailableException: ServiceUnavailableException;
  TooManyRequestsException: TooManyRequestsException;
  UnauthorizedException: UnauthorizedException;
}
