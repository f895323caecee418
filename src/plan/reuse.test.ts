import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiDefinition, ResolvedMethod } from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import { compileStage } from './compile.ts';
import { definition, integration, method, SCOPE, stage } from './plan.fixture.ts';
import { resolveStage } from './resolve.ts';
import { StageRoutes } from './stage-routes.ts';

const HTTP = { type: 'HTTP_PROXY', httpMethod: 'GET' } as const;

/** As it comes from a store. */
function stored(uri: string): ApiDefinition {
  return freeze(definition({ GET: method({ methodIntegration: integration({ ...HTTP, uri }) }) }));
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}

function resolved(from: ApiDefinition, variables = {}, scope = SCOPE): ResolvedMethod | undefined {
  return resolveStage(scope, from, stage({ variables })).resources[1]?.methods[0];
}

test('a method without stage variables is resolved once, for every stage and deployment that has it', () => {
  const first = stored('http://localhost/pets');
  const second = { ...first, deploymentId: 'dep002' };
  assert.equal(resolved(first), resolved(second, { a: 'b' }));
});

test('one with stage variables is resolved with those of its stage, one by one', () => {
  const from = stored(['http://$', '{stageVariables.host}/pets'].join(''));
  const uriWith = (host: string): unknown => {
    const integration = resolved(from, { host })?.integration;
    return integration?.type === 'HTTP_PROXY' ? integration.uri : integration;
  };
  assert.deepEqual(['one', 'two', 'one'].map(uriWith), ['http://one/pets', 'http://two/pets', 'http://one/pets']);
});

test('what may still change is resolved anew, and so is what another account or region has', () => {
  const own = definition({ GET: method({ methodIntegration: integration({ ...HTTP, uri: 'http://localhost/' }) }) });
  assert.notEqual(resolved(own), resolved(own));
  const from = stored('http://localhost/');
  assert.notEqual(resolved(from), resolved(from, {}, '123456789012/us-east-1'));
});

test('a method that two plans share is compiled for each, with what its stage has for it', () => {
  const from = stored('http://localhost/pets');
  const capabilities = {
    clock: new ManualClock(),
    invokeFunction: () => assert.fail('nothing is called'),
    sendHttp: () => assert.fail('nothing is called'),
  };
  const runOf = (over: Parameters<typeof stage>[0]): unknown =>
    compileStage(resolveStage(SCOPE, from, stage(over)), capabilities).routes.find('/pets', 'GET')?.value.run;
  const [one, two] = [runOf({}), runOf({ stageName: 'two' })];
  for (const run of [one, two]) assert.equal(typeof run, 'function');
  assert.notEqual(one, two);
});

test('a stage that changes keeps its list of resources, and one whose methods change with it does not', () => {
  const list = (from: ApiDefinition, variables: Record<string, string>): unknown =>
    resolveStage(SCOPE, from, stage({ variables })).resources;
  const plain = stored('http://localhost/pets');
  assert.equal(list(plain, { a: 'b' }), list(plain, { a: 'c' }));
  const varied = stored(['http://$', '{stageVariables.a}/pets'].join(''));
  assert.notEqual(list(varied, { a: 'b' }), list(varied, { a: 'c' }));
});

test('plans that share a list of resources route alike, each to its own methods', () => {
  const calls: string[] = [];
  const routes = (name: string): StageRoutes<string> =>
    new StageRoutes(resources, ({ path }, { httpMethod }) => {
      calls.push(name);
      return `${name}: ${httpMethod} ${path}`;
    });
  const { resources } = resolveStage(SCOPE, stored('http://localhost/pets'), stage({}));
  const one = routes('one');
  assert.deepEqual(calls, ['one'], 'compiled at deployment');
  const two = routes('two');
  assert.deepEqual(calls, ['one'], 'known to compile');
  for (const [name, each] of Object.entries({ one, two })) {
    assert.deepEqual(each.find('/pets', 'GET'), { value: `${name}: GET /pets`, pathParameters: null });
    assert.equal(each.find('/pets', 'POST'), undefined);
  }
  assert.deepEqual(calls, ['one', 'two'], 'each once');
});

/** Objects inside of one another by reference, and at last `end`. */
function chain(length: number, end: object): string {
  const link = (i: number): object => ({ type: 'object', properties: { x: { $ref: `#/definitions/l${i}` } } });
  const definitions = Object.fromEntries(
    Array.from({ length }, (_, i) => [`l${i}`, i + 1 === length ? end : link(i + 1)]),
  );
  return JSON.stringify({ ...link(0), definitions });
}

test('what cannot be validated against is told of every stage, whichever method was compiled first', () => {
  const toA = { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/A' };
  const validated = (httpMethod: string, model: string) =>
    method({ httpMethod, requestValidatorId: 'v', requestModels: { 'application/json': model } });
  const from = freeze({
    ...definition({ GET: validated('GET', 'A'), POST: validated('POST', 'B') }),
    requestValidators: [{ id: 'v', validateRequestBody: true, validateRequestParameters: false }],
    models: [
      { id: 'a', name: 'A', schema: chain(300, { type: 'string' }), contentType: 'application/json' },
      { id: 'b', name: 'B', schema: chain(300, toA), contentType: 'application/json' },
    ],
  }) as ApiDefinition;
  const capabilities = {
    clock: new ManualClock(),
    invokeFunction: () => assert.fail('nothing is called'),
    sendHttp: () => assert.fail('nothing is called'),
  };
  for (const stageName of ['one', 'two']) {
    const stageOf = resolveStage(SCOPE, from, stage({ stageName }));
    const methods = stageOf.resources[1]?.methods ?? [];
    assert.deepEqual(
      methods.map(({ unhonoured }) => unhonoured.length > 0),
      [false, true],
      stageName,
    );
    assert.ok(compileStage(stageOf, capabilities).routes.find('/pets', 'POST'));
  }
});
