import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, newMockApi, openRest, type RestClient, refused } from '../rest.fixture.ts';

const NO_SCHEMA = 'Model schema must have at least 1 property or array items defined';
const INVALID = 'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]';
const NOT_CANONICAL =
  'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified, Model reference must be in canonical form]';

/** The model of the API reference's examples. */
const CALC = {
  title: 'Calc output',
  type: 'object',
  properties: { a: { type: 'number' }, b: { type: 'number' }, op: { type: 'string' }, c: { type: 'number' } },
  required: ['a', 'b', 'op'],
};
const input = (name: string, schema: unknown = { title: name, type: 'object' }) => ({
  name,
  contentType: 'application/json',
  schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
});
const ref = (api: string, name: string) => ({
  $ref: `https://apigateway.amazonaws.com/restapis/${api}/models/${name}`,
});

async function create(rest: RestClient, at: string, name: string, schema?: unknown): Promise<string> {
  return (await rest.ok('POST', `${at}/models`, input(name, schema))).id;
}

test('the life of a model, beside the two of every new API (test_model_lifecycle; AWS CLI reference, get-models)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const given = { ...input('CalcOutput', CALC), description: 'Calc output model' };
  const { status, body } = await rest.send('POST', `${at}/models`, given);
  assert.match(body.id, /^[a-z0-9]{6}$/);
  assert.deepEqual([status, body], [201, { id: body.id, ...given }]);
  assert.deepEqual(await rest.ok('GET', `${at}/models/CalcOutput`), body);
  const { item } = await rest.ok('GET', `${at}/models`);
  const [, empty, error] = item;
  assert.deepEqual(item, [
    body,
    {
      id: empty?.id,
      name: 'Empty',
      description: 'This is a default empty schema model',
      contentType: 'application/json',
      schema:
        '{\n  "$schema": "http://json-schema.org/draft-04/schema#",\n  "title" : "Empty Schema",\n  "type" : "object"\n}',
    },
    {
      id: error?.id,
      name: 'Error',
      description: 'This is a default error schema model',
      contentType: 'application/json',
      schema:
        '{\n  "$schema" : "http://json-schema.org/draft-04/schema#",\n  "title" : "Error Schema",\n  "type" : "object",\n  "properties" : {\n    "message" : { "type" : "string" }\n  }\n}',
    },
  ]);
  const deleted = await rest.send('DELETE', `${at}/models/CalcOutput`);
  assert.deepEqual([deleted.status, deleted.body], [202, undefined]);
  refused(
    await rest.send('GET', `${at}/models/CalcOutput`),
    'NotFoundException',
    'Invalid model name specified: CalcOutput',
  );
  await rest.ok('DELETE', `${at}/models/Empty`);
});

test('pages of models are in the order of names', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  await create(rest, at, 'A0');
  const first = await rest.ok('GET', `${at}/models?limit=2`);
  const second = await rest.ok('GET', `${at}/models?limit=2&position=${first.position}`);
  const names = [...first.item, ...second.item].map(({ name }) => name);
  assert.deepEqual([names, second.position], [['A0', 'Empty', 'Error'], undefined]);
});

test('a schema may say nothing (test_cfn_with_apigateway_resources)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const given = { name: 'Anything', contentType: 'application/json', schema: '{}' };
  const { id, ...model } = await rest.ok('POST', `${at}/models`, given);
  assert.deepEqual(model, given);
  assert.equal((await rest.send('GET', `${at}/models/Anything/default_template`)).status, 200);
  assert.equal((await rest.ok('GET', `${at}/models/Anything?flatten=true`))['schema'], '{}');
});

test('a model that cannot be is refused (test_model_validation)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const unknown = 'Invalid API identifier specified 111111111111:abcde0';
  refused(await rest.send('POST', '/restapis/abcde0/models', input('MySchema')), 'NotFoundException', unknown);
  refused(await rest.send('GET', '/restapis/abcde0/models'), 'NotFoundException', unknown);
  const noModel = 'Invalid model name specified: MySchema';
  refused(await rest.send('GET', '/restapis/abcde0/models/MySchema'), 'NotFoundException', noModel);
  refused(await rest.send('DELETE', '/restapis/abcde0/models/MySchema'), 'NotFoundException', noModel);

  const send = (given: object) => rest.send('POST', `${at}/models`, given);
  const made = await send({ ...input('MySchema'), description: '' });
  assert.deepEqual([made.status, made.body], [201, { id: made.body.id, ...input('MySchema') }]);
  refused(await send(input('MySchema')), 'ConflictException', 'Model name already exists for this REST API');
  refused(await send(input('')), 'BadRequestException', 'Model name must be non-empty');
  refused(await send(input('my-schema')), 'BadRequestException', 'Model name must be alphanumeric: my-schema');
  refused(await send(input('__proto__')), 'BadRequestException', 'Model name must be alphanumeric: __proto__');
  refused(await send(input('E', '')), 'BadRequestException', NO_SCHEMA);
  for (const contentType of ['application/json', 'application/xml']) {
    refused(await send({ name: 'E', contentType }), 'BadRequestException', NO_SCHEMA);
  }
  refused(
    await send({ ...input('E'), contentType: '123' }),
    'BadRequestException',
    'Validation Result: warnings : [], errors : [Invalid content type specified: 123]',
  );
  // An object has these as anybody has: a name like any other.
  await create(rest, at, 'constructor', '{"properties":{"__proto__":{"type":"string"},"$ref":{"type":"object"}}}');
});

