import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lately } from './lately.ts';

const names = Array.from({ length: 99 }, (_, i) => `name ${i}`);

test('what nobody asks for goes; what is asked for stays', () => {
  const lately = new Lately<object>(20);
  const [first, second] = [{}, {}];
  lately.keep('first', first, 4);
  lately.keep('second', second, 4);
  for (const name of names) {
    lately.keep(name, {}, 4);
    assert.equal(lately.find('first'), first);
  }
  assert.equal(lately.find('second'), undefined);
});

test('no more is kept than there is room for', () => {
  const lately = new Lately<object>(20);
  for (const name of names) lately.keep(name, {}, 4);
  const kept = names.filter((name) => lately.find(name) !== undefined);
  assert.ok(kept.length > 0 && kept.length <= 5, `${kept.length} of weight 4 in room for 20`);
});

test('what is kept again under its name weighs once', () => {
  const lately = new Lately<object>(20);
  lately.keep('other', {}, 4);
  for (let n = 0; n < 99; n++) lately.keep('name', { n }, 4);
  assert.deepEqual(lately.find('name'), { n: 98 });
  assert.notEqual(lately.find('other'), undefined);
});

test('what is too heavy is not kept, nor is what it replaces', () => {
  const lately = new Lately<object>(20, 5);
  lately.keep('name', {}, 5);
  assert.notEqual(lately.find('name'), undefined);
  lately.keep('name', {}, 6);
  assert.equal(lately.find('name'), undefined);
});

test('who has no room keeps nothing', () => {
  const lately = new Lately<object>(0);
  lately.keep('name', {}, 1);
  assert.equal(lately.find('name'), undefined);
});
