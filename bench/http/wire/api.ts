import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';

export type Route = {
  /** One segment: `/small`. */
  readonly path: string;
  readonly httpMethod: 'GET' | 'POST';
} & ({ readonly type: 'HTTP_PROXY'; readonly uri: string } | { readonly type: 'MOCK'; readonly body: string });

/** A REST API with these routes, on stage `v1`, made as an AWS SDK makes it. Returns its id. */
export async function createApi(endpoint: string, routes: readonly Route[]): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new APIGatewayClient({ endpoint, region: 'us-east-1', credentials });
  const api = await client.send(new CreateRestApiCommand({ name: 'bench' }));
  const restApiId = required(api.id, 'id');
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  const parentId = required(items.find(({ path }) => path === '/')?.id, 'root resource');
  for (const route of routes) await putRoute(client, restApiId, parentId, route);
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1' }));
  client.destroy();
  return restApiId;
}

async function putRoute(client: APIGatewayClient, restApiId: string, parentId: string, route: Route): Promise<void> {
  const { path, httpMethod } = route;
  const resource = await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: path.slice(1) }));
  const method = { restApiId, resourceId: required(resource.id, 'id'), httpMethod };
  await client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  if (route.type === 'HTTP_PROXY') {
    const { type, uri } = route;
    await client.send(new PutIntegrationCommand({ ...method, type, uri, integrationHttpMethod: httpMethod }));
    return;
  }
  const requestTemplates = { 'application/json': '{"statusCode": 200}' };
  const responseTemplates = { 'application/json': route.body };
  await client.send(new PutIntegrationCommand({ ...method, type: route.type, requestTemplates }));
  await client.send(new PutMethodResponseCommand({ ...method, statusCode: '200' }));
  await client.send(new PutIntegrationResponseCommand({ ...method, statusCode: '200', responseTemplates }));
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The answer has no ${name}`);
  return value;
}
