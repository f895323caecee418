import type {
  IntegrationRecord,
  IntegrationResponseRecord,
  ResolvedIntegrationResponse,
  ResolvedMapping,
  ResponseSource,
} from '../../definition/definition.ts';
import { isMappableContext } from '../../integrations/integrations.ts';
import { parseParameters } from './parameter-source.ts';
import { stageVariable } from './stage-variables.ts';

type Variables = { readonly [name: string]: string };

/** What stands between a method and an endpoint that is no proxy, stage variables filled into its expressions. */
export function resolveMapping(record: IntegrationRecord, variables: Variables): ResolvedMapping {
  return {
    parameters: parseParameters(record.requestParameters ?? {}, variables),
    requestTemplates: record.requestTemplates ?? {},
    passthroughBehavior: record.passthroughBehavior,
    contentHandling: record.contentHandling ?? null,
    responses: Object.values(record.integrationResponses ?? {}).map((response) => resolveResponse(response, variables)),
  };
}

function resolveResponse(record: IntegrationResponseRecord, variables: Variables): ResolvedIntegrationResponse {
  return {
    status: Number(record.statusCode),
    selectionPattern: record.selectionPattern ?? '',
    parameters: Object.entries(record.responseParameters ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([to, text]) => {
        const from = parseResponseSource(text, variables);
        return from === undefined ? [] : [{ name: to.replace(/^method\.response\.header\./, ''), from }];
      }),
    templates: record.responseTemplates ?? {},
    contentHandling: record.contentHandling ?? null,
  };
}

const RESPONSE_HEADER = /^integration\.response\.(header|multivalueheader)\.(.+)$/;

/**
 * The right side of a response parameter mapping (developer guide, "Method response data mapping").
 * @returns `undefined` for what is none
 */
export function parseResponseSource(text: string, variables: Variables): ResponseSource | undefined {
  const literal = /^'(.*)'$/s.exec(text);
  if (literal !== null) return { source: 'static', value: literal[1] as string };
  const header = RESPONSE_HEADER.exec(text);
  if (header !== null) return { source: header[1] as 'header', name: header[2] as string };
  if (text.startsWith('stageVariables.')) return { source: 'static', value: stageVariable(text.slice(15), variables) };
  if (text === 'integration.response.body') return { source: 'body', path: '$' };
  if (text.startsWith('integration.response.body.')) return { source: 'body', path: `$.${text.slice(26)}` };
  const name = /^context\.([A-Za-z.]+)$/.exec(text)?.[1];
  return name !== undefined && isMappableContext(name) ? { source: 'context', name } : undefined;
}
