// Written by scripts/extract-models.ts from @aws-sdk/client-apigatewayv2. Do not edit.
// Timestamps are milliseconds since the Unix epoch, blobs are Uint8Array.

export type AuthorizationType = 'AWS_IAM' | 'CUSTOM' | 'JWT' | 'NONE';
export type AuthorizerType = 'JWT' | 'REQUEST';
export type ConnectionType = 'INTERNET' | 'VPC_LINK';
export type ContentHandlingStrategy = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
export type DeploymentStatus = 'DEPLOYED' | 'FAILED' | 'PENDING';
export type DomainNameStatus = 'AVAILABLE' | 'PENDING_CERTIFICATE_REIMPORT' | 'PENDING_OWNERSHIP_VERIFICATION' | 'UPDATING';
export type EndpointType = 'EDGE' | 'REGIONAL';
export type IntegrationType = 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
export type IpAddressType = 'dualstack' | 'ipv4';
export type LoggingLevel = 'ERROR' | 'INFO' | 'OFF';
export type PassthroughBehavior = 'NEVER' | 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES';
export type PreviewStatus = 'PREVIEW_FAILED' | 'PREVIEW_IN_PROGRESS' | 'PREVIEW_READY';
export type ProtocolType = 'HTTP' | 'WEBSOCKET';
export type PublishStatus = 'DISABLED' | 'DISABLE_FAILED' | 'DISABLE_IN_PROGRESS' | 'PUBLISHED' | 'PUBLISH_FAILED' | 'PUBLISH_IN_PROGRESS';
export type RoutingMode = 'API_MAPPING_ONLY' | 'ROUTING_RULE_ONLY' | 'ROUTING_RULE_THEN_API_MAPPING';
export type SecurityPolicy = 'TLS_1_0' | 'TLS_1_2';
export type Status = 'AVAILABLE' | 'FAILED' | 'IN_PROGRESS';
export type TryItState = 'DISABLED' | 'ENABLED';
export type VpcLinkStatus = 'AVAILABLE' | 'DELETING' | 'FAILED' | 'INACTIVE' | 'PENDING';
export type VpcLinkVersion = 'V2';

export interface ACMManaged {
  readonly CertificateArn: string;
  readonly DomainName: string;
}

export interface AccessDeniedException {
  readonly Message?: string | undefined;
}

export interface AccessLogSettings {
  readonly DestinationArn?: string | undefined;
  readonly Format?: string | undefined;
}

export interface Api {
  readonly Name: string;
  readonly ProtocolType: ProtocolType;
  readonly RouteSelectionExpression: string;
  readonly ApiEndpoint?: string | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiId?: string | undefined;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CreatedDate?: number | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly ImportInfo?: readonly string[] | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly Version?: string | undefined;
  readonly Warnings?: readonly string[] | undefined;
}

export interface ApiMapping {
  readonly ApiId: string;
  readonly Stage: string;
  readonly ApiMappingId?: string | undefined;
  readonly ApiMappingKey?: string | undefined;
}

export interface Authorization {
  readonly CognitoConfig?: CognitoConfig | undefined;
  readonly None?: None | undefined;
}

export interface Authorizer {
  readonly Name: string;
  readonly AuthorizerCredentialsArn?: string | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly AuthorizerPayloadFormatVersion?: string | undefined;
  readonly AuthorizerResultTtlInSeconds?: number | undefined;
  readonly AuthorizerType?: AuthorizerType | undefined;
  readonly AuthorizerUri?: string | undefined;
  readonly EnableSimpleResponses?: boolean | undefined;
  readonly IdentitySource?: readonly string[] | undefined;
  readonly IdentityValidationExpression?: string | undefined;
  readonly JwtConfiguration?: JWTConfiguration | undefined;
}

export interface BadRequestException {
  readonly Message?: string | undefined;
}

export interface CognitoConfig {
  readonly AppClientId: string;
  readonly UserPoolArn: string;
  readonly UserPoolDomain: string;
}

export interface ConflictException {
  readonly Message?: string | undefined;
}

export interface Cors {
  readonly AllowCredentials?: boolean | undefined;
  readonly AllowHeaders?: readonly string[] | undefined;
  readonly AllowMethods?: readonly string[] | undefined;
  readonly AllowOrigins?: readonly string[] | undefined;
  readonly ExposeHeaders?: readonly string[] | undefined;
  readonly MaxAge?: number | undefined;
}

export interface CreateApiMappingRequest {
  readonly ApiId: string;
  readonly DomainName: string;
  readonly Stage: string;
  readonly ApiMappingKey?: string | undefined;
}

export interface CreateApiMappingResponse {
  readonly ApiId?: string | undefined;
  readonly ApiMappingId?: string | undefined;
  readonly ApiMappingKey?: string | undefined;
  readonly Stage?: string | undefined;
}

export interface CreateApiRequest {
  readonly Name: string;
  readonly ProtocolType: ProtocolType;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly RouteKey?: string | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly Target?: string | undefined;
  readonly Version?: string | undefined;
}

export interface CreateApiResponse {
  readonly ApiEndpoint?: string | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiId?: string | undefined;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CreatedDate?: number | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly ImportInfo?: readonly string[] | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly Name?: string | undefined;
  readonly ProtocolType?: ProtocolType | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly Version?: string | undefined;
  readonly Warnings?: readonly string[] | undefined;
}

export interface CreateAuthorizerRequest {
  readonly ApiId: string;
  readonly AuthorizerType: AuthorizerType;
  readonly IdentitySource: readonly string[];
  readonly Name: string;
  readonly AuthorizerCredentialsArn?: string | undefined;
  readonly AuthorizerPayloadFormatVersion?: string | undefined;
  readonly AuthorizerResultTtlInSeconds?: number | undefined;
  readonly AuthorizerUri?: string | undefined;
  readonly EnableSimpleResponses?: boolean | undefined;
  readonly IdentityValidationExpression?: string | undefined;
  readonly JwtConfiguration?: JWTConfiguration | undefined;
}

export interface CreateAuthorizerResponse {
  readonly AuthorizerCredentialsArn?: string | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly AuthorizerPayloadFormatVersion?: string | undefined;
  readonly AuthorizerResultTtlInSeconds?: number | undefined;
  readonly AuthorizerType?: AuthorizerType | undefined;
  readonly AuthorizerUri?: string | undefined;
  readonly EnableSimpleResponses?: boolean | undefined;
  readonly IdentitySource?: readonly string[] | undefined;
  readonly IdentityValidationExpression?: string | undefined;
  readonly JwtConfiguration?: JWTConfiguration | undefined;
  readonly Name?: string | undefined;
}

export interface CreateDeploymentRequest {
  readonly ApiId: string;
  readonly Description?: string | undefined;
  readonly StageName?: string | undefined;
}

export interface CreateDeploymentResponse {
  readonly AutoDeployed?: boolean | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DeploymentId?: string | undefined;
  readonly DeploymentStatus?: DeploymentStatus | undefined;
  readonly DeploymentStatusMessage?: string | undefined;
  readonly Description?: string | undefined;
}

export interface CreateDomainNameRequest {
  readonly DomainName: string;
  readonly DomainNameConfigurations?: readonly DomainNameConfiguration[] | undefined;
  readonly MutualTlsAuthentication?: MutualTlsAuthenticationInput | undefined;
  readonly RoutingMode?: RoutingMode | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateDomainNameResponse {
  readonly ApiMappingSelectionExpression?: string | undefined;
  readonly DomainName?: string | undefined;
  readonly DomainNameArn?: string | undefined;
  readonly DomainNameConfigurations?: readonly DomainNameConfiguration[] | undefined;
  readonly MutualTlsAuthentication?: MutualTlsAuthentication | undefined;
  readonly RoutingMode?: RoutingMode | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateIntegrationRequest {
  readonly ApiId: string;
  readonly IntegrationType: IntegrationType;
  readonly ConnectionId?: string | undefined;
  readonly ConnectionType?: ConnectionType | undefined;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly IntegrationMethod?: string | undefined;
  readonly IntegrationSubtype?: string | undefined;
  readonly IntegrationUri?: string | undefined;
  readonly PassthroughBehavior?: PassthroughBehavior | undefined;
  readonly PayloadFormatVersion?: string | undefined;
  readonly RequestParameters?: { readonly [key: string]: string } | undefined;
  readonly RequestTemplates?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: { readonly [key: string]: string } } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
  readonly TimeoutInMillis?: number | undefined;
  readonly TlsConfig?: TlsConfigInput | undefined;
}

export interface CreateIntegrationResponseRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
  readonly IntegrationResponseKey: string;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly ResponseParameters?: { readonly [key: string]: string } | undefined;
  readonly ResponseTemplates?: { readonly [key: string]: string } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
}

