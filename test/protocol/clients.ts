import * as apigateway from '@aws-sdk/client-api-gateway';
import * as apigatewaymanagementapi from '@aws-sdk/client-apigatewaymanagementapi';
import * as apigatewayv2 from '@aws-sdk/client-apigatewayv2';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import type { ServiceName } from '../../src/model/model.ts';
import { secretAccessKey } from './serve.ts';

interface AnyClient {
  send(command: unknown): Promise<unknown>;
  destroy(): void;
}
type AnyConstructor = new (argument: unknown) => AnyClient;

const packages: Record<ServiceName, { module: object; client: string }> = {
  apigateway: { module: apigateway, client: 'APIGatewayClient' },
  apigatewayv2: { module: apigatewayv2, client: 'ApiGatewayV2Client' },
  apigatewaymanagementapi: { module: apigatewaymanagementapi, client: 'ApiGatewayManagementApiClient' },
  lambda: { module: lambda, client: 'LambdaClient' },
  sts: { module: sts, client: 'STSClient' },
  iam: { module: iam, client: 'IAMClient' },
  logs: { module: logs, client: 'CloudWatchLogsClient' },
};

/** The real SDK client of a service; `send` takes an operation's name. Its access key is the account 123456789012. */
export function sdkClient(service: ServiceName, endpoint: string) {
  const { module, client: name } = packages[service];
  const constructors = new Map(Object.entries(module)) as Map<string, AnyConstructor>;
  const construct = (key: string, argument: unknown) => {
    const Constructor = constructors.get(key);
    if (Constructor === undefined) throw new Error(`${service} has no ${key}`);
    return new Constructor(argument);
  };
  const client = construct(name, {
    endpoint,
    region: 'eu-central-1',
    maxAttempts: 1,
    disableHostPrefix: true, // an address has no names below it
    credentials: { accessKeyId: '123456789012', secretAccessKey },
  });
  return {
    send: (operation: string, input: unknown) => client.send(construct(`${operation}Command`, input)),
    close: () => client.destroy(),
  };
}
