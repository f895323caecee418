/**
 * A stage with every default and inheritance applied: what `plan/resolve.ts` makes of a Definition and a stage record,
 * and what the integrations compile. Still JSON: golden tests compare it.
 */
export interface ResolvedStage {
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly stage: string;
  readonly deploymentId: string;
  /** Whether this is the stage as its canary has it; `null`: it has none. */
  readonly isCanary: boolean | null;
  readonly variables: { readonly [name: string]: string } | null;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes; `null`: answers are not packed. */
  readonly minimumCompressionSize: number | null;
  readonly disableExecuteApiEndpoint: boolean;
  /** How long an answer that is streamed may stand still, in milliseconds. */
  readonly streamIdleMs: number;
  /** The API's resource policy, as its author wrote it; `null`: none. */
  readonly policy: string | null;
  /** Where API keys come from: the header `x-api-key`, or the authorizer. */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** By id. */
  readonly authorizers: { readonly [id: string]: ResolvedAuthorizer };
  /** By the path without its first slash, and the verb: `pets/GET`. `*` and `*` stand for all others. */
  readonly throttles: { readonly [method: string]: ResolvedThrottle };
  /** Settings of the API or the stage that this version cannot honour: every request is answered 501 with the first. */
  readonly unhonoured: readonly string[];
  /** By type, families applied; a type that is not here has AWS's default. */
  readonly gatewayResponses: { readonly [type: string]: ResolvedGatewayResponse };
  /** What bodies are validated against: JSON Schema draft 4, as its author wrote it. */
  readonly models: readonly { readonly name: string; readonly schema: string }[];
  readonly resources: readonly ResolvedResource[];
  /** Shown to HTTP endpoints that ask for one; `null`: none. */
  readonly clientCertificate: ResolvedClientCertificate | null;
  /** `null`: nothing is written about requests. */
  readonly logs: ResolvedLogs | null;
}

/** Requests a second, and at once. 0 blocks. */
export interface ResolvedThrottle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export type ResolvedAuthorizer =
  | ResolvedLambdaAuthorizer
  | ResolvedCognitoAuthorizer
  /** It can admit nobody. */
  | { readonly type: 'MISCONFIGURED'; readonly id: string; readonly reason: string };

export interface ResolvedLambdaAuthorizer {
  readonly type: 'TOKEN' | 'REQUEST';
  readonly id: string;
  /** The function, as in ResolvedLambdaProxy. */
  readonly functionScope: string;
  readonly functionName: string;
  readonly qualifier: string;
  readonly functionArn: string;
  /** In the order in which they were given; TOKEN has one, a header. */
  readonly identitySources: readonly ResolvedIdentitySource[];
  /** Java regular expression that a token has to match whole; `null`: any will do. */
  readonly identityValidationExpression: string | null;
  /** As in ResolvedLambdaProxy; no caller is known yet. */
  readonly credentials: string | null;
  /** How long a result is kept, in milliseconds; 0: not at all. */
  readonly ttlMs: number;
}

export interface ResolvedIdentitySource {
  readonly in: 'header' | 'querystring' | 'stageVariables' | 'context';
  readonly name: string;
}

export interface ResolvedCognitoAuthorizer {
  readonly type: 'COGNITO_USER_POOLS';
  readonly id: string;
  readonly userPools: readonly ResolvedUserPool[];
  /** The header that has the token. */
  readonly header: string;
  /** As in ResolvedLambdaAuthorizer. */
  readonly identityValidationExpression: string | null;
  readonly ttlMs: number;
}

export interface ResolvedUserPool {
  /** `eu-west-1_AbCdEf123` */
  readonly id: string;
  readonly region: string;
}

export interface ResolvedLogs {
  /** A line for each request; `null`: none. */
  readonly access: { readonly format: string; readonly destinations: readonly string[] } | null;
  /** ARNs of the log groups that have what methods say about executions. */
  readonly execution: readonly string[];
  /** By the path without its first slash, and the verb: `pets/GET`. `*` and `*` stand for all others. */
  readonly methods: { readonly [method: string]: ResolvedMethodLog };
}

