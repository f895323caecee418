import { CALLERS_CREDENTIALS, type IntegrationRecord, type ResolvedAwsCall } from '../definition/definition.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import { resolveCredentials } from './resolve-lambda-proxy.ts';

const URI = /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):(?:([a-z0-9.-]+)\.)?([a-z0-9-]+):(path|action)\/(.*)$/s;

/**
 * `arn:aws:apigateway:{region}:{subdomain.service|service}:path|action/{service_api}` (API reference, Integration, `uri`). A
 * path may have a query; an action, parameters behind `&`.
 *
 * @returns `undefined` when the URI is none of that, or has a placeholder in its host
 */
export function resolveAwsCall(
  record: Pick<IntegrationRecord, 'uri' | 'httpMethod' | 'timeoutInMillis' | 'credentials'>,
  variables: { readonly [name: string]: string },
): ResolvedAwsCall | undefined {
  const [, region, subdomain, service, kind, rest = ''] =
    URI.exec(fillStageVariables(record.uri ?? '', variables)) ?? [];
  if (region === undefined || service === undefined) return undefined;
  const to = { region, subdomain: subdomain ?? null, service };
  const how = {
    httpMethod: record.httpMethod ?? 'POST',
    asCaller: resolveCredentials(record.credentials, variables) === CALLERS_CREDENTIALS,
    timeoutMs: record.timeoutInMillis,
  };
  if (kind === 'path') {
    const [, path = '', query = ''] = /^\/*([^?]*)\??(.*)$/s.exec(rest) ?? [];
    return { ...to, ...how, path: `/${path}`, query, action: null };
  }
  const [, action = '', query = ''] = /^\/*([^&?]*)[&?]?(.*)$/s.exec(rest) ?? [];
  return action === '' ? undefined : { ...to, ...how, path: '/', query, action };
}
