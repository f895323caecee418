import type { Key } from '../store/store.ts';

/**
 * What belongs to a REST API beside its resources. Each is a record of its own, whose id starts with the API's: `{api}/{id}`.
 * Models, validators, authorizers and gateway responses are captured by deployments; documentation by documentation versions.
 */

/** Kind `model`, id = `{api}/{name}`. */
export interface ModelRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** JSON schema draft 4, as the caller wrote it. */
  readonly schema?: string;
  readonly contentType: string;
}

/** Kind `requestvalidator`, id = `{api}/{validator}`. */
export interface RequestValidatorRecord {
  readonly id: string;
  readonly name?: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

/** Kind `authorizer`, id = `{api}/{authorizer}`. */
export interface AuthorizerRecord {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly providerARNs?: readonly string[];
  /** Customer-defined, only in imports and exports. */
  readonly authType?: string;
  readonly authorizerUri?: string;
  readonly authorizerCredentials?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  /** Seconds, 0–3600. */
  readonly authorizerResultTtlInSeconds?: number;
}

/** Kind `gatewayresponse`, id = `{api}/{responseType}`: only those that the caller set; the others have AWS's defaults. */
export interface GatewayResponseRecord {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseParameters?: { readonly [name: string]: string };
  readonly responseTemplates?: { readonly [contentType: string]: string };
}

/** Kind `documentationpart`, id = `{api}/{part}`. */
export interface DocumentationPartRecord {
  readonly id: string;
  readonly location: DocumentationLocationRecord;
  /** JSON text, as the caller wrote it. */
  readonly properties: string;
}

/** Defaults are applied where the type has the member: path `/`, method `*`, statusCode `*`. */
export interface DocumentationLocationRecord {
  readonly type: string;
  readonly path?: string;
  readonly method?: string;
  readonly statusCode?: string;
  readonly name?: string;
}

/** Kind `documentationversion`, id = `{api}/{version}`: the parts as they were when it was made. */
export interface DocumentationVersionRecord {
  readonly version: string;
  readonly description?: string;
  readonly createdDate: number;
  readonly parts: readonly DocumentationPartRecord[];
}

export const modelKey = (scope: string, api: string, name: string): Key<ModelRecord> => ({
  scope,
  kind: 'model',
  id: `${api}/${name}`,
});
export const requestValidatorKey = (scope: string, api: string, id: string): Key<RequestValidatorRecord> => ({
  scope,
  kind: 'requestvalidator',
  id: `${api}/${id}`,
});
export const authorizerKey = (scope: string, api: string, id: string): Key<AuthorizerRecord> => ({
  scope,
  kind: 'authorizer',
  id: `${api}/${id}`,
});
export const gatewayResponseKey = (scope: string, api: string, type: string): Key<GatewayResponseRecord> => ({
  scope,
  kind: 'gatewayresponse',
  id: `${api}/${type}`,
});
export const documentationPartKey = (scope: string, api: string, id: string): Key<DocumentationPartRecord> => ({
  scope,
  kind: 'documentationpart',
  id: `${api}/${id}`,
});
export const documentationVersionKey = (
  scope: string,
  api: string,
  version: string,
): Key<DocumentationVersionRecord> => ({ scope, kind: 'documentationversion', id: `${api}/${version}` });
