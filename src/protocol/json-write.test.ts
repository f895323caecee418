import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel } from '../model/model.ts';
import { JsonWriters } from './json-write.ts';

const writers = new JsonWriters(loadModel('apigateway'));
const everything = () => true;

test('a body as text says what the body as a value says, with lists and without, set or not', () => {
  const item = { id: 'a"b', path: '/', resourceMethods: { GET: { apiKeyRequired: false } }, unknown: 1 };
  const values = [
    {},
    { items: [] },
    { position: 'next' },
    { items: undefined, position: 'next' },
    { items: [item, Object.freeze({ ...item, id: 'b' })] },
    { items: [Object.freeze(item), item], position: 'next', unknown: [] },
  ];
  const [text, body] = [writers.text('Resources', everything), writers.body('Resources', everything)];
  for (const value of values) assert.deepEqual(JSON.parse(text(value)), body(value));
  const resource = writers.text('Resource', everything);
  assert.equal(resource({ id: 'a', unknown: 1 }), '{"id":"a"}');
});

test('an item that may change is written anew; one that is frozen by what its list has of it', () => {
  const item = { id: 'a', path: '/a' };
  const text = writers.text('Resources', everything);
  const before = text({ items: [item] });
  item.path = '/b';
  assert.notEqual(text({ items: [item] }), before);
  Object.freeze(item);
  assert.equal(text({ items: [item] }), text({ items: [item] }));
  // A deployment shows other members of the same value.
  assert.equal(writers.text('Deployments', everything)({ items: [item] }), '{"item":[{"id":"a"}]}');
});
