import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, newMockApi, openRest, refused } from '../rest.fixture.ts';

const NO_VALIDATOR = 'Invalid Request Validator identifier specified';
const BLANK = 'Request Validator name cannot be blank';

test('the life of a request validator (test_request_validator_lifecycle)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const { status, body } = await rest.send('POST', `${at}/requestvalidators`, { name: 'test-validator' });
  assert.match(body.id, /^[a-z0-9]{6}$/);
  const shown = { id: body.id, name: 'test-validator', validateRequestBody: false, validateRequestParameters: false };
  assert.deepEqual([status, body], [201, shown]);
  const validator = `${at}/requestvalidators/${body.id}`;
  assert.deepEqual(await rest.ok('GET', validator), shown);
  assert.deepEqual(await rest.ok('GET', `${at}/requestvalidators`), { item: [shown] });
  const on = await rest.patch(validator, ['replace', '/validateRequestBody', 'true']);
  assert.deepEqual([on.status, on.body], [200, { ...shown, validateRequestBody: true }]);
  assert.deepEqual((await rest.patch(validator, ['replace', '/validateRequestBody', undefined])).body, shown);
  const renamed = await rest.patch(
    validator,
    ['replace', '/name', 'b'],
    ['replace', '/validateRequestParameters', 'true'],
  );
  assert.deepEqual(renamed.body, { ...shown, name: 'b', validateRequestParameters: true });
  const deleted = await rest.send('DELETE', validator);
  assert.deepEqual([deleted.status, deleted.body], [202, undefined]);
  refused(await rest.send('GET', validator), 'NotFoundException', NO_VALIDATOR);
  assert.deepEqual(await rest.ok('GET', `${at}/requestvalidators`), { item: [] });
});

test('where there is none (test_validators_crud_no_api, test_invalid_get_request_validator, …_delete_…)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const { id } = await rest.ok('POST', `${at}/requestvalidators`, { name: 'x' });
  for (const target of [`/restapis/api_id/requestvalidators/${id}`, `${at}/requestvalidators/validator_id`]) {
    refused(await rest.send('GET', target), 'NotFoundException', NO_VALIDATOR);
    refused(await rest.send('DELETE', target), 'NotFoundException', NO_VALIDATOR);
    refused(await rest.patch(target, ['replace', '/name', 'x']), 'NotFoundException', NO_VALIDATOR);
  }
  refused(
    await rest.send('POST', '/restapis/api_id/requestvalidators', { name: 'x' }),
    'BadRequestException',
    'Invalid REST API identifier specified',
  );
  refused(
    await rest.send('GET', '/restapis/api_id/requestvalidators'),
    'NotFoundException',
    'Invalid API identifier specified 111111111111:api_id',
  );
});

test('a patch that a validator cannot take (test_invalid_update_request_validator_operations)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const before = await rest.ok('POST', `${at}/requestvalidators`, { name: 'x' });
  const validator = `${at}/requestvalidators/${before.id}`;
  for (const op of ['add', 'remove']) {
    refused(
      await rest.patch(validator, [op, '/validateRequestBody', 'true']),
      'BadRequestException',
      `Invalid patch path  '/validateRequestBody' specified for op '${op}'. Please choose supported operations`,
    );
  }
  refused(
    await rest.patch(validator, ['replace', '/invalidPath', 'true']),
    'BadRequestException',
    "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
  );
  refused(await rest.patch(validator, ['replace', '/name', undefined]), 'BadRequestException', BLANK);
  assert.deepEqual(await rest.ok('GET', validator), before);
});

test('a name may be missing, but not blank, nor that of another (serverless/serverless#10099)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const create = (input: object) => rest.send('POST', `${at}/requestvalidators`, input);
  for (let i = 0; i < 2; i++) assert.equal((await create({ validateRequestBody: true })).status, 201);
  assert.equal((await create({ name: 'x' })).status, 201);
  refused(await create({ name: '' }), 'BadRequestException', BLANK);
  refused(await create({ name: 'x' }), 'BadRequestException', 'Request Validator name must be unique');
});

test('a validator in use stays', async () => {
  await using rest = await openRest();
  const { at, method } = await newMockApi(rest);
  const { id } = await rest.ok('POST', `${at}/requestvalidators`, { name: 'x' });
  await rest.patch(method, ['replace', '/requestValidatorId', id]);
  refused(
    await rest.send('DELETE', `${at}/requestvalidators/${id}`),
    'ConflictException',
    "Cannot delete request validator 'x', is referenced in method: GET//",
  );
  await rest.ok('DELETE', method);
  await rest.ok('DELETE', `${at}/requestvalidators/${id}`);
});
