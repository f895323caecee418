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
  readonly variables: { readonly [name: string]: string } | null;
  readonly binaryMediaTypes: readonly string[];
  readonly disableExecuteApiEndpoint: boolean;
  /** Settings of the API or the stage that this version cannot honour: every request is answered 501 with the first. */
  readonly unhonoured: readonly string[];
  readonly resources: readonly ResolvedResource[];
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
  /** As on the stage, for this method. */
  readonly unhonoured: readonly string[];
  readonly integration: ResolvedIntegration;
}

export type ResolvedIntegration =
  | ResolvedLambdaProxy
  | ResolvedMock
  | ResolvedHttpProxy
  /** It can never work: every request is answered with AWS's 500. */
  | { readonly type: 'MISCONFIGURED'; readonly reason: string };

export interface ResolvedLambdaProxy {
  readonly type: 'AWS_PROXY';
  /** Scope, name and qualifier of the function, stage variables filled in. */
  readonly functionScope: string;
  readonly functionName: string;
  readonly qualifier: string;
  /** The ARN or name as the integration has it: what an operator maps to another endpoint. */
  readonly functionArn: string;
  readonly timeoutMs: number;
}

export interface ResolvedMock {
  readonly type: 'MOCK';
  /** Status that the request template names, by media type of the request, or `undefined` where it names none. */
  readonly statusByType: { readonly [mediaType: string]: number | null };
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly responses: readonly ResolvedStaticResponse[];
}

/** An integration response of which nothing depends on the request. */
export interface ResolvedStaticResponse {
  readonly status: number;
  /** Java regular expression, matched whole; empty is the default response. */
  readonly selectionPattern: string;
  /** name, value, name, value … */
  readonly headers: readonly string[];
  readonly bodyByType: { readonly [mediaType: string]: string };
}

export interface ResolvedHttpProxy {
  readonly type: 'HTTP_PROXY';
  /** `ANY`: the client's. */
  readonly httpMethod: string;
  /** Stage variables filled in; `{name}` still stands where a path mapping fills it. */
  readonly uri: string;
  /** Mapped parameters, in the order of their names. */
  readonly parameters: readonly ResolvedParameter[];
  readonly insecureSkipVerification: boolean;
  readonly timeoutMs: number;
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
  | { readonly source: 'context'; readonly name: string };
