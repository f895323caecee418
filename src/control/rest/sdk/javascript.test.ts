import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, Script } from 'node:vm';
import { ManualClock } from '../../../lib/clock.ts';
import { verify } from '../../../protocol/protocol.ts';
import { javascriptSdk } from './javascript.ts';
import { type ClientFactory, openEndpoint, type Request, unpacked } from './sdk.fixture.ts';
import type { SdkMethod } from './sdk-methods.ts';

function method(name: string, verb: string, path: string, more: Partial<SdkMethod> = {}): SdkMethod {
  const pathParams = path.split('/').flatMap((part) => /^\{(.+?)\+?\}$/s.exec(part)?.[1] ?? []);
  return { names: [name], verb, path, pathParams, queryParams: [], headerParams: [], required: pathParams, ...more };
}

const METHODS: readonly SdkMethod[] = [
  method('rootGet', 'GET', '/', { queryParams: ['a', 'b', 'op'] }),
  method('rootPost', 'POST', '/'),
  method('aBOpGet', 'GET', '/{a}/{b}/{op}'),
  method('filesProxyPut', 'PUT', '/files:v1/{proxy+}'),
  method('petsGet', 'GET', '/pets', {
    names: ['petsGet', 'listPets'],
    headerParams: ['X-Token'],
    required: ['X-Token'],
  }),
  method('failGet', 'GET', '/fail'),
];
const API = { invokeUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com/dev', region: 'eu-west-1', methods: METHODS };

const line = ({ method, url, body }: Request) => [method, url, body];

test('params go where the method declares them (the SimpleCalc API of the developer guide)', async () => {
  await using folder = await unpacked(javascriptSdk(API));
  await using endpoint = await openEndpoint();
  const client = folder.factory().newClient({ invokeUrl: `${endpoint.url}/dev` });
  const answer = await client['rootGet']?.({ a: 1, b: 'x y&=ü', op: undefined, undeclared: 'z' });
  assert.deepEqual([answer?.status, answer?.headers['x-a'], answer?.data], [200, '1', { ok: true }]);
  await client['rootPost']?.(null, { a: 1 });
  await client['aBOpGet']?.({ a: 'x/y', b: "!'()*", op: '+' }, {});
  await client['filesProxyPut']?.({ proxy: 'a b/c%2Fd/ü' }, 'text', {
    headers: { 'X-One': '1', 'Content-Type': 'text/plain' },
    queryParams: { tag: ['a', 'b'], empty: '' },
  });
  await client['petsGet']?.({ 'X-Token': 't' });
  await client['listPets']?.({ 'X-Token': 't' });
  assert.deepEqual(endpoint.requests.map(line), [
    ['GET', '/dev/?a=1&b=x%20y%26%3D%C3%BC', ''],
    ['POST', '/dev/', '{"a":1}'],
    ['GET', '/dev/x%2Fy/%21%27%28%29%2A/%2B', ''],
    ['PUT', '/dev/files:v1/a%20b/c%252Fd/%C3%BC?tag=a&tag=b&empty=', 'text'],
    ['GET', '/dev/pets', ''],
    ['GET', '/dev/pets', ''],
  ]);
  const [get, post, , put, pets] = endpoint.requests.map(({ headers }) => headers);
  assert.deepEqual([get?.['content-type'], get?.['accept']], [undefined, 'application/json']);
  assert.equal(post?.['content-type'], 'application/json');
  assert.deepEqual([put?.['x-one'], put?.['content-type']], ['1', 'text/plain']);
  assert.equal(pets?.['x-token'], 't');
  for (const { headers } of endpoint.requests)
    assert.deepEqual([headers['authorization'], headers['x-api-key']], [undefined, undefined]);
});

test('what is not 2xx rejects with the response; what cannot be sent is not', async () => {
  await using folder = await unpacked(javascriptSdk(API));
  await using endpoint = await openEndpoint();
  const client = folder.factory().newClient({ invokeUrl: `${endpoint.url}/dev/` });
  await assert.rejects(
    async () => client['failGet']?.(),
    (error: Error & { response?: { data: unknown; status: number } }) => {
      assert.deepEqual([error.response?.status, error.response?.data], [418, 'no tea']);
      return true;
    },
  );
  const before = endpoint.requests.length;
  await assert.rejects(async () => client['petsGet']?.({}), /Missing required parameter: X-Token/);
  await assert.rejects(async () => client['petsGet']?.(), /Missing required parameter: X-Token/);
  // A URL would leave the stage with these.
  for (const a of ['..', '.', ''])
    await assert.rejects(async () => client['aBOpGet']?.({ a, b: 'b', op: 'c' }), /Not a segment of a path/);
  await assert.rejects(async () => client['filesProxyPut']?.({ proxy: 'a/../../b' }), /Not a segment of a path/);
  assert.equal(endpoint.requests.length, before);
});

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** Whether our own verification holds it for signed by the key. */
function verified({ method, url, headers, body }: Request, sessionToken?: string): string {
  const [path = '', query = ''] = url.split('?');
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '') ?? [];
  const secret = { secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  const error = verify(
    { method, path, query, headers: (name) => headers[name], body: Buffer.from(body) },
    {
      credentials: (key) => (key === 'AKIDEXAMPLE' ? secret : undefined),
      clock: new ManualClock(Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)),
      service: 'apigatewaymanagementapi', // It signs as execute-api, as clients of APIs do.
    },
  );
  return error?.message ?? 'holds';
}

