import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, openRest, type RestClient, refused } from '../rest.fixture.ts';

async function create(rest: RestClient, at: string, parentId: string, pathPart: string): Promise<string> {
  return (await rest.ok('POST', `${at}/resources/${parentId}`, { pathPart })).id;
}

async function paths(rest: RestClient, at: string): Promise<string[]> {
  return (await rest.ok('GET', `${at}/resources`)).item.map(({ path }) => path).sort();
}

const NO_RESOURCE = 'Invalid Resource identifier specified';

test('the life of a resource (test_resource_lifecycle)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  assert.deepEqual(await rest.ok('GET', `${at}/resources`), { item: [{ id: root, path: '/' }] });

  const created = await rest.send('POST', `${at}/resources/${root}`, { pathPart: 'pets' });
  const pets = created.body.id;
  assert.match(pets, /^[a-z0-9]{6}$/);
  const shown = { id: pets, parentId: root, path: '/pets', pathPart: 'pets' };
  assert.deepEqual([created.status, created.body], [201, shown]);
  assert.deepEqual(await rest.ok('GET', `${at}/resources/${pets}`), shown);

  const sub = await create(rest, at, pets, 'subpets');
  assert.deepEqual(await paths(rest, at), ['/', '/pets', '/pets/subpets']);

  const moved = await rest.patch(`${at}/resources/${pets}`, ['replace', '/pathPart', 'dogs']);
  const dogs = { id: pets, parentId: root, path: '/dogs', pathPart: 'dogs' };
  assert.deepEqual([moved.status, moved.body], [200, dogs]);
  assert.deepEqual(await rest.ok('GET', `${at}/resources/${pets}`), dogs);
  assert.equal((await rest.ok('GET', `${at}/resources/${sub}`)).path, '/dogs/subpets');

  // Its children go with it (test_delete_resource).
  const deleted = await rest.send('DELETE', `${at}/resources/${pets}`);
  assert.deepEqual([deleted.status, deleted.body], [202, undefined]);
  assert.deepEqual(await paths(rest, at), ['/']);
  refused(await rest.send('DELETE', `${at}/resources/${sub}`), 'NotFoundException', NO_RESOURCE);
});

test('methods show as empty objects unless they are embedded', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false };
  await rest.ok('PUT', `${at}/resources/${root}/methods/GET`, { authorizationType: 'NONE' });
  const bare = { id: root, path: '/', resourceMethods: { GET: {} } };
  const embedded = { ...bare, resourceMethods: { GET: method } };
  assert.deepEqual(await rest.ok('GET', `${at}/resources/${root}`), bare);
  assert.deepEqual(await rest.ok('GET', `${at}/resources`), { item: [bare] });
  assert.deepEqual(await rest.ok('GET', `${at}/resources/${root}?embed=methods`), embedded);
  assert.deepEqual(await rest.ok('GET', `${at}/resources?embed=methods`), { item: [embedded] });
});

test('moving (test_update_resource_behaviour)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const pets = await create(rest, at, root, 'pets');
  const move = (id: string, ...operation: [string, string, string?]) => rest.patch(`${at}/resources/${id}`, operation);
  refused(await move('fake-resource', 'replace', '/pathPart', 'dogs'), 'NotFoundException', NO_RESOURCE);
  refused(
    await move(pets, 'replace', '/invalid', 'dogs'),
    'BadRequestException',
    "Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
  );
  refused(await move(pets, 'replace', '/parentId', 'fake-parent-id'), 'NotFoundException', NO_RESOURCE);

  const sub = await create(rest, at, pets, 'subpets');
  const child = await create(rest, at, sub, 'pets');
  const taken = 'Another resource with the same parent already has this name: pets';
  refused(await move(child, 'replace', '/parentId', root), 'ConflictException', taken);
  refused(await move(pets, 'replace', '/parentId', sub), 'BadRequestException', 'Resources cannot be cyclical.');
  refused(await move(pets, 'replace', '/parentId', pets), 'BadRequestException', 'Resources cannot be cyclical.');

  const { status, body } = await move(sub, 'replace', '/parentId', root);
  assert.deepEqual([status, body], [200, { id: sub, parentId: root, path: '/subpets', pathPart: 'subpets' }]);
  assert.equal((await rest.ok('GET', `${at}/resources/${child}`)).path, '/subpets/pets');
  refused(await move(sub, 'replace', '/pathPart', 'pets'), 'ConflictException', taken);

  await rest.ok('DELETE', `${at}/resources/${pets}`);
  assert.deepEqual(await paths(rest, at), ['/', '/subpets', '/subpets/pets']);
  for (const op of ['remove', 'add']) {
    refused(
      await move(sub, op, '/pathPart', 'added-pets'),
      'BadRequestException',
      `Invalid patch path  '/pathPart' specified for op '${op}'. Please choose supported operations`,
    );
  }
});

test('moving to the top keeps one slash, and both members may move at once', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const [a, b] = [await create(rest, at, root, 'a'), await create(rest, at, root, 'b')];
  const leaf = await create(rest, at, a, '{leaf}');
  const moved = await rest.patch(`${at}/resources/${a}`, ['replace', '/parentId', b], ['replace', '/pathPart', 'c']);
  assert.equal(moved.body.path, '/b/c');
  assert.equal((await rest.ok('GET', `${at}/resources/${leaf}`)).path, '/b/c/{leaf}');
  assert.equal((await rest.patch(`${at}/resources/${leaf}`, ['replace', '/parentId', root])).body.path, '/{leaf}');
  // No change is no change.
  assert.equal((await rest.patch(`${at}/resources/${leaf}`)).status, 200);
});

