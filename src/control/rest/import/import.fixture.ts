import type { Body, RestClient } from '../rest.fixture.ts';

/** An integration that answers 200 and needs nothing outside. */
export const MOCK_INTEGRATION = {
  type: 'mock',
  passthroughBehavior: 'when_no_match',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: { default: { statusCode: '200' } },
};

/** An operation with nothing but its integration and one response. */
export const OPERATION = {
  responses: { 200: { description: 'ok' } },
  'x-amazon-apigateway-integration': MOCK_INTEGRATION,
};

export function swagger(paths: object, others: object = {}): object {
  return { swagger: '2.0', info: { title: 'pets', version: '1.0' }, paths, ...others };
}

export function oas30(paths: object, others: object = {}): object {
  return { openapi: '3.0.1', info: { title: 'pets', version: '1.0' }, paths, ...others };
}

/** The path of the API that a document becomes. */
export async function imported(rest: RestClient, document: object, query = ''): Promise<string> {
  const { id } = await rest.ok('POST', `/restapis?mode=import${query}`, document);
  return `/restapis/${id}`;
}

export async function resourcesOf(rest: RestClient, at: string): Promise<Map<string, Body>> {
  const { item } = await rest.ok('GET', `${at}/resources?limit=500&embed=methods`);
  return new Map(item.map((resource) => [resource.path, resource]));
}

/** A method as GetMethod shows it. */
export async function methodOf(rest: RestClient, at: string, path: string, httpMethod: string): Promise<Body> {
  const resource = (await resourcesOf(rest, at)).get(path);
  return rest.ok('GET', `${at}/resources/${resource?.id}/methods/${httpMethod}`);
}

/** All that an API consists of, so that two states of it can be compared. */
export async function everything(rest: RestClient, at: string): Promise<object> {
  const paths = ['', '/resources?limit=500&embed=methods', '/models?limit=500', '/authorizers', '/requestvalidators'];
  const all = [...paths, '/gatewayresponses', '/documentation/parts'];
  return Object.fromEntries(await Promise.all(all.map(async (path) => [path, await rest.ok('GET', `${at}${path}`)])));
}
