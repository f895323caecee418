import type {
  AuthorizerRecord,
  DocumentationLocationRecord,
  GatewayResponseRecord,
  MethodRecord,
  ModelRecord,
  RequestValidatorRecord,
  RestApiRecord,
} from '../definition/definition.ts';

/**
 * A REST API as an OpenAPI document can say it: the records of the definition without what only a store gives. Parts refer
 * to each other by name, and to resources by path. Reading a document makes one; an export is written from one.
 */
export interface ApiParts {
  readonly api: ApiSettings;
  /** In the order of the document, each path once; parents need not be listed. */
  readonly resources: readonly ResourceParts[];
  readonly models: readonly Omit<ModelRecord, 'id'>[];
  /** Each has a name. */
  readonly requestValidators: readonly (Omit<RequestValidatorRecord, 'id'> & { readonly name: string })[];
  readonly authorizers: readonly Omit<AuthorizerRecord, 'id'>[];
  readonly gatewayResponses: readonly GatewayResponseRecord[];
  readonly documentation: readonly DocumentationParts[];
}

/** What a document says of the API itself; what it does not say is absent. */
export type ApiSettings = Partial<
  Pick<
    RestApiRecord,
    | 'name'
    | 'description'
    | 'version'
    | 'binaryMediaTypes'
    | 'minimumCompressionSize'
    | 'apiKeySource'
    | 'endpointConfiguration'
    | 'policy'
    | 'disableExecuteApiEndpoint'
    | 'securityPolicy'
    | 'endpointAccessMode'
    | 'tags'
  >
> & {
  /** What a document can say of the endpoint configuration: `endpointConfiguration.vpcEndpointIds`. */
  readonly vpcEndpointIds?: readonly string[];
};

export interface ResourceParts {
  /** `/pets/{id}`, with the base path that the import prepends. */
  readonly path: string;
  readonly methods: { readonly [httpMethod: string]: MethodParts };
}

/**
 * A method whose authorizer and validator are named; `undefined` where it has none. An empty `cacheNamespace` of its integration
 * is the default: the id of its resource.
 */
export interface MethodParts extends Omit<MethodRecord, 'authorizerId' | 'requestValidatorId'> {
  readonly authorizer?: string;
  readonly requestValidator?: string;
}

export interface DocumentationParts {
  readonly location: DocumentationLocationRecord;
  /** JSON text. */
  readonly properties: string;
}
