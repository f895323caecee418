/** What API Gateway's nouns link to, by the names of their shapes, for `hal.ts`. */

export interface Value {
  readonly [member: string]: unknown;
}

/** Relations and what follows the noun's own path; a `{` makes it a template. */
export interface Links {
  readonly [relation: string]: string | ((value: Value, self: string) => string);
}

export interface Noun {
  /** The member that is the last part of its path. */
  readonly id: string;
  readonly links: Links;
  /** Members that are nouns of their own: one, or several by the last part of their path. */
  readonly parts?: readonly Part[];
  /** Its own link has its id as a name. */
  readonly named?: true;
}

export interface Part {
  readonly member: string;
  readonly relation: string;
  readonly at: string;
  readonly many: boolean;
  readonly shape: string;
}

export interface Collection {
  readonly shape: string;
  readonly links: Links;
}

/** `{noun}:delete` and `{noun}:update`, which nearly all have. */
function changed(noun: string, more: Links = {}): Links {
  return { [`${noun}:delete`]: '', [`${noun}:update`]: '', ...more };
}

// deviation: The links of an application/hal+json answer are those that the examples of AWS's reference show, and update and delete of nouns without one.
export const NOUNS: ReadonlyMap<string, Noun> = new Map(
  Object.entries<Noun>({
    Account: { id: '', links: { 'account:update': '' } },
    ApiKey: { id: 'id', links: changed('apikey') },
    Authorizer: { id: 'id', links: changed('authorizer') },
    BasePathMapping: { id: 'basePath', links: changed('basepathmapping') },
    ClientCertificate: { id: 'clientCertificateId', links: changed('clientcertificate') },
    Deployment: {
      id: 'id',
      links: changed('deployment', {
        'deployment:stages': (value, self) =>
          `${self.split('/').slice(0, -2).join('/')}/stages?deployment_id=${value['id']}`,
      }),
    },
    DocumentationPart: { id: 'id', links: changed('documentationpart') },
    DocumentationVersion: { id: 'version', links: changed('documentationversion') },
    DomainName: { id: 'domainName', links: changed('domainname') },
    GatewayResponse: {
      id: 'responseType',
      links: { 'gatewayresponse:delete': '', 'gatewayresponse:put': '', 'gatewayresponse:update': '' },
    },
    Integration: {
      id: '',
      links: changed('integration', { 'integrationresponse:put': '/responses/{status_code}' }),
      parts: [
        {
          member: 'integrationResponses',
          relation: 'integration:responses',
          at: '/responses',
          many: true,
          shape: 'IntegrationResponse',
        },
      ],
    },
    IntegrationResponse: { id: 'statusCode', named: true, links: changed('integrationresponse') },
    Method: {
      id: 'httpMethod',
      named: true,
      links: changed('method', {
        'integration:put': '/integration',
        'methodresponse:put': '/responses/{status_code}',
      }),
      parts: [
        {
          member: 'methodIntegration',
          relation: 'method:integration',
          at: '/integration',
          many: false,
          shape: 'Integration',
        },
        {
          member: 'methodResponses',
          relation: 'method:responses',
          at: '/responses',
          many: true,
          shape: 'MethodResponse',
        },
      ],
    },
    MethodResponse: { id: 'statusCode', named: true, links: changed('methodresponse') },
    Model: { id: 'name', links: changed('model', { 'model:default-template': '/default_template' }) },
    RequestValidator: { id: 'id', links: changed('requestvalidator') },
    Resource: {
      id: 'id',
      links: changed('resource', {
        'method:by-http-method': '/methods/{http_method}',
        'method:put': '/methods/{http_method}',
        'resource:create-child': '',
      }),
      parts: [{ member: 'resourceMethods', relation: 'resource:methods', at: '/methods', many: true, shape: 'Method' }],
    },
    RestApi: {
      id: 'id',
      links: changed('restapi', {
        'authorizer:by-id': '/authorizers/{authorizer_id}',
        'authorizer:create': '/authorizers',
        'deployment:by-id': '/deployments/{deployment_id}{?embed}',
        'deployment:create': '/deployments',
        'model:by-name': '/models/{model_name}?flatten=false',
        'model:create': '/models',
        'resource:by-id': '/resources/{resource_id}{?embed}',
        'resource:create': ({ rootResourceId }, self) => `${self}/resources/${rootResourceId}`,
        'restapi:authorizers': '/authorizers',
        'restapi:deployments': '/deployments{?limit}',
        'restapi:models': '/models',
        'restapi:resources': '/resources{?limit,embed}',
        'restapi:stages': '/stages{?deployment_id}',
        'stage:by-name': '/stages/{stage_name}',
        'stage:create': '/stages',
      }),
    },
    Stage: { id: 'stageName', links: changed('stage', { 'stage:flush-authorizer-cache': '/cache/authorizers' }) },
    UsagePlan: {
      id: 'id',
      links: changed('usageplan', { 'usageplan:usageplankeys': '/keys', 'usageplankey:create': '/keys' }),
    },
    UsagePlanKey: { id: 'id', links: { 'usageplankey:delete': '' } },
    VpcLink: { id: 'id', links: changed('vpclink') },
  }),
);

