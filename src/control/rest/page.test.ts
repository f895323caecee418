import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resourceKey } from '../../definition/definition.ts';
import { type Body, newApi, openRest, type RestClient, refused } from './rest.fixture.ts';

/** Every page of a collection, by following `position`. */
async function pages(rest: RestClient, collection: string, limit?: number): Promise<string[][]> {
  const found: string[][] = [];
  let position: string | undefined;
  do {
    const query = new URLSearchParams({
      ...(limit === undefined ? {} : { limit: String(limit) }),
      ...(position === undefined ? {} : { position }),
    });
    const body = await rest.ok('GET', `${collection}?${query}`);
    found.push(body.item.map(({ id }) => id));
    position = body.position;
  } while (position !== undefined);
  return found;
}

test('25 to a page unless the caller says otherwise; the last page has no position', async () => {
  await using rest = await openRest();
  const made: string[] = [];
  for (let i = 0; i < 60; i++) made.push((await newApi(rest)).id);
  made.sort();
  const sizes = async (limit?: number) => {
    const found = await pages(rest, '/restapis', limit);
    assert.deepEqual(found.flat(), made);
    return found.map((page) => page.length);
  };
  assert.deepEqual(await sizes(), [25, 25, 10]);
  assert.deepEqual(await sizes(20), [20, 20, 20]);
  assert.deepEqual(await sizes(500), [60]);
});

test('never more than 500, whatever is asked for', async () => {
  await using rest = await openRest();
  const { id: api, at } = await newApi(rest);
  await rest.store.transact(async (tx) => {
    for (let i = 0; i < 600; i++) {
      const id = `r${String(i).padStart(5, '0')}`;
      tx.put(resourceKey('111111111111/us-east-1', api, id), { id, path: `/${id}`, resourceMethods: {} });
    }
  });
  assert.deepEqual(
    (await pages(rest, `${at}/resources`, 10_000)).map((page) => page.length),
    [500, 101],
  );
});

test('one API does not show the resources of another whose id begins the same', async () => {
  await using rest = await openRest();
  const { id, at, root } = await newApi(rest);
  await rest.store.transact(async (tx) => {
    tx.put(resourceKey('111111111111/us-east-1', `${id}x`, 'other'), { id: 'other', path: '/', resourceMethods: {} });
  });
  assert.deepEqual(await pages(rest, `${at}/resources`), [[root]]);
});

test('a position goes on where it stood, also when what it names is gone', async () => {
  await using rest = await openRest();
  for (let i = 0; i < 4; i++) await newApi(rest);
  const [first, second, third, fourth] = (await pages(rest, '/restapis')).flat();
  const { position } = await rest.ok('GET', '/restapis?limit=2');
  await rest.ok('DELETE', `/restapis/${second}`);
  const rest2 = await rest.ok('GET', `/restapis?limit=2&position=${position}`);
  assert.deepEqual(
    rest2.item.map(({ id }) => id),
    [third, fourth],
  );
  assert.notEqual(first, undefined);
});

test('ids of any characters are paged', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const versions = ['1.0', '1.0/β', 'a b', 'a+b=?&', 'é', '__proto__', '😀', '￿'].sort((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  for (const documentationVersion of versions.toReversed()) {
    await rest.ok('POST', `${at}/documentation/versions`, { documentationVersion });
  }
  const found: unknown[] = [];
  for (let query: string | undefined = 'limit=3'; query !== undefined; ) {
    const { item, position }: Body = await rest.ok('GET', `${at}/documentation/versions?${query}`);
    found.push(...item.map(({ version }) => version));
    query = position === undefined ? undefined : `limit=3&position=${encodeURIComponent(position)}`;
  }
  assert.deepEqual(found, versions);
});

test('a limit below 1 is taken, as AWS takes it (test_negative_get_usage_plan_api_keys)', async () => {
  await using rest = await openRest();
  for (let i = 0; i < 26; i++) await rest.ok('POST', '/apikeys', {});
  for (const limit of ['0', '-1']) {
    assert.equal((await rest.ok('GET', `/apikeys?limit=${limit}`)).item.length, 25);
  }
});

test('a position that cannot be', async () => {
  await using rest = await openRest();
  for (const position of ['%00', 'AA', 'YQA', '7aCA', 'YQ%3D%3D', '%F0%9F%92%A5', 'YWFh'.repeat(5000)]) {
    const seen = await rest.send('GET', `/restapis?position=${position}`);
    refused(seen, 'BadRequestException', 'Invalid position parameter specified');
  }
});
