import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deploy, newApi, openRest, type RestClient, refused } from '../rest.fixture.ts';
import { everything, methodOf, OPERATION, oas30, resourcesOf, swagger } from './import.fixture.ts';

const returning = (...codes: readonly string[]): object => ({
  ...OPERATION,
  responses: Object.fromEntries(codes.map((code) => [code, { description: code }])),
});

async function statusesOf(rest: RestClient, at: string, path: string, httpMethod: string): Promise<string[]> {
  return Object.keys((await methodOf(rest, at, path, httpMethod))['methodResponses'] as object);
}

test('merging replaces the methods of the document and leaves the others (Import an OpenAPI file to update an existing API definition)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  await rest.ok('PUT', at, oas30({ '/a': { get: returning('200', '206'), post: returning('200', '206') } }));
  const before = (await resourcesOf(rest, at)).get('/a');
  // No mode is merge (the same page).
  await rest.ok('PUT', at, oas30({ '/a': { get: returning('200', '400') } }));
  assert.deepEqual(await statusesOf(rest, at, '/a', 'GET'), ['200', '400']);
  assert.deepEqual(await statusesOf(rest, at, '/a', 'POST'), ['200', '206']);
  assert.equal((await resourcesOf(rest, at)).get('/a')?.id, before?.id);
  const models = (await rest.ok('GET', `${at}/models`)).item.map(({ name }) => name);
  assert.deepEqual(models, ['Empty', 'Error']);
});

test('overwriting deletes what the document does not have, and paths keep their ids (test_import_rest_api_with_base_path_oas30)', async () => {
  await using rest = await openRest();
  const { id, root, at } = await newApi(rest, { description: 'old', tags: { a: 'b' } });
  await rest.ok(
    'PUT',
    `${at}?mode=overwrite`,
    oas30(
      { '/test': { get: OPERATION, options: OPERATION }, '/gone/deep': { get: OPERATION } },
      {
        components: { schemas: { Pet: { type: 'object' } } },
        'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true } },
        'x-amazon-apigateway-gateway-responses': { UNAUTHORIZED: { statusCode: '418' } },
      },
    ),
  );
  const first = await resourcesOf(rest, at);
  const seen = await rest.send('PUT', `${at}?mode=overwrite`, oas30({ '/test': { get: OPERATION } }));
  assert.equal(seen.status, 200);
  assert.deepEqual([seen.body.id, seen.body.rootResourceId, seen.body['tags']], [id, root, { a: 'b' }]);
  assert.ok(!('description' in seen.body));
  const second = await resourcesOf(rest, at);
  assert.deepEqual([...second.keys()].sort(), ['/', '/test']);
  assert.equal(second.get('/test')?.id, first.get('/test')?.id);
  assert.deepEqual(Object.keys(second.get('/test')?.['resourceMethods'] as object), ['GET']);
  assert.deepEqual((await rest.ok('GET', `${at}/models`)).item, []);
  assert.deepEqual((await rest.ok('GET', `${at}/requestvalidators`)).item, []);
  assert.equal((await rest.ok('GET', `${at}/gatewayresponses/UNAUTHORIZED`))['defaultResponse'], true);
});

test('merging joins binary media types, overwriting replaces them (test_put_rest_api_mode_binary_media_types)', async () => {
  await using rest = await openRest();
  const document = swagger({}, { 'x-amazon-apigateway-binary-media-types': ['image/png', 'image/jpg'] });
  const types = async (mode: string): Promise<unknown> => {
    const { at } = await newApi(rest, { binaryMediaTypes: ['image/heif'] });
    return (await rest.ok('PUT', `${at}?mode=${mode}`, document))['binaryMediaTypes'];
  };
  assert.deepEqual(await types('merge'), ['image/heif', 'image/png', 'image/jpg']);
  assert.deepEqual(await types('overwrite'), ['image/png', 'image/jpg']);
});

// test_import_rest_apis_with_base_path_swagger, test_import_rest_api_with_base_path_oas30
const basePaths: readonly [name: string, others: object, prepend: readonly string[], split: readonly string[]][] = [
  ['basePath', { swagger: '2.0', basePath: '/base' }, ['/', '/base', '/base/test'], ['/', '/test']],
  [
    'a variable',
    {
      openapi: '3.0.1',
      servers: [{ url: 'https://a.example/{basePath}', variables: { basePath: { default: '/base-var' } } }],
    },
    ['/', '/base-var', '/base-var/test'],
    ['/', '/test'],
  ],
  [
    'the URL',
    { openapi: '3.0.1', servers: [{ url: 'https://testdomain.com/base-url/part/' }] },
    ['/', '/base-url', '/base-url/part', '/base-url/part/test'],
    ['/', '/part', '/part/test'],
  ],
];
for (const [name, others, prepend, split] of basePaths) {
  test(`the base path of ${name} is ignored, prepended or split`, async () => {
    await using rest = await openRest();
    const { at } = await newApi(rest);
    const document = { info: { title: 'pets', version: '1' }, paths: { '/test': { get: OPERATION } }, ...others };
    const paths = async (query: string): Promise<string[]> => {
      await rest.ok('PUT', `${at}?mode=overwrite${query}`, document);
      return [...(await resourcesOf(rest, at)).keys()].sort();
    };
    assert.deepEqual(await paths(''), ['/', '/test']);
    assert.deepEqual(await paths('&basepath=ignore'), ['/', '/test']);
    assert.deepEqual(await paths('&basepath=prepend'), prepend);
    assert.deepEqual(await paths('&basepath=split'), split);
  });
}