export interface ResolvedMethodLog {
  /** `null`: nothing. */
  readonly level: 'ERROR' | 'INFO' | null;
  /** Whether requests and answers are shown, with their bodies. */
  readonly dataTrace: boolean;
}

export interface ResolvedClientCertificate {
  /** Unique in all accounts and regions. */
  readonly id: string;
  /** PEM, both. */
  readonly certificate: string;
  readonly privateKey: string;
}

/** How a fault is answered where the API customised its type, or its family. */
export interface ResolvedGatewayResponse {
  /** `null`: the status that the fault has by itself. */
  readonly status: number | null;
  /** In the order of their names; stage variables filled in. */
  readonly headers: readonly { readonly name: string; readonly from: ParameterSource }[];
  /** Not VTL: text with variables (developer guide, "Gateway responses for REST APIs"). */
  readonly templateByType: { readonly [mediaType: string]: string };
}

export interface ResolvedResource {
  readonly id: string;
  /** `/pets/{petId}` */
  readonly path: string;
  readonly methods: readonly ResolvedMethod[];
}

export interface ResolvedMethod {
  /** `ANY` or a verb. */
  readonly httpMethod: string;
  /** `OperationName`, shown in events. */
  readonly operationName: string | null;
  /** Who may call it. */
  readonly authorization: ResolvedAuthorization;
  readonly apiKeyRequired: boolean;
  /** As on the stage, for this method. */
  readonly unhonoured: readonly string[];
  /** What a request must have before it is served; `null`: nothing is validated. */
  readonly validation: ResolvedValidation | null;
  readonly integration: ResolvedIntegration;
}

export type ResolvedAuthorization =
  | { readonly type: 'NONE' }
  | { readonly type: 'AWS_IAM' }
  /** One of the stage's authorizers, of the kind that the method names. */
  | {
      readonly type: 'CUSTOM' | 'COGNITO_USER_POOLS';
      readonly authorizerId: string;
      /** OAuth scopes, one of which an access token has to have; empty: an identity token is asked for. */
      readonly scopes: readonly string[];
    };

export interface ResolvedValidation {
  /** In the order in which AWS lists those that are missing. */
  readonly parameters: readonly { readonly in: 'header' | 'path' | 'querystring'; readonly name: string }[];
  /** Models of the stage by media type in lower case, and `$default`; a body of any other type is not validated. */
  readonly modelByType: { readonly [mediaType: string]: string };
}

export type ResolvedIntegration =
  | ResolvedLambdaProxy
  | ResolvedMock
  | ResolvedHttp
  | ResolvedHttpProxy
  | ResolvedLambda
  | ResolvedAws
  /** It can never work: every request is answered with AWS's 500. */
  | { readonly type: 'MISCONFIGURED'; readonly reason: string };

/** `credentials` that stand for those of the method's caller (API reference, Integration). */
export const CALLERS_CREDENTIALS = 'arn:aws:iam::*:user/*';

export interface ResolvedLambdaProxy {
  readonly type: 'AWS_PROXY';
  /** Scope, name and qualifier of the function, stage variables filled in. */
  readonly functionScope: string;
  readonly functionName: string;
  readonly qualifier: string;
  /** The ARN or name as the integration has it: what an operator maps to another endpoint. */
  readonly functionArn: string;
  /** Who is to invoke it: a role's ARN, or `arn:aws:iam::*:user/*` for the caller; `null`: the function's own policy says who may. */
  readonly credentials: string | null;
  /** To the end of the answer. */
  readonly timeoutMs: number;
  readonly transferMode: TransferMode;
}

/** Whether the client gets the answer when it is complete, or as it comes. */
export type TransferMode = 'BUFFERED' | 'STREAM';

export interface ResolvedMock {
  readonly type: 'MOCK';
  readonly mapping: ResolvedMapping;
}

