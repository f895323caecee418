import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { ARN, example, openLambda, refused } from './lambda.fixture.ts';

// Texts and statuses: LocalStack's snapshots recorded on AWS (TestLambdaPermissions), unless said otherwise.

const permission = {
  FunctionName: 'f',
  StatementId: 'gateway',
  Action: 'lambda:InvokeFunction',
  Principal: 'apigateway.amazonaws.com',
  SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/pets',
};

test('a permission is a statement of the policy until it is removed', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand(example('f')));
  const added = await client.send(new AddPermissionCommand(permission));
  assert.equal(added.$metadata.httpStatusCode, 201);
  const statement = {
    Sid: 'gateway',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: `${ARN}:f`,
    Condition: { ArnLike: { 'AWS:SourceArn': permission.SourceArn } },
  };
  assert.deepEqual(JSON.parse(added.Statement ?? ''), statement);
  const policy = await client.send(new GetPolicyCommand({ FunctionName: 'f' }));
  assert.deepEqual(JSON.parse(policy.Policy ?? ''), { Version: '2012-10-17', Id: 'default', Statement: [statement] });
  const { RevisionId } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
  assert.equal(policy.RevisionId, RevisionId);

  await assert.rejects(
    client.send(new AddPermissionCommand(permission)),
    refused(
      'ResourceConflictException',
      409,
      'The statement id (gateway) provided already exists. Please provide a new statement id, or remove the existing statement.',
    ),
  );
  await assert.rejects(
    client.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId: 'other' })),
    refused('ResourceNotFoundException', 404, 'Statement other is not found in resource policy.'),
  );
  const removed = await client.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId: 'gateway' }));
  assert.equal(removed.$metadata.httpStatusCode, 204);
  await assert.rejects(
    client.send(new GetPolicyCommand({ FunctionName: 'f' })),
    refused('ResourceNotFoundException', 404, 'The resource you requested does not exist.'),
  );
  await assert.rejects(
    client.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId: 'gateway' })),
    refused('ResourceNotFoundException', 404, 'No policy is associated with the given resource.'),
  );
});

test('a qualifier has a policy of its own', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand({ ...example('f'), Publish: true }));
  await client.send(new CreateAliasCommand({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' }));
  const added = await client.send(
    new AddPermissionCommand({ ...permission, Qualifier: 'live', SourceAccount: '000000000000' }),
  );
  assert.deepEqual(JSON.parse(added.Statement ?? '').Resource, `${ARN}:f:live`);
  assert.deepEqual(JSON.parse(added.Statement ?? '').Condition, {
    ArnLike: { 'AWS:SourceArn': permission.SourceArn },
    StringEquals: { 'AWS:SourceAccount': '000000000000' },
  });
  await assert.rejects(client.send(new GetPolicyCommand({ FunctionName: 'f' })), { name: 'ResourceNotFoundException' });
  assert.ok((await client.send(new GetPolicyCommand({ FunctionName: 'f', Qualifier: 'live' }))).Policy);
  await assert.rejects(
    client.send(new AddPermissionCommand({ ...permission, Qualifier: '$LATEST' })),
    refused('InvalidParameterValueException', 400, 'We currently do not support adding policies for $LATEST.'),
  );
  await assert.rejects(
    client.send(new AddPermissionCommand({ ...permission, Qualifier: 'dead' })),
    refused('ResourceNotFoundException', 404, `Cannot find alias arn: ${ARN}:f:dead`),
  );
  await assert.rejects(
    client.send(new AddPermissionCommand({ ...permission, Qualifier: '7' })),
    refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:f:7`),
  );
});

test('principals are services, accounts, ARNs and everybody', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand(example('f')));
  const principalOf = async (Principal: string, StatementId: string) => {
    const { Statement } = await client.send(new AddPermissionCommand({ ...permission, Principal, StatementId }));
    return JSON.parse(Statement ?? '').Principal;
  };
  assert.deepEqual(await principalOf('*', 'a'), '*');
  assert.deepEqual(await principalOf('111111111111', 'b'), { AWS: 'arn:aws:iam::111111111111:root' });
  assert.deepEqual(await principalOf('arn:aws:iam::111111111111:role/r', 'c'), {
    AWS: 'arn:aws:iam::111111111111:role/r',
  });
  assert.deepEqual(await principalOf('s3.amazonaws.com', 'd'), { Service: 's3.amazonaws.com' });
  await assert.rejects(
    principalOf('invalid.nonaws.com', 'e'),
    refused(
      'InvalidParameterValueException',
      400,
      'The provided principal was invalid. Please check the principal and try again.',
    ),
  );
});
