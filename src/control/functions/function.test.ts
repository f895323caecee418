import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { functionCodeKey, functionVersionKey } from '../../definition/definition.ts';
import { ARN, example, openLambda, ROLE, refused, SCOPE, zip } from './lambda.fixture.ts';

// Texts and statuses: LocalStack's snapshots recorded on AWS (tests/aws/services/lambda_/test_lambda_api), unless said otherwise.

test('a function is created, shown, changed and deleted', async (t) => {
  const { client, clock, store } = await openLambda(t);
  const created = await client.send(
    new CreateFunctionCommand({ ...example('f'), Environment: { Variables: { STAGE: 'dev' } }, Tags: { team: 'a' } }),
  );
  assert.equal(created.$metadata.httpStatusCode, 201);
  const { $metadata, RevisionId, CodeSha256, ...shown } = created;
  assert.match(RevisionId ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual(shown, {
    FunctionName: 'f',
    FunctionArn: `${ARN}:f`,
    Runtime: 'nodejs22.x',
    Role: ROLE,
    Handler: 'index.handler',
    CodeSize: 2,
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    LastModified: '2026-01-01T00:00:00.000+0000',
    Version: '$LATEST',
    Environment: { Variables: { STAGE: 'dev' } },
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/f' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
  });

  const read = await client.send(new GetFunctionCommand({ FunctionName: `${ARN}:f` }));
  assert.deepEqual(read.Tags, { team: 'a' });
  assert.deepEqual(read.Code, { RepositoryType: 'S3' });
  assert.equal(read.Configuration?.CodeSha256, CodeSha256);
  const latest = await client.send(new GetFunctionCommand({ FunctionName: 'f', Qualifier: '$LATEST' }));
  assert.equal(latest.Configuration?.FunctionArn, `${ARN}:f:$LATEST`);

  clock.advance(1000);
  const changed = await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Timeout: 10 }));
  assert.equal(changed.Timeout, 10);
  assert.deepEqual(changed.Environment, { Variables: { STAGE: 'dev' } }, 'what is not given stays');
  assert.equal(changed.LastModified, '2026-01-01T00:00:01.000+0000');
  const emptied = await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Environment: {} }));
  assert.equal(emptied.Environment, undefined);

  const record = await store.get(functionVersionKey(SCOPE, 'f', '$LATEST'));
  const codeId = record?.value.codeId ?? '';
  assert.ok(await store.blob(functionCodeKey(SCOPE, codeId)));
  const deleted = await client.send(new DeleteFunctionCommand({ FunctionName: 'f' }));
  assert.equal(deleted.$metadata.httpStatusCode, 204);
  assert.equal(await store.blob(functionCodeKey(SCOPE, codeId)), undefined);
  assert.deepEqual(await store.scan('function-version'), []);
  await assert.rejects(
    client.send(new GetFunctionCommand({ FunctionName: 'f' })),
    refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:f`),
  );
  await assert.rejects(
    client.send(new DeleteFunctionCommand({ FunctionName: 'f', Qualifier: '1' })),
    refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:f`),
  );
});

test('new code replaces the old, of which nothing stays unless a version has it', async (t) => {
  const { client, store } = await openLambda(t);
  const first = await client.send(new CreateFunctionCommand({ ...example('f', 'one'), Publish: true }));
  assert.equal(first.Version, '1');
  assert.equal(first.FunctionArn, `${ARN}:f`);
  const codeOf = async (version: string) =>
    (await store.get(functionVersionKey(SCOPE, 'f', version)))?.value.codeId ?? 'none';
  const one = await codeOf('1');
  const dry = await client.send(
    new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zip('two'), DryRun: true }),
  );
  assert.notEqual(dry.CodeSha256, first.CodeSha256);
  assert.equal(await codeOf('$LATEST'), one, 'a dry run writes nothing');
  await client.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zip('two') }));
  const two = await codeOf('$LATEST');
  await client.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zip('three') }));
  assert.ok(await store.blob(functionCodeKey(SCOPE, one)), 'version 1 has it');
  assert.equal(await store.blob(functionCodeKey(SCOPE, two)), undefined);
  await client.send(new DeleteFunctionCommand({ FunctionName: 'f', Qualifier: '1' }));
  assert.equal(await store.blob(functionCodeKey(SCOPE, one)), undefined);
});

test('a stale revision id changes nothing', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand(example('f')));
  const stale = { FunctionName: 'f', RevisionId: 'stale' };
  const text =
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id';
  const mismatch = refused('PreconditionFailedException', 412, text);
  await assert.rejects(client.send(new UpdateFunctionConfigurationCommand({ ...stale, Timeout: 9 })), mismatch);
  await assert.rejects(client.send(new UpdateFunctionCodeCommand({ ...stale, ZipFile: zip('x') })), mismatch);
  await assert.rejects(client.send(new PublishVersionCommand(stale)), mismatch);
  const { Timeout } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
  assert.equal(Timeout, 3);
});

