import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { readConfig } from '../../../src/config/config.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { memoryLog } from '../../../src/lib/log.ts';
import { startGatehouse } from '../../../src/process/process.ts';
import { clientsFor } from '../../system/walk.ts';
import { API_ID } from './row.ts';

/** A Gatehouse of this process. */
export interface Gateway extends AsyncDisposable {
  readonly port: number;
  readonly log: ReturnType<typeof memoryLog>;
  /**
   * Deploys, as stage `v1`, an API that passes everything on to `http://127.0.0.1:{port}`. @returns its id
   *
   * The query parameter `h` is mapped to the header `X-Mapped`, and the header `X-M` to the query parameter `m`.
   */
  deploy(port: number): Promise<string>;
}

export async function startGateway(): Promise<Gateway> {
  const { config } = readConfig({ port: '0', ephemeral: true }, {});
  const log = memoryLog();
  const gatehouse = await startGatehouse(config, systemClock, log);
  const { gateway, lambda } = clientsFor(`http://127.0.0.1:${gatehouse.port}`);
  return {
    port: gatehouse.port,
    log,
    async deploy(port) {
      const { id: restApiId = '', rootResourceId = '' } = await gateway.send(
        new CreateRestApiCommand({ name: 'desync' }),
      );
      if (restApiId.length !== API_ID.length)
        throw new Error(`The tables count on ids of another length: ${restApiId}`);
      const { id: proxyId = '' } = await gateway.send(
        new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: '{proxy+}' }),
      );
      for (const [resourceId, path, mappings] of [
        [rootResourceId, '', {}],
        [proxyId, '{proxy}', { 'integration.request.path.proxy': 'method.request.path.proxy' }],
      ] as const) {
        const method = { restApiId, resourceId, httpMethod: 'ANY' };
        await gateway.send(
          new PutMethodCommand({
            ...method,
            authorizationType: 'NONE',
            requestParameters: {
              'method.request.querystring.h': false,
              'method.request.header.X-M': false,
              ...(path === '' ? {} : { 'method.request.path.proxy': true }),
            },
          }),
        );
        await gateway.send(
          new PutIntegrationCommand({
            ...method,
            type: 'HTTP_PROXY',
            integrationHttpMethod: 'ANY',
            uri: `http://127.0.0.1:${port}/${path}`,
            requestParameters: {
              'integration.request.header.X-Mapped': 'method.request.querystring.h',
              'integration.request.querystring.m': 'method.request.header.X-M',
              ...mappings,
            },
          }),
        );
      }
      await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1' }));
      return restApiId;
    },
    async [Symbol.asyncDispose]() {
      gateway.destroy();
      lambda.destroy();
      await gatehouse.stop();
    },
  };
}
