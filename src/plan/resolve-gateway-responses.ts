import type { GatewayResponseRecord, ParameterSource, ResolvedGatewayResponse } from '../definition/definition.ts';
import type { CustomisableType } from '../exchange/exchange.ts';
import { parseParameterSource } from './mapping/parameter-source.ts';

type Family = 'DEFAULT_4XX' | 'DEFAULT_5XX';

/** Whose response a type has while it has none of its own (developer guide, "Gateway response types"). */
// A 413 can be stored but is never customised (aws-behaviour.md §4.1, G18).
const FAMILY: { readonly [type in Exclude<CustomisableType, 'REQUEST_TOO_LARGE'>]: Family } = {
  ACCESS_DENIED: 'DEFAULT_4XX',
  API_CONFIGURATION_ERROR: 'DEFAULT_5XX',
  AUTHORIZER_CONFIGURATION_ERROR: 'DEFAULT_5XX',
  AUTHORIZER_FAILURE: 'DEFAULT_5XX',
  BAD_REQUEST_BODY: 'DEFAULT_4XX',
  BAD_REQUEST_PARAMETERS: 'DEFAULT_4XX',
  EXPIRED_TOKEN: 'DEFAULT_4XX',
  INTEGRATION_FAILURE: 'DEFAULT_5XX',
  INTEGRATION_TIMEOUT: 'DEFAULT_5XX',
  INVALID_API_KEY: 'DEFAULT_4XX',
  INVALID_SIGNATURE: 'DEFAULT_4XX',
  MISSING_AUTHENTICATION_TOKEN: 'DEFAULT_4XX',
  QUOTA_EXCEEDED: 'DEFAULT_4XX',
  RESOURCE_NOT_FOUND: 'DEFAULT_4XX',
  THROTTLED: 'DEFAULT_4XX',
  UNAUTHORIZED: 'DEFAULT_4XX',
  UNSUPPORTED_MEDIA_TYPE: 'DEFAULT_4XX',
  WAF_FILTERED: 'DEFAULT_4XX',
};

/** @returns the customised types; those of one family share one value */
export function resolveGatewayResponses(
  records: readonly GatewayResponseRecord[],
  variables: { readonly [name: string]: string },
): { readonly [type: string]: ResolvedGatewayResponse } {
  if (records.length === 0) return {};
  const set = new Map(records.map((record) => [record.responseType, resolveGatewayResponse(record, variables)]));
  const resolved: { [type: string]: ResolvedGatewayResponse } = {};
  for (const [type, family] of Object.entries(FAMILY)) {
    const response = set.get(type) ?? set.get(family);
    if (response !== undefined) resolved[type] = response;
  }
  return resolved;
}

function resolveGatewayResponse(
  record: GatewayResponseRecord,
  variables: { readonly [name: string]: string },
): ResolvedGatewayResponse {
  return {
    status: record.statusCode === undefined ? null : Number(record.statusCode),
    headers: Object.entries(record.responseParameters ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([to, text]) => {
        const from = parseSource(text, variables);
        return from === undefined ? [] : [{ name: to.replace(/^gatewayresponse\.header\./, ''), from }];
      }),
    templateByType: record.responseTemplates ?? {},
  };
}

/** A context variable that a request does not have is no mistake here: its header is left out. */
function parseSource(text: string, variables: { readonly [name: string]: string }): ParameterSource | undefined {
  if (text.startsWith('context.')) return { source: 'context', name: text.slice('context.'.length) };
  const source = parseParameterSource(text, variables);
  return source?.source === 'body' ? undefined : source;
}
