import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Call } from '../../../protocol/protocol.ts';
import { type Body, newApi, openRest, type RestClient, refused } from '../rest.fixture.ts';

const PARTS = [
  {
    location: { type: 'API' },
    properties: {
      description: 'API description',
      info: { description: 'API info description 4', version: 'API info version 3' },
    },
  },
  { location: { type: 'METHOD', method: 'GET' }, properties: { description: 'Method description.' } },
  { location: { type: 'MODEL', name: 'Empty' }, properties: { title: 'Empty Schema' } },
  { location: { type: 'RESPONSE', method: 'GET', statusCode: '200' }, properties: { description: '200 response' } },
];

/** The document of "Import API documentation", developer guide. */
const document = (documentationParts: unknown = PARTS) => ({
  openapi: '3.0.0',
  info: { description: 'description', version: '1', title: 'doc' },
  paths: { '/': { get: { description: 'Method description.', responses: { 200: { description: '200 response' } } } } },
  'x-amazon-apigateway-documentation': { version: '1.0.3', documentationParts },
});

async function shown(rest: RestClient, at: string): Promise<[id: string, location: unknown, properties: unknown][]> {
  const { item } = await rest.ok('GET', `${at}/documentation/parts`);
  return item.map(({ id, location, properties }: Body) => [id, location, JSON.parse(properties as string)]);
}

const call: Call = {
  requestId: 'r-1',
  account: '111111111111',
  region: 'us-east-1',
  scope: '111111111111/us-east-1',
  service: 'apigateway',
  operation: 'ImportDocumentationParts',
};

for (const [name, text] of [
  ['JSON', JSON.stringify(document())],
  ['Swagger 2.0', JSON.stringify({ ...document(), openapi: undefined, swagger: '2.0' })],
  [
    'YAML',
    `openapi: 3.0.1
x-amazon-apigateway-documentation:
  documentationParts:
    - {location: {type: API}, properties: {description: API description, info: {description: API info description 4, version: API info version 3}}}
    - {location: {type: METHOD, method: GET}, properties: {description: Method description.}}
    - {location: {type: MODEL, name: Empty}, properties: {title: Empty Schema}}
    - location: {type: RESPONSE, method: GET, statusCode: 200}
      properties:
        description: 200 response
`,
  ],
] as const) {
  test(`the parts of a document in ${name} (recorded: test_import_documentation_parts)`, async () => {
    await using rest = await openRest();
    const { at, id } = await newApi(rest);
    await rest.ok('POST', `${at}/documentation/parts`, { location: { type: 'RESOURCE' }, properties: '{"old":1}' });
    const input = { restApiId: id, body: Buffer.from(text), mode: 'overwrite' } as const;
    const answer = await rest.handlers.ImportDocumentationParts(input, call);
    const ids = answer.ids as string[];
    assert.deepEqual(answer, { ids });
    // What the document says of its operations beside the extension is no part; what was there before is gone.
    assert.deepEqual(await shown(rest, at), [
      [ids[0], { type: 'API' }, PARTS[0]?.properties],
      [ids[1], { method: 'GET', path: '/', type: 'METHOD' }, { description: 'Method description.' }],
      [ids[2], { name: 'Empty', type: 'MODEL' }, { title: 'Empty Schema' }],
      [ids[3], { method: 'GET', path: '/', statusCode: '200', type: 'RESPONSE' }, { description: '200 response' }],
    ]);
  });
}

test('merge is the default: attributes of parts that exist are replaced one by one, other parts stay', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const parts = `${at}/documentation/parts`;
  const api = await rest.ok('POST', parts, { location: { type: 'API' }, properties: '{"description":"old","mine":1}' });
  const other = await rest.ok('POST', parts, { location: { type: 'RESOURCE' }, properties: '{"a":1}' });
  const answer = await rest.ok('PUT', parts, document(PARTS.slice(0, 2)));
  const ids = answer['ids'] as string[];
  assert.equal(ids[0], api.id);
  const after = new Map((await shown(rest, at)).map(([id, , properties]) => [id, properties]));
  assert.deepEqual(after.get(api.id), { ...PARTS[0]?.properties, mine: 1 });
  assert.deepEqual(after.get(other.id), { a: 1 });
  assert.deepEqual(after.get(ids[1] as string), { description: 'Method description.' });
  assert.equal(after.size, 3);
});

test('an attribute named __proto__ is an attribute', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const parts = `${at}/documentation/parts`;
  await rest.ok('POST', parts, { location: { type: 'API' }, properties: '{"a":1}' });
  const text = JSON.stringify(document([{ location: { type: 'API' }, properties: {} }]));
  await rest.ok('PUT', parts, JSON.parse(text.replace('"properties":{}', '"properties":{"__proto__":{"b":2}}')));
  assert.equal((await rest.ok('GET', parts)).item[0]?.['properties'], '{"a":1,"__proto__":{"b":2}}');
});