test('what AWS refuses is refused in its words, and nothing is left of it', async (t) => {
  const { client, store } = await openLambda(t);
  const base = example('f');
  const create = (change: object) => client.send(new CreateFunctionCommand({ ...base, ...change }));
  const invalidParameter = (text: string | RegExp) => refused('InvalidParameterValueException', 400, text);
  await assert.rejects(
    create({ Code: { ZipFile: Buffer.from('no') } }),
    invalidParameter('Could not unzip uploaded file.'),
  );
  // As users of the AWS CLI have reported them.
  await assert.rejects(create({ Code: {} }), invalidParameter('Please provide a source for function code.'));
  await assert.rejects(
    create({ Handler: undefined }),
    invalidParameter('Runtime and Handler are mandatory parameters for functions created with deployment packages.'),
  );
  await assert.rejects(
    create({ Environment: { Variables: { AWS_REGION: 'x' } } }),
    invalidParameter(/contains reserved keys .* Reserved keys used in this request: AWS_REGION$/),
  );
  await assert.rejects(
    create({ Runtime: 'cobol85' }),
    invalidParameter(
      /^Value cobol85 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*nodejs22\.x.*\] or be a valid ARN$/,
    ),
  );
  // Our own sentence: AWS runs it, this machine does not.
  await assert.rejects(create({ Runtime: 'java21' }), invalidParameter('Runtime java21 cannot run here.'));
  await assert.rejects(
    create({ Environment: { Variables: { LARGE_VAR: 'x'.repeat(4096) } } }),
    invalidParameter(/exceeded the 4KB limit\. String measured: \{"LARGE_VAR":"x{4096}"\}$/),
  );
  await assert.rejects(
    create({ Tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])) }),
    invalidParameter('Number of tags exceeds resource tag limit.'),
  );
  await assert.rejects(
    create({ Role: 'r' }),
    refused('ValidationException', 400, /Value 'r' at 'role' failed to satisfy constraint/),
  );
  assert.deepEqual(await store.scan('function'), []);

  await create({});
  await assert.rejects(create({}), refused('ResourceConflictException', 409, 'Function already exist: f'));
  await assert.rejects(
    client.send(new DeleteFunctionCommand({ FunctionName: 'f', Qualifier: '$LATEST' })),
    invalidParameter('$LATEST version cannot be deleted without deleting the function.'),
  );
});

test('what cannot be honoured is refused by name', async (t) => {
  const { client, store } = await openLambda(t);
  const settings = {
    PackageType: 'Image',
    Layers: [`arn:aws:lambda:us-east-1:000000000000:layer:l:1`],
    VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:q' },
    KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k',
    SnapStart: { ApplyOn: 'PublishedVersions' },
    LoggingConfig: { LogGroup: '/aws/lambda/other' },
    FileSystemConfigs: [
      {
        Arn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-00000000000000000',
        LocalMountPath: '/mnt/a',
      },
    ],
  } as const;
  for (const [name, value] of Object.entries(settings)) {
    await assert.rejects(
      client.send(new CreateFunctionCommand({ ...example('f'), [name]: value })),
      refused('NotImplementedException', 501, `Gatehouse does not implement CreateFunction with ${name} yet.`),
    );
  }
  await assert.rejects(
    client.send(new CreateFunctionCommand({ ...example('f'), Code: { S3Bucket: 'bucket', S3Key: 'k' } })),
    refused('NotImplementedException', 501, 'Gatehouse does not implement CreateFunction with S3Bucket yet.'),
  );
  assert.deepEqual(await store.scan('function'), []);
  // Tools write back what they have read: AWS's defaults ask for nothing.
  await client.send(
    new CreateFunctionCommand({
      ...example('f'),
      PackageType: 'Zip',
      Layers: [],
      VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
      SnapStart: { ApplyOn: 'None' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/f' },
      TracingConfig: { Mode: 'Active' },
      KMSKeyArn: '',
    }),
  );
});

test('a function is named by name, partial ARN or ARN, with a qualifier in one place', async (t) => {
  const { client } = await openLambda(t);
  await client.send(new CreateFunctionCommand({ ...example('f'), Publish: true }));
  const get = (FunctionName: string, Qualifier?: string) =>
    client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
  for (const name of ['f:1', 'function:f:1', '000000000000:function:f:1', `${ARN}:f:1`]) {
    assert.equal((await get(name)).FunctionArn, `${ARN}:f:1`, name);
  }
  assert.equal((await get('f:1', '1')).Version, '1');
  await assert.rejects(
    get('f:1', '2'),
    refused(
      'InvalidParameterValueException',
      400,
      'The derived qualifier from the function name does not match the specified qualifier.',
    ),
  );
  await assert.rejects(
    get('arn:aws:lambda:eu-west-1:000000000000:function:f'),
    refused(
      'ResourceNotFoundException',
      404,
      "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
    ),
  );
  await assert.rejects(
    get('arn:aws:lambda:us-east-1:999999999999:function:f'),
    refused(
      'AccessDeniedException',
      403,
      /is not authorized to perform: lambda:GetFunctionConfiguration on resource: /,
    ),
  );
  await assert.rejects(
    get('f', 'live'),
    refused('ResourceNotFoundException', 404, `Function not found: ${ARN}:f:live`),
  );
});

test('functions are listed by name, a page at a time', async (t) => {
  const { client } = await openLambda(t);
  for (const name of ['c', 'a', 'b'])
    await client.send(new CreateFunctionCommand({ ...example(name), Publish: name === 'a' }));
  const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }));
  assert.deepEqual(
    first.Functions?.map((f) => f.FunctionArn),
    [`${ARN}:a`, `${ARN}:b`],
  );
  assert.equal(first.Functions?.[0]?.State, undefined, 'lists show a subset');
  const second = await client.send(new ListFunctionsCommand({ MaxItems: 2, Marker: first.NextMarker }));
  assert.deepEqual(
    second.Functions?.map((f) => f.FunctionName),
    ['c'],
  );
  assert.equal(second.NextMarker, undefined);
  const all = await client.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
  assert.deepEqual(
    all.Functions?.map((f) => f.FunctionArn),
    [`${ARN}:a:$LATEST`, `${ARN}:a:1`, `${ARN}:b:$LATEST`, `${ARN}:c:$LATEST`],
  );
  await assert.rejects(
    client.send(new ListFunctionsCommand({ Marker: 'ÿ' })),
    refused('InvalidParameterValueException', 400, 'The Marker is not one that this operation has returned.'),
  );
});
