import type { Caller } from './caller.ts';

/** A REST API as the mixed calls need it. */
export interface BuiltApi {
  /** `/restapis/{id}` */
  readonly at: string;
  /** Ids of all resources but the root, each with a GET. */
  readonly resources: readonly string[];
  readonly root: string;
}

/** Of a type that is served: what is not is told in the log for every method, whenever a stage changes. */
export const HTTP_INTEGRATION = {
  type: 'HTTP_PROXY',
  httpMethod: 'POST',
  uri: 'http://127.0.0.1:1/pets/{id}',
  requestParameters: {
    'integration.request.path.id': 'method.request.path.id',
    'integration.request.querystring.page': 'method.request.querystring.page',
  },
  passthroughBehavior: 'WHEN_NO_MATCH',
};

export const METHOD = {
  authorizationType: 'NONE',
  requestParameters: { 'method.request.path.id': true, 'method.request.querystring.page': false },
};

export const METHOD_RESPONSE = { responseParameters: { 'method.response.header.X-Page': false } };

export const INTEGRATION_RESPONSE = {
  responseParameters: { 'method.response.header.X-Page': 'integration.response.header.X-Page' },
  responseTemplates: { 'application/json': "$input.json('$')" },
};

/** An API of `count` resources, the root among them, two levels deep, each with a complete GET, deployed to stage `dev`. */
export async function buildApi(caller: Caller, count: number): Promise<BuiltApi> {
  const { id, rootResourceId } = await caller.ok('POST', '/restapis', { name: 'bench' });
  const at = `/restapis/${id}`;
  const resources: string[] = [];
  let parent = rootResourceId;
  for (let i = 1; i < count; i++) {
    const isFolder = i % 30 === 1;
    const pathPart = isFolder ? `folder${i}` : `item${i}`;
    const under = isFolder ? rootResourceId : parent;
    const resource = await caller.ok('POST', `${at}/resources/${under}`, { pathPart });
    if (isFolder) parent = resource.id;
    resources.push(resource.id);
    await putMethod(caller, `${at}/resources/${resource.id}/methods/GET`);
  }
  await caller.ok('POST', `${at}/deployments`, { stageName: 'dev' });
  return { at, resources, root: rootResourceId };
}

async function putMethod(caller: Caller, method: string): Promise<void> {
  await caller.ok('PUT', method, METHOD);
  await caller.ok('PUT', `${method}/responses/200`, METHOD_RESPONSE);
  await caller.ok('PUT', `${method}/integration`, HTTP_INTEGRATION);
  await caller.ok('PUT', `${method}/integration/responses/200`, INTEGRATION_RESPONSE);
}
