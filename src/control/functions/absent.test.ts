import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateFunctionCommand,
  DeleteFunctionCodeSigningConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionRecursionConfigCommand,
  GetFunctionUrlConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  GetRuntimeManagementConfigCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import { ARN, example, openLambda, refused } from './lambda.fixture.ts';

// Texts: LocalStack's snapshots recorded on AWS (tests/aws/services/lambda_/test_lambda_api).

test('what a function does not have is said to be absent', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand({ ...example('f'), Publish: true }));
  const FunctionName = 'f';
  await assert.rejects(
    client.send(new GetFunctionUrlConfigCommand({ FunctionName })),
    refused('ResourceNotFoundException', 404, 'The resource you requested does not exist.'),
  );
  await assert.rejects(
    client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
    refused('ResourceNotFoundException', 404, `The function ${ARN}:f:$LATEST doesn't have an EventInvokeConfig`),
  );
  await assert.rejects(
    client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: '1' })),
    refused(
      'ProvisionedConcurrencyConfigNotFoundException',
      404,
      'No Provisioned Concurrency Config found for this function',
    ),
  );
  const urls = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName }));
  assert.deepEqual(urls.FunctionUrlConfigs, []);
  await client.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName }));
  const { UpdateRuntimeOn, FunctionArn } = await client.send(
    new GetRuntimeManagementConfigCommand({ FunctionName, Qualifier: '1' }),
  );
  assert.deepEqual([UpdateRuntimeOn, FunctionArn], ['Auto', `${ARN}:f:1`]);
  const { RecursiveLoop } = await client.send(new GetFunctionRecursionConfigCommand({ FunctionName }));
  assert.equal(RecursiveLoop, 'Terminate');
});

test('a function that is not there has nothing either', async (t) => {
  const { client } = await openLambda(t);
  const FunctionName = 'f';
  for (const command of [
    new GetFunctionUrlConfigCommand({ FunctionName }),
    new GetFunctionEventInvokeConfigCommand({ FunctionName }),
    new ListFunctionUrlConfigsCommand({ FunctionName }),
    new GetRuntimeManagementConfigCommand({ FunctionName }),
    new GetFunctionRecursionConfigCommand({ FunctionName }),
  ])
    await assert.rejects(
      (client.send as (command: unknown) => Promise<unknown>).call(client, command),
      refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:f`),
    );
});
