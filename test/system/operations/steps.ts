/**
 * Every operation of the REST control plane, in an order that works: what clients are driven through, one after another.
 * Expected members: the API reference; where an answer was recorded on AWS, aws-behaviour.md §1 has it.
 */
export interface Step {
  readonly operation: string;
  readonly input?: (seen: Seen) => Input;
  /** Members that the answer must have with these values; of an object or a list, those that are named. */
  readonly shows?: (seen: Seen) => object;
  /** What later steps need: name → path into the answer, `id`, `items.0.id`. */
  readonly keep?: { readonly [name: string]: string };
}

export type Seen = { readonly [name: string]: string };
/** `body` of an import is text here; a client sends it as bytes. */
export type Input = { readonly [member: string]: unknown };

const api = ({ api }: Seen): Input => ({ restApiId: api });
const method = (s: Seen): Input => ({ ...api(s), resourceId: s['pets'], httpMethod: 'GET' });
const patch = (op: string, path: string, value?: string): Input => ({
  patchOperations: [{ op, path, ...(value === undefined ? {} : { value }) }],
});

const document = (title: string): string =>
  JSON.stringify({
    openapi: '3.0.1',
    info: { title, version: '1' },
    paths: {
      '/things': {
        get: {
          responses: { 200: { description: 'ok' } },
          'x-amazon-apigateway-integration': {
            type: 'mock',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: { default: { statusCode: '200' } },
          },
        },
      },
    },
  });

const parts = JSON.stringify({
  openapi: '3.0.1',
  info: { title: 'parts', version: '1' },
  'x-amazon-apigateway-documentation': {
    version: '1',
    documentationParts: [
      { location: { type: 'METHOD', path: '/pets', method: 'GET' }, properties: { summary: 'Pets' } },
    ],
  },
});

const SCHEMA = JSON.stringify({ type: 'object', properties: { id: { type: 'string' } } });
const CERTIFICATE = 'arn:aws:acm:eu-west-1:000000000000:certificate/11111111-1111-4111-8111-111111111111';
const DOMAIN = { domainName: 'pets.example.com' };
const functionUri = ({ function: arn }: Seen): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;