test('what is no OpenAPI document (recorded: test_import_documentation_parts_bad_file)', async () => {
  await using rest = await openRest();
  const { at, id } = await newApi(rest);
  const part = { location: { type: 'API' }, properties: '{"kept":true}' };
  await rest.ok('POST', `${at}/documentation/parts`, part);
  const deep = `{"openapi":"3.0.1","x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
  const flow = `openapi: 3.0.1\nx: ${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  const bomb = `openapi: 3.0.1\na: &a [1,1]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'}, *${i ? `b${i - 1}` : 'a'}]`).join('\n')}`;
  for (const text of ['foo', '[]', '{}', '{"openapi":', '{"swagger":"1.2"}', 'a: [', '\uFEFF', deep, flow, bomb]) {
    await assert.rejects(
      async () =>
        rest.handlers.ImportDocumentationParts({ restApiId: id, body: Buffer.from(text), mode: 'overwrite' }, call),
      { message: 'Unable to build importer with provided input.', code: 'BadRequestException' },
      text.slice(0, 40),
    );
  }
  const bytes = Buffer.from([0xff, 0xfe, 0x00]);
  await assert.rejects(
    async () => rest.handlers.ImportDocumentationParts({ restApiId: id, body: bytes }, call),
    /Unable to build importer/,
  );
  assert.deepEqual(
    (await shown(rest, at)).map(([, , properties]) => properties),
    [{ kept: true }],
  );
  refused(
    await rest.send('PUT', '/restapis/nowhere/documentation/parts', document()),
    'NotFoundException',
    'Invalid API identifier specified 111111111111:nowhere',
  );
});

test('a part that is none fails the import whole and is named', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  await rest.ok('PUT', `${at}/documentation/parts`, document());
  const before = await shown(rest, at);
  const good = PARTS[0];
  for (const [bad, named] of [
    [null, 'documentationParts[1] '],
    [{ properties: {} }, 'documentationParts[1].location '],
    [{ location: { type: 'API' } }, 'documentationParts[1].properties '],
    [{ location: { type: 'API' }, properties: 'text' }, 'documentationParts[1].properties '],
    [{ location: { type: 'NOTHING' }, properties: {} }, 'documentationParts[1].location.type '],
    [{ location: { type: 'constructor' }, properties: {} }, 'documentationParts[1].location.type '],
    [{ location: { type: 'API', path: '/' }, properties: {} }, 'documentationParts[1]: Invalid location: path '],
    [{ location: { type: 'API', where: '/' }, properties: {} }, 'documentationParts[1].location.where '],
    [
      { location: { type: 'RESPONSE', statusCode: '600' }, properties: {} },
      'documentationParts[1].location.statusCode ',
    ],
    [{ location: { type: 'RESPONSE', path: ['/'] }, properties: {} }, 'documentationParts[1].location.path '],
  ] as const) {
    const seen = await rest.send('PUT', `${at}/documentation/parts?mode=overwrite`, document([good, bad]));
    assert.deepEqual([seen.status, seen.error], [400, 'BadRequestException'], named);
    const expected = `Errors found during import:\n\t${named}`;
    assert.equal(seen.body.message?.slice(0, expected.length), expected);
  }
  assert.equal((await rest.send('PUT', `${at}/documentation/parts`, document('text'))).status, 400);
  assert.deepEqual(await shown(rest, at), before);
});

test('warnings are shown, or fail the import when that is asked for', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const parts = `${at}/documentation/parts`;
  const twice = document([
    { location: { type: 'API' }, properties: { a: 1 } },
    { location: { type: 'API' }, properties: { a: 2 } },
  ]);
  const failed = await rest.send('PUT', `${parts}?failonwarnings=true`, twice);
  assert.deepEqual([failed.status, failed.error], [400, 'BadRequestException']);
  assert.match(failed.body.message ?? '', /^Warnings found during import:\n\tdocumentationParts\[1\] /);
  assert.deepEqual(await shown(rest, at), []);
  const { ids, warnings } = await rest.ok('PUT', `${parts}?failonwarnings=false`, twice);
  assert.equal((warnings as string[]).length, 1);
  assert.deepEqual(await shown(rest, at), [[(ids as string[])[0], { type: 'API' }, { a: 2 }]]);
  await rest.ok('PUT', `${parts}?failonwarnings=true`, document());
});

test('parts do not grow without end, however often something is merged into them', async () => {
  await using rest = await openRest('aws');
  const { at } = await newApi(rest);
  const parts = `${at}/documentation/parts`;
  const large = (name: string) =>
    document([{ location: { type: 'API' }, properties: { [name]: 'x'.repeat(3_500_000) } }]);
  await rest.ok('PUT', parts, large('a'));
  await rest.ok('PUT', parts, large('a'));
  assert.equal((await rest.send('PUT', parts, large('b'))).error, 'BadRequestException');
  assert.deepEqual(
    (await shown(rest, at)).map(([, , properties]) => Object.keys(properties as object)),
    [['a']],
  );
});
