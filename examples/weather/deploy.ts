import { readFile } from 'node:fs/promises';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetRestApisCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { zip } from '../zip.ts';

const REGION = 'us-east-1';
const FUNCTION = 'GetWeather';
const API = 'Weather Service';

/**
 * Puts the function GetWeather behind GET /weather, with the AWS SDK and nothing else: against AWS it would be the same,
 * but for the endpoint. What an earlier run left is made anew.
 *
 * @returns the URL to call
 */
export async function deployWeather(endpoint: string): Promise<string> {
  const settings = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const lambda = new LambdaClient(settings);
  const gateway = new APIGatewayClient(settings);
  await removeEarlier(lambda, gateway);

  // 1. Create a Lambda function named "GetWeather".
  const code = await readFile(new URL('function/index.mjs', import.meta.url));
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: FUNCTION,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/weather',
      Code: { ZipFile: zip({ 'index.mjs': code }) },
    }),
  );

  // 2. Create a new REST API.
  const { id: restApiId, rootResourceId: parentId } = await gateway.send(new CreateRestApiCommand({ name: API }));

  // 3. Create the resource "/weather" and the method "GET".
  const { id: resourceId } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: 'weather' }),
  );
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));

  // 4. Set the integration type to "Lambda function", and let API Gateway call it.
  const uri = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`;
  await gateway.send(new PutIntegrationCommand({ ...method, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri }));
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: FUNCTION,
      StatementId: 'weather-api',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:${REGION}:000000000000:${restApiId}/*/GET/weather`,
    }),
  );

  // 5. Deploy the API to a stage named "v1".
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1' }));

  // 6. The invoke URL.
  return `${endpoint}/restapis/${restApiId}/v1/_user_request_/weather`;
}

async function removeEarlier(lambda: LambdaClient, gateway: APIGatewayClient): Promise<void> {
  try {
    await lambda.send(new DeleteFunctionCommand({ FunctionName: FUNCTION }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const { items = [] } = await gateway.send(new GetRestApisCommand({ limit: 500 }));
  for (const { id: restApiId, name } of items) {
    if (name === API) await gateway.send(new DeleteRestApiCommand({ restApiId }));
  }
}
