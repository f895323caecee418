import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel } from '../../../model/model.ts';
import { compileService } from '../../../protocol/protocol.ts';
import { deploy, MOCK, newApi, newStage, openRest, type RestClient, refused } from '../rest.fixture.ts';
import { restLater } from '../rest.ts';
import { unzip } from './sdk.fixture.ts';

const caller = { requestId: 'r-1', account: '111111111111', region: 'us-east-1' };

/** GetSdk over the wire: its answer is no JSON. */
async function getSdk(rest: RestClient, target: string) {
  const server = compileService(loadModel('apigateway'), rest.handlers, restLater);
  const [path = '', query = ''] = target.split('?');
  const request = { method: 'GET', path, query, headers: () => undefined, body: Buffer.alloc(0) };
  const { status, headers, body } = await server.answer(request, caller);
  const named = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    headers: named,
    files: status === 200 ? await unzip(body as Uint8Array) : new Map<string, string>(),
  };
}

test("AWS's six types, and typescript (API reference, GetSdk)", async () => {
  await using rest = await openRest();
  const { item } = await rest.ok('GET', '/sdktypes');
  const ids = ['java', 'javascript', 'android', 'objectivec', 'swift', 'ruby', 'typescript'];
  assert.deepEqual(
    item.map(({ id }) => id),
    ids,
  );
  for (const type of item) assert.deepEqual(await rest.ok('GET', `/sdktypes/${type.id}`), type);
  const required = (id: string) => {
    const properties = item.find((type) => type.id === id)?.['configurationProperties'];
    return (properties as { name: string; required: boolean }[]).filter((one) => one.required).map(({ name }) => name);
  };
  assert.deepEqual(required('java'), ['serviceName', 'javaPackageName']);
  assert.deepEqual(required('javascript'), []);
  assert.deepEqual(required('android').sort(), ['artifactId', 'artifactVersion', 'groupId', 'invokerPackage']);
  assert.deepEqual(required('swift'), ['classPrefix']);
  assert.deepEqual((await rest.ok('GET', '/sdktypes?limit=4')).item.length, ids.length);
  for (const id of ['cobol', '__proto__'])
    refused(await rest.send('GET', `/sdktypes/${id}`), 'NotFoundException', 'Invalid SDK type identifier specified');
});

test('an archive as AWS names it (AWS CLI, get-sdk examples)', async () => {
  await using rest = await openRest();
  const { at, stage } = await newStage(rest);
  const { status, headers, files } = await getSdk(rest, `${stage}/sdks/javascript`);
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'application/octet-stream');
  assert.equal(headers.get('content-disposition'), 'attachment; filename="javascript_2026-01-01_00-00Z.zip"');
  const root = 'apiGateway-js-sdk';
  assert.deepEqual([...files.keys()].sort(), [
    `${root}/README.md`,
    `${root}/apigClient.js`,
    `${root}/lib/apiGatewayCore/apiGatewayClient.js`,
    `${root}/package.json`,
  ]);
  const url = `https://${at.split('/').at(-1)}.execute-api.us-east-1.amazonaws.com/dev`;
  assert.ok(files.get(`${root}/apigClient.js`)?.includes(JSON.stringify(url)));
  const typed = await getSdk(rest, `${stage}/sdks/typescript`);
  assert.ok(typed.files.get('apiGateway-ts-sdk/apigClient.d.ts')?.includes('"rootGet"'));
});

test('the methods are those that were deployed to the stage', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const add = async (verb: string) => {
    await rest.ok('PUT', `${at}/resources/${root}/methods/${verb}`, { authorizationType: 'NONE' });
    await rest.ok('PUT', `${at}/resources/${root}/methods/${verb}/integration`, MOCK);
  };
  await add('GET');
  await deploy(rest, at, { stageName: 'dev' });
  await add('PUT');
  const client = async (stage: string) =>
    (await getSdk(rest, `${at}/stages/${stage}/sdks/javascript`)).files.get('apiGateway-js-sdk/apigClient.js') ?? '';
  assert.match(await client('dev'), /rootGet/);
  assert.doesNotMatch(await client('dev'), /rootPut/);
  await deploy(rest, at, { stageName: 'next' });
  assert.match(await client('next'), /rootPut/);
});

test('what GetSdk refuses', async () => {
  await using rest = await openRest();
  const { at, stage } = await newStage(rest);
  for (const type of ['java', 'android', 'objectivec', 'swift', 'ruby'])
    refused(
      await rest.send('GET', `${stage}/sdks/${type}`),
      'NotImplementedException',
      `Gatehouse does not implement sdkType ${type} of GetSdk yet`,
    );
  const noStage = 'Invalid stage identifier specified';
  refused(await rest.send('GET', `${at}/stages/nowhere/sdks/javascript`), 'NotFoundException', noStage);
  refused(
    await rest.send('GET', '/restapis/nowhere/stages/dev/sdks/javascript'),
    'NotFoundException',
    'Invalid API identifier specified 111111111111:nowhere',
  );
  refused(await rest.send('GET', `${stage}/sdks/cobol`), 'NotFoundException', 'Invalid SDK type identifier specified');
  refused(
    await rest.send('GET', `${stage}/sdks/javascript?classPrefix=x`),
    'BadRequestException',
    'Invalid parameter for SDK type javascript: classPrefix',
  );
});
