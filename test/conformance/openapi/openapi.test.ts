import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceError } from '../../../src/protocol/protocol.ts';
import { Random } from '../../fuzz/random.ts';
import { type Apis, type ExportType, type Format, openApis } from './apis.ts';
import { corpus } from './corpus.ts';
import { mutated } from './mutations.ts';

const TYPES: readonly ExportType[] = ['swagger', 'oas30'];

test('there are 50 shapes of documents, of both versions and both syntaxes', () => {
  assert.ok(corpus.length >= 50);
  const count = (pattern: RegExp) => corpus.filter(({ text }) => pattern.test(text)).length;
  assert.ok(count(/"?swagger"?:/) >= 15 && count(/"?openapi"?:/) >= 15);
  assert.ok(corpus.filter(({ name }) => name.endsWith('.json')).length >= 15);
});

for (const { name, text } of corpus) {
  test(`${name}: import, export and import again come to rest`, async () => {
    await using apis = await openApis();
    const id = await apis.create(text);
    await apis.deploy(id);
    for (const type of TYPES) {
      const first = await settles(apis, id, type, 'json');
      // Swagger 2.0 has one schema for all content types of a response; OpenAPI 3.0 says each.
      if (type === 'oas30' && !SAYS_MORE.has(name)) await sameAgain(apis, id, first);
      await settles(apis, id, type, 'yaml');
      // In place: what the export says of an API is what the API was.
      assert.equal(await apis.overwrite(id, first), undefined);
      await apis.deploy(id);
      assert.equal(await apis.exported(id, type), first);
    }
  });
}

/** Documents of which an export says more than the API does. */
const SAYS_MORE = new Set([
  // Its documentation has titles and descriptions that the API itself does not have.
  'documentation.json',
  // Something is cached under the id of a resource, and AWS exports that id (developer guide, api-gateway-create-api-as-simple-proxy-for-http).
  'caching.yaml',
]);

/** An API made from the export has the records of the API; but a version, which every document has. */
async function sameAgain(apis: Apis, id: string, document: string): Promise<void> {
  const unversioned = (record: string): string =>
    record.startsWith('["restapi"') ? record.replace(/,"version":"[^"]*"/, '') : record;
  const [before, after] = [await apis.records(id), await apis.records(await apis.create(document))];
  assert.deepEqual(after.map(unversioned), before.map(unversioned));
}

/** @returns the export of the API, which an API made from it exports again */
async function settles(apis: Apis, id: string, type: ExportType, format: Format): Promise<string> {
  const first = await apis.exported(id, type, format);
  const copy = await apis.create(first);
  await apis.deploy(copy);
  const second = await apis.exported(copy, type, format);
  assert.equal(second, first);
  const again = await apis.create(second);
  await apis.deploy(again);
  assert.deepEqual(await apis.records(again), await apis.records(copy));
  return first;
}

const SEED = 4;
const MUTATIONS = 300;
const ROUNDS = 6;

for (let round = 0; round < ROUNDS; round++) {
  test(`mutated documents are taken or refused in words, and a refused one changes nothing (${round + 1}/${ROUNDS})`, {
    timeout: 60_000,
  }, async () => {
    await using apis = await openApis();
    const random = new Random(SEED + round);
    const [base] = corpus;
    const id = await apis.create(base?.text ?? '');
    const done = { taken: 0, refused: 0 };
    for (let at = 0; at < MUTATIONS / ROUNDS; at++) {
      const { name, text } = corpus[(at * ROUNDS + round) % corpus.length] ?? { name: '', text: '' };
      const wrong = mutated(text, random);
      try {
        done[await overwritten(apis, id, wrong)]++;
      } catch (error) {
        throw new Error(`mutation ${at} of ${name}: ${wrong.slice(0, 3000)}`, { cause: error });
      }
    }
    // Both happen, or the mutations test nothing.
    assert.ok(done.taken > 5 && done.refused > 5, JSON.stringify(done));
  });
}

async function overwritten(apis: Apis, id: string, text: string): Promise<'taken' | 'refused'> {
  const { store } = apis.rest;
  const [sequence, records] = [await store.sequence(), await apis.records(id)];
  const refused = await apis.overwrite(id, text);
  if (refused !== undefined) {
    assert.ok(refused.status >= 400 && refused.status < 500, `${refused.status} ${refused.message}`);
    assert.ok(refused.message.length > 0);
    assert.deepEqual(await apis.records(id), records);
    assert.equal(await store.sequence(), sequence);
    return 'refused';
  }
  await exportsOrRefuses(apis, id);
  return 'taken';
}

/** Whatever was taken can be exported, unless the caller is told why not, and what was exported is taken again. */
async function exportsOrRefuses(apis: Apis, id: string): Promise<void> {
  for (const type of TYPES) {
    const first = await exportedOrRefused(apis, id, type);
    if (first === undefined) continue;
    const copy = await apis.create(first);
    await apis.deploy(copy);
    assert.equal(await apis.exported(copy, type), first);
    await apis.rest.send('DELETE', `/restapis/${copy}`);
  }
}

async function exportedOrRefused(apis: Apis, id: string, type: ExportType): Promise<string | undefined> {
  try {
    await apis.deploy(id);
    return await apis.exported(id, type);
  } catch (error) {
    if (error instanceof assert.AssertionError && /contain any methods/.test(error.message)) return undefined;
    if (error instanceof ServiceError && error.status < 500) return undefined;
    throw error;
  }
}