/** An HTTP endpoint that gets what is mapped and nothing else. */
export interface ResolvedHttp {
  readonly type: 'HTTP';
  /** `ANY`: the client's. */
  readonly httpMethod: string;
  /** As in ResolvedHttpProxy. */
  readonly uri: string;
  readonly vpcLink: ResolvedVpcLink | null;
  readonly insecureSkipVerification: boolean;
  readonly timeoutMs: number;
  readonly mapping: ResolvedMapping;
}

/** A Lambda function that gets what is mapped as its event. */
export interface ResolvedLambda {
  readonly type: 'LAMBDA';
  readonly functionScope: string;
  readonly functionName: string;
  readonly qualifier: string;
  readonly functionArn: string;
  /** As in ResolvedLambdaProxy. */
  readonly credentials: string | null;
  readonly timeoutMs: number;
  readonly mapping: ResolvedMapping;
}

/** What an HTTP integration with `connectionType` VPC_LINK is sent through. */
export interface ResolvedVpcLink {
  readonly scope: string;
  readonly id: string;
  /** Of a VPC link V2, the ARN of the load balancer that it leads to; `null`: the link names its own. */
  readonly target: string | null;
}

/** A service of AWS that gets what is mapped. */
export interface ResolvedAws {
  readonly type: 'AWS';
  readonly call: ResolvedAwsCall;
  readonly mapping: ResolvedMapping;
}

/** A request to a service of AWS; stage variables are filled in. */
export interface ResolvedAwsCall {
  readonly region: string;
  /** `data-ats` of `data-ats.iot`. */
  readonly subdomain: string | null;
  readonly service: string;
  /** `ANY`: the client's. */
  readonly httpMethod: string;
  /** `{name}` still stands where a path mapping fills it; `/` for an action. */
  readonly path: string;
  /** Parameters that the URI has itself: `a=1&b={name}`. */
  readonly query: string;
  /** The operation, where the URI says `action/`. */
  readonly action: string | null;
  /** It is signed with the credentials of the method's caller. */
  readonly asCaller: boolean;
  readonly timeoutMs: number;
}

/** What stands between a method and an endpoint that is no proxy. */
export interface ResolvedMapping {
  /** In the order of their names. */
  readonly parameters: readonly ResolvedParameter[];
  /** VTL by media type, and `$default`. */
  readonly requestTemplates: { readonly [mediaType: string]: string };
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling: ContentHandling | null;
  readonly responses: readonly ResolvedIntegrationResponse[];
}

export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';

export interface ResolvedIntegrationResponse {
  readonly status: number;
  /** Java regular expression, matched whole; empty is the default response. */
  readonly selectionPattern: string;
  /** Headers of the method response. */
  readonly parameters: readonly { readonly name: string; readonly from: ResponseSource }[];
  /** VTL by media type. */
  readonly templates: { readonly [mediaType: string]: string };
  readonly contentHandling: ContentHandling | null;
}

export type ResponseSource =
  | { readonly source: 'static'; readonly value: string }
  | { readonly source: 'header' | 'multivalueheader' | 'context'; readonly name: string }
  | { readonly source: 'body'; readonly path: string };

export interface ResolvedHttpProxy {
  readonly type: 'HTTP_PROXY';
  /** `ANY`: the client's. */
  readonly httpMethod: string;
  /** Stage variables filled in; `{name}` still stands where a path mapping fills it. */
  readonly uri: string;
  /** Mapped parameters, in the order of their names. */
  readonly parameters: readonly ResolvedParameter[];
  readonly vpcLink: ResolvedVpcLink | null;
  readonly insecureSkipVerification: boolean;
  /** To the end of the answer. */
  readonly timeoutMs: number;
  readonly transferMode: TransferMode;
}

export interface ResolvedParameter {
  readonly to: 'path' | 'querystring' | 'header';
  readonly name: string;
  readonly from: ParameterSource;
}

export type ParameterSource =
  | { readonly source: 'static'; readonly value: string }
  | {
      readonly source: 'path' | 'querystring' | 'multivaluequerystring' | 'header' | 'multivalueheader';
      readonly name: string;
    }
  | { readonly source: 'context'; readonly name: string }
  /** JSONPath into the client's body; `$` is all of it. */
  | { readonly source: 'body'; readonly path: string };
