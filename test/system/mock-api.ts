import {
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { type Api, type Clients, deploy } from './walk.ts';

/** An API whose `GET /version` answers `0` from a MOCK integration, deployed to stage `v1`. */
export async function mockApi(clients: Clients): Promise<Api> {
  const { gateway } = clients;
  const { id: restApiId = '', rootResourceId = '' } = await gateway.send(new CreateRestApiCommand({ name: 'mock' }));
  const { id: resourceId = '' } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: 'version' }),
  );
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await gateway.send(new PutMethodResponseCommand({ ...method, statusCode: '200' }));
  await gateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
  );
  const api = { restApiId, rootResourceId, resourceId };
  await deployVersion(clients, api, 0);
  return api;
}

/** From now on it answers with this number. */
export async function deployVersion(clients: Clients, api: Api, version: number): Promise<void> {
  const { restApiId, resourceId } = api;
  await clients.gateway.send(
    new PutIntegrationResponseCommand({
      ...{ restApiId, resourceId, httpMethod: 'GET', statusCode: '200' },
      responseTemplates: { 'application/json': String(version) },
    }),
  );
  await deploy(clients, restApiId);
}
