import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionAliasKey, functionKey, functionVersionKey, type PolicyStatement } from '../definition/definition.ts';
import { ARN, alias, openedInvoker, putFunction, record, request, SCOPE, version } from './invoke.fixture.ts';

test('qualifiers lead to versions, and the function sees what was asked for', async (t) => {
  const opened = await openedInvoker(t);
  const { invokeFunction, engine } = opened;
  const versions = [version('f'), version('f', { Version: '1' }), version('f', { Version: '2' })];
  await putFunction(opened, record('f', { reservedConcurrency: 7 }), versions, [alias('live', '2')]);
  for (const qualifier of ['', '$LATEST', '1', 'live']) await invokeFunction(request('f', { qualifier }));
  assert.deepEqual(
    engine.runs.map(({ target }) => [target.version.Version, target.qualifiedArn, target.reservedConcurrency]),
    [
      ['$LATEST', `${ARN}:f`, 7],
      ['$LATEST', `${ARN}:f:$LATEST`, 7],
      ['1', `${ARN}:f:1`, 7],
      ['2', `${ARN}:f:live`, 7],
    ],
  );
  await invokeFunction(request('f', { traceId: 'Root=1', clientContext: 'e30=', tail: true, payload: 'x' }));
  const invocation = { requestId: 'r-1', payload: 'x', traceId: 'Root=1', clientContext: 'e30=', tail: true };
  assert.deepEqual(engine.runs.at(-1)?.invocation, invocation);
});

test('an alias with weights shares invocations out', async (t) => {
  let x = 0;
  const opened = await openedInvoker(t, { random: () => x });
  const versions = [version('f'), version('f', { Version: '1' }), version('f', { Version: '2' })];
  await putFunction(opened, record('f'), versions, [alias('live', '1', { 2: 0.25 })]);
  for (x of [0, 0.24, 0.25, 0.99]) await opened.invokeFunction(request('f', { qualifier: 'live' }));
  assert.deepEqual(
    opened.engine.runs.map(({ target }) => target.version.Version),
    ['2', '2', '1', '1'],
  );
});

test('a known function is given to the engine before anything is awaited', async (t) => {
  const opened = await openedInvoker(t);
  await putFunction(opened, record('f'));
  await opened.caughtUp();
  const outcome = opened.invokeFunction(request('f'));
  assert.equal(opened.engine.runs.length, 1);
  assert.equal((await outcome).outcome, 'returned');
});

test('what does not exist is refused with its ARN', async (t) => {
  const opened = await openedInvoker(t);
  await putFunction(opened, record('f'));
  const notFound = (arn: string) => ({
    outcome: 'refused',
    error: 'ResourceNotFoundException', // recorded: LocalStack's test_lambda_api snapshots
    message: `Function not found: ${arn}`,
  });
  assert.deepEqual(await opened.invokeFunction(request('g')), notFound(`${ARN}:g`));
  assert.deepEqual(await opened.invokeFunction(request('f', { qualifier: '1' })), notFound(`${ARN}:f:1`));
  assert.deepEqual(await opened.invokeFunction(request('f', { scope: '111111111111/us-east-1' })), {
    ...notFound(''),
    message: 'Function not found: arn:aws:lambda:us-east-1:111111111111:function:f',
  });
});

test('a change ends the environments of what it changes', async (t) => {
  const opened = await openedInvoker(t);
  const { store, engine, invokeFunction, caughtUp } = opened;
  await putFunction(opened, record('f'), [version('f'), version('f', { Version: '1' })], [alias('live', '1')]);
  await invokeFunction(request('f'));
  const put = (change: object) =>
    store.transact(async (tx) => tx.put(functionVersionKey(SCOPE, 'f', '$LATEST'), version('f', change)));

  await put({ RevisionId: 'r2', Description: 'other' });
  await caughtUp();
  assert.deepEqual(engine.retired, [], 'a description is nothing to end an environment for');
  await invokeFunction(request('f'));
  assert.equal(engine.runs.at(-1)?.target.version.RevisionId, 'r1', 'so the engine sees no other version');

  await put({ RevisionId: 'r3', Timeout: 9 });
  await caughtUp();
  assert.deepEqual(engine.retired, [`${SCOPE} f $LATEST`]);
  await invokeFunction(request('f'));
  assert.equal(engine.runs.at(-1)?.target.version.Timeout, 9);

  await store.transact(async (tx) => tx.put(functionAliasKey(SCOPE, 'f', 'live'), alias('live', '$LATEST')));
  await caughtUp();
  await invokeFunction(request('f', { qualifier: 'live' }));
  assert.equal(engine.runs.at(-1)?.target.version.Version, '$LATEST');

  await store.transact(async (tx) => tx.put(functionKey(SCOPE, 'f'), record('f', { reservedConcurrency: 0 })));
  await caughtUp();
  await invokeFunction(request('f'));
  assert.equal(engine.runs.at(-1)?.target.reservedConcurrency, 0);

  await store.transact(async (tx) => {
    tx.delete(functionAliasKey(SCOPE, 'f', 'live'));
    for (const number of ['$LATEST', '1']) tx.delete(functionVersionKey(SCOPE, 'f', number));
    tx.delete(functionKey(SCOPE, 'f'));
  });
  await caughtUp();
  assert.deepEqual(engine.retired.slice(1), [`${SCOPE} f $LATEST`, `${SCOPE} f 1`]);
  assert.equal((await invokeFunction(request('f'))).outcome, 'refused');
});