export const STEPS: readonly Step[] = [
  // --- an API, its resources and methods ---
  {
    operation: 'CreateRestApi',
    input: () => ({ name: 'pets', endpointConfiguration: { types: ['REGIONAL'] }, tags: { team: 'zoo' } }),
    shows: () => ({ name: 'pets', apiKeySource: 'HEADER', disableExecuteApiEndpoint: false, tags: { team: 'zoo' } }),
    keep: { api: 'id', root: 'rootResourceId' },
  },
  {
    operation: 'GetRestApi',
    input: api,
    shows: (s) => ({ id: s['api'], endpointConfiguration: { types: ['REGIONAL'] } }),
  },
  { operation: 'GetRestApis', shows: (s) => ({ items: [{ id: s['api'] }] }) },
  {
    operation: 'UpdateRestApi',
    input: (s) => ({ ...api(s), ...patch('replace', '/description', 'All pets') }),
    shows: () => ({ description: 'All pets' }),
  },
  {
    operation: 'CreateResource',
    input: (s) => ({ ...api(s), parentId: s['root'], pathPart: 'animals' }),
    shows: () => ({ path: '/animals' }),
    keep: { pets: 'id' },
  },
  {
    operation: 'UpdateResource',
    input: (s) => ({ ...api(s), resourceId: s['pets'], ...patch('replace', '/pathPart', 'pets') }),
    shows: () => ({ path: '/pets' }),
  },
  {
    operation: 'GetResource',
    input: (s) => ({ ...api(s), resourceId: s['pets'] }),
    shows: (s) => ({ parentId: s['root'], pathPart: 'pets' }),
  },
  {
    operation: 'CreateModel',
    input: (s) => ({ ...api(s), name: 'Pet', contentType: 'application/json', schema: SCHEMA }),
    shows: () => ({ name: 'Pet', contentType: 'application/json', schema: SCHEMA }),
  },
  {
    operation: 'UpdateModel',
    input: (s) => ({ ...api(s), modelName: 'Pet', ...patch('replace', '/description', 'A pet') }),
    shows: () => ({ description: 'A pet' }),
  },
  { operation: 'GetModel', input: (s) => ({ ...api(s), modelName: 'Pet' }), shows: () => ({ name: 'Pet' }) },
  { operation: 'GetModelTemplate', input: (s) => ({ ...api(s), modelName: 'Pet' }) },
  { operation: 'GetModels', input: api, shows: () => ({ items: [{}, {}, {}] }) },
  {
    operation: 'CreateRequestValidator',
    input: (s) => ({ ...api(s), name: 'strict', validateRequestBody: true }),
    shows: () => ({ name: 'strict', validateRequestBody: true, validateRequestParameters: false }),
    keep: { validator: 'id' },
  },
  {
    operation: 'UpdateRequestValidator',
    input: (s) => ({
      ...api(s),
      requestValidatorId: s['validator'],
      ...patch('replace', '/validateRequestParameters', 'true'),
    }),
    shows: () => ({ validateRequestParameters: true }),
  },
  {
    operation: 'GetRequestValidator',
    input: (s) => ({ ...api(s), requestValidatorId: s['validator'] }),
    shows: () => ({ name: 'strict' }),
  },
  { operation: 'GetRequestValidators', input: api, shows: (s) => ({ items: [{ id: s['validator'] }] }) },
  {
    operation: 'CreateAuthorizer',
    input: (s) => ({
      ...api(s),
      name: 'token',
      type: 'TOKEN',
      authorizerUri: functionUri(s),
      identitySource: 'method.request.header.Authorization',
    }),
    shows: () => ({ name: 'token', type: 'TOKEN' }),
    keep: { authorizer: 'id' },
  },
  {
    operation: 'UpdateAuthorizer',
    input: (s) => ({
      ...api(s),
      authorizerId: s['authorizer'],
      ...patch('replace', '/authorizerResultTtlInSeconds', '60'),
    }),
    shows: () => ({ authorizerResultTtlInSeconds: 60 }),
  },
  {
    operation: 'GetAuthorizer',
    input: (s) => ({ ...api(s), authorizerId: s['authorizer'] }),
    shows: () => ({ name: 'token' }),
  },
  { operation: 'GetAuthorizers', input: api, shows: (s) => ({ items: [{ id: s['authorizer'] }] }) },
  {
    operation: 'TestInvokeAuthorizer',
    input: (s) => ({ ...api(s), authorizerId: s['authorizer'], headers: { Authorization: 'letmein' } }),
    shows: () => ({ clientStatus: 200, principalId: 'somebody' }),
  },
  {
    operation: 'PutMethod',
    input: (s) => ({ ...method(s), authorizationType: 'NONE', requestModels: { 'application/json': 'Pet' } }),
    shows: () => ({ httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false }),
  },
  {
    operation: 'UpdateMethod',
    input: (s) => ({ ...method(s), ...patch('replace', '/operationName', 'ListPets') }),
    shows: () => ({ operationName: 'ListPets' }),
  },
  { operation: 'GetMethod', input: method, shows: () => ({ operationName: 'ListPets' }) },
  {
    operation: 'PutMethodResponse',
    input: (s) => ({ ...method(s), statusCode: '200', responseModels: { 'application/json': 'Pet' } }),
    shows: () => ({ statusCode: '200' }),
  },
  {
    operation: 'UpdateMethodResponse',
    input: (s) => ({
      ...method(s),
      statusCode: '200',
      ...patch('add', '/responseParameters/method.response.header.X-Count', 'true'),
    }),
    shows: () => ({ responseParameters: { 'method.response.header.X-Count': true } }),
  },
  {
    operation: 'GetMethodResponse',
    input: (s) => ({ ...method(s), statusCode: '200' }),
    shows: () => ({ statusCode: '200' }),
  },
  {
    operation: 'PutIntegration',
    input: (s) => ({
      ...method(s),
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
    shows: (s) => ({
      type: 'MOCK',
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29000,
      cacheNamespace: s['pets'],
    }),
  },
  {
    operation: 'UpdateIntegration',
    input: (s) => ({ ...method(s), ...patch('replace', '/passthroughBehavior', 'NEVER') }),
    shows: () => ({ passthroughBehavior: 'NEVER' }),
  },
  { operation: 'GetIntegration', input: method, shows: () => ({ type: 'MOCK' }) },
  {
    operation: 'PutIntegrationResponse',
    input: (s) => ({ ...method(s), statusCode: '200', responseTemplates: { 'application/json': '[]' } }),
    shows: () => ({ statusCode: '200' }),
  },
  {
    operation: 'UpdateIntegrationResponse',
    input: (s) => ({
      ...method(s),
      statusCode: '200',
      ...patch('add', '/responseParameters/method.response.header.X-Count', "'0'"),
    }),
    shows: () => ({ responseParameters: { 'method.response.header.X-Count': "'0'" } }),
  },
  {
    operation: 'GetIntegrationResponse',
    input: (s) => ({ ...method(s), statusCode: '200' }),
    shows: () => ({ responseTemplates: { 'application/json': '[]' } }),
  },
  { operation: 'GetResources', input: (s) => ({ ...api(s), embed: ['methods'] }), shows: () => ({ items: [{}, {}] }) },
  {
    operation: 'TestInvokeMethod',
    input: (s) => ({ ...method(s), pathWithQueryString: '/pets?a=1' }),
    shows: () => ({ status: 200, body: '[]', headers: { 'X-Count': '0' } }),
  },
  {
    operation: 'PutGatewayResponse',
    input: (s) => ({ ...api(s), responseType: 'UNAUTHORIZED', statusCode: '401' }),
    shows: () => ({ responseType: 'UNAUTHORIZED', statusCode: '401', defaultResponse: false }),
  },
  {
    operation: 'UpdateGatewayResponse',
    input: (s) => ({ ...api(s), responseType: 'UNAUTHORIZED', ...patch('replace', '/statusCode', '403') }),
    shows: () => ({ statusCode: '403' }),
  },
  {
    operation: 'GetGatewayResponse',
    input: (s) => ({ ...api(s), responseType: 'UNAUTHORIZED' }),
    shows: () => ({ statusCode: '403' }),
  },
  { operation: 'GetGatewayResponses', input: (s) => ({ ...api(s), limit: 500 }) },

  // --- documentation, deployments, stages ---
  {
    operation: 'CreateDocumentationPart',
    input: (s) => ({ ...api(s), location: { type: 'API' }, properties: '{"description":"Pets"}' }),
    shows: () => ({ location: { type: 'API' }, properties: '{"description":"Pets"}' }),
    keep: { part: 'id' },
  },
  {
    operation: 'UpdateDocumentationPart',
    input: (s) => ({
      ...api(s),
      documentationPartId: s['part'],
      ...patch('replace', '/properties', '{"description":"All pets"}'),
    }),
    shows: () => ({ properties: '{"description":"All pets"}' }),
  },
  {
    operation: 'GetDocumentationPart',
    input: (s) => ({ ...api(s), documentationPartId: s['part'] }),
    shows: () => ({ properties: '{"description":"All pets"}' }),
  },
  { operation: 'ImportDocumentationParts', input: (s) => ({ ...api(s), mode: 'merge', body: parts }) },
  { operation: 'GetDocumentationParts', input: api, shows: () => ({ items: [{}, {}] }) },
  {
    operation: 'CreateDocumentationVersion',
    input: (s) => ({ ...api(s), documentationVersion: '1.0' }),
    shows: () => ({ version: '1.0' }),
  },
  {
    operation: 'UpdateDocumentationVersion',
    input: (s) => ({ ...api(s), documentationVersion: '1.0', ...patch('replace', '/description', 'First') }),
    shows: () => ({ description: 'First' }),
  },
  {
    operation: 'GetDocumentationVersion',
    input: (s) => ({ ...api(s), documentationVersion: '1.0' }),
    shows: () => ({ version: '1.0' }),
  },
  { operation: 'GetDocumentationVersions', input: api, shows: () => ({ items: [{ version: '1.0' }] }) },
  { operation: 'CreateDeployment', input: api, keep: { deployment: 'id' } },
  {
    operation: 'UpdateDeployment',
    input: (s) => ({ ...api(s), deploymentId: s['deployment'], ...patch('replace', '/description', 'One') }),
    shows: () => ({ description: 'One' }),
  },
  {
    operation: 'GetDeployment',
    input: (s) => ({ ...api(s), deploymentId: s['deployment'], embed: ['apisummary'] }),
    shows: () => ({ apiSummary: { '/pets': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } } }),
  },
  { operation: 'GetDeployments', input: api, shows: (s) => ({ items: [{ id: s['deployment'] }] }) },
  {
    operation: 'CreateStage',
    input: (s) => ({ ...api(s), stageName: 'dev', deploymentId: s['deployment'], variables: { colour: 'red' } }),
    shows: () => ({ stageName: 'dev', cacheClusterEnabled: false, variables: { colour: 'red' } }),
  },
  {
    operation: 'UpdateStage',
    input: (s) => ({ ...api(s), stageName: 'dev', ...patch('replace', '/*/*/throttling/rateLimit', '10') }),
    shows: () => ({ methodSettings: { '*/*': { throttlingRateLimit: 10 } } }),
  },
  { operation: 'GetStage', input: (s) => ({ ...api(s), stageName: 'dev' }), shows: () => ({ stageName: 'dev' }) },
  { operation: 'GetStages', input: api, shows: () => ({ item: [{ stageName: 'dev' }] }) },
  { operation: 'FlushStageCache', input: (s) => ({ ...api(s), stageName: 'dev' }) },
  { operation: 'FlushStageAuthorizersCache', input: (s) => ({ ...api(s), stageName: 'dev' }) },
  {
    operation: 'GetExport',
    input: (s) => ({ ...api(s), stageName: 'dev', exportType: 'oas30', parameters: { extensions: 'apigateway' } }),
    shows: () => ({ contentType: 'application/octet-stream' }),
  },
  { operation: 'GetSdkTypes' },
  { operation: 'GetSdkType', input: () => ({ id: 'javascript' }), shows: () => ({ id: 'javascript' }) },
  {
    operation: 'GetSdk',
    input: (s) => ({ ...api(s), stageName: 'dev', sdkType: 'javascript' }),
    shows: () => ({ contentType: 'application/octet-stream' }),
  },

  // --- keys and plans ---
  {
    operation: 'CreateApiKey',
    input: () => ({ name: 'partner', enabled: true }),
    shows: () => ({ name: 'partner', enabled: true }),
    keep: { key: 'id' },
  },
  {
    operation: 'UpdateApiKey',
    input: (s) => ({ apiKey: s['key'], ...patch('replace', '/description', 'A partner') }),
    shows: () => ({ description: 'A partner' }),
  },
  { operation: 'GetApiKey', input: (s) => ({ apiKey: s['key'] }), shows: () => ({ name: 'partner' }) },
  {
    operation: 'ImportApiKeys',
    input: () => ({ format: 'csv', body: 'Name,key\nimported,abcdefghijklmnopqrstuvwxyz\n' }),
    shows: () => ({ ids: ['*'], warnings: [] }),
    keep: { imported: 'ids.0' },
  },
  { operation: 'GetApiKeys', shows: () => ({ items: [{}, {}] }) },
  {
    operation: 'CreateUsagePlan',
    input: (s) => ({
      name: 'gold',
      apiStages: [{ apiId: s['api'], stage: 'dev' }],
      quota: { limit: 100, period: 'DAY' },
    }),
    shows: (s) => ({
      name: 'gold',
      apiStages: [{ apiId: s['api'], stage: 'dev' }],
      quota: { limit: 100, period: 'DAY' },
    }),
    keep: { plan: 'id' },
  },
  {
    operation: 'UpdateUsagePlan',
    input: (s) => ({ usagePlanId: s['plan'], ...patch('replace', '/description', 'Gold') }),
    shows: () => ({ description: 'Gold' }),
  },
  { operation: 'GetUsagePlan', input: (s) => ({ usagePlanId: s['plan'] }), shows: () => ({ name: 'gold' }) },
  { operation: 'GetUsagePlans', shows: (s) => ({ items: [{ id: s['plan'] }] }) },
  {
    operation: 'CreateUsagePlanKey',
    input: (s) => ({ usagePlanId: s['plan'], keyId: s['key'], keyType: 'API_KEY' }),
    shows: (s) => ({ id: s['key'], type: 'API_KEY' }),
  },
  {
    operation: 'GetUsagePlanKey',
    input: (s) => ({ usagePlanId: s['plan'], keyId: s['key'] }),
    shows: () => ({ name: 'partner' }),
  },
  {
    operation: 'GetUsagePlanKeys',
    input: (s) => ({ usagePlanId: s['plan'] }),
    shows: (s) => ({ items: [{ id: s['key'] }] }),
  },
  {
    operation: 'UpdateUsage',
    input: (s) => ({ usagePlanId: s['plan'], keyId: s['key'], ...patch('replace', '/remaining', '50') }),
    shows: (s) => ({ usagePlanId: s['plan'] }),
  },
  {
    operation: 'GetUsage',
    input: (s) => ({ usagePlanId: s['plan'], startDate: s['today'], endDate: s['today'] }),
    shows: (s) => ({ usagePlanId: s['plan'], startDate: s['today'], endDate: s['today'] }),
  },

  // --- domains ---
  {
    operation: 'CreateDomainName',
    input: () => ({
      ...DOMAIN,
      regionalCertificateArn: CERTIFICATE,
      endpointConfiguration: { types: ['REGIONAL'] },
    }),
    shows: () => ({ ...DOMAIN, domainNameStatus: 'AVAILABLE' }),
  },
  {
    operation: 'UpdateDomainName',
    input: () => ({ ...DOMAIN, ...patch('replace', '/securityPolicy', 'TLS_1_2') }),
    shows: () => ({ securityPolicy: 'TLS_1_2' }),
  },
  { operation: 'GetDomainName', input: () => DOMAIN, shows: () => DOMAIN },
  { operation: 'GetDomainNames', shows: () => ({ items: [DOMAIN] }) },
  {
    operation: 'CreateBasePathMapping',
    input: (s) => ({ ...DOMAIN, restApiId: s['api'], stage: 'dev', basePath: 'zoo' }),
    shows: (s) => ({ basePath: 'zoo', restApiId: s['api'], stage: 'dev' }),
  },
  {
    operation: 'UpdateBasePathMapping',
    input: () => ({ ...DOMAIN, basePath: 'zoo', ...patch('replace', '/basePath', 'pets') }),
    shows: () => ({ basePath: 'pets' }),
  },
  {
    operation: 'GetBasePathMapping',
    input: () => ({ ...DOMAIN, basePath: 'pets' }),
    shows: () => ({ basePath: 'pets' }),
  },
  { operation: 'GetBasePathMappings', input: () => DOMAIN, shows: () => ({ items: [{ basePath: 'pets' }] }) },
  {
    operation: 'CreateDomainName',
    input: () => ({
      domainName: 'private.example.com',
      certificateArn: CERTIFICATE,
      endpointConfiguration: { types: ['PRIVATE'] },
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
      }),
    }),
    keep: { domainArn: 'domainNameArn', domainId: 'domainNameId' },
  },
  {
    operation: 'CreateDomainNameAccessAssociation',
    input: (s) => ({
      domainNameArn: s['domainArn'],
      accessAssociationSourceType: 'VPCE',
      accessAssociationSource: 'vpce-1234abcd',
    }),
    shows: (s) => ({ domainNameArn: s['domainArn'], accessAssociationSource: 'vpce-1234abcd' }),
    keep: { association: 'domainNameAccessAssociationArn' },
  },
  {
    operation: 'GetDomainNameAccessAssociations',
    shows: (s) => ({ items: [{ domainNameAccessAssociationArn: s['association'] }] }),
  },
  {
    operation: 'RejectDomainNameAccessAssociation',
    input: (s) => ({ domainNameAccessAssociationArn: s['association'], domainNameArn: s['domainArn'] }),
  },
  {
    operation: 'CreateDomainNameAccessAssociation',
    input: (s) => ({
      domainNameArn: s['domainArn'],
      accessAssociationSourceType: 'VPCE',
      accessAssociationSource: 'vpce-5678abcd',
    }),
    keep: { association: 'domainNameAccessAssociationArn' },
  },

  // --- the account ---
  {
    operation: 'GenerateClientCertificate',
    input: () => ({ description: 'ours' }),
    shows: () => ({ description: 'ours' }),
    keep: { certificate: 'clientCertificateId' },
  },
  {
    operation: 'UpdateClientCertificate',
    input: (s) => ({ clientCertificateId: s['certificate'], ...patch('replace', '/description', 'still ours') }),
    shows: () => ({ description: 'still ours' }),
  },
  {
    operation: 'GetClientCertificate',
    input: (s) => ({ clientCertificateId: s['certificate'] }),
    shows: () => ({ description: 'still ours' }),
  },
  { operation: 'GetClientCertificates', shows: (s) => ({ items: [{ clientCertificateId: s['certificate'] }] }) },
  {
    operation: 'CreateVpcLink',
    input: () => ({
      name: 'backend',
      targetArns: ['arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/net/backend/0123456789abcdef'],
    }),
    shows: () => ({ name: 'backend' }),
    keep: { link: 'id' },
  },
  { operation: 'GetVpcLink', input: (s) => ({ vpcLinkId: s['link'] }), shows: () => ({ status: 'AVAILABLE' }) },
  {
    operation: 'UpdateVpcLink',
    input: (s) => ({ vpcLinkId: s['link'], ...patch('replace', '/name', 'other') }),
    shows: () => ({ name: 'other' }),
  },
  { operation: 'GetVpcLinks', shows: (s) => ({ items: [{ id: s['link'] }] }) },
  {
    operation: 'UpdateAccount',
    input: () => patch('replace', '/cloudwatchRoleArn', 'arn:aws:iam::000000000000:role/logs'),
    shows: () => ({ cloudwatchRoleArn: 'arn:aws:iam::000000000000:role/logs' }),
  },
  { operation: 'GetAccount', shows: () => ({ throttleSettings: { burstLimit: 5000, rateLimit: 10000 } }) },
  {
    operation: 'TagResource',
    input: (s) => ({ resourceArn: `arn:aws:apigateway:eu-west-1::/restapis/${s['api']}`, tags: { colour: 'red' } }),
  },
  {
    operation: 'GetTags',
    input: (s) => ({ resourceArn: `arn:aws:apigateway:eu-west-1::/restapis/${s['api']}` }),
    shows: () => ({ tags: { team: 'zoo', colour: 'red' } }),
  },
  {
    operation: 'UntagResource',
    input: (s) => ({ resourceArn: `arn:aws:apigateway:eu-west-1::/restapis/${s['api']}`, tagKeys: ['colour'] }),
  },

  // --- documents ---
  {
    operation: 'ImportRestApi',
    input: () => ({ body: document('imported') }),
    shows: () => ({ name: 'imported' }),
    keep: { importedApi: 'id' },
  },
  {
    operation: 'PutRestApi',
    input: (s) => ({ restApiId: s['importedApi'], mode: 'overwrite', body: document('again') }),
    shows: () => ({ name: 'again' }),
  },

  // --- and away with all of it ---
  { operation: 'DeleteRestApi', input: (s) => ({ restApiId: s['importedApi'] }) },
  { operation: 'DeleteVpcLink', input: (s) => ({ vpcLinkId: s['link'] }) },
  { operation: 'DeleteClientCertificate', input: (s) => ({ clientCertificateId: s['certificate'] }) },
  {
    operation: 'DeleteDomainNameAccessAssociation',
    input: (s) => ({ domainNameAccessAssociationArn: s['association'] }),
  },
  {
    operation: 'DeleteDomainName',
    input: (s) => ({ domainName: 'private.example.com', domainNameId: s['domainId'] }),
  },
  { operation: 'DeleteBasePathMapping', input: () => ({ ...DOMAIN, basePath: 'pets' }) },
  { operation: 'DeleteDomainName', input: () => DOMAIN },
  { operation: 'DeleteUsagePlanKey', input: (s) => ({ usagePlanId: s['plan'], keyId: s['key'] }) },
  {
    operation: 'UpdateUsagePlan',
    input: (s) => ({ usagePlanId: s['plan'], ...patch('remove', '/apiStages', `${s['api']}:dev`) }),
  },
  { operation: 'DeleteUsagePlan', input: (s) => ({ usagePlanId: s['plan'] }) },
  { operation: 'DeleteApiKey', input: (s) => ({ apiKey: s['key'] }) },
  { operation: 'DeleteApiKey', input: (s) => ({ apiKey: s['imported'] }) },
  { operation: 'DeleteStage', input: (s) => ({ ...api(s), stageName: 'dev' }) },
  { operation: 'DeleteDeployment', input: (s) => ({ ...api(s), deploymentId: s['deployment'] }) },
  { operation: 'DeleteDocumentationVersion', input: (s) => ({ ...api(s), documentationVersion: '1.0' }) },
  { operation: 'DeleteDocumentationPart', input: (s) => ({ ...api(s), documentationPartId: s['part'] }) },
  { operation: 'DeleteGatewayResponse', input: (s) => ({ ...api(s), responseType: 'UNAUTHORIZED' }) },
  { operation: 'DeleteIntegrationResponse', input: (s) => ({ ...method(s), statusCode: '200' }) },
  { operation: 'DeleteIntegration', input: method },
  { operation: 'DeleteMethodResponse', input: (s) => ({ ...method(s), statusCode: '200' }) },
  { operation: 'DeleteMethod', input: method },
  { operation: 'DeleteAuthorizer', input: (s) => ({ ...api(s), authorizerId: s['authorizer'] }) },
  { operation: 'DeleteRequestValidator', input: (s) => ({ ...api(s), requestValidatorId: s['validator'] }) },
  { operation: 'DeleteModel', input: (s) => ({ ...api(s), modelName: 'Pet' }) },
  { operation: 'DeleteResource', input: (s) => ({ ...api(s), resourceId: s['pets'] }) },
  { operation: 'DeleteRestApi', input: api },
];
