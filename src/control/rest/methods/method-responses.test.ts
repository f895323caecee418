import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newMockApi, openRest, refused, wrongOps } from '../rest.fixture.ts';

const HEADER = 'method.response.header.my-header';
const PARAMETER = `/responseParameters/${HEADER}`;
const MODEL = '/responseModels/application~1json';
const NO_STATUS = 'Invalid Response status code specified';
const BAD_STATUS =
  "Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d";

test('the life of a method response (test_lifecycle_method_response)', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const response = `${method}/responses/200`;
  const empty = { statusCode: '200', responseParameters: {}, responseModels: {} };
  const put = await rest.send('PUT', response, { responseParameters: {}, responseModels: {} });
  assert.deepEqual([put.status, put.body], [201, empty]);
  assert.deepEqual(await rest.ok('GET', response), empty);
  refused(await rest.send('PUT', response, {}), 'ConflictException', 'Response already exists for this resource');

  const full = {
    statusCode: '200',
    responseParameters: { [HEADER]: true },
    responseModels: { 'application/json': 'Empty' },
  };
  for (const op of ['add', 'replace']) {
    const { status, body } = await rest.patch(response, [op, PARAMETER, 'true'], [op, MODEL, 'Empty']);
    assert.deepEqual([status, body], [201, full], op);
  }
  assert.deepEqual((await rest.ok('GET', method))['methodResponses'], { 200: full });

  const deleted = await rest.send('DELETE', response);
  assert.deepEqual([deleted.status, deleted.body], [204, undefined]);
  assert.ok(!('methodResponses' in (await rest.ok('GET', method))));
  refused(await rest.send('GET', response), 'NotFoundException', NO_STATUS);
  refused(await rest.send('DELETE', response), 'NotFoundException', NO_STATUS);
});

test('nothing given is nothing shown, and a map whose last entry goes, goes (test_update_method_response)', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  assert.deepEqual(await rest.ok('PUT', `${method}/responses/404`, {}), { statusCode: '404' });
  const response = `${method}/responses/200`;
  await rest.ok('PUT', response, {
    responseParameters: { [HEADER]: false },
    responseModels: { 'application/json': 'Empty' },
  });
  const removed = await rest.patch(response, ['remove', PARAMETER, 'true'], ['remove', MODEL, 'Empty']);
  assert.deepEqual([removed.status, removed.body], [201, { statusCode: '200' }]);
});

test('an entry must be there to be replaced or removed (test_update_method_wrong_param_names, …_lack_response_parameters_and_models)', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const response = `${method}/responses/200`;
  await rest.ok('PUT', response, {
    responseParameters: { [HEADER]: false },
    responseModels: { 'application/json': 'Empty' },
  });
  await rest.ok('PUT', `${method}/responses/201`, {});
  for (const op of ['replace', 'remove']) {
    for (const name of ['wrong', '__proto__', 'toString']) {
      refused(
        await rest.patch(response, [op, `/responseParameters/${name}`, 'true']),
        'NotFoundException',
        'Invalid parameter name specified',
      );
      refused(
        await rest.patch(response, [op, `/responseModels/${name}`, 'Empty']),
        'NotFoundException',
        'Content-Type specified was not found',
      );
    }
  }
  refused(
    await rest.patch(`${method}/responses/201`, ['remove', PARAMETER, 'true']),
    'NotFoundException',
    'Invalid parameter name specified',
  );
  refused(
    await rest.patch(response, ['remove', `/wrong/${HEADER}`, 'true']),
    'BadRequestException',
    `Invalid patch path /wrong/${HEADER}`,
  );
});

test('where there is no such response (test_update_method_response_negative_tests)', async () => {
  await using rest = await openRest();
  const { at, method } = await newMockApi(rest);
  await rest.ok('PUT', `${method}/responses/200`, {});
  const patch = (target: string, op = 'replace') => rest.patch(target, [op, PARAMETER, 'true']);
  refused(await patch(`${method}/responses/201`), 'NotFoundException', NO_STATUS);
  refused(
    await patch(`${method}/responses/wrong`),
    'ValidationException',
    `1 validation error detected: ${BAD_STATUS}`,
  );
  // AWS has these two the other way round: src/protocol lists constraints on labels first.
  const both = await patch(`${method}/responses/wrong`, 'wrong_op');
  assert.equal(both.error, 'ValidationException');
  assert.ok(both.body.message?.startsWith('2 validation errors detected: '));
  assert.ok(both.body.message?.includes(BAD_STATUS));
  assert.ok(both.body.message?.includes(wrongOps('updateMethodResponseInput', 'wrong_op', 1).replace(/^.*?: /, '')));
  refused(
    await patch(`${at}/resources/wrong/methods/GET/responses/200`),
    'NotFoundException',
    'Invalid Resource identifier specified',
  );
  refused(
    await patch(`${method.replace(/GET$/, 'POST')}/responses/200`),
    'NotFoundException',
    'Invalid Method identifier specified',
  );
});

test('unknown operations are found before anything else (test_update_method_response_wrong_operations)', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const response = `${method}/responses/200`;
  await rest.ok('PUT', response, { responseModels: { 'application/json': 'Empty' } });
  refused(
    await rest.patch(
      response,
      ['wrong_op', PARAMETER, 'true'],
      ['remove', MODEL, 'Empty'],
      ['wrong_op', MODEL, 'Empty'],
    ),
    'ValidationException',
    wrongOps('updateMethodResponseInput', 'wrong_op', 1, 3),
  );
  assert.deepEqual((await rest.ok('GET', response))['responseModels'], { 'application/json': 'Empty' });
});

test('what a response declares must make sense', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  refused(
    await rest.send('PUT', `${method}/responses/200`, { responseParameters: { 'X-Header': true } }),
    'BadRequestException',
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: X-Header]',
  );
  refused(
    await rest.send('PUT', `${method}/responses/200`, { responseModels: { 'application/json': 'petModel' } }),
    'BadRequestException',
    'Invalid model identifier specified: petModel',
  );
});