test('with AWS credentials every request is signed for execute-api', async () => {
  await using folder = await unpacked(javascriptSdk(API));
  await using endpoint = await openEndpoint();
  const config = {
    invokeUrl: `${endpoint.url}/dev`,
    accessKey: 'AKIDEXAMPLE',
    secretKey: secretAccessKey,
    apiKey: 'k  1',
  };
  const client = folder.factory().newClient(config);
  await client['rootGet']?.({ a: "b=ü '*", b: ['2', '10', 'a b'], op: '~' }, {}, { queryParams: { A: 1, 'a b': 2 } });
  await client['rootPost']?.({}, { größe: 'ü' });
  await client['aBOpGet']?.({ a: 'x/y z', b: "!'()*", op: '100%' });
  await client['filesProxyPut']?.({ proxy: 'a b/ü:,' }, 'text');
  assert.deepEqual(
    endpoint.requests.map((request) => verified(request)),
    ['holds', 'holds', 'holds', 'holds'],
  );
  for (const { headers } of endpoint.requests) {
    assert.match(headers['authorization'] ?? '', /Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/execute-api\/aws4_request/);
    assert.equal(headers['x-api-key'], 'k  1');
  }
  const [, signed] = endpoint.requests;
  if (signed === undefined) throw new Error('nothing was sent');
  assert.match(verified({ ...signed, body: `${signed.body} ` }), /does not match/);
  assert.match(verified({ ...signed, url: '/dev/x' }), /does not match/);

  const session = folder.factory().newClient({ ...config, sessionToken: 'session+token/=', region: 'us-west-2' });
  await session['rootGet']?.();
  const last = endpoint.requests.at(-1);
  assert.equal(last && verified(last, 'session+token/='), 'holds');
  assert.match(last?.headers['authorization'] ?? '', /\/us-west-2\/execute-api\//);
  assert.match(last?.headers['authorization'] ?? '', /x-amz-security-token/);
});

test('it works from script elements too, with no module in sight', async () => {
  await using folder = await unpacked(javascriptSdk(API));
  await using endpoint = await openEndpoint();
  const page = createContext({ fetch, Headers, URL, TextEncoder, crypto });
  for (const file of ['lib/apiGatewayCore/apiGatewayClient.js', 'apigClient.js'])
    new Script(await readFile(join(folder.path, file), 'utf8')).runInContext(page);
  const client = (page['apigClientFactory'] as ClientFactory).newClient({ invokeUrl: `${endpoint.url}/dev` });
  assert.equal(JSON.stringify((await client['rootGet']?.())?.data), '{"ok":true}');
});

/** Texts that would end a literal, a comment, a template or a script element. */
const HOSTILE = [
  `';process.exit(9);//`,
  '";process.exit(9);//',
  '*/process.exit(9);/*',
  '`${process.exit(9)}`',
  '</script><script>process.exit(9)</script>',
  '\u2028process.exit(9)//',
  '\\',
  '\n',
  '__proto__',
  'constructor',
];

test('hostile names are data, and still work', async () => {
  const methods = HOSTILE.map((name, i) =>
    method(`m${i}`, 'GET', `/${name === '\n' ? 'n' : name.replaceAll('/', '')}/{${name.replaceAll('/', '')}}`, {
      queryParams: [`q${name}`],
      headerParams: [`h${name}`],
    }),
  );
  const files = javascriptSdk({ ...API, methods });
  assert.doesNotMatch(files.get('apiGateway-js-sdk/apigClient.js') ?? '', /<\/script/);
  await using folder = await unpacked(files);
  await using endpoint = await openEndpoint();
  const client = folder.factory().newClient({ invokeUrl: `${endpoint.url}/dev` });
  for (const [i, { path, pathParams, queryParams }] of methods.entries()) {
    const params = Object.fromEntries([...pathParams, ...queryParams].map((name) => [name, 'v']));
    await client[`m${i}`]?.(params);
    const url = new URL(endpoint.requests.at(-1)?.url ?? '', endpoint.url);
    assert.equal(decodeURIComponent(url.pathname), `/dev/${path.split('/')[1]}/v`);
    assert.deepEqual([...url.searchParams], [[queryParams[0], 'v']]);
  }
});