test('an overwrite that is refused leaves everything as it was, whatever it is refused for', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  await rest.ok(
    'PUT',
    at,
    oas30({ '/pets/{id}': { get: OPERATION } }, { components: { schemas: { Pet: { type: 'object' } } } }),
  );
  const before = await everything(rest, at);
  const broken: readonly object[] = [
    oas30({
      '/x': { get: { 'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'nowhere' } } },
    }),
    oas30({ '/x': { get: { ...OPERATION, security: [{ nobody: [] }] } } }),
    oas30({ '/x': { get: { ...OPERATION, 'x-amazon-apigateway-request-validator': 'none' } } }),
    oas30({ '/{a}': { get: OPERATION }, '/{b}': { get: OPERATION } }),
    oas30({ '/{a+}/b': { get: OPERATION } }),
    oas30({ '/a b': { get: OPERATION } }),
    oas30({}, { 'x-amazon-apigateway-minimum-compression-size': -1 }),
    oas30({}, { 'x-amazon-apigateway-gateway-responses': { NO_SUCH_TYPE: {} } }),
    oas30({}, { components: { schemas: { Pet: { $ref: '#/components/schemas/Nobody' } } } }),
  ];
  for (const document of broken) {
    const { status, body } = await rest.send('PUT', `${at}?mode=overwrite`, document);
    assert.equal(status, 400, JSON.stringify(document));
    assert.match(body.message ?? '', /^Errors found during import:\n\t/);
    assert.deepEqual(await everything(rest, at), before);
  }
});

test('a merge may use what the API has, and is refused by what stands in its way', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  await rest.ok(
    'PUT',
    at,
    oas30({ '/{id}': { get: OPERATION } }, { 'x-amazon-apigateway-request-validators': { all: {} } }),
  );
  const [validator] = (await rest.ok('GET', `${at}/requestvalidators`)).item;
  await rest.ok('PUT', at, oas30({ '/a': { get: { ...OPERATION, 'x-amazon-apigateway-request-validator': 'all' } } }));
  assert.equal((await methodOf(rest, at, '/a', 'GET'))['requestValidatorId'], validator?.id);
  refused(
    await rest.send('PUT', at, oas30({ '/{petId}': { get: OPERATION } })),
    'BadRequestException',
    "Errors found during import:\n\tUnable to create resource at path '/{petId}': A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
  );
});

test('what was put is served after the next deployment, which is said once', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  await rest.ok('PUT', at, oas30({ '/a': { get: OPERATION } }));
  await deploy(rest, at, { stageName: 'dev' });
  await rest.ok('PUT', at, oas30({ '/b': { get: OPERATION } }));
  await rest.ok('PUT', at, oas30({ '/c': { get: OPERATION } }));
  assert.equal(rest.log.lines.filter(({ message }) => message.includes('undeployed changes')).length, 1);
});

test('parameters that mean nothing are refused, and so is an API that is not there', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const put = (target: string) => rest.send('PUT', target, oas30({}));
  refused(
    await put(`${at}?basepath=append`),
    'BadRequestException',
    'Invalid basepath specified. Valid options are ignore,prepend,split',
  );
  refused(
    await put(`${at}?ignore=all`),
    'BadRequestException',
    'Invalid ignore specified. Valid options are documentation',
  );
  refused(await put('/restapis/abcde0'), 'NotFoundException', 'Invalid API identifier specified 111111111111:abcde0');
});

test('names such as __proto__ are names like others', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const text = JSON.stringify(
    oas30({ '/constructor': { get: { ...OPERATION, parameters: [{ name: '__proto__', in: 'query' }] } } }),
  );
  await rest.ok('PUT', at, Buffer.from(text));
  const method = await methodOf(rest, at, '/constructor', 'GET');
  assert.deepEqual(method['requestParameters'], { 'method.request.querystring.__proto__': false });
  const evil = text.replace('"paths":{', '"paths":{"__proto__":{"get":{}},"/__proto__":{"get":{"__proto__":{"a":1}}},');
  await rest.ok('PUT', at, Buffer.from(evil));
  assert.ok((await resourcesOf(rest, at)).has('/__proto__'));
});

test('quotas of an API are those of an import too (aws-behaviour.md §3.2)', async () => {
  await using rest = await openRest('aws');
  const { at } = await newApi(rest);
  const before = await everything(rest, at);
  const paths = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`/p${i}`, { get: OPERATION }]));
  const seen = await rest.send('PUT', at, oas30(paths));
  // AWS's sentence, as its users quote it, two spaces included.
  refused(
    seen,
    'LimitExceededException',
    'Maximum number of Resources for this API has been reached.  Please contact AWS if you need additional Resources.',
  );
  assert.deepEqual(await everything(rest, at), before);
  const { [`/p299`]: _, ...fewer } = paths;
  await rest.ok('PUT', at, oas30(fewer));
  assert.equal((await resourcesOf(rest, at)).size, 300);
});
