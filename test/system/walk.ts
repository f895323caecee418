import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zip } from '../../examples/zip.ts';

/** The clients that a user of the SDK has. */
export interface Clients {
  readonly gateway: APIGatewayClient;
  readonly lambda: LambdaClient;
}

export function clientsFor(endpoint: string): Clients {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  return { gateway: new APIGatewayClient(settings), lambda: new LambdaClient(settings) };
}

/** Creates a Node function from one file. @returns its ARN */
export async function createFunction({ lambda }: Clients, name: string, source: string): Promise<string> {
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/test',
      Timeout: 10,
      Code: { ZipFile: zip({ 'index.mjs': source }) },
    }),
  );
  return FunctionArn;
}

/** An API with one resource under the root, whose ANY method leads to the function. */
export async function putApi(clients: Clients, functionArn: string, pathPart: string): Promise<Api> {
  const { gateway, lambda } = clients;
  const { id: restApiId = '', rootResourceId = '' } = await gateway.send(new CreateRestApiCommand({ name: 'test' }));
  const { id: resourceId = '' } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart }),
  );
  const method = { restApiId, resourceId, httpMethod: 'ANY' };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await gateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: functionArn,
      StatementId: `api-${restApiId}`,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/*`,
    }),
  );
  return { restApiId, rootResourceId, resourceId };
}

export interface Api {
  readonly restApiId: string;
  readonly rootResourceId: string;
  readonly resourceId: string;
}

export async function deploy({ gateway }: Clients, restApiId: string, stageName = 'v1'): Promise<void> {
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName }));
}

export function invokeUrl(endpoint: string, restApiId: string, path: string, stage = 'v1'): string {
  return `${endpoint}/restapis/${restApiId}/${stage}/_user_request_${path}`;
}