export interface CreateIntegrationResponseResponse {
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly IntegrationResponseId?: string | undefined;
  readonly IntegrationResponseKey?: string | undefined;
  readonly ResponseParameters?: { readonly [key: string]: string } | undefined;
  readonly ResponseTemplates?: { readonly [key: string]: string } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
}

export interface CreateIntegrationResult {
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ConnectionId?: string | undefined;
  readonly ConnectionType?: ConnectionType | undefined;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly IntegrationId?: string | undefined;
  readonly IntegrationMethod?: string | undefined;
  readonly IntegrationResponseSelectionExpression?: string | undefined;
  readonly IntegrationSubtype?: string | undefined;
  readonly IntegrationType?: IntegrationType | undefined;
  readonly IntegrationUri?: string | undefined;
  readonly PassthroughBehavior?: PassthroughBehavior | undefined;
  readonly PayloadFormatVersion?: string | undefined;
  readonly RequestParameters?: { readonly [key: string]: string } | undefined;
  readonly RequestTemplates?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: { readonly [key: string]: string } } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
  readonly TimeoutInMillis?: number | undefined;
  readonly TlsConfig?: TlsConfig | undefined;
}

export interface CreateModelRequest {
  readonly ApiId: string;
  readonly Name: string;
  readonly Schema: string;
  readonly ContentType?: string | undefined;
  readonly Description?: string | undefined;
}

export interface CreateModelResponse {
  readonly ContentType?: string | undefined;
  readonly Description?: string | undefined;
  readonly ModelId?: string | undefined;
  readonly Name?: string | undefined;
  readonly Schema?: string | undefined;
}

