import { readFile } from 'node:fs/promises';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  ResourceConflictException,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { zip } from '../zip.ts';

const REGION = 'us-east-1';
const FUNCTION = 'GetWeather';
const API = 'Weather Service';

/** How an earlier run of this example is told from what you made by hand. */
const DESCRIPTION = 'The Weather Service example';

/**
 * Puts the function GetWeather behind GET /weather, with the AWS SDK and nothing else: against AWS it would be the same,
 * but for the endpoint. What an earlier run left is used again, so that its URL stays.
 *
 * @returns the URL to call
 */
export async function deployWeather(endpoint: string): Promise<string> {
  const settings = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const lambda = new LambdaClient(settings);
  const gateway = new APIGatewayClient(settings);

  // 1. Create a Lambda function named "GetWeather".
  const code = await readFile(new URL('function/index.mjs', import.meta.url));
  const FunctionArn = await putFunction(lambda, zip({ 'index.mjs': code }));
  const earlier = await findEarlier(gateway);
  if (earlier !== undefined) return invokeUrl(endpoint, earlier);

  // 2. Create a new REST API.
  const { id: restApiId = '', rootResourceId: parentId } = await gateway.send(
    new CreateRestApiCommand({ name: API, description: DESCRIPTION }),
  );

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
      StatementId: `weather-api-${restApiId}`,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:${REGION}:000000000000:${restApiId}/*/GET/weather`,
    }),
  );

  // 5. Deploy the API to a stage named "v1".
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1' }));

  // 6. The invoke URL.
  return invokeUrl(endpoint, restApiId);
}

function invokeUrl(endpoint: string, restApiId: string): string {
  return `${endpoint}/restapis/${restApiId}/v1/_user_request_/weather`;
}

/** Creates the function, or gives the one that is there this code. @returns its ARN */
async function putFunction(lambda: LambdaClient, ZipFile: Uint8Array): Promise<string> {
  try {
    const { FunctionArn = '' } = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: FUNCTION,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/weather',
        Code: { ZipFile },
      }),
    );
    return FunctionArn;
  } catch (error) {
    if (!(error instanceof ResourceConflictException)) throw error;
    const { FunctionArn = '' } = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: FUNCTION, ZipFile }));
    return FunctionArn;
  }
}

/** The API of an earlier run, if that run came to its end. */
async function findEarlier(gateway: APIGatewayClient): Promise<string | undefined> {
  const { items = [] } = await gateway.send(new GetRestApisCommand({ limit: 500 }));
  for (const { id: restApiId = '', name, description } of items) {
    if (name !== API || description !== DESCRIPTION) continue;
    const { item = [] } = await gateway.send(new GetStagesCommand({ restApiId }));
    if (item.some(({ stageName }) => stageName === 'v1')) return restApiId;
  }
  return undefined;
}
