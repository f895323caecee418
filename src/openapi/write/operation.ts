import type { MethodResponseRecord } from '../../definition/definition.ts';
import type { Json } from '../../lib/json.ts';
import type { MethodParts } from '../api-parts.ts';
import type { Documented } from './documentation.ts';
import type { ExportExtension } from './extensions.ts';
import { integrationNode } from './integration.ts';
import { type Node, nodes } from './node.ts';
import { NotExportable } from './schema.ts';
import { securityNode } from './security.ts';

/** What an operation is written from. */
export interface OperationSource {
  readonly path: string;
  readonly method: MethodParts;
  readonly extensions: ReadonlySet<ExportExtension>;
  readonly documented: Documented;
}

/** A Swagger 2.0 operation, members in AWS's order (recorded: test_export_swagger_openapi). */
export function swaggerOperation(source: OperationSource): Node {
  const { method, documented, path } = source;
  const body = bodyModel(source);
  const at = { path, method: method.httpMethod };
  return {
    ...documented({ type: 'METHOD', ...at }),
    operationId: method.operationName,
    consumes: contentTypes(method.requestModels, method.methodIntegration?.requestTemplates),
    produces: produced(method),
    parameters: some([
      ...parametersOf(source).map(({ docs, ...parameter }) => ({ ...parameter, type: 'string', ...docs })),
      ...(body === undefined
        ? []
        : [
            {
              in: 'body',
              name: body,
              required: true,
              schema: { $ref: `#/definitions/${body}` },
              ...documented({ type: 'REQUEST_BODY', ...at }),
            },
          ]),
    ]),
    responses:
      nodes(method.methodResponses, (response) => {
        const model = jsonModel(response.responseModels);
        return {
          ...responseStart(source, response),
          schema: model === undefined ? undefined : { $ref: `#/definitions/${model}` },
          headers: headersOf(source, response, (docs) => ({ type: 'string', ...docs })),
        };
      }) ?? {},
    ...operationEnd(source),
  };
}

/** An OpenAPI 3.0 operation, members in AWS's order (recorded: test_export_oas30_openapi). */
export function oas30Operation(source: OperationSource): Node {
  const { method, documented, path } = source;
  const at = { path, method: method.httpMethod };
  const content = (models: MethodParts['requestModels']): Node =>
    nodes(models, (model) => ({ schema: { $ref: `#/components/schemas/${model}` } })) ?? {};
  return {
    ...documented({ type: 'METHOD', ...at }),
    operationId: method.operationName,
    parameters: some(
      parametersOf(source).map(({ docs, required, ...parameter }) => ({
        ...parameter,
        required: required || undefined,
        schema: { type: 'string' },
        ...docs,
      })),
    ),
    requestBody:
      bodyModel(source) === undefined
        ? undefined
        : { content: content(method.requestModels), required: true, ...documented({ type: 'REQUEST_BODY', ...at }) },
    responses: nodes(method.methodResponses, (response) => ({
      ...responseStart(source, response),
      headers: headersOf(source, response, (docs) => ({ schema: { type: 'string' }, ...docs })),
      content: content(response.responseModels),
    })),
    ...operationEnd(source),
  };
}

/** What both end with. */
function operationEnd({ method, extensions }: OperationSource): Node {
  const { methodIntegration } = method;
  return {
    security: securityNode(method),
    'x-amazon-apigateway-request-validator': extensions.has('validators') ? method.requestValidator : undefined,
    'x-amazon-apigateway-integration':
      methodIntegration !== undefined && extensions.has('integrations')
        ? integrationNode(methodIntegration)
        : undefined,
  };
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly docs: Node;
}

/** Document's name of a place, and the type of documentation it has. */
const PLACES = {
  path: { in: 'path', docs: 'PATH_PARAMETER' },
  querystring: { in: 'query', docs: 'QUERY_PARAMETER' },
  header: { in: 'header', docs: 'REQUEST_HEADER' },
} as const;

/** The declared parameters in their order, then variables of the path that are not declared: a document must have them. */
function parametersOf({ path, method, documented }: OperationSource): Parameter[] {
  const declared = Object.entries(method.requestParameters ?? {});
  const variables = [...path.matchAll(/\{([^{}/]+?)\+?\}/g)].map(([, name]) => `method.request.path.${name}`);
  const missing = variables.filter((key) => !Object.hasOwn(method.requestParameters ?? {}, key));
  return [...declared, ...missing.map((key) => [key, true] as const)].flatMap(([key, required]) => {
    const [, place, name] = /^method\.request\.(path|querystring|header)\.(.+)$/s.exec(key) ?? [];
    if (place === undefined || name === undefined) return [];
    const { in: location, docs } = PLACES[place as keyof typeof PLACES];
    const at = { type: docs, path, method: method.httpMethod, name };
    return [{ name, in: location, required: place === 'path' || required, docs: documented(at) }];
  });
}

/**
 * The model of the request body; undefined when there is none. AWS exports bodies that are JSON only (developer guide,
 * api-gateway-export-api, which has the start of the sentence).
 *
 * @throws NotExportable
 */
// deviation: The end of the sentence for a body that has no JSON model is ours; AWS's documentation quotes the start of it only.
function bodyModel({ path, method }: OperationSource): string | undefined {
  const models = method.requestModels ?? {};
  if (Object.keys(models).length === 0) return undefined;
  if (Object.hasOwn(models, 'application/json')) return models['application/json'];
  throw new NotExportable(`Only found non-JSON body models for ${method.httpMethod} ${path}`);
}

/** Swagger 2.0 has one schema for all content types of a response: the JSON one, or the first. */
function jsonModel(models: MethodParts['requestModels']): string | undefined {
  const all = models ?? {};
  return Object.hasOwn(all, 'application/json') ? all['application/json'] : Object.values(all)[0];
}

function responseStart(
  { path, method, documented }: OperationSource,
  { statusCode }: MethodResponseRecord,
): { readonly [key: string]: Json | undefined } {
  return {
    description: `${statusCode} response`,
    ...documented({ type: 'RESPONSE', path, method: method.httpMethod, statusCode }),
  };
}

function headersOf(
  { path, method, documented }: OperationSource,
  { statusCode, responseParameters }: MethodResponseRecord,
  header: (docs: Node) => Node,
): Node | undefined {
  const name = (key: string): string => key.replace(/^method\.response\.header\./, '');
  const at = { type: 'RESPONSE_HEADER', path, method: method.httpMethod, statusCode };
  return nodes(responseParameters, (_, key) => header(documented({ ...at, name: name(key) })), name);
}

function produced({ methodResponses, methodIntegration }: MethodParts): readonly string[] | undefined {
  return contentTypes(
    ...Object.values(methodResponses ?? {}).map(({ responseModels }) => responseModels),
    ...Object.values(methodIntegration?.integrationResponses ?? {}).map(({ responseTemplates }) => responseTemplates),
  );
}

/** Content types that models or templates are for, each once; undefined when there is none (recorded: TEST_IMPORT_PETS). */
function contentTypes(
  ...maps: readonly ({ readonly [contentType: string]: string } | undefined)[]
): readonly string[] | undefined {
  return some([...new Set(maps.flatMap((map) => Object.keys(map ?? {})))]);
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
