import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRest, refused } from '../rest.fixture.ts';

const NOUNS = [
  { at: '/restapis', input: { name: 'pets' } },
  { at: '/apikeys', input: { name: 'pets' } },
  { at: '/usageplans', input: { name: 'pets' } },
] as const;
const PINS = ['_custom_id_', 'ms-custom-id', 'floci:override-id', 'gatehouse:id'];

for (const { at, input } of NOUNS) {
  test(`a tag chooses the id of what is made in ${at}, and is gone`, async () => {
    await using rest = await openRest();
    for (const [i, pin] of PINS.entries()) {
      const made = await rest.ok('POST', at, { ...input, tags: { [pin]: `My_id-${i}`, team: 'a' } });
      assert.deepEqual([made.id, made['tags']], [`My_id-${i}`, { team: 'a' }]);
      assert.deepEqual((await rest.ok('GET', `${at}/My_id-${i}`))['tags'], { team: 'a' });
    }
    const bare = await rest.ok('POST', at, { ...input, tags: { 'gatehouse:id': 'alone' } });
    assert.ok(!('tags' in bare));
    const page = await rest.ok('GET', `${at}?limit=2`);
    assert.equal((await rest.ok('GET', `${at}?limit=5&position=${page.position}`)).item.length, 3);
  });

  test(`an id of ${at} that is taken, is none or is not clear`, async () => {
    await using rest = await openRest();
    const attempt = (tags: object) => rest.send('POST', at, { ...input, tags });
    await attempt({ _custom_id_: 'abc' });
    refused(await attempt({ 'ms-custom-id': 'abc' }), 'ConflictException', 'The id abc is taken');
    for (const id of ['', 'a/b', 'a.b', 'é', 'nul\u0000', 'a'.repeat(65)]) {
      const message = `Invalid id chosen by a tag: ${id}. It must be 1 to 64 characters of a-zA-Z0-9_-`;
      refused(await attempt({ _custom_id_: id }), 'BadRequestException', message);
    }
    refused(
      await attempt({ _custom_id_: 'a', 'gatehouse:id': 'b' }),
      'BadRequestException',
      'The tags that choose an id do not agree: a, b',
    );
    assert.equal((await attempt({ _custom_id_: 'same', 'gatehouse:id': 'same' })).status, 201);
    assert.equal((await rest.ok('GET', at)).item.length, 2);
    // What is deleted gives its id back.
    await rest.send('DELETE', `${at}/abc`);
    assert.equal((await attempt({ _custom_id_: 'abc' })).status, 201);
  });
}

test('two APIs whose names of hosts would be the same cannot both be, not even in two accounts', async () => {
  await using rest = await openRest();
  const other = { scope: '222222222222/eu-west-1', kind: 'restapi', id: 'theirs' };
  await rest.store.transact(async (tx) => tx.put(other, { id: 'theirs' }));
  for (const id of ['theirs', 'THEIRS']) {
    const taken = await rest.send('POST', '/restapis', { name: 'x', tags: { _custom_id_: id } });
    refused(taken, 'ConflictException', `The id ${id} is taken`);
  }
});
