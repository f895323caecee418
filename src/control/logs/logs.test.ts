import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { loadModel } from '../../model/model.ts';
import { compileService } from '../../protocol/protocol.ts';
import { openSqliteStore } from '../../store/store.ts';
import { later, logsHandlers } from './logs.ts';

// Texts: LocalStack's snapshots recorded on AWS (tests/aws/services/logs), by the name of the recording.

const AT = Date.UTC(2026, 0, 1);
const ARN = 'arn:aws:logs:eu-west-1:111111111111:log-group';

async function openLogs() {
  const clock = new ManualClock(AT);
  const store = await openSqliteStore({ path: ':memory:', log: silentLog, clock });
  const server = compileService(loadModel('logs'), logsHandlers({ store, clock }), later);
  const send = async (operation: string, input: object = {}) => {
    const target = `Logs_20140328.${operation}`;
    const answer = await server.answer(
      {
        method: 'POST',
        path: '/',
        query: '',
        headers: (name) => (name === 'x-amz-target' ? target : undefined),
        body: Buffer.from(JSON.stringify(input)),
      },
      { requestId: 'r', account: '111111111111', region: 'eu-west-1' },
    );
    if (answer.bug !== undefined) throw answer.bug;
    const text = Buffer.from(answer.body ?? '').toString();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    send,
    async ok(operation: string, input?: object) {
      const { status, body } = await send(operation, input);
      assert.equal(status, 200, `${operation}: ${JSON.stringify(body)}`);
      return body;
    },
    async refused(operation: string, input: object, name: string, message: string) {
      assert.deepEqual(await send(operation, input), { status: 400, body: { __type: name, message } });
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

const names = ({ logGroups }: { logGroups: { logGroupName: string }[] }) =>
  logGroups.map((group) => group.logGroupName);

test('a log group as it is described (test_describe_log_groups_with_prefix)', async () => {
  await using logs = await openLogs();
  for (const logGroupName of ['/aws/lambda/f', '/aws/apigateway/x', '/aws/lambda/g'])
    assert.equal(await logs.ok('CreateLogGroup', { logGroupName }), undefined, 'no output, no body');
  const { logGroups } = await logs.ok('DescribeLogGroups', { logGroupNamePrefix: '/aws/api' });
  assert.deepEqual(logGroups, [
    {
      logGroupName: '/aws/apigateway/x',
      creationTime: AT,
      metricFilterCount: 0,
      arn: `${ARN}:/aws/apigateway/x:*`,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      logGroupArn: `${ARN}:/aws/apigateway/x`,
      deletionProtectionEnabled: false,
    },
  ]);
  assert.deepEqual(names(await logs.ok('DescribeLogGroups', { logGroupNamePattern: 'LAMBDA' })), [
    '/aws/lambda/f',
    '/aws/lambda/g',
  ]);
  assert.deepEqual(names(await logs.ok('ListLogGroups', { logGroupNamePattern: '^/aws/api|/g/|bda/f' })), [
    '/aws/apigateway/x',
    '/aws/lambda/f',
  ]);
});

test('what is refused, in AWS words', async () => {
  await using logs = await openLogs();
  await logs.ok('CreateLogGroup', { logGroupName: 'g' });
  await logs.ok('CreateLogStream', { logGroupName: 'g', logStreamName: 's' });
  const noGroup = ['ResourceNotFoundException', 'The specified log group does not exist.'] as const;
  await logs.refused(
    'CreateLogGroup',
    { logGroupName: 'g' },
    'ResourceAlreadyExistsException',
    'The specified log group already exists',
  );
  await logs.refused(
    'CreateLogGroup',
    { logGroupName: 'a'.repeat(513) },
    'InvalidParameterException',
    'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
  );
  await logs.refused(
    'DescribeLogGroups',
    { logGroupNamePrefix: 'a', logGroupNamePattern: 'b' },
    'InvalidParameterException',
    'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
  );
  for (const operation of ['DeleteLogGroup', 'DeleteRetentionPolicy', 'ListTagsLogGroup', 'DescribeLogStreams'])
    await logs.refused(operation, { logGroupName: 'x' }, ...noGroup);
  await logs.refused('ListTagsForResource', { resourceArn: `${ARN}:x` }, ...noGroup);
  await logs.refused('ListTagsForResource', { resourceArn: `${ARN.replace('eu-', 'us-')}:g` }, ...noGroup);
  await logs.refused(
    'CreateLogStream',
    { logGroupName: 'g', logStreamName: 's' },
    'ResourceAlreadyExistsException',
    'The specified log stream already exists',
  );
  await logs.refused(
    'DeleteLogStream',
    { logGroupName: 'g', logStreamName: 'x' },
    'ResourceNotFoundException',
    'The specified log stream does not exist.',
  );
  await logs.refused(
    'DescribeLogStreams',
    { logGroupName: 'g', logGroupIdentifier: 'g' },
    'ValidationException',
    'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
  );
  await logs.refused(
    'DescribeLogGroups',
    { limit: 51 },
    'InvalidParameterException',
    "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
  );
  for (const nextToken of ['%', 'AA', Buffer.from('a\0').toString('base64url')])
    await logs.refused(
      'DescribeLogGroups',
      { nextToken },
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    );
  for (const logStreamName of ['a\0b', '\ud800'])
    assert.equal((await logs.send('CreateLogStream', { logGroupName: 'g', logStreamName })).status, 400);
  assert.equal((await logs.send('CreateLogGroup', { logGroupName: 'k', kmsKeyId: 'arn:aws:kms:x' })).status, 501);
  assert.deepEqual(await logs.send('PutLogEvents', {}), {
    status: 501,
    body: { __type: 'NotImplementedException', message: 'Gatehouse does not implement PutLogEvents yet.' },
  });
  assert.equal((await logs.send('Nope')).body.__type, 'UnknownOperationException');
});

test('retention and protection', async () => {
  await using logs = await openLogs();
  await logs.ok('CreateLogGroup', { logGroupName: 'g' });
  const described = async () => (await logs.ok('DescribeLogGroups')).logGroups[0];
  await logs.ok('PutRetentionPolicy', { logGroupName: 'g', retentionInDays: 14 });
  assert.equal((await described()).retentionInDays, 14);
  assert.equal((await logs.send('PutRetentionPolicy', { logGroupName: 'g', retentionInDays: 15 })).status, 400);
  await logs.ok('DeleteRetentionPolicy', { logGroupName: 'g' });
  assert.equal('retentionInDays' in (await described()), false);
  await logs.ok('PutLogGroupDeletionProtection', { logGroupIdentifier: `${ARN}:g`, deletionProtectionEnabled: true });
  assert.equal((await logs.send('DeleteLogGroup', { logGroupName: 'g' })).status, 400);
  await logs.ok('PutLogGroupDeletionProtection', { logGroupIdentifier: 'g', deletionProtectionEnabled: false });
  await logs.ok('CreateLogStream', { logGroupName: 'g', logStreamName: 's' });
  await logs.ok('DeleteLogGroup', { logGroupName: 'g' });
  await logs.ok('CreateLogGroup', { logGroupName: 'g' });
  assert.deepEqual(
    (await logs.ok('DescribeLogStreams', { logGroupName: 'g' })).logStreams,
    [],
    'its streams went with it',
  );
});

test('tags, by ARN and by name (test_tag_resource_api)', async () => {
  await using logs = await openLogs();
  await logs.ok('CreateLogGroup', { logGroupName: 'g', tags: { env: 'testing1' } });
  await logs.ok('TagResource', { resourceArn: `${ARN}:g`, tags: { test1: 'val1', test2: 'val2' } });
  await logs.ok('TagLogGroup', { logGroupName: 'g', tags: { test3: 'val3', constructor: 'c' } });
  const both = async () => {
    const { tags } = await logs.ok('ListTagsForResource', { resourceArn: `${ARN}:g` });
    assert.deepEqual((await logs.ok('ListTagsLogGroup', { logGroupName: 'g' })).tags, tags);
    return tags;
  };
  assert.deepEqual(await both(), { env: 'testing1', test1: 'val1', test2: 'val2', test3: 'val3', constructor: 'c' });
  await logs.ok('UntagLogGroup', { logGroupName: 'g', tags: ['env', 'test1', 'constructor', 'unknown'] });
  await logs.ok('UntagResource', { resourceArn: `${ARN}:g`, tagKeys: ['test3'] });
  assert.deepEqual(await both(), { test2: 'val2' });
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']));
  const { body } = await logs.send('TagResource', { resourceArn: `${ARN}:g`, tags: many });
  assert.equal(body.__type, 'TooManyTagsException');
});

test('groups and streams come in pages, streams also backwards', async () => {
  await using logs = await openLogs();
  const all = ['a', 'a/b', 'b', 'c', 'd'];
  for (const logGroupName of all) await logs.ok('CreateLogGroup', { logGroupName });
  for (const logStreamName of ['[$LATEST]1', 'ü', 'a', 'b/c', '🙂'])
    await logs.ok('CreateLogStream', { logGroupName: 'a', logStreamName });
  await logs.ok('CreateLogStream', { logGroupName: 'a/b', logStreamName: 'another group' });
  const walk = async (operation: string, input: object, read: (page: never) => string[]) => {
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await logs.ok(operation, { ...input, limit: 2, nextToken });
      found.push(...read(page as never));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found;
  };
  assert.deepEqual(await walk('DescribeLogGroups', {}, names), all);
  const streams = ({ logStreams }: { logStreams: { logStreamName: string }[] }) =>
    logStreams.map((one) => one.logStreamName);
  const inOrder = ['[$LATEST]1', 'a', 'b/c', 'ü', '🙂'];
  assert.deepEqual(await walk('DescribeLogStreams', { logGroupName: 'a' }, streams), inOrder);
  assert.deepEqual(
    await walk('DescribeLogStreams', { logGroupIdentifier: `${ARN}:a`, descending: true }, streams),
    inOrder.reverse(),
  );
  const [first] = (await logs.ok('DescribeLogStreams', { logGroupName: 'a/b' })).logStreams;
  assert.equal(first.arn, `${ARN}:a/b:log-stream:another group`);
});

test('a page has whole items, and a walk backwards goes on where a stream has gone meanwhile', async () => {
  await using logs = await openLogs();
  for (const logGroupName of ['a', 'b', 'c']) await logs.ok('CreateLogGroup', { logGroupName });
  assert.deepEqual(names((await logs.ok('DescribeLogGroups', { limit: 1.5 })) as never), ['a']);
  for (const logStreamName of ['a', 'b', '\uffff', '🙂'])
    await logs.ok('CreateLogStream', { logGroupName: 'a', logStreamName });
  const backwards = { logGroupName: 'a', descending: true, limit: 2 };
  const streams = ({ logStreams }: { logStreams: { logStreamName: string }[] }) =>
    logStreams.map((one) => one.logStreamName);
  const first = await logs.ok('DescribeLogStreams', backwards);
  assert.deepEqual(streams(first), ['🙂', '\uffff']);
  await logs.ok('DeleteLogStream', { logGroupName: 'a', logStreamName: '\uffff' });
  const second = await logs.ok('DescribeLogStreams', { ...backwards, nextToken: first.nextToken });
  assert.deepEqual([streams(second), second.nextToken], [['b', 'a'], undefined]);
  const nextToken = Buffer.from('A').toString('base64url');
  assert.deepEqual(streams(await logs.ok('DescribeLogStreams', { ...backwards, nextToken })), []);
});