export interface CreatePortalProductRequest {
  readonly DisplayName: string;
  readonly Description?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreatePortalProductResponse {
  readonly Description?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly DisplayOrder?: DisplayOrder | undefined;
  readonly LastModified?: number | undefined;
  readonly PortalProductArn?: string | undefined;
  readonly PortalProductId?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreatePortalRequest {
  readonly Authorization: Authorization;
  readonly EndpointConfiguration: EndpointConfigurationRequest;
  readonly PortalContent: PortalContent;
  readonly IncludedPortalProductArns?: readonly string[] | undefined;
  readonly LogoUri?: string | undefined;
  readonly RumAppMonitorName?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreatePortalResponse {
  readonly Authorization?: Authorization | undefined;
  readonly EndpointConfiguration?: EndpointConfigurationResponse | undefined;
  readonly IncludedPortalProductArns?: readonly string[] | undefined;
  readonly LastModified?: number | undefined;
  readonly LastPublished?: number | undefined;
  readonly LastPublishedDescription?: string | undefined;
  readonly PortalArn?: string | undefined;
  readonly PortalContent?: PortalContent | undefined;
  readonly PortalId?: string | undefined;
  readonly PublishStatus?: PublishStatus | undefined;
  readonly RumAppMonitorName?: string | undefined;
  readonly StatusException?: StatusException | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateProductPageRequest {
  readonly DisplayContent: DisplayContent;
  readonly PortalProductId: string;
}

export interface CreateProductPageResponse {
  readonly DisplayContent?: DisplayContent | undefined;
  readonly LastModified?: number | undefined;
  readonly ProductPageArn?: string | undefined;
  readonly ProductPageId?: string | undefined;
}

export interface CreateProductRestEndpointPageRequest {
  readonly PortalProductId: string;
  readonly RestEndpointIdentifier: RestEndpointIdentifier;
  readonly DisplayContent?: EndpointDisplayContent | undefined;
  readonly TryItState?: TryItState | undefined;
}

export interface CreateProductRestEndpointPageResponse {
  readonly DisplayContent?: EndpointDisplayContentResponse | undefined;
  readonly LastModified?: number | undefined;
  readonly ProductRestEndpointPageArn?: string | undefined;
  readonly ProductRestEndpointPageId?: string | undefined;
  readonly RestEndpointIdentifier?: RestEndpointIdentifier | undefined;
  readonly Status?: Status | undefined;
  readonly StatusException?: StatusException | undefined;
  readonly TryItState?: TryItState | undefined;
}

export interface CreateRouteRequest {
  readonly ApiId: string;
  readonly RouteKey: string;
  readonly ApiKeyRequired?: boolean | undefined;
  readonly AuthorizationScopes?: readonly string[] | undefined;
  readonly AuthorizationType?: AuthorizationType | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly ModelSelectionExpression?: string | undefined;
  readonly OperationName?: string | undefined;
  readonly RequestModels?: { readonly [key: string]: string } | undefined;
  readonly RequestParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteResponseSelectionExpression?: string | undefined;
  readonly Target?: string | undefined;
}

export interface CreateRouteResponseRequest {
  readonly ApiId: string;
  readonly RouteId: string;
  readonly RouteResponseKey: string;
  readonly ModelSelectionExpression?: string | undefined;
  readonly ResponseModels?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
}

export interface CreateRouteResponseResponse {
  readonly ModelSelectionExpression?: string | undefined;
  readonly ResponseModels?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteResponseId?: string | undefined;
  readonly RouteResponseKey?: string | undefined;
}

export interface CreateRouteResult {
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiKeyRequired?: boolean | undefined;
  readonly AuthorizationScopes?: readonly string[] | undefined;
  readonly AuthorizationType?: AuthorizationType | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly ModelSelectionExpression?: string | undefined;
  readonly OperationName?: string | undefined;
  readonly RequestModels?: { readonly [key: string]: string } | undefined;
  readonly RequestParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteId?: string | undefined;
  readonly RouteKey?: string | undefined;
  readonly RouteResponseSelectionExpression?: string | undefined;
  readonly Target?: string | undefined;
}

export interface CreateRoutingRuleRequest {
  readonly Actions: readonly RoutingRuleAction[];
  readonly Conditions: readonly RoutingRuleCondition[];
  readonly DomainName: string;
  readonly Priority: number;
  readonly DomainNameId?: string | undefined;
}

export interface CreateRoutingRuleResponse {
  readonly Actions?: readonly RoutingRuleAction[] | undefined;
  readonly Conditions?: readonly RoutingRuleCondition[] | undefined;
  readonly Priority?: number | undefined;
  readonly RoutingRuleArn?: string | undefined;
  readonly RoutingRuleId?: string | undefined;
}

export interface CreateStageRequest {
  readonly ApiId: string;
  readonly StageName: string;
  readonly AccessLogSettings?: AccessLogSettings | undefined;
  readonly AutoDeploy?: boolean | undefined;
  readonly ClientCertificateId?: string | undefined;
  readonly DefaultRouteSettings?: RouteSettings | undefined;
  readonly DeploymentId?: string | undefined;
  readonly Description?: string | undefined;
  readonly RouteSettings?: { readonly [key: string]: RouteSettings } | undefined;
  readonly StageVariables?: { readonly [key: string]: string } | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateStageResponse {
  readonly AccessLogSettings?: AccessLogSettings | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly AutoDeploy?: boolean | undefined;
  readonly ClientCertificateId?: string | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DefaultRouteSettings?: RouteSettings | undefined;
  readonly DeploymentId?: string | undefined;
  readonly Description?: string | undefined;
  readonly LastDeploymentStatusMessage?: string | undefined;
  readonly LastUpdatedDate?: number | undefined;
  readonly RouteSettings?: { readonly [key: string]: RouteSettings } | undefined;
  readonly StageName?: string | undefined;
  readonly StageVariables?: { readonly [key: string]: string } | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateVpcLinkRequest {
  readonly Name: string;
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds?: readonly string[] | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface CreateVpcLinkResponse {
  readonly CreatedDate?: number | undefined;
  readonly Name?: string | undefined;
  readonly SecurityGroupIds?: readonly string[] | undefined;
  readonly SubnetIds?: readonly string[] | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly VpcLinkId?: string | undefined;
  readonly VpcLinkStatus?: VpcLinkStatus | undefined;
  readonly VpcLinkStatusMessage?: string | undefined;
  readonly VpcLinkVersion?: VpcLinkVersion | undefined;
}

export interface CustomColors {
  readonly AccentColor: string;
  readonly BackgroundColor: string;
  readonly ErrorValidationColor: string;
  readonly HeaderColor: string;
  readonly NavigationColor: string;
  readonly TextColor: string;
}

export interface DeleteAccessLogSettingsRequest {
  readonly ApiId: string;
  readonly StageName: string;
}

export interface DeleteApiMappingRequest {
  readonly ApiMappingId: string;
  readonly DomainName: string;
}

export interface DeleteApiRequest {
  readonly ApiId: string;
}

export interface DeleteAuthorizerRequest {
  readonly ApiId: string;
  readonly AuthorizerId: string;
}

export interface DeleteCorsConfigurationRequest {
  readonly ApiId: string;
}

export interface DeleteDeploymentRequest {
  readonly ApiId: string;
  readonly DeploymentId: string;
}

export interface DeleteDomainNameRequest {
  readonly DomainName: string;
}

export interface DeleteIntegrationRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
}

export interface DeleteIntegrationResponseRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
  readonly IntegrationResponseId: string;
}

export interface DeleteModelRequest {
  readonly ApiId: string;
  readonly ModelId: string;
}

export interface DeletePortalProductRequest {
  readonly PortalProductId: string;
}

export interface DeletePortalProductSharingPolicyRequest {
  readonly PortalProductId: string;
}

export interface DeletePortalRequest {
  readonly PortalId: string;
}

export interface DeleteProductPageRequest {
  readonly PortalProductId: string;
  readonly ProductPageId: string;
}

export interface DeleteProductRestEndpointPageRequest {
  readonly PortalProductId: string;
  readonly ProductRestEndpointPageId: string;
}

export interface DeleteRouteRequest {
  readonly ApiId: string;
  readonly RouteId: string;
}

export interface DeleteRouteRequestParameterRequest {
  readonly ApiId: string;
  readonly RequestParameterKey: string;
  readonly RouteId: string;
}

export interface DeleteRouteResponseRequest {
  readonly ApiId: string;
  readonly RouteId: string;
  readonly RouteResponseId: string;
}

export interface DeleteRouteSettingsRequest {
  readonly ApiId: string;
  readonly RouteKey: string;
  readonly StageName: string;
}

export interface DeleteRoutingRuleRequest {
  readonly DomainName: string;
  readonly RoutingRuleId: string;
  readonly DomainNameId?: string | undefined;
}

export interface DeleteStageRequest {
  readonly ApiId: string;
  readonly StageName: string;
}

export interface DeleteVpcLinkRequest {
  readonly VpcLinkId: string;
}

export interface DeleteVpcLinkResponse {
}

export interface Deployment {
  readonly AutoDeployed?: boolean | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DeploymentId?: string | undefined;
  readonly DeploymentStatus?: DeploymentStatus | undefined;
  readonly DeploymentStatusMessage?: string | undefined;
  readonly Description?: string | undefined;
}

export interface DisablePortalRequest {
  readonly PortalId: string;
}

export interface DisplayContent {
  readonly Body: string;
  readonly Title: string;
}

export interface DisplayContentOverrides {
  readonly Body?: string | undefined;
  readonly Endpoint?: string | undefined;
  readonly OperationName?: string | undefined;
}

export interface DisplayOrder {
  readonly Contents?: readonly Section[] | undefined;
  readonly OverviewPageArn?: string | undefined;
  readonly ProductPageArns?: readonly string[] | undefined;
}

export interface DomainName {
  readonly DomainName: string;
  readonly ApiMappingSelectionExpression?: string | undefined;
  readonly DomainNameArn?: string | undefined;
  readonly DomainNameConfigurations?: readonly DomainNameConfiguration[] | undefined;
  readonly MutualTlsAuthentication?: MutualTlsAuthentication | undefined;
  readonly RoutingMode?: RoutingMode | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface DomainNameConfiguration {
  readonly ApiGatewayDomainName?: string | undefined;
  readonly CertificateArn?: string | undefined;
  readonly CertificateName?: string | undefined;
  readonly CertificateUploadDate?: number | undefined;
  readonly DomainNameStatus?: DomainNameStatus | undefined;
  readonly DomainNameStatusMessage?: string | undefined;
  readonly EndpointType?: EndpointType | undefined;
  readonly HostedZoneId?: string | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly SecurityPolicy?: SecurityPolicy | undefined;
  readonly OwnershipVerificationCertificateArn?: string | undefined;
}

export interface EndpointConfigurationRequest {
  readonly AcmManaged?: ACMManaged | undefined;
  readonly None?: None | undefined;
}

export interface EndpointConfigurationResponse {
  readonly PortalDefaultDomainName: string;
  readonly PortalDomainHostedZoneId: string;
  readonly CertificateArn?: string | undefined;
  readonly DomainName?: string | undefined;
}

export interface EndpointDisplayContent {
  readonly None?: None | undefined;
  readonly Overrides?: DisplayContentOverrides | undefined;
}

export interface EndpointDisplayContentResponse {
  readonly Endpoint: string;
  readonly Body?: string | undefined;
  readonly OperationName?: string | undefined;
}

export interface ExportApiRequest {
  readonly ApiId: string;
  readonly OutputType: string;
  readonly Specification: string;
  readonly ExportVersion?: string | undefined;
  readonly IncludeExtensions?: boolean | undefined;
  readonly StageName?: string | undefined;
}

export interface ExportApiResponse {
  readonly body?: Uint8Array | undefined;
}

export interface GetApiMappingRequest {
  readonly ApiMappingId: string;
  readonly DomainName: string;
}

export interface GetApiMappingResponse {
  readonly ApiId?: string | undefined;
  readonly ApiMappingId?: string | undefined;
  readonly ApiMappingKey?: string | undefined;
  readonly Stage?: string | undefined;
}

export interface GetApiMappingsRequest {
  readonly DomainName: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetApiMappingsResponse {
  readonly Items?: readonly ApiMapping[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetApiRequest {
  readonly ApiId: string;
}

export interface GetApiResponse {
  readonly ApiEndpoint?: string | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiId?: string | undefined;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CreatedDate?: number | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly ImportInfo?: readonly string[] | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly Name?: string | undefined;
  readonly ProtocolType?: ProtocolType | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly Version?: string | undefined;
  readonly Warnings?: readonly string[] | undefined;
}

export interface GetApisRequest {
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetApisResponse {
  readonly Items?: readonly Api[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetAuthorizerRequest {
  readonly ApiId: string;
  readonly AuthorizerId: string;
}

export interface GetAuthorizerResponse {
  readonly AuthorizerCredentialsArn?: string | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly AuthorizerPayloadFormatVersion?: string | undefined;
  readonly AuthorizerResultTtlInSeconds?: number | undefined;
  readonly AuthorizerType?: AuthorizerType | undefined;
  readonly AuthorizerUri?: string | undefined;
  readonly EnableSimpleResponses?: boolean | undefined;
  readonly IdentitySource?: readonly string[] | undefined;
  readonly IdentityValidationExpression?: string | undefined;
  readonly JwtConfiguration?: JWTConfiguration | undefined;
  readonly Name?: string | undefined;
}

export interface GetAuthorizersRequest {
  readonly ApiId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetAuthorizersResponse {
  readonly Items?: readonly Authorizer[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetDeploymentRequest {
  readonly ApiId: string;
  readonly DeploymentId: string;
}

export interface GetDeploymentResponse {
  readonly AutoDeployed?: boolean | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DeploymentId?: string | undefined;
  readonly DeploymentStatus?: DeploymentStatus | undefined;
  readonly DeploymentStatusMessage?: string | undefined;
  readonly Description?: string | undefined;
}

export interface GetDeploymentsRequest {
  readonly ApiId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetDeploymentsResponse {
  readonly Items?: readonly Deployment[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetDomainNameRequest {
  readonly DomainName: string;
}

export interface GetDomainNameResponse {
  readonly ApiMappingSelectionExpression?: string | undefined;
  readonly DomainName?: string | undefined;
  readonly DomainNameArn?: string | undefined;
  readonly DomainNameConfigurations?: readonly DomainNameConfiguration[] | undefined;
  readonly MutualTlsAuthentication?: MutualTlsAuthentication | undefined;
  readonly RoutingMode?: RoutingMode | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface GetDomainNamesRequest {
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetDomainNamesResponse {
  readonly Items?: readonly DomainName[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetIntegrationRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
}

export interface GetIntegrationResponseRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
  readonly IntegrationResponseId: string;
}

export interface GetIntegrationResponseResponse {
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly IntegrationResponseId?: string | undefined;
  readonly IntegrationResponseKey?: string | undefined;
  readonly ResponseParameters?: { readonly [key: string]: string } | undefined;
  readonly ResponseTemplates?: { readonly [key: string]: string } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
}

export interface GetIntegrationResponsesRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetIntegrationResponsesResponse {
  readonly Items?: readonly IntegrationResponse[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetIntegrationResult {
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ConnectionId?: string | undefined;
  readonly ConnectionType?: ConnectionType | undefined;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly IntegrationId?: string | undefined;
  readonly IntegrationMethod?: string | undefined;
  readonly IntegrationResponseSelectionExpression?: string | undefined;
  readonly IntegrationSubtype?: string | undefined;
  readonly IntegrationType?: IntegrationType | undefined;
  readonly IntegrationUri?: string | undefined;
  readonly PassthroughBehavior?: PassthroughBehavior | undefined;
  readonly PayloadFormatVersion?: string | undefined;
  readonly RequestParameters?: { readonly [key: string]: string } | undefined;
  readonly RequestTemplates?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: { readonly [key: string]: string } } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
  readonly TimeoutInMillis?: number | undefined;
  readonly TlsConfig?: TlsConfig | undefined;
}

export interface GetIntegrationsRequest {
  readonly ApiId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetIntegrationsResponse {
  readonly Items?: readonly Integration[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetModelRequest {
  readonly ApiId: string;
  readonly ModelId: string;
}

export interface GetModelResponse {
  readonly ContentType?: string | undefined;
  readonly Description?: string | undefined;
  readonly ModelId?: string | undefined;
  readonly Name?: string | undefined;
  readonly Schema?: string | undefined;
}

export interface GetModelTemplateRequest {
  readonly ApiId: string;
  readonly ModelId: string;
}

export interface GetModelTemplateResponse {
  readonly Value?: string | undefined;
}

export interface GetModelsRequest {
  readonly ApiId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetModelsResponse {
  readonly Items?: readonly Model[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetPortalProductRequest {
  readonly PortalProductId: string;
  readonly ResourceOwnerAccountId?: string | undefined;
}

export interface GetPortalProductResponse {
  readonly Description?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly DisplayOrder?: DisplayOrder | undefined;
  readonly LastModified?: number | undefined;
  readonly PortalProductArn?: string | undefined;
  readonly PortalProductId?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface GetPortalProductSharingPolicyRequest {
  readonly PortalProductId: string;
}

export interface GetPortalProductSharingPolicyResponse {
  readonly PolicyDocument?: string | undefined;
  readonly PortalProductId?: string | undefined;
}

export interface GetPortalRequest {
  readonly PortalId: string;
}

export interface GetPortalResponse {
  readonly Authorization?: Authorization | undefined;
  readonly EndpointConfiguration?: EndpointConfigurationResponse | undefined;
  readonly IncludedPortalProductArns?: readonly string[] | undefined;
  readonly LastModified?: number | undefined;
  readonly LastPublished?: number | undefined;
  readonly LastPublishedDescription?: string | undefined;
  readonly PortalArn?: string | undefined;
  readonly PortalContent?: PortalContent | undefined;
  readonly PortalId?: string | undefined;
  readonly Preview?: Preview | undefined;
  readonly PublishStatus?: PublishStatus | undefined;
  readonly RumAppMonitorName?: string | undefined;
  readonly StatusException?: StatusException | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface GetProductPageRequest {
  readonly PortalProductId: string;
  readonly ProductPageId: string;
  readonly ResourceOwnerAccountId?: string | undefined;
}

export interface GetProductPageResponse {
  readonly DisplayContent?: DisplayContent | undefined;
  readonly LastModified?: number | undefined;
  readonly ProductPageArn?: string | undefined;
  readonly ProductPageId?: string | undefined;
}

export interface GetProductRestEndpointPageRequest {
  readonly PortalProductId: string;
  readonly ProductRestEndpointPageId: string;
  readonly IncludeRawDisplayContent?: string | undefined;
  readonly ResourceOwnerAccountId?: string | undefined;
}

export interface GetProductRestEndpointPageResponse {
  readonly DisplayContent?: EndpointDisplayContentResponse | undefined;
  readonly LastModified?: number | undefined;
  readonly ProductRestEndpointPageArn?: string | undefined;
  readonly ProductRestEndpointPageId?: string | undefined;
  readonly RawDisplayContent?: string | undefined;
  readonly RestEndpointIdentifier?: RestEndpointIdentifier | undefined;
  readonly Status?: Status | undefined;
  readonly StatusException?: StatusException | undefined;
  readonly TryItState?: TryItState | undefined;
}

export interface GetRouteRequest {
  readonly ApiId: string;
  readonly RouteId: string;
}

export interface GetRouteResponseRequest {
  readonly ApiId: string;
  readonly RouteId: string;
  readonly RouteResponseId: string;
}

export interface GetRouteResponseResponse {
  readonly ModelSelectionExpression?: string | undefined;
  readonly ResponseModels?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteResponseId?: string | undefined;
  readonly RouteResponseKey?: string | undefined;
}

export interface GetRouteResponsesRequest {
  readonly ApiId: string;
  readonly RouteId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetRouteResponsesResponse {
  readonly Items?: readonly RouteResponse[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetRouteResult {
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiKeyRequired?: boolean | undefined;
  readonly AuthorizationScopes?: readonly string[] | undefined;
  readonly AuthorizationType?: AuthorizationType | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly ModelSelectionExpression?: string | undefined;
  readonly OperationName?: string | undefined;
  readonly RequestModels?: { readonly [key: string]: string } | undefined;
  readonly RequestParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteId?: string | undefined;
  readonly RouteKey?: string | undefined;
  readonly RouteResponseSelectionExpression?: string | undefined;
  readonly Target?: string | undefined;
}

export interface GetRoutesRequest {
  readonly ApiId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetRoutesResponse {
  readonly Items?: readonly Route[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetRoutingRuleRequest {
  readonly DomainName: string;
  readonly RoutingRuleId: string;
  readonly DomainNameId?: string | undefined;
}

export interface GetRoutingRuleResponse {
  readonly Actions?: readonly RoutingRuleAction[] | undefined;
  readonly Conditions?: readonly RoutingRuleCondition[] | undefined;
  readonly Priority?: number | undefined;
  readonly RoutingRuleArn?: string | undefined;
  readonly RoutingRuleId?: string | undefined;
}

export interface GetStageRequest {
  readonly ApiId: string;
  readonly StageName: string;
}

export interface GetStageResponse {
  readonly AccessLogSettings?: AccessLogSettings | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly AutoDeploy?: boolean | undefined;
  readonly ClientCertificateId?: string | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DefaultRouteSettings?: RouteSettings | undefined;
  readonly DeploymentId?: string | undefined;
  readonly Description?: string | undefined;
  readonly LastDeploymentStatusMessage?: string | undefined;
  readonly LastUpdatedDate?: number | undefined;
  readonly RouteSettings?: { readonly [key: string]: RouteSettings } | undefined;
  readonly StageName?: string | undefined;
  readonly StageVariables?: { readonly [key: string]: string } | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface GetStagesRequest {
  readonly ApiId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetStagesResponse {
  readonly Items?: readonly Stage[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetTagsRequest {
  readonly ResourceArn: string;
}

export interface GetTagsResponse {
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface GetVpcLinkRequest {
  readonly VpcLinkId: string;
}

export interface GetVpcLinkResponse {
  readonly CreatedDate?: number | undefined;
  readonly Name?: string | undefined;
  readonly SecurityGroupIds?: readonly string[] | undefined;
  readonly SubnetIds?: readonly string[] | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly VpcLinkId?: string | undefined;
  readonly VpcLinkStatus?: VpcLinkStatus | undefined;
  readonly VpcLinkStatusMessage?: string | undefined;
  readonly VpcLinkVersion?: VpcLinkVersion | undefined;
}

export interface GetVpcLinksRequest {
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface GetVpcLinksResponse {
  readonly Items?: readonly VpcLink[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface IdentifierParts {
  readonly Method: string;
  readonly Path: string;
  readonly RestApiId: string;
  readonly Stage: string;
}

export interface ImportApiRequest {
  readonly Body: string;
  readonly Basepath?: string | undefined;
  readonly FailOnWarnings?: boolean | undefined;
}

export interface ImportApiResponse {
  readonly ApiEndpoint?: string | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiId?: string | undefined;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CreatedDate?: number | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly ImportInfo?: readonly string[] | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly Name?: string | undefined;
  readonly ProtocolType?: ProtocolType | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly Version?: string | undefined;
  readonly Warnings?: readonly string[] | undefined;
}

export interface Integration {
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ConnectionId?: string | undefined;
  readonly ConnectionType?: ConnectionType | undefined;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly IntegrationId?: string | undefined;
  readonly IntegrationMethod?: string | undefined;
  readonly IntegrationResponseSelectionExpression?: string | undefined;
  readonly IntegrationSubtype?: string | undefined;
  readonly IntegrationType?: IntegrationType | undefined;
  readonly IntegrationUri?: string | undefined;
  readonly PassthroughBehavior?: PassthroughBehavior | undefined;
  readonly PayloadFormatVersion?: string | undefined;
  readonly RequestParameters?: { readonly [key: string]: string } | undefined;
  readonly RequestTemplates?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: { readonly [key: string]: string } } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
  readonly TimeoutInMillis?: number | undefined;
  readonly TlsConfig?: TlsConfig | undefined;
}

export interface IntegrationResponse {
  readonly IntegrationResponseKey: string;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly IntegrationResponseId?: string | undefined;
  readonly ResponseParameters?: { readonly [key: string]: string } | undefined;
  readonly ResponseTemplates?: { readonly [key: string]: string } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
}

export interface JWTConfiguration {
  readonly Audience?: readonly string[] | undefined;
  readonly Issuer?: string | undefined;
}

export interface ListPortalProductsRequest {
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
  readonly ResourceOwner?: string | undefined;
}

export interface ListPortalProductsResponse {
  readonly Items?: readonly PortalProductSummary[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface ListPortalsRequest {
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

export interface ListPortalsResponse {
  readonly Items?: readonly PortalSummary[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface ListProductPagesRequest {
  readonly PortalProductId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
  readonly ResourceOwnerAccountId?: string | undefined;
}

export interface ListProductPagesResponse {
  readonly Items?: readonly ProductPageSummaryNoBody[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface ListProductRestEndpointPagesRequest {
  readonly PortalProductId: string;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
  readonly ResourceOwnerAccountId?: string | undefined;
}

export interface ListProductRestEndpointPagesResponse {
  readonly Items?: readonly ProductRestEndpointPageSummaryNoBody[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface ListRoutingRulesRequest {
  readonly DomainName: string;
  readonly DomainNameId?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface ListRoutingRulesResponse {
  readonly NextToken?: string | undefined;
  readonly RoutingRules?: readonly RoutingRule[] | undefined;
}

export interface Model {
  readonly Name: string;
  readonly ContentType?: string | undefined;
  readonly Description?: string | undefined;
  readonly ModelId?: string | undefined;
  readonly Schema?: string | undefined;
}

export interface MutualTlsAuthentication {
  readonly TruststoreUri?: string | undefined;
  readonly TruststoreVersion?: string | undefined;
  readonly TruststoreWarnings?: readonly string[] | undefined;
}

export interface MutualTlsAuthenticationInput {
  readonly TruststoreUri?: string | undefined;
  readonly TruststoreVersion?: string | undefined;
}

export interface None {
}

export interface NotFoundException {
  readonly Message?: string | undefined;
  readonly ResourceType?: string | undefined;
}

export interface ParameterConstraints {
  readonly Required?: boolean | undefined;
}

export interface PortalContent {
  readonly DisplayName: string;
  readonly Theme: PortalTheme;
  readonly Description?: string | undefined;
}

export interface PortalProductSummary {
  readonly Description: string;
  readonly DisplayName: string;
  readonly LastModified: number;
  readonly PortalProductArn: string;
  readonly PortalProductId: string;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface PortalSummary {
  readonly Authorization: Authorization;
  readonly EndpointConfiguration: EndpointConfigurationResponse;
  readonly IncludedPortalProductArns: readonly string[];
  readonly LastModified: number;
  readonly PortalArn: string;
  readonly PortalContent: PortalContent;
  readonly PortalId: string;
  readonly LastPublished?: number | undefined;
  readonly LastPublishedDescription?: string | undefined;
  readonly Preview?: Preview | undefined;
  readonly PublishStatus?: PublishStatus | undefined;
  readonly RumAppMonitorName?: string | undefined;
  readonly StatusException?: StatusException | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface PortalTheme {
  readonly CustomColors: CustomColors;
  readonly LogoLastUploaded?: number | undefined;
}

export interface Preview {
  readonly PreviewStatus: PreviewStatus;
  readonly PreviewUrl?: string | undefined;
  readonly StatusException?: StatusException | undefined;
}

export interface PreviewPortalRequest {
  readonly PortalId: string;
}

export interface PreviewPortalResponse {
}

export interface ProductPageSummaryNoBody {
  readonly LastModified: number;
  readonly PageTitle: string;
  readonly ProductPageArn: string;
  readonly ProductPageId: string;
}

export interface ProductRestEndpointPageSummaryNoBody {
  readonly Endpoint: string;
  readonly LastModified: number;
  readonly ProductRestEndpointPageArn: string;
  readonly ProductRestEndpointPageId: string;
  readonly RestEndpointIdentifier: RestEndpointIdentifier;
  readonly Status: Status;
  readonly TryItState: TryItState;
  readonly OperationName?: string | undefined;
  readonly StatusException?: StatusException | undefined;
}

export interface PublishPortalRequest {
  readonly PortalId: string;
  readonly Description?: string | undefined;
}

export interface PublishPortalResponse {
}

export interface PutPortalProductSharingPolicyRequest {
  readonly PolicyDocument: string;
  readonly PortalProductId: string;
}

export interface PutPortalProductSharingPolicyResponse {
}

export interface PutRoutingRuleRequest {
  readonly Actions: readonly RoutingRuleAction[];
  readonly Conditions: readonly RoutingRuleCondition[];
  readonly DomainName: string;
  readonly Priority: number;
  readonly RoutingRuleId: string;
  readonly DomainNameId?: string | undefined;
}

export interface PutRoutingRuleResponse {
  readonly Actions?: readonly RoutingRuleAction[] | undefined;
  readonly Conditions?: readonly RoutingRuleCondition[] | undefined;
  readonly Priority?: number | undefined;
  readonly RoutingRuleArn?: string | undefined;
  readonly RoutingRuleId?: string | undefined;
}

export interface ReimportApiRequest {
  readonly ApiId: string;
  readonly Body: string;
  readonly Basepath?: string | undefined;
  readonly FailOnWarnings?: boolean | undefined;
}

export interface ReimportApiResponse {
  readonly ApiEndpoint?: string | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiId?: string | undefined;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CreatedDate?: number | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly ImportInfo?: readonly string[] | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly Name?: string | undefined;
  readonly ProtocolType?: ProtocolType | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly Version?: string | undefined;
  readonly Warnings?: readonly string[] | undefined;
}

export interface ResetAuthorizersCacheRequest {
  readonly ApiId: string;
  readonly StageName: string;
}

export interface RestEndpointIdentifier {
  readonly IdentifierParts?: IdentifierParts | undefined;
}

export interface Route {
  readonly RouteKey: string;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiKeyRequired?: boolean | undefined;
  readonly AuthorizationScopes?: readonly string[] | undefined;
  readonly AuthorizationType?: AuthorizationType | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly ModelSelectionExpression?: string | undefined;
  readonly OperationName?: string | undefined;
  readonly RequestModels?: { readonly [key: string]: string } | undefined;
  readonly RequestParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteId?: string | undefined;
  readonly RouteResponseSelectionExpression?: string | undefined;
  readonly Target?: string | undefined;
}

export interface RouteResponse {
  readonly RouteResponseKey: string;
  readonly ModelSelectionExpression?: string | undefined;
  readonly ResponseModels?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteResponseId?: string | undefined;
}

export interface RouteSettings {
  readonly DataTraceEnabled?: boolean | undefined;
  readonly DetailedMetricsEnabled?: boolean | undefined;
  readonly LoggingLevel?: LoggingLevel | undefined;
  readonly ThrottlingBurstLimit?: number | undefined;
  readonly ThrottlingRateLimit?: number | undefined;
}

export interface RoutingRule {
  readonly Actions?: readonly RoutingRuleAction[] | undefined;
  readonly Conditions?: readonly RoutingRuleCondition[] | undefined;
  readonly Priority?: number | undefined;
  readonly RoutingRuleArn?: string | undefined;
  readonly RoutingRuleId?: string | undefined;
}

export interface RoutingRuleAction {
  readonly InvokeApi: RoutingRuleActionInvokeApi;
}

export interface RoutingRuleActionInvokeApi {
  readonly ApiId: string;
  readonly Stage: string;
  readonly StripBasePath?: boolean | undefined;
}

export interface RoutingRuleCondition {
  readonly MatchBasePaths?: RoutingRuleMatchBasePaths | undefined;
  readonly MatchHeaders?: RoutingRuleMatchHeaders | undefined;
}

export interface RoutingRuleMatchBasePaths {
  readonly AnyOf: readonly string[];
}

export interface RoutingRuleMatchHeaderValue {
  readonly Header: string;
  readonly ValueGlob: string;
}

export interface RoutingRuleMatchHeaders {
  readonly AnyOf: readonly RoutingRuleMatchHeaderValue[];
}

export interface Section {
  readonly ProductRestEndpointPageArns: readonly string[];
  readonly SectionName: string;
}

export interface Stage {
  readonly StageName: string;
  readonly AccessLogSettings?: AccessLogSettings | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly AutoDeploy?: boolean | undefined;
  readonly ClientCertificateId?: string | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DefaultRouteSettings?: RouteSettings | undefined;
  readonly DeploymentId?: string | undefined;
  readonly Description?: string | undefined;
  readonly LastDeploymentStatusMessage?: string | undefined;
  readonly LastUpdatedDate?: number | undefined;
  readonly RouteSettings?: { readonly [key: string]: RouteSettings } | undefined;
  readonly StageVariables?: { readonly [key: string]: string } | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface StatusException {
  readonly Exception?: string | undefined;
  readonly Message?: string | undefined;
}

export interface TagResourceRequest {
  readonly ResourceArn: string;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface TagResourceResponse {
}

export interface TlsConfig {
  readonly ServerNameToVerify?: string | undefined;
}

export interface TlsConfigInput {
  readonly ServerNameToVerify?: string | undefined;
}

export interface TooManyRequestsException {
  readonly LimitType?: string | undefined;
  readonly Message?: string | undefined;
}

export interface UntagResourceRequest {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

export interface UpdateApiMappingRequest {
  readonly ApiId: string;
  readonly ApiMappingId: string;
  readonly DomainName: string;
  readonly ApiMappingKey?: string | undefined;
  readonly Stage?: string | undefined;
}

export interface UpdateApiMappingResponse {
  readonly ApiId?: string | undefined;
  readonly ApiMappingId?: string | undefined;
  readonly ApiMappingKey?: string | undefined;
  readonly Stage?: string | undefined;
}

export interface UpdateApiRequest {
  readonly ApiId: string;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly Name?: string | undefined;
  readonly RouteKey?: string | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly Target?: string | undefined;
  readonly Version?: string | undefined;
}

export interface UpdateApiResponse {
  readonly ApiEndpoint?: string | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiId?: string | undefined;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly CreatedDate?: number | undefined;
  readonly Description?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
  readonly ImportInfo?: readonly string[] | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
  readonly Name?: string | undefined;
  readonly ProtocolType?: ProtocolType | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly Version?: string | undefined;
  readonly Warnings?: readonly string[] | undefined;
}

export interface UpdateAuthorizerRequest {
  readonly ApiId: string;
  readonly AuthorizerId: string;
  readonly AuthorizerCredentialsArn?: string | undefined;
  readonly AuthorizerPayloadFormatVersion?: string | undefined;
  readonly AuthorizerResultTtlInSeconds?: number | undefined;
  readonly AuthorizerType?: AuthorizerType | undefined;
  readonly AuthorizerUri?: string | undefined;
  readonly EnableSimpleResponses?: boolean | undefined;
  readonly IdentitySource?: readonly string[] | undefined;
  readonly IdentityValidationExpression?: string | undefined;
  readonly JwtConfiguration?: JWTConfiguration | undefined;
  readonly Name?: string | undefined;
}

export interface UpdateAuthorizerResponse {
  readonly AuthorizerCredentialsArn?: string | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly AuthorizerPayloadFormatVersion?: string | undefined;
  readonly AuthorizerResultTtlInSeconds?: number | undefined;
  readonly AuthorizerType?: AuthorizerType | undefined;
  readonly AuthorizerUri?: string | undefined;
  readonly EnableSimpleResponses?: boolean | undefined;
  readonly IdentitySource?: readonly string[] | undefined;
  readonly IdentityValidationExpression?: string | undefined;
  readonly JwtConfiguration?: JWTConfiguration | undefined;
  readonly Name?: string | undefined;
}

export interface UpdateDeploymentRequest {
  readonly ApiId: string;
  readonly DeploymentId: string;
  readonly Description?: string | undefined;
}

export interface UpdateDeploymentResponse {
  readonly AutoDeployed?: boolean | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DeploymentId?: string | undefined;
  readonly DeploymentStatus?: DeploymentStatus | undefined;
  readonly DeploymentStatusMessage?: string | undefined;
  readonly Description?: string | undefined;
}

export interface UpdateDomainNameRequest {
  readonly DomainName: string;
  readonly DomainNameConfigurations?: readonly DomainNameConfiguration[] | undefined;
  readonly MutualTlsAuthentication?: MutualTlsAuthenticationInput | undefined;
  readonly RoutingMode?: RoutingMode | undefined;
}

export interface UpdateDomainNameResponse {
  readonly ApiMappingSelectionExpression?: string | undefined;
  readonly DomainName?: string | undefined;
  readonly DomainNameArn?: string | undefined;
  readonly DomainNameConfigurations?: readonly DomainNameConfiguration[] | undefined;
  readonly MutualTlsAuthentication?: MutualTlsAuthentication | undefined;
  readonly RoutingMode?: RoutingMode | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface UpdateIntegrationRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
  readonly ConnectionId?: string | undefined;
  readonly ConnectionType?: ConnectionType | undefined;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly IntegrationMethod?: string | undefined;
  readonly IntegrationSubtype?: string | undefined;
  readonly IntegrationType?: IntegrationType | undefined;
  readonly IntegrationUri?: string | undefined;
  readonly PassthroughBehavior?: PassthroughBehavior | undefined;
  readonly PayloadFormatVersion?: string | undefined;
  readonly RequestParameters?: { readonly [key: string]: string } | undefined;
  readonly RequestTemplates?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: { readonly [key: string]: string } } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
  readonly TimeoutInMillis?: number | undefined;
  readonly TlsConfig?: TlsConfigInput | undefined;
}

export interface UpdateIntegrationResponseRequest {
  readonly ApiId: string;
  readonly IntegrationId: string;
  readonly IntegrationResponseId: string;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly IntegrationResponseKey?: string | undefined;
  readonly ResponseParameters?: { readonly [key: string]: string } | undefined;
  readonly ResponseTemplates?: { readonly [key: string]: string } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
}

export interface UpdateIntegrationResponseResponse {
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly IntegrationResponseId?: string | undefined;
  readonly IntegrationResponseKey?: string | undefined;
  readonly ResponseParameters?: { readonly [key: string]: string } | undefined;
  readonly ResponseTemplates?: { readonly [key: string]: string } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
}

export interface UpdateIntegrationResult {
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ConnectionId?: string | undefined;
  readonly ConnectionType?: ConnectionType | undefined;
  readonly ContentHandlingStrategy?: ContentHandlingStrategy | undefined;
  readonly CredentialsArn?: string | undefined;
  readonly Description?: string | undefined;
  readonly IntegrationId?: string | undefined;
  readonly IntegrationMethod?: string | undefined;
  readonly IntegrationResponseSelectionExpression?: string | undefined;
  readonly IntegrationSubtype?: string | undefined;
  readonly IntegrationType?: IntegrationType | undefined;
  readonly IntegrationUri?: string | undefined;
  readonly PassthroughBehavior?: PassthroughBehavior | undefined;
  readonly PayloadFormatVersion?: string | undefined;
  readonly RequestParameters?: { readonly [key: string]: string } | undefined;
  readonly RequestTemplates?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: { readonly [key: string]: string } } | undefined;
  readonly TemplateSelectionExpression?: string | undefined;
  readonly TimeoutInMillis?: number | undefined;
  readonly TlsConfig?: TlsConfig | undefined;
}

export interface UpdateModelRequest {
  readonly ApiId: string;
  readonly ModelId: string;
  readonly ContentType?: string | undefined;
  readonly Description?: string | undefined;
  readonly Name?: string | undefined;
  readonly Schema?: string | undefined;
}

export interface UpdateModelResponse {
  readonly ContentType?: string | undefined;
  readonly Description?: string | undefined;
  readonly ModelId?: string | undefined;
  readonly Name?: string | undefined;
  readonly Schema?: string | undefined;
}

export interface UpdatePortalProductRequest {
  readonly PortalProductId: string;
  readonly Description?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly DisplayOrder?: DisplayOrder | undefined;
}

export interface UpdatePortalProductResponse {
  readonly Description?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly DisplayOrder?: DisplayOrder | undefined;
  readonly LastModified?: number | undefined;
  readonly PortalProductArn?: string | undefined;
  readonly PortalProductId?: string | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface UpdatePortalRequest {
  readonly PortalId: string;
  readonly Authorization?: Authorization | undefined;
  readonly EndpointConfiguration?: EndpointConfigurationRequest | undefined;
  readonly IncludedPortalProductArns?: readonly string[] | undefined;
  readonly LogoUri?: string | undefined;
  readonly PortalContent?: PortalContent | undefined;
  readonly RumAppMonitorName?: string | undefined;
}

export interface UpdatePortalResponse {
  readonly Authorization?: Authorization | undefined;
  readonly EndpointConfiguration?: EndpointConfigurationResponse | undefined;
  readonly IncludedPortalProductArns?: readonly string[] | undefined;
  readonly LastModified?: number | undefined;
  readonly LastPublished?: number | undefined;
  readonly LastPublishedDescription?: string | undefined;
  readonly PortalArn?: string | undefined;
  readonly PortalContent?: PortalContent | undefined;
  readonly PortalId?: string | undefined;
  readonly Preview?: Preview | undefined;
  readonly PublishStatus?: PublishStatus | undefined;
  readonly RumAppMonitorName?: string | undefined;
  readonly StatusException?: StatusException | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface UpdateProductPageRequest {
  readonly PortalProductId: string;
  readonly ProductPageId: string;
  readonly DisplayContent?: DisplayContent | undefined;
}

export interface UpdateProductPageResponse {
  readonly DisplayContent?: DisplayContent | undefined;
  readonly LastModified?: number | undefined;
  readonly ProductPageArn?: string | undefined;
  readonly ProductPageId?: string | undefined;
}

export interface UpdateProductRestEndpointPageRequest {
  readonly PortalProductId: string;
  readonly ProductRestEndpointPageId: string;
  readonly DisplayContent?: EndpointDisplayContent | undefined;
  readonly TryItState?: TryItState | undefined;
}

export interface UpdateProductRestEndpointPageResponse {
  readonly DisplayContent?: EndpointDisplayContentResponse | undefined;
  readonly LastModified?: number | undefined;
  readonly ProductRestEndpointPageArn?: string | undefined;
  readonly ProductRestEndpointPageId?: string | undefined;
  readonly RestEndpointIdentifier?: RestEndpointIdentifier | undefined;
  readonly Status?: Status | undefined;
  readonly StatusException?: StatusException | undefined;
  readonly TryItState?: TryItState | undefined;
}

export interface UpdateRouteRequest {
  readonly ApiId: string;
  readonly RouteId: string;
  readonly ApiKeyRequired?: boolean | undefined;
  readonly AuthorizationScopes?: readonly string[] | undefined;
  readonly AuthorizationType?: AuthorizationType | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly ModelSelectionExpression?: string | undefined;
  readonly OperationName?: string | undefined;
  readonly RequestModels?: { readonly [key: string]: string } | undefined;
  readonly RequestParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteKey?: string | undefined;
  readonly RouteResponseSelectionExpression?: string | undefined;
  readonly Target?: string | undefined;
}

export interface UpdateRouteResponseRequest {
  readonly ApiId: string;
  readonly RouteId: string;
  readonly RouteResponseId: string;
  readonly ModelSelectionExpression?: string | undefined;
  readonly ResponseModels?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteResponseKey?: string | undefined;
}

export interface UpdateRouteResponseResponse {
  readonly ModelSelectionExpression?: string | undefined;
  readonly ResponseModels?: { readonly [key: string]: string } | undefined;
  readonly ResponseParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteResponseId?: string | undefined;
  readonly RouteResponseKey?: string | undefined;
}

export interface UpdateRouteResult {
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly ApiKeyRequired?: boolean | undefined;
  readonly AuthorizationScopes?: readonly string[] | undefined;
  readonly AuthorizationType?: AuthorizationType | undefined;
  readonly AuthorizerId?: string | undefined;
  readonly ModelSelectionExpression?: string | undefined;
  readonly OperationName?: string | undefined;
  readonly RequestModels?: { readonly [key: string]: string } | undefined;
  readonly RequestParameters?: { readonly [key: string]: ParameterConstraints } | undefined;
  readonly RouteId?: string | undefined;
  readonly RouteKey?: string | undefined;
  readonly RouteResponseSelectionExpression?: string | undefined;
  readonly Target?: string | undefined;
}

export interface UpdateStageRequest {
  readonly ApiId: string;
  readonly StageName: string;
  readonly AccessLogSettings?: AccessLogSettings | undefined;
  readonly AutoDeploy?: boolean | undefined;
  readonly ClientCertificateId?: string | undefined;
  readonly DefaultRouteSettings?: RouteSettings | undefined;
  readonly DeploymentId?: string | undefined;
  readonly Description?: string | undefined;
  readonly RouteSettings?: { readonly [key: string]: RouteSettings } | undefined;
  readonly StageVariables?: { readonly [key: string]: string } | undefined;
}

export interface UpdateStageResponse {
  readonly AccessLogSettings?: AccessLogSettings | undefined;
  readonly ApiGatewayManaged?: boolean | undefined;
  readonly AutoDeploy?: boolean | undefined;
  readonly ClientCertificateId?: string | undefined;
  readonly CreatedDate?: number | undefined;
  readonly DefaultRouteSettings?: RouteSettings | undefined;
  readonly DeploymentId?: string | undefined;
  readonly Description?: string | undefined;
  readonly LastDeploymentStatusMessage?: string | undefined;
  readonly LastUpdatedDate?: number | undefined;
  readonly RouteSettings?: { readonly [key: string]: RouteSettings } | undefined;
  readonly StageName?: string | undefined;
  readonly StageVariables?: { readonly [key: string]: string } | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
}

export interface UpdateVpcLinkRequest {
  readonly VpcLinkId: string;
  readonly Name?: string | undefined;
}

export interface UpdateVpcLinkResponse {
  readonly CreatedDate?: number | undefined;
  readonly Name?: string | undefined;
  readonly SecurityGroupIds?: readonly string[] | undefined;
  readonly SubnetIds?: readonly string[] | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly VpcLinkId?: string | undefined;
  readonly VpcLinkStatus?: VpcLinkStatus | undefined;
  readonly VpcLinkStatusMessage?: string | undefined;
  readonly VpcLinkVersion?: VpcLinkVersion | undefined;
}

export interface VpcLink {
  readonly Name: string;
  readonly SecurityGroupIds: readonly string[];
  readonly SubnetIds: readonly string[];
  readonly VpcLinkId: string;
  readonly CreatedDate?: number | undefined;
  readonly Tags?: { readonly [key: string]: string } | undefined;
  readonly VpcLinkStatus?: VpcLinkStatus | undefined;
  readonly VpcLinkStatusMessage?: string | undefined;
  readonly VpcLinkVersion?: VpcLinkVersion | undefined;
}

/** Every operation with what it takes and gives; `void` where the service answers nothing. */
export interface Operations {
  CreateApi: { input: CreateApiRequest; output: CreateApiResponse };
  CreateApiMapping: { input: CreateApiMappingRequest; output: CreateApiMappingResponse };
  CreateAuthorizer: { input: CreateAuthorizerRequest; output: CreateAuthorizerResponse };
  CreateDeployment: { input: CreateDeploymentRequest; output: CreateDeploymentResponse };
  CreateDomainName: { input: CreateDomainNameRequest; output: CreateDomainNameResponse };
  CreateIntegration: { input: CreateIntegrationRequest; output: CreateIntegrationResult };
  CreateIntegrationResponse: { input: CreateIntegrationResponseRequest; output: CreateIntegrationResponseResponse };
  CreateModel: { input: CreateModelRequest; output: CreateModelResponse };
  CreatePortal: { input: CreatePortalRequest; output: CreatePortalResponse };
  CreatePortalProduct: { input: CreatePortalProductRequest; output: CreatePortalProductResponse };
  CreateProductPage: { input: CreateProductPageRequest; output: CreateProductPageResponse };
  CreateProductRestEndpointPage: { input: CreateProductRestEndpointPageRequest; output: CreateProductRestEndpointPageResponse };
  CreateRoute: { input: CreateRouteRequest; output: CreateRouteResult };
  CreateRouteResponse: { input: CreateRouteResponseRequest; output: CreateRouteResponseResponse };
  CreateRoutingRule: { input: CreateRoutingRuleRequest; output: CreateRoutingRuleResponse };
  CreateStage: { input: CreateStageRequest; output: CreateStageResponse };
  CreateVpcLink: { input: CreateVpcLinkRequest; output: CreateVpcLinkResponse };
  DeleteAccessLogSettings: { input: DeleteAccessLogSettingsRequest; output: void };
  DeleteApi: { input: DeleteApiRequest; output: void };
  DeleteApiMapping: { input: DeleteApiMappingRequest; output: void };
  DeleteAuthorizer: { input: DeleteAuthorizerRequest; output: void };
  DeleteCorsConfiguration: { input: DeleteCorsConfigurationRequest; output: void };
  DeleteDeployment: { input: DeleteDeploymentRequest; output: void };
  DeleteDomainName: { input: DeleteDomainNameRequest; output: void };
  DeleteIntegration: { input: DeleteIntegrationRequest; output: void };
  DeleteIntegrationResponse: { input: DeleteIntegrationResponseRequest; output: void };
  DeleteModel: { input: DeleteModelRequest; output: void };
  DeletePortal: { input: DeletePortalRequest; output: void };
  DeletePortalProduct: { input: DeletePortalProductRequest; output: void };
  DeletePortalProductSharingPolicy: { input: DeletePortalProductSharingPolicyRequest; output: void };
  DeleteProductPage: { input: DeleteProductPageRequest; output: void };
  DeleteProductRestEndpointPage: { input: DeleteProductRestEndpointPageRequest; output: void };
  DeleteRoute: { input: DeleteRouteRequest; output: void };
  DeleteRouteRequestParameter: { input: DeleteRouteRequestParameterRequest; output: void };
  DeleteRouteResponse: { input: DeleteRouteResponseRequest; output: void };
  DeleteRouteSettings: { input: DeleteRouteSettingsRequest; output: void };
  DeleteRoutingRule: { input: DeleteRoutingRuleRequest; output: void };
  DeleteStage: { input: DeleteStageRequest; output: void };
  DeleteVpcLink: { input: DeleteVpcLinkRequest; output: DeleteVpcLinkResponse };
  DisablePortal: { input: DisablePortalRequest; output: void };
  ExportApi: { input: ExportApiRequest; output: ExportApiResponse };
  GetApi: { input: GetApiRequest; output: GetApiResponse };
  GetApiMapping: { input: GetApiMappingRequest; output: GetApiMappingResponse };
  GetApiMappings: { input: GetApiMappingsRequest; output: GetApiMappingsResponse };
  GetApis: { input: GetApisRequest; output: GetApisResponse };
  GetAuthorizer: { input: GetAuthorizerRequest; output: GetAuthorizerResponse };
  GetAuthorizers: { input: GetAuthorizersRequest; output: GetAuthorizersResponse };
  GetDeployment: { input: GetDeploymentRequest; output: GetDeploymentResponse };
  GetDeployments: { input: GetDeploymentsRequest; output: GetDeploymentsResponse };
  GetDomainName: { input: GetDomainNameRequest; output: GetDomainNameResponse };
  GetDomainNames: { input: GetDomainNamesRequest; output: GetDomainNamesResponse };
  GetIntegration: { input: GetIntegrationRequest; output: GetIntegrationResult };
  GetIntegrationResponse: { input: GetIntegrationResponseRequest; output: GetIntegrationResponseResponse };
  GetIntegrationResponses: { input: GetIntegrationResponsesRequest; output: GetIntegrationResponsesResponse };
  GetIntegrations: { input: GetIntegrationsRequest; output: GetIntegrationsResponse };
  GetModel: { input: GetModelRequest; output: GetModelResponse };
  GetModelTemplate: { input: GetModelTemplateRequest; output: GetModelTemplateResponse };
  GetModels: { input: GetModelsRequest; output: GetModelsResponse };
  GetPortal: { input: GetPortalRequest; output: GetPortalResponse };
  GetPortalProduct: { input: GetPortalProductRequest; output: GetPortalProductResponse };
  GetPortalProductSharingPolicy: { input: GetPortalProductSharingPolicyRequest; output: GetPortalProductSharingPolicyResponse };
  GetProductPage: { input: GetProductPageRequest; output: GetProductPageResponse };
  GetProductRestEndpointPage: { input: GetProductRestEndpointPageRequest; output: GetProductRestEndpointPageResponse };
  GetRoute: { input: GetRouteRequest; output: GetRouteResult };
  GetRouteResponse: { input: GetRouteResponseRequest; output: GetRouteResponseResponse };
  GetRouteResponses: { input: GetRouteResponsesRequest; output: GetRouteResponsesResponse };
  GetRoutes: { input: GetRoutesRequest; output: GetRoutesResponse };
  GetRoutingRule: { input: GetRoutingRuleRequest; output: GetRoutingRuleResponse };
  GetStage: { input: GetStageRequest; output: GetStageResponse };
  GetStages: { input: GetStagesRequest; output: GetStagesResponse };
  GetTags: { input: GetTagsRequest; output: GetTagsResponse };
  GetVpcLink: { input: GetVpcLinkRequest; output: GetVpcLinkResponse };
  GetVpcLinks: { input: GetVpcLinksRequest; output: GetVpcLinksResponse };
  ImportApi: { input: ImportApiRequest; output: ImportApiResponse };
  ListPortalProducts: { input: ListPortalProductsRequest; output: ListPortalProductsResponse };
  ListPortals: { input: ListPortalsRequest; output: ListPortalsResponse };
  ListProductPages: { input: ListProductPagesRequest; output: ListProductPagesResponse };
  ListProductRestEndpointPages: { input: ListProductRestEndpointPagesRequest; output: ListProductRestEndpointPagesResponse };
  ListRoutingRules: { input: ListRoutingRulesRequest; output: ListRoutingRulesResponse };
  PreviewPortal: { input: PreviewPortalRequest; output: PreviewPortalResponse };
  PublishPortal: { input: PublishPortalRequest; output: PublishPortalResponse };
  PutPortalProductSharingPolicy: { input: PutPortalProductSharingPolicyRequest; output: PutPortalProductSharingPolicyResponse };
  PutRoutingRule: { input: PutRoutingRuleRequest; output: PutRoutingRuleResponse };
  ReimportApi: { input: ReimportApiRequest; output: ReimportApiResponse };
  ResetAuthorizersCache: { input: ResetAuthorizersCacheRequest; output: void };
  TagResource: { input: TagResourceRequest; output: TagResourceResponse };
  UntagResource: { input: UntagResourceRequest; output: void };
  UpdateApi: { input: UpdateApiRequest; output: UpdateApiResponse };
  UpdateApiMapping: { input: UpdateApiMappingRequest; output: UpdateApiMappingResponse };
  UpdateAuthorizer: { input: UpdateAuthorizerRequest; output: UpdateAuthorizerResponse };
  UpdateDeployment: { input: UpdateDeploymentRequest; output: UpdateDeploymentResponse };
  UpdateDomainName: { input: UpdateDomainNameRequest; output: UpdateDomainNameResponse };
  UpdateIntegration: { input: UpdateIntegrationRequest; output: UpdateIntegrationResult };
  UpdateIntegrationResponse: { input: UpdateIntegrationResponseRequest; output: UpdateIntegrationResponseResponse };
  UpdateModel: { input: UpdateModelRequest; output: UpdateModelResponse };
  UpdatePortal: { input: UpdatePortalRequest; output: UpdatePortalResponse };
  UpdatePortalProduct: { input: UpdatePortalProductRequest; output: UpdatePortalProductResponse };
  UpdateProductPage: { input: UpdateProductPageRequest; output: UpdateProductPageResponse };
  UpdateProductRestEndpointPage: { input: UpdateProductRestEndpointPageRequest; output: UpdateProductRestEndpointPageResponse };
  UpdateRoute: { input: UpdateRouteRequest; output: UpdateRouteResult };
  UpdateRouteResponse: { input: UpdateRouteResponseRequest; output: UpdateRouteResponseResponse };
  UpdateStage: { input: UpdateStageRequest; output: UpdateStageResponse };
  UpdateVpcLink: { input: UpdateVpcLinkRequest; output: UpdateVpcLinkResponse };
}

/** The modelled errors. */
export interface Errors {
  AccessDeniedException: AccessDeniedException;
  BadRequestException: BadRequestException;
  ConflictException: ConflictException;
  NotFoundException: NotFoundException;
  TooManyRequestsException: TooManyRequestsException;
}