test('schemas are those of draft 4 (aws/aws-cdk#27433, aws/aws-cdk#18715)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const send = (schema: unknown) => rest.send('POST', `${at}/models`, input('E', schema));
  const draft7 = { $schema: 'http://json-schema.org/draft-07/schema#' };
  for (const schema of [
    'not json',
    '"text"',
    'null',
    '[1]',
    { type: 'text' },
    { type: 'object', required: [] },
    { type: 'object', required: ['a', 'a'] },
    { properties: { status: { enum: ['A', 'A'] } } },
    { properties: { a: { maxLength: '35' } } },
    { items: [{ properties: [] }] },
    { allOf: [{ not: { minItems: -1 } }] },
    `{"enum":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`,
    `${'{"not":'.repeat(501)}{}${'}'.repeat(501)}`,
  ]) {
    refused(await send(schema), 'BadRequestException', INVALID);
  }
  for (const schema of [
    { ...draft7, type: 'object', required: [] },
    { type: ['string', 'null'], default: { required: [] }, enum: [{ type: 'nothing' }, null] },
    { additionalProperties: false, items: { type: 'integer' }, dependencies: { a: ['b'] } },
    { definitions: { A: { type: 'string' } }, $ref: '#/definitions/A' },
    `${'{"not":'.repeat(500)}{}${'}'.repeat(500)}`,
  ]) {
    assert.equal((await send(schema)).status, 201, JSON.stringify(schema));
    await rest.ok('DELETE', `${at}/models/E`);
  }
});

test('patching (test_update_model)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const operations = [
    ['replace', '/schema', '{"title":"Updated schema"}'],
    ['replace', '/description', ''],
  ] as const;
  refused(
    await rest.patch('/restapis/abcde0/models/mySchema', ...operations),
    'NotFoundException',
    'Invalid model name specified: mySchema',
  );
  const { body: made } = await rest.send('POST', `${at}/models`, { ...input('MySchema'), description: 'old' });
  const model = `${at}/models/MySchema`;
  const { status, body } = await rest.patch(model, ...operations);
  const { description: _, ...rest_ } = made;
  assert.deepEqual([status, body], [200, { ...rest_, schema: '{"title":"Updated schema"}' }]);
  refused(
    await rest.patch(model, ['add', '/wrong-path', 'not supported op']),
    'BadRequestException',
    "Invalid patch path  '/wrong-path' specified for op 'add'. Please choose supported operations",
  );
  refused(
    await rest.patch(model, ['replace', '/name', 'invalid']),
    'BadRequestException',
    "Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
  );
  refused(await rest.patch(model, ['replace', '/schema', '']), 'BadRequestException', NO_SCHEMA);
  refused(await rest.patch(model, ['replace', '/schema', '{"type":1}']), 'BadRequestException', INVALID);
  assert.deepEqual(await rest.ok('GET', model), body);
});

test('a model that a method uses stays (test_put_method_model)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  await create(rest, at, 'MySchema');
  await create(rest, at, 'MySchemaTwo');
  const { id } = await rest.ok('POST', `${at}/resources/${root}`, { pathPart: 'test' });
  const methods = [`${at}/resources/${root}/methods/ANY`, `${at}/resources/${id}/methods/ANY`] as const;
  const put = (method: string, name: string) =>
    rest.ok('PUT', method, { authorizationType: 'NONE', requestModels: { 'application/json': name } });
  const inUse = async (name: string, path: string) =>
    refused(
      await rest.send('DELETE', `${at}/models/${name}`),
      'ConflictException',
      `Cannot delete model '${name}', is referenced in method request: ${path}`,
    );
  await put(methods[0], 'MySchema');
  await inUse('MySchema', '//ANY');
  await rest.patch(methods[0], ['replace', '/requestModels/application~1json', 'MySchemaTwo']);
  await rest.ok('DELETE', `${at}/models/MySchema`);
  await inUse('MySchemaTwo', '//ANY');
  await put(methods[1], 'MySchemaTwo');
  await inUse('MySchemaTwo', '/test/ANY');
  await rest.patch(methods[1], ['remove', '/requestModels/application~1json', 'MySchemaTwo']);
  await inUse('MySchemaTwo', '//ANY');
  await rest.ok('DELETE', methods[0]);
  await rest.ok('DELETE', `${at}/models/MySchemaTwo`);
});

