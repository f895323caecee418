import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  ListLayersCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-lambda';
import { ARN, example, openLambda, refused, SCOPE } from './lambda.fixture.ts';

test('Invoke hands over what the caller sent and shows what came of it', async (t) => {
  const lambda = await openLambda(t);
  const { client, invoked } = lambda;
  await client.send(new CreateFunctionCommand(example('f')));
  lambda.outcome = {
    outcome: 'returned',
    payload: Buffer.from('{"ok":true}'),
    version: '$LATEST',
    requestId: 'the-request',
    logTail: 'START\n',
  };
  const answer = await client.send(
    new InvokeCommand({ FunctionName: 'f', Payload: Buffer.from('{"a":1}'), LogType: 'Tail', ClientContext: 'e30=' }),
  );
  assert.equal(answer.StatusCode, 200);
  assert.equal(answer.Payload?.transformToString(), '{"ok":true}');
  assert.equal(answer.ExecutedVersion, '$LATEST');
  assert.equal(answer.FunctionError, undefined);
  assert.equal(Buffer.from(answer.LogResult ?? '', 'base64').toString(), 'START\n');
  const [request] = invoked;
  assert.deepEqual(
    { ...request, payload: Buffer.from(request?.payload ?? '').toString() },
    {
      scope: SCOPE,
      name: 'f',
      arn: `${ARN}:f`,
      qualifier: '',
      payload: '{"a":1}',
      type: 'RequestResponse',
      requestId: 'the-request',
      clientContext: 'e30=',
      tail: true,
    },
  );

  lambda.outcome = {
    outcome: 'failed',
    payload: Buffer.from('{"errorMessage":"no"}'),
    version: '1',
    requestId: 'r',
    functionError: 'Unhandled',
  };
  const failed = await client.send(new InvokeCommand({ FunctionName: 'f:1' }));
  assert.equal(failed.StatusCode, 200);
  assert.equal(failed.FunctionError, 'Unhandled');
  assert.equal(invoked[1]?.payload, '{}', 'without a payload');
  assert.equal(invoked[1]?.qualifier, '1');

  lambda.outcome = { outcome: 'accepted', requestId: 'r' };
  assert.equal((await client.send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'Event' }))).StatusCode, 202);
});

test('DryRun looks whether there is something to invoke', async (t) => {
  const { client, invoked } = await openLambda(t);
  await client.send(new CreateFunctionCommand(example('f')));
  const dry = (FunctionName: string) => client.send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun' }));
  assert.equal((await dry('f')).StatusCode, 204);
  await assert.rejects(dry('f:9'), refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:f:9`));
  assert.deepEqual(invoked, []);
});

test('a refusal is the exception that it names', async (t) => {
  const lambda = await openLambda(t);
  const invoke = () => lambda.client.send(new InvokeCommand({ FunctionName: 'f', Payload: Buffer.from('1') }));
  lambda.outcome = {
    outcome: 'refused',
    error: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  };
  await assert.rejects(invoke(), (error: Error & { Reason?: string }) => {
    assert.equal(error.Reason, 'ReservedFunctionConcurrentInvocationLimitExceeded');
    return refused('TooManyRequestsException', 429, 'Rate Exceeded.')(error);
  });
  lambda.outcome = { outcome: 'refused', error: 'RequestTooLargeException', message: 'large' };
  await assert.rejects(invoke(), refused('RequestTooLargeException', 413, 'large'));
  lambda.outcome = { outcome: 'refused', error: 'AccessDeniedException', message: 'no' };
  await assert.rejects(invoke(), refused('AccessDeniedException', 403, 'no'));
  lambda.outcome = { outcome: 'refused', error: 'ServiceException', message: 'down' };
  await assert.rejects(invoke(), refused('ServiceException', 500, 'down'));
});

test('a payload that is no JSON does not reach the function', async (t) => {
  const { client, invoked } = await openLambda(t);
  await assert.rejects(
    client.send(new InvokeCommand({ FunctionName: 'f', Payload: Buffer.from('{"a":') })),
    // AWS's sentence; what follows is the parser's.
    refused(
      'InvalidRequestContentException',
      400,
      /^Could not parse request body into json: Could not parse payload into json: ./,
    ),
  );
  assert.deepEqual(invoked, []);
});

// Recorded: LocalStack's TestLambdaReservedConcurrency.
test('concurrency is reserved for functions only', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand(example('f')));
  const put = (FunctionName: string) =>
    client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  const get = async () =>
    (await client.send(new GetFunctionConcurrencyCommand({ FunctionName: 'f' }))).ReservedConcurrentExecutions;
  assert.equal(await get(), undefined);
  assert.equal((await put('f')).ReservedConcurrentExecutions, 0);
  assert.equal(await get(), 0);
  await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'f' }));
  assert.equal(await get(), undefined);
  await assert.rejects(
    put('doesnotexist'),
    refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:doesnotexist:$LATEST`),
  );
  await assert.rejects(
    put(`${ARN}:f:1`),
    refused('InvalidParameterValueException', 400, /^This operation is permitted on Lambda functions only\./),
  );
});

// Recorded: LocalStack's TestLambdaTags.
test('tags belong to functions only', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand(example('f')));
  const Resource = `${ARN}:f`;
  const tags = async () => (await client.send(new ListTagsCommand({ Resource }))).Tags;
  assert.deepEqual(await tags(), {});
  await client.send(new TagResourceCommand({ Resource, Tags: { A: 'a', B: 'b' } }));
  await client.send(new UntagResourceCommand({ Resource, TagKeys: ['B', 'unknown'] }));
  assert.deepEqual(await tags(), { A: 'a' });
  await assert.rejects(
    client.send(new TagResourceCommand({ Resource, Tags: {} })),
    refused('InvalidParameterValueException', 400, 'An error occurred and the request cannot be processed.'),
  );
  await assert.rejects(
    client.send(new TagResourceCommand({ Resource: `${Resource}:live`, Tags: { A: 'a' } })),
    refused(
      'InvalidParameterValueException',
      400,
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    ),
  );
  await assert.rejects(
    client.send(new ListTagsCommand({ Resource: `${ARN}:doesnotexist` })),
    refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:doesnotexist`),
  );
});

test('what Terraform reads besides', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand(example('f')));
  const signing = await client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: 'f' }));
  assert.equal(signing.CodeSigningConfigArn, undefined);
  const { AccountUsage, AccountLimit } = await client.send(new GetAccountSettingsCommand());
  assert.deepEqual(AccountUsage, { FunctionCount: 1, TotalCodeSize: 2 });
  assert.equal(AccountLimit?.ConcurrentExecutions, 1000);
});

test('an operation that is put off says so', async (t) => {
  const { client } = await openLambda(t);
  await assert.rejects(
    client.send(new ListLayersCommand()),
    refused('NotImplementedException', 501, 'Gatehouse does not implement ListLayers yet.'),
  );
});
