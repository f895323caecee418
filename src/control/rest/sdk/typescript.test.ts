import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unpacked } from './sdk.fixture.ts';
import { typescriptSdk } from './typescript.ts';

const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace('package.json', 'bin/tsc');

const METHODS = [
  {
    names: ['petsPetIdGet', 'showPet'],
    verb: 'GET',
    path: '/pets/{petId}',
    pathParams: ['petId'],
    queryParams: ['page', `*/ "'\`\u2028\n`],
    headerParams: [],
    required: ['petId'],
  },
  { names: ['rootPost'], verb: 'POST', path: '/', pathParams: [], queryParams: [], headerParams: [], required: [] },
];

const USE = `import apigClientFactory = require('./apigClient');
const client = apigClientFactory.newClient({ apiKey: 'k' });
export async function use(): Promise<string> {
  await client.rootPost(null, { a: 1 });
  await client.showPet({ petId: 1, page: ['1', '2'] }, undefined, { headers: { 'X-A': 1 } });
  // @ts-expect-error: petId is required
  await client.petsPetIdGet({});
  // @ts-expect-error: there is no such parameter
  await client.petsPetIdGet({ petId: 1, other: 2 });
  // @ts-expect-error: there is no such method
  await client.petsDelete();
  const { data } = await client.petsPetIdGet<{ name: string }>({ petId: 'p' });
  return data.name;
}
`;

test('the declarations compile, and hold callers to the parameters of methods', async () => {
  const api = { invokeUrl: 'https://a.execute-api.us-east-1.amazonaws.com/dev', region: 'us-east-1', methods: METHODS };
  await using folder = await unpacked(typescriptSdk(api));
  await writeFile(join(folder.path, 'use.ts'), USE);
  const options = ['--noEmit', '--strict', '--module', 'node16', '--types', '', '--lib', 'es2023', 'use.ts'];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options], { cwd: folder.path, encoding: 'utf8' });
  assert.deepEqual([status, stdout], [0, '']);
});