test('so does one of a method response (amazon-archives/aws-apigateway-importer#113)', async () => {
  await using rest = await openRest();
  const { at, method } = await newMockApi(rest);
  await create(rest, at, 'Pet');
  const response = `${method}/responses/200`;
  await rest.ok('PUT', response, { responseModels: { 'application/json': 'Pet' } });
  refused(
    await rest.send('DELETE', `${at}/models/Pet`),
    'ConflictException',
    "Cannot delete model 'Pet', is referenced in method response: //GET",
  );
  refused(
    await rest.patch(response, ['replace', '/responseModels/application~1json', 'Nothing']),
    'BadRequestException',
    'Invalid model identifier specified: Nothing',
  );
  await rest.patch(response, ['replace', '/responseModels/application~1json', 'Empty']);
  await rest.ok('DELETE', `${at}/models/Pet`);
});

test('models refer to models of their API', async () => {
  await using rest = await openRest();
  const { id, at } = await newApi(rest);
  const send = (schema: object) => rest.send('POST', `${at}/models`, input('Pets', schema));
  const list = (items: object) => ({ type: 'array', items });
  for (const $ref of ['Pet', 'http://example.com/Pet', ref('otherapi', 'Pet').$ref]) {
    refused(await send(list({ $ref })), 'BadRequestException', NOT_CANONICAL);
  }
  refused(await send(list(ref(id, 'Pet'))), 'BadRequestException', 'Invalid model identifier specified: Pet');
  await create(rest, at, 'Pet');
  assert.equal((await send(list(ref(id, 'Pet')))).status, 201);
  refused(
    await rest.send('DELETE', `${at}/models/Pet`),
    'ConflictException',
    "Cannot delete model 'Pet', is referenced in model: Pets",
  );
  // One that refers to itself is in nobody's way.
  await rest.patch(`${at}/models/Pets`, ['replace', '/schema', JSON.stringify(list(ref(id, 'Pets')))]);
  await rest.ok('DELETE', `${at}/models/Pet`);
  await rest.ok('DELETE', `${at}/models/Pets`);
});

test('a flattened model brings those that it refers to', async () => {
  await using rest = await openRest();
  const { id, at } = await newApi(rest);
  await create(rest, at, 'Name', { type: 'string' });
  await create(rest, at, 'Pet', { properties: { name: ref(id, 'Name'), mother: ref(id, 'Pet') } });
  await create(rest, at, 'Pets', { type: 'array', items: ref(id, 'Pet') });
  const { schema } = await rest.ok('GET', `${at}/models/Pets?flatten=true`);
  assert.deepEqual(JSON.parse(schema as string), {
    type: 'array',
    items: { $ref: '#/definitions/Pet' },
    definitions: {
      Pet: { properties: { name: { $ref: '#/definitions/Name' }, mother: { $ref: '#/definitions/Pet' } } },
      Name: { type: 'string' },
    },
  });
  const plain = await rest.ok('GET', `${at}/models/Pets?flatten=false`);
  assert.equal(plain['schema'], JSON.stringify({ type: 'array', items: ref(id, 'Pet') }));
});

test('the template of a model (API reference and AWS CLI reference, GetModelTemplate)', async () => {
  await using rest = await openRest();
  const { id, at } = await newApi(rest);
  const template = async (name: string) => (await rest.ok('GET', `${at}/models/${name}/default_template`))['value'];
  await create(rest, at, 'Calc', CALC);
  const start = "#set($inputRoot = $input.path('$'))\n";
  assert.equal(
    await template('Calc'),
    `${start}{\n  "a" : 3.1415,\n  "b" : 3.1415,\n  "op" : "foo",\n  "c" : 3.1415\n}`,
  );
  assert.equal(await template('Empty'), `${start}{ }`);
  await create(rest, at, 'Pets', { properties: { all: { type: 'array', items: ref(id, 'Calc') } } });
  assert.match(String(await template('Pets')), /#foreach\(\$elem in \$inputRoot\.all\)\n[^#]*"op" : "foo"/);
  // A model that contains itself many times has an end.
  const self = ref(id, 'Self');
  await create(rest, at, 'Self', { properties: { a: self, b: self, c: self, d: self } });
  assert.ok(String(await template('Self')).length < 2_000_000);
  refused(
    await rest.send('GET', `${at}/models/None/default_template`),
    'NotFoundException',
    'Invalid model name specified: None',
  );
});

test('the models of an API have room for 400 KB together (aws-behaviour.md §3.2)', async () => {
  await using rest = await openRest('aws');
  const { at } = await newApi(rest);
  const big = { type: 'object', description: 'x'.repeat(204_000) };
  await create(rest, at, 'A', big);
  await create(rest, at, 'B', big);
  refused(
    await rest.send('POST', `${at}/models`, input('C', big)),
    'BadRequestException',
    'The models of this API together exceeds the maximum size of 409600 bytes',
  );
  await rest.ok('DELETE', `${at}/models/A`);
  await create(rest, at, 'C', big);
});