test('the root stays (test_update_resource_on_root)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const top = `${at}/resources/${root}`;
  refused(
    await rest.patch(top, ['replace', '/pathPart', 'x']),
    'BadRequestException',
    'Root resource cannot update its pathPart.',
  );
  refused(
    await rest.patch(top, ['replace', '/parentId', 'x']),
    'BadRequestException',
    'Root resource cannot update its parentId.',
  );
  refused(await rest.send('DELETE', top), 'BadRequestException', 'Root resource cannot be deleted.');
});

test('an unknown parent (test_create_resource_parent_invalid)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  for (const parent of [`${at}/resources/fake-resource-id`, '/restapis/nothing/resources/x']) {
    refused(await rest.send('POST', parent, { pathPart: 'subpets' }), 'NotFoundException', NO_RESOURCE);
  }
});

test('greedy variables stand beside literals and above nothing (test_create_proxy_resource, …_validation)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const proxy = await create(rest, at, root, '{proxy+}');
  const parent = await create(rest, at, root, 'parent');
  const below = await create(rest, at, parent, '{proxy+}');
  await create(rest, at, await create(rest, at, parent, 'child'), '{proxy+}');
  const attempt = (under: string, pathPart: string) => rest.send('POST', `${at}/resources/${under}`, { pathPart });
  refused(
    await attempt(root, '{dynamic}'),
    'BadRequestException',
    'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
  );
  const greedy = 'Cannot create a child of a resource with a greedy path variable: {proxy+}';
  refused(await attempt(proxy, 'child'), 'BadRequestException', greedy);
  refused(await attempt(proxy, '{child}'), 'BadRequestException', greedy);
  refused(
    await attempt(root, 'parent'),
    'ConflictException',
    'Another resource with the same parent already has this name: parent',
  );
  // With children, a resource cannot become greedy.
  refused(
    await rest.patch(`${at}/resources/${parent}`, ['replace', '/pathPart', '{rest+}']),
    'BadRequestException',
    'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
  );
  await rest.ok('DELETE', `${at}/resources/${below}`);
  await create(rest, at, await create(rest, at, parent, '{child}'), '{proxy+}');
  assert.deepEqual(await paths(rest, at), [
    '/',
    '/parent',
    '/parent/child',
    '/parent/child/{proxy+}',
    '/parent/{child}',
    '/parent/{child}/{proxy+}',
    '/{proxy+}',
  ]);
});

test('what a path part may be made of', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const attempt = (pathPart: string) => rest.send('POST', `${at}/resources/${root}`, { pathPart });
  for (const good of ['a', 'A-b_c.d:e,f', '__proto__', 'constructor', '{id}']) {
    assert.equal((await attempt(good)).status, 201, good);
  }
  for (const bad of ['', 'a/b', 'a b', '{}', '{+}', 'a{b}', '{a}b', '{a', 'ä', '\u0000', '%61']) {
    const { status, error } = await attempt(bad);
    assert.deepEqual([status, error], [400, 'BadRequestException'], bad);
  }
});

// The sentence: boto/boto3#1296.
test('with --limits aws an API has at most 300 resources, and what is refused is not counted', async () => {
  await using rest = await openRest('aws');
  const { at, root } = await newApi(rest);
  for (let i = 1; i < 300; i++) await create(rest, at, root, `r${i}`);
  refused(
    await rest.send('POST', `${at}/resources/${root}`, { pathPart: 'straw' }),
    'LimitExceededException',
    'Maximum number of Resources for this API has been reached.  Please contact AWS if you need additional Resources.',
  );
  assert.equal((await rest.ok('GET', `${at}/resources?limit=500`)).item.length, 300);
});

test('an API of the open mode has more than 300 resources, but none that no URL could reach', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  for (let i = 1; i < 302; i++) await create(rest, at, root, `r${i}`);
  const long = await create(rest, at, root, 'a'.repeat(10_239));
  const tooLong = 'The path of a resource can be at most 10240 characters long';
  refused(await rest.send('POST', `${at}/resources/${long}`, { pathPart: 'b' }), 'BadRequestException', tooLong);
  const short = await create(rest, at, root, 'short');
  await create(rest, at, short, 'child');
  refused(
    await rest.patch(`${at}/resources/${short}`, ['replace', '/pathPart', 'c'.repeat(10_235)]),
    'BadRequestException',
    tooLong,
  );
  assert.equal((await rest.ok('GET', `${at}/resources/${short}`)).path, '/short');
});

test('moving and deleting a resource reaches everything below it', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const ids = [await create(rest, at, root, 'a')];
  for (const part of ['b', 'c', 'd']) ids.push(await create(rest, at, ids.at(-1) as string, part));
  const sibling = await create(rest, at, ids[0] as string, 'x');
  await rest.patch(`${at}/resources/${ids[0]}`, ['replace', '/pathPart', 'z']);
  assert.deepEqual(await paths(rest, at), ['/', '/z', '/z/b', '/z/b/c', '/z/b/c/d', '/z/x']);
  assert.equal((await rest.send('DELETE', `${at}/resources/${ids[1]}`)).status, 202);
  assert.deepEqual(await paths(rest, at), ['/', '/z', '/z/x']);
  assert.equal((await rest.ok('GET', `${at}/resources/${sibling}`)).path, '/z/x');
});
