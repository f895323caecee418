import type { GatewayResponseRecord } from '../../../definition/definition.ts';
import type { GatewayResponse, GatewayResponseType } from '../../../model/generated/apigateway.ts';
import { optional } from '../record.ts';

/** What every type answers with unless the API says otherwise; a family has no status of its own (aws-behaviour.md §1.14). */
const STATUS: { readonly [type in GatewayResponseType]: string | undefined } = {
  ACCESS_DENIED: '403',
  API_CONFIGURATION_ERROR: '500',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  AUTHORIZER_FAILURE: '500',
  BAD_REQUEST_BODY: '400',
  BAD_REQUEST_PARAMETERS: '400',
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: '403',
  INTEGRATION_FAILURE: '504',
  INTEGRATION_TIMEOUT: '504',
  INVALID_API_KEY: '403',
  INVALID_SIGNATURE: '403',
  MISSING_AUTHENTICATION_TOKEN: '403',
  QUOTA_EXCEEDED: '429',
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  THROTTLED: '429',
  UNAUTHORIZED: '401',
  UNSUPPORTED_MEDIA_TYPE: '415',
  WAF_FILTERED: '403',
};

/** All 21, in the order of GetGatewayResponses. */
export const GATEWAY_RESPONSE_TYPES = Object.keys(STATUS) as readonly GatewayResponseType[];

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** A gateway response with AWS's values where the caller gave none. */
export function withDefaults(
  responseType: GatewayResponseType,
  given: {
    readonly statusCode?: string | undefined;
    readonly responseParameters?: { readonly [name: string]: string } | undefined;
    readonly responseTemplates?: { readonly [contentType: string]: string } | undefined;
  } = {},
) {
  return {
    responseType,
    ...optional('statusCode', given.statusCode ?? STATUS[responseType]),
    responseParameters: given.responseParameters ?? {},
    responseTemplates: given.responseTemplates ?? DEFAULT_TEMPLATES,
  };
}

/**
 * A gateway response as Get… shows it. One that the caller did not set shows what its family has, when the caller set that
 * (recorded: test_gateway_response_put).
 *
 * @param set those that the caller set
 */
export function gatewayResponseView(
  responseType: GatewayResponseType,
  set: ReadonlyMap<string, GatewayResponseRecord>,
): GatewayResponse {
  const own = set.get(responseType);
  if (own !== undefined) return { ...own, responseType, defaultResponse: false };
  const family = set.get(STATUS[responseType]?.startsWith('4') ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const inherited = STATUS[responseType] === undefined ? undefined : family;
  return { ...withDefaults(responseType, inherited), defaultResponse: true };
}
