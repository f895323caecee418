import { readFile } from 'node:fs/promises';
import { APIGatewayClient, CreateDeploymentCommand, ImportRestApiCommand } from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zip } from './zip.ts';

export const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export interface Clients {
  readonly gateway: APIGatewayClient;
  readonly lambda: LambdaClient;
}

export function clientsFor(endpoint: string): Clients {
  const settings = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return { gateway: new APIGatewayClient(settings), lambda: new LambdaClient(settings) };
}

/** A Lambda function of the files in a folder. */
export interface NewFunction {
  readonly name: string;
  readonly folder: URL;
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Creates a function whose handler is in `index.mjs`. */
export async function createFunction(
  { lambda }: Clients,
  { name, folder, files, environment }: NewFunction,
): Promise<void> {
  const contents = await Promise.all(files.map(async (file) => [file, await readFile(new URL(file, folder))] as const));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      Environment: { Variables: environment },
      Code: { ZipFile: zip(Object.fromEntries(contents)) },
    }),
  );
}

/**
 * Imports an OpenAPI document as a REST API, lets the API call the function, and deploys it to a stage named "v1".
 * @returns the id of the API
 */
export async function importApi(
  { gateway, lambda }: Clients,
  document: URL,
  functionName: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { id: restApiId = '' } = await gateway.send(
    new ImportRestApiCommand({ body: await readFile(document), failOnWarnings: true }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: functionName,
      StatementId: `api-${restApiId}`,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${restApiId}/*`,
    }),
  );
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1', variables: { ...variables } }));
  return restApiId;
}

/** The URL of the stage "v1", with a slash at its end. */
export function stageUrl(endpoint: string, restApiId: string): string {
  return `${endpoint}/restapis/${restApiId}/v1/_user_request_/`;
}

/** The same as a browser likes it: every API is an origin of its own, as on AWS. */
export function browserUrl(endpoint: string, restApiId: string): string {
  const { port } = new URL(endpoint);
  return `http://${restApiId}.execute-api.localhost:${port}/v1/`;
}
