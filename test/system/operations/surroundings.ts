import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zip } from '../../../examples/zip.ts';
import type { Seen } from './steps.ts';

export const REGION = 'eu-west-1';
const AUTHORIZER = `exports.handler = async () => ({ principalId: 'somebody', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] } });`;

/** How a client of the SDK reaches one account. */
export function clientOf(
  endpoint: string,
  account: string,
): { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } } {
  return { endpoint, region: REGION, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
}

/** What the steps need from outside: the function of the authorizer, and the day. */
export async function surroundings(endpoint: string, account: string): Promise<Seen> {
  const lambda = new LambdaClient(clientOf(endpoint, account));
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'authorizer',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${account}:role/any`,
      Code: { ZipFile: zip({ 'index.js': AUTHORIZER }) },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'authorizer',
      StatementId: 'gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  return { function: FunctionArn, today: new Date().toISOString().slice(0, 10) };
}
