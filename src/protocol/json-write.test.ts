import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel } from '../model/model.ts';
import { JsonWriters, joined } from './json-write.ts';

const writers = new JsonWriters(loadModel('apigateway'));
const everything = () => true;

test('a body has what the model has, under its names, and is JSON whatever its texts hold', () => {
  const resource = writers.body('Resource', everything);
  assert.equal(resource({ id: 'a', unknown: 1, parentId: undefined }), '{"id":"a"}');
  assert.equal(resource({}), '{}');
  const value = {
    id: 'a"\\\u0001\ud800',
    resourceMethods: {
      GET: {
        apiKeyRequired: false,
        requestParameters: JSON.parse('{"__proto__":true,"":false}'),
        authorizationScopes: ['a', 'b"'],
        methodIntegration: { timeoutInMillis: 29_000, cacheKeyParameters: [] },
      },
      PUT: undefined,
      POST: {},
    },
  };
  assert.deepEqual(JSON.parse(resource(value)), JSON.parse(JSON.stringify(value)));
});

test('lists, times and bytes', () => {
  const resources = writers.body('Resources', everything);
  assert.equal(resources({}), '{}');
  assert.equal(resources({ items: [] }), '{"item":[]}');
  assert.equal(resources({ items: undefined, position: 'next' }), '{"position":"next"}');
  const items = [{ id: 'a', unknown: 1 }, Object.freeze({ id: 'b' })];
  assert.deepEqual(JSON.parse(resources({ items, position: 'next', unknown: [] })), {
    item: [{ id: 'a' }, { id: 'b' }],
    position: 'next',
  });
  assert.equal(writers.of({ type: 'list', of: { type: 'string' } })([undefined, 'a', null]), '[null,"a",null]');
  const certificate = writers.body('ClientCertificate', everything);
  assert.equal(certificate({ createdDate: 1_500 }), '{"createdDate":1.5}');
  const body = writers.of({ type: 'blob' });
  assert.equal(body(new Uint8Array([1, 2, 250])), '"AQL6"');
});

test('objects joined to one', () => {
  assert.equal(joined('{"a":1}', '{}', '{"b":{}}'), '{"a":1,"b":{}}');
  assert.equal(joined('{}', '{}'), '{}');
});

test('an item that may change is written anew; one that is frozen by what its list has of it', () => {
  const item = { id: 'a', path: '/a' };
  const text = writers.body('Resources', everything);
  const before = text({ items: [item] });
  item.path = '/b';
  assert.notEqual(text({ items: [item] }), before);
  Object.freeze(item);
  assert.equal(text({ items: [item] }), text({ items: [item] }));
  // A deployment shows other members of the same value.
  assert.equal(writers.body('Deployments', everything)({ items: [item] }), '{"item":[{"id":"a"}]}');
});
