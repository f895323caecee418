import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { ARN, example, openLambda, refused } from './lambda.fixture.ts';

// Texts and statuses: LocalStack's snapshots recorded on AWS (TestLambdaVersions, TestLambdaAlias), unless said otherwise.

async function withVersions(t: Parameters<typeof openLambda>[0]) {
  const lambda = await openLambda(t);
  await lambda.client.send(new CreateFunctionCommand({ ...example('f'), Publish: true }));
  await lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Timeout: 5 }));
  await lambda.client.send(new PublishVersionCommand({ FunctionName: 'f', Description: 'second' }));
  return lambda;
}

test('a version is published only when something has changed', async (t) => {
  const { client } = await withVersions(t);
  const again = await client.send(new PublishVersionCommand({ FunctionName: 'f' }));
  assert.equal(again.Version, '2');
  assert.equal(again.Description, 'second');
  assert.equal(again.FunctionArn, `${ARN}:f:2`);
  const list = await client.send(new ListVersionsByFunctionCommand({ FunctionName: 'f', MaxItems: 2 }));
  assert.deepEqual(
    list.Versions?.map((v) => v.FunctionArn),
    [`${ARN}:f:$LATEST`, `${ARN}:f:1`],
  );
  const rest = await client.send(new ListVersionsByFunctionCommand({ FunctionName: 'f', Marker: list.NextMarker }));
  assert.deepEqual(
    rest.Versions?.map((v) => [v.Version, v.Timeout]),
    [['2', 5]],
  );
  await assert.rejects(
    client.send(new PublishVersionCommand({ FunctionName: 'f', CodeSha256: 'other' })),
    refused(
      'InvalidParameterValueException',
      400,
      /^CodeSHA256 \(other\) is different from current CodeSHA256 in \$LATEST \(.+\)\. Please try again with the CodeSHA256 in \$LATEST\.$/,
    ),
  );
});

test('version numbers are not used twice', async (t) => {
  const { client } = await withVersions(t);
  await client.send(new DeleteFunctionCommand({ FunctionName: 'f', Qualifier: '2' }));
  assert.equal((await client.send(new PublishVersionCommand({ FunctionName: 'f' }))).Version, '3');
});

test('an alias is created, shown, changed and deleted', async (t) => {
  const { client } = await withVersions(t);
  const created = await client.send(
    new CreateAliasCommand({
      FunctionName: 'f',
      Name: 'live',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { 2: 0.25 } },
    }),
  );
  assert.equal(created.$metadata.httpStatusCode, 201);
  assert.equal(created.AliasArn, `${ARN}:f:live`);
  assert.deepEqual(created.RoutingConfig, { AdditionalVersionWeights: { 2: 0.25 } });
  const byAlias = await client.send(new GetFunctionCommand({ FunctionName: 'f', Qualifier: 'live' }));
  assert.equal(byAlias.Configuration?.Version, '1');
  assert.equal(byAlias.Configuration?.FunctionArn, `${ARN}:f:live`);
  const changed = await client.send(
    new UpdateAliasCommand({ FunctionName: 'f', Name: 'live', FunctionVersion: '2', RoutingConfig: {} }),
  );
  assert.equal(changed.FunctionVersion, '2');
  assert.equal(changed.RoutingConfig, undefined);
  assert.notEqual(changed.RevisionId, created.RevisionId);
  await client.send(new CreateAliasCommand({ FunctionName: 'f', Name: 'beta', FunctionVersion: '$LATEST' }));
  const all = await client.send(new ListAliasesCommand({ FunctionName: 'f', MaxItems: 1 }));
  assert.deepEqual(
    all.Aliases?.map((a) => a.Name),
    ['beta'],
  );
  const rest = await client.send(new ListAliasesCommand({ FunctionName: 'f', Marker: all.NextMarker }));
  assert.deepEqual(
    rest.Aliases?.map((a) => a.Name),
    ['live'],
  );
  const of2 = await client.send(new ListAliasesCommand({ FunctionName: 'f', FunctionVersion: '2' }));
  assert.deepEqual(
    of2.Aliases?.map((a) => a.Name),
    ['live'],
  );

  await assert.rejects(
    client.send(new DeleteFunctionCommand({ FunctionName: 'f', Qualifier: '2' })),
    refused(
      'ResourceConflictException',
      409,
      'Unable to delete version because the following aliases reference it: [live]',
    ),
  );
  for (let times = 0; times < 2; times++) {
    const deleted = await client.send(new DeleteAliasCommand({ FunctionName: 'f', Name: 'live' }));
    assert.equal(deleted.$metadata.httpStatusCode, 204);
  }
  await assert.rejects(
    client.send(new GetAliasCommand({ FunctionName: 'f', Name: 'live' })),
    refused('ResourceNotFoundException', 404, `Cannot find alias arn: ${ARN}:f:live`),
  );
});

test('an alias that AWS refuses is refused in its words', async (t) => {
  const { client } = await withVersions(t);
  const alias = { FunctionName: 'f', Name: 'live', FunctionVersion: '1' };
  const create = (change: object) => client.send(new CreateAliasCommand({ ...alias, ...change }));
  const weights = (AdditionalVersionWeights: Record<string, number>) =>
    create({ RoutingConfig: { AdditionalVersionWeights } });
  await assert.rejects(
    weights({ 1: 0.1, 2: 0.1 }),
    refused(
      'InvalidParameterValueException',
      400,
      'Number of items in AdditionalVersionWeights cannot be greater than 1',
    ),
  );
  await assert.rejects(
    weights({ 2: 2 }),
    refused(
      'ValidationException',
      400,
      "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    ),
  );
  await assert.rejects(
    weights({ $LATEST: 0.5 }),
    refused(
      'ValidationException',
      400,
      /Value '\{\$LATEST=0\.5\}' .* Member must satisfy regular expression pattern: \[0-9\]\+/,
    ),
  );
  await assert.rejects(
    weights({ 1: 0.5 }),
    refused(
      'InvalidParameterValueException',
      400,
      'Invalid function version 1. Function version 1 is already included in routing configuration.',
    ),
  );
  await assert.rejects(
    create({ FunctionVersion: '$LATEST', RoutingConfig: { AdditionalVersionWeights: { 1: 0.5 } } }),
    refused(
      'InvalidParameterValueException',
      400,
      '$LATEST is not supported for an alias pointing to more than 1 version',
    ),
  );
  const missing = (arn: string) => refused('ResourceNotFoundException', 404, `Function not found: ${arn}`);
  await assert.rejects(weights({ 10: 0.5 }), missing(`${ARN}:f:10`));
  await assert.rejects(create({ FunctionVersion: '10' }), missing(`${ARN}:f:10`));
  await assert.rejects(create({ FunctionName: 'unknown' }), missing(`${ARN}:unknown:1`));
  await create({});
  await assert.rejects(create({}), refused('ResourceConflictException', 409, `Alias already exists: ${ARN}:f:live`));
});
