import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceRecord } from '../../../src/definition/definition.ts';
import { API_KEY, API_KEYS, bodyOf, ROUTES } from './contender.ts';
import { multiply } from './seed.ts';
import { CONTENDERS, filesOf, TABLES } from './tables.ts';

const cases = Object.entries(TABLES).flatMap(([table, { casesOf }]) =>
  Object.keys(CONTENDERS).flatMap((contender) => casesOf(contender).map((of) => ({ table, ...of }))),
);

test('no two rows of a table have the same name, and those of one process ask for the same kind of API', () => {
  const names = cases.map(({ table, row }) => `${table}: ${row}`);
  assert.equal(new Set(names).size, names.length);
  const apis = new Map<string, number | undefined>();
  for (const { table, contender, instance, resources } of cases) {
    const process = `${table} ${contender} ${instance}`;
    assert.equal(apis.has(process) ? apis.get(process) : resources, resources, process);
    apis.set(process, resources);
  }
});

test('every path that is asked for is one that the contender is set up with', () => {
  const routes = new Set(ROUTES.map(({ path, httpMethod }) => `${httpMethod} ${path}`));
  for (const { paths, send, resources } of cases)
    if (resources === undefined)
      for (const path of paths) assert.ok(routes.has(`${send === undefined ? 'GET' : 'POST'} ${path}`), path);
    else assert.equal(new Set(paths).size, resources);
});

test('bodies are as long as they are said to be', () => {
  assert.deepEqual([bodyOf(0).length, bodyOf(1).length, bodyOf(10_485_760).length], [0, 1, 10_485_760]);
});

test('the API key that is sent is one of those that are known', () => {
  assert.ok(API_KEYS.includes(API_KEY));
});

test('10,000 active connections need both sides of each', () => {
  const of = (contender: string) =>
    cases.find((other) => other.contender === contender && other.connections === 10_000);
  const [nginx, gatehouse] = [of('nginx'), of('gatehouse')];
  assert.ok(nginx !== undefined && filesOf(nginx) > 20_000);
  assert.ok(gatehouse !== undefined && filesOf(gatehouse) > 10_256);
});

test('a resource is copied with its method, each under its own path and id', () => {
  const resources = [
    { id: 'root', path: '/', resourceMethods: {} },
    {
      ...{ id: 'a', parentId: 'root', path: '/small', pathPart: 'small' },
      resourceMethods: { GET: { httpMethod: 'GET', methodIntegration: { type: 'HTTP_PROXY', uri: 'http://a/' } } },
    },
  ] as unknown as ResourceRecord[];
  const [root, first, ...rest] = multiply(resources, 10_000, 'http://b/');
  assert.equal(root?.id, 'root');
  assert.deepEqual([first?.path, first?.pathPart, first?.parentId], ['/item00000', 'item00000', 'root']);
  assert.equal(rest.at(-1)?.path, '/item09999');
  assert.equal(rest.at(-1)?.resourceMethods['GET']?.methodIntegration?.uri, 'http://b/');
  assert.equal(new Set([first, ...rest].map((resource) => resource?.id)).size, 10_000);
});