export const COLLECTIONS: ReadonlyMap<string, Collection> = new Map(
  Object.entries<Collection>({
    ApiKeys: { shape: 'ApiKey', links: { 'apikey:by-key': '/{api_Key}', 'apikey:create': '' } },
    Authorizers: { shape: 'Authorizer', links: { 'authorizer:by-id': '/{authorizer_id}', 'authorizer:create': '' } },
    BasePathMappings: {
      shape: 'BasePathMapping',
      links: { 'basepathmapping:by-base-path': '/{base_path}', 'basepathmapping:create': '' },
    },
    ClientCertificates: {
      shape: 'ClientCertificate',
      links: { 'clientcertificate:by-id': '/{clientcertificate_id}', 'clientcertificate:generate': '' },
    },
    Deployments: {
      shape: 'Deployment',
      links: { 'deployment:by-id': '/{deployment_id}{?embed}', 'deployment:create': '' },
    },
    DocumentationParts: {
      shape: 'DocumentationPart',
      links: { 'documentationpart:by-id': '/{part_id}', 'documentationpart:create': '' },
    },
    DocumentationVersions: {
      shape: 'DocumentationVersion',
      links: { 'documentationversion:by-id': '/{doc_version}', 'documentationversion:create': '' },
    },
    DomainNames: { shape: 'DomainName', links: { 'domainname:by-name': '/{domain_name}', 'domainname:create': '' } },
    GatewayResponses: {
      shape: 'GatewayResponse',
      links: { 'gatewayresponse:by-type': '/{response_type}', 'gatewayresponse:put': '/{response_type}' },
    },
    Models: { shape: 'Model', links: { 'model:by-name': '/{model_name}?flatten=false', 'model:create': '' } },
    RequestValidators: {
      shape: 'RequestValidator',
      links: { 'requestvalidator:by-id': '/{requestvalidator_id}', 'requestvalidator:create': '' },
    },
    Resources: { shape: 'Resource', links: { 'resource:by-id': '/{resource_id}{?embed}' } },
    RestApis: {
      shape: 'RestApi',
      links: {
        'restapi:by-id': '/{restapi_id}',
        'restapi:create': '',
        'restapi:put': '/{restapi_id}?failonwarnings=false{&mode}',
      },
    },
    Stages: { shape: 'Stage', links: { 'stage:by-name': '/{stage_name}', 'stage:create': '' } },
    UsagePlanKeys: { shape: 'UsagePlanKey', links: { 'usageplankey:by-id': '/{keyId}', 'usageplankey:create': '' } },
    UsagePlans: { shape: 'UsagePlan', links: { 'usageplan:by-id': '/{usageplanId}', 'usageplan:create': '' } },
    VpcLinks: { shape: 'VpcLink', links: { 'vpclink:by-id': '/{vpclink_id}', 'vpclink:create': '' } },
  }),
);

/** Members that are numbers of seconds elsewhere. */
export const TIMESTAMPS = new Set(['createdDate', 'lastUpdatedDate', 'expirationDate', 'certificateUploadDate']);

/** Where curies lead, by prefix, when not to `restapi-{prefix}-{rel}.html`. */
export const CURIES: { readonly [prefix: string]: string } = {
  integrationresponse: 'integration-response',
  methodresponse: 'method-response',
};
