import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { zip } from '../../../examples/zip.ts';
import { Child, freePort } from '../../child.ts';
import { type Contender, START_MS, type StartOptions } from './contender.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const handler = fileURLToPath(new URL('weather/index.mjs', import.meta.url));
const REGION = 'us-east-1';

/** Gatehouse as `npm run gatehouse -- start` starts it, set up with the AWS SDK. */
export async function startGatehouse({ folder, functionEnvironments }: StartOptions): Promise<Contender> {
  const port = await freePort();
  const environments = functionEnvironments === undefined ? [] : ['--function-environments', functionEnvironments];
  const child = new Child({
    command: [
      process.execPath,
      join(root, 'src/main.ts'),
      'start',
      ...['--ephemeral', '--port', String(port)],
      ...environments,
    ],
    folder,
    log: join(folder, 'server.log'),
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await child.ready(`${endpoint}/_gatehouse/health`, 200, START_MS);
  const id = await createApi(endpoint);
  const url = `${endpoint}/restapis/${id}/v1/_user_request_/weather`;
  await child.ready(`${url}?city=Bern`, 200, START_MS);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    name: 'gatehouse',
    version,
    notes: [
      `run from TypeScript source with --ephemeral${environments.map((word) => ` ${word}`).join('')}, all else at its default`,
      'each environment of the function is a process of its own; their number is bounded, and requests beyond it wait for one',
    ],
    url,
    pid: child.pid,
    stop: () => child.stop(),
  };
}

/** A REST API whose `GET /weather` is a proxy to the function, on stage `v1`. Returns its id. */
async function createApi(endpoint: string): Promise<string> {
  const client = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const apigateway = new APIGatewayClient(client);
  const functionArn = await createFunction(new LambdaClient(client));

  const api = await apigateway.send(new CreateRestApiCommand({ name: 'weather' }));
  const restApiId = required(api.id, 'id');
  const { items = [] } = await apigateway.send(new GetResourcesCommand({ restApiId }));
  const parentId = required(items.find(({ path }) => path === '/')?.id, 'root resource');
  const resource = await apigateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart: 'weather' }));
  const method = { restApiId, resourceId: required(resource.id, 'id'), httpMethod: 'GET' };
  await apigateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await apigateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    }),
  );
  await apigateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1' }));
  return restApiId;
}

/** The function, which API Gateway may invoke. Returns its ARN. */
async function createFunction(lambda: LambdaClient): Promise<string> {
  const FunctionName = 'weather';
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/weather',
      Code: { ZipFile: zip({ 'index.mjs': readFileSync(handler) }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30 }, { FunctionName });
  await lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'apigateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  return required(FunctionArn, 'FunctionArn');
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The answer has no ${name}`);
  return value;
}