const caller = {
  service: 'apigateway.amazonaws.com',
  sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:abc/prod/GET/pets',
  sourceAccount: '000000000000',
};

function statement(Resource: string): PolicyStatement {
  return {
    Sid: 's',
    Effect: 'Allow',
    Principal: { Service: caller.service },
    Action: 'lambda:InvokeFunction',
    Resource,
    Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:abc/*' } },
  };
}

test('a service needs the permission of the qualified function, and is told how to get it', async (t) => {
  const opened = await openedInvoker(t);
  const { invokeFunction, store, caughtUp } = opened;
  const versions = [version('f'), version('f', { Version: '1' })];
  await putFunction(opened, record('f', { policies: { live: [statement(`${ARN}:f:live`)] } }), versions, [
    alias('live', '1'),
  ]);
  const outcome = async (qualifier: string, from = caller) =>
    (await invokeFunction(request('f', { qualifier, caller: from }))).outcome;
  assert.equal(await outcome('live'), 'returned');
  assert.deepEqual(await invokeFunction(request('f', { qualifier: '1', caller })), {
    outcome: 'refused',
    error: 'AccessDeniedException', // our own sentence: AWS's clients never see one
    message:
      `The resource policy of ${ARN}:f:1 does not allow apigateway.amazonaws.com to invoke it for ${caller.sourceArn}. ` +
      'To allow it: aws lambda add-permission --function-name f --qualifier 1 --statement-id apigateway ' +
      `--action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn '${caller.sourceArn}'`,
  });
  assert.equal(await outcome(''), 'refused');
  assert.equal(
    await outcome('live', { ...caller, service: 's3.amazonaws.com' }),
    'refused',
    'the decision is per service',
  );
  assert.equal(await outcome('live'), 'returned');

  await store.transact(async (tx) =>
    tx.put(functionKey(SCOPE, 'f'), record('f', { policies: { '': [statement(`${ARN}:f`)] } })),
  );
  await caughtUp();
  assert.equal(await outcome(''), 'returned');
  assert.equal(await outcome('$LATEST'), 'returned');
  assert.equal(await outcome('live'), 'refused');
});

test('a payload over the limit does not reach the engine', async (t) => {
  const opened = await openedInvoker(t);
  await putFunction(opened, record('f'));
  const invoke = (payload: string | Uint8Array, type: 'RequestResponse' | 'Event') =>
    opened.invokeFunction(request('f', { payload, type }));
  // Seen by users of AWS: theburningmonk.com/2020/04, and with the limit of 2025 for events.
  assert.deepEqual(await invoke('ä'.repeat(3_145_729), 'RequestResponse'), {
    outcome: 'refused',
    error: 'RequestTooLargeException',
    message: '6291458 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
  });
  assert.deepEqual(await invoke(Buffer.alloc(1_048_577), 'Event'), {
    outcome: 'refused',
    error: 'RequestTooLargeException',
    message: '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
  });
  assert.equal(opened.engine.runs.length, 0);
  assert.equal((await invoke(Buffer.alloc(6_291_456), 'RequestResponse')).outcome, 'returned');
});

test('code that was replaced while an environment was about to read it is not missed', async (t) => {
  const opened = await openedInvoker(t);
  const { engine, store, invokeFunction } = opened;
  await putFunction(opened, record('f'));
  await opened.caughtUp();
  const run = engine.run;
  engine.run = async (target, invocation) => {
    engine.run = run;
    await store.transact(async (tx) =>
      tx.put(functionVersionKey(SCOPE, 'f', '$LATEST'), version('f', { codeId: 'f/new', RevisionId: 'r2' })),
    );
    throw new Error(`The code ${target.version.codeId} is not in the store (${invocation.requestId})`);
  };
  assert.equal((await invokeFunction(request('f'))).outcome, 'returned');
  assert.equal(engine.runs.at(-1)?.target.version.codeId, 'f/new');
  engine.run = () => Promise.reject(new Error('bug'));
  await assert.rejects(invokeFunction(request('f')), { message: 'bug' });
});
