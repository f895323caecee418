import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHal } from './hal.ts';

interface Sent {
  readonly method?: string;
  readonly accept?: string;
  readonly status?: number;
}

function render(
  shape: string | undefined,
  target: string,
  body: unknown,
  { method = 'GET', accept, status = 200 }: Sent = {},
) {
  const [path = '', query = ''] = target.split('?');
  const headers = (name: string) => (name === 'accept' ? accept : undefined);
  const answer = renderHal(
    { method, path, query, headers, body: new Uint8Array() },
    { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) },
    () => shape,
  );
  return { type: answer.headers[0]?.[1], body: JSON.parse(String(answer.body)) };
}

const curie = (name: string, file = name) => ({
  href: `https://docs.aws.amazon.com/apigateway/latest/developerguide/restapi-${file}-{rel}.html`,
  name,
  templated: true,
});

test('who asks for JSON, or takes anything, gets JSON', () => {
  for (const accept of [
    'application/json',
    'text/html, application/json;q=0.9',
    '*/*',
    'application/*',
    'Application/JSON',
  ]) {
    assert.deepEqual(render('Stage', '/restapis/a/stages/b', { stageName: 'b' }, { accept }), {
      type: 'application/json',
      body: { stageName: 'b' },
    });
  }
  for (const accept of [undefined, 'application/hal+json', 'application/jsonp', 'text/html']) {
    const { type } = render(
      'Stage',
      '/restapis/a/stages/b',
      { stageName: 'b' },
      accept === undefined ? {} : { accept },
    );
    assert.equal(type, 'application/hal+json');
  }
});

test('errors, and answers that are no nouns, stay as they are', () => {
  const failed = render('Stage', '/restapis/a/stages/b', { message: 'no' }, { status: 404 });
  assert.deepEqual(failed, { type: 'application/json', body: { message: 'no' } });
  const ids = render('DocumentationPartIds', '/restapis/a/documentation/parts', { ids: ['a'] }, { method: 'PUT' });
  assert.deepEqual(ids.body, { ids: ['a'] });
  assert.deepEqual(render('toString', '/x', { a: 1 }).body, { a: 1 });
  assert.deepEqual(render(undefined, '/x', { a: 1 }).body, { a: 1 });
});

// API reference, GetStage.
test('a noun has links of its own, timestamps as texts, and one curie alone', () => {
  const at = '/restapis/uycll6xg9a/stages/prod';
  const stage = { stageName: 'prod', deploymentId: 'vakw79', createdDate: 1460742815, methodSettings: {} };
  assert.deepEqual(render('Stage', at, stage).body, {
    _links: {
      curies: curie('stage'),
      self: { href: at },
      'stage:delete': { href: at },
      'stage:flush-authorizer-cache': { href: `${at}/cache/authorizers` },
      'stage:update': { href: at },
    },
    createdDate: '2016-04-15T17:53:35Z',
    deploymentId: 'vakw79',
    methodSettings: {},
    stageName: 'prod',
  });
});

// API reference, GetDeployments.
test('a collection has its items embedded, and a link to the next page', () => {
  const at = '/restapis/fugvjdxtri/deployments';
  const body = { item: [{ id: '4vvti6' }, { id: 'a9kdln' }], position: 'aWQ9U2E5a2Rsbg==' };
  const { body: seen } = render('Deployments', `${at}?limit=2`, body);
  assert.deepEqual(seen._links, {
    curies: curie('deployment'),
    self: { href: `${at}?limit=2` },
    'deployment:by-id': { href: `${at}/{deployment_id}{?embed}`, templated: true },
    'deployment:create': { href: at },
    item: [{ href: `${at}/4vvti6` }, { href: `${at}/a9kdln` }],
    next: { href: `${at}?position=aWQ9U2E5a2Rsbg%3D%3D&limit=2` },
  });
  assert.equal('position' in seen || 'item' in seen, false);
  assert.deepEqual(seen._embedded.item[0], {
    _links: {
      self: { href: `${at}/4vvti6` },
      'deployment:delete': { href: `${at}/4vvti6` },
      'deployment:stages': { href: '/restapis/fugvjdxtri/stages?deployment_id=4vvti6' },
      'deployment:update': { href: `${at}/4vvti6` },
    },
    id: '4vvti6',
  });
});

// API reference, GetRestApis: `limit=1`.
test('one item stands alone, and an empty collection has none', () => {
  const { body } = render('RestApis', '/restapis', { item: [{ id: '0n1anifwvf', rootResourceId: 'ny9qrywoj2' }] });
  assert.deepEqual(body._links.item, { href: '/restapis/0n1anifwvf' });
  const links = body._embedded.item._links;
  assert.deepEqual(links['resource:create'], { href: '/restapis/0n1anifwvf/resources/ny9qrywoj2' });
  assert.deepEqual(links['restapi:stages'], { href: '/restapis/0n1anifwvf/stages{?deployment_id}', templated: true });
  assert.deepEqual(
    body._links.curies.map(({ name }: { name: string }) => name),
    ['authorizer', 'deployment', 'model', 'resource', 'restapi', 'stage'],
  );
  const empty = render('RestApis', '/restapis', { item: [] }).body;
  assert.equal('_embedded' in empty || 'item' in empty._links, false);
});

// API reference, GetResource and UpdateResource.
test('a resource names its methods, and embeds those that are there', () => {
  const at = '/restapis/fugvjdxtri/resources/3kzxbg5sa2';
  const resource = { id: '3kzxbg5sa2', path: '/', resourceMethods: { GET: {} } };
  const { body } = render('Resource', at, resource);
  assert.deepEqual(body._links['resource:methods'], { href: `${at}/methods/GET`, name: 'GET', title: 'GET' });
  assert.deepEqual(Object.keys(body), ['_links', 'id', 'path']);
  const method = { httpMethod: 'GET', apiKeyRequired: false };
  const whole = render('Resource', at, { ...resource, resourceMethods: { GET: method } }).body;
  assert.equal(whole._embedded['resource:methods'].httpMethod, 'GET');
});

// API reference, GetMethod.
test('a method embeds its integration, which embeds its responses', () => {
  const at = '/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET';
  const method = {
    httpMethod: 'GET',
    methodResponses: { 200: { statusCode: '200' }, 404: { statusCode: '404' } },
    methodIntegration: { type: 'AWS', integrationResponses: { 200: { statusCode: '200' } } },
  };
  const { body } = render('Method', at, method);
  assert.deepEqual(body._links.self, { href: at, name: 'GET', title: 'GET' });
  assert.deepEqual(body._links.curies, [
    curie('integration'),
    curie('integrationresponse', 'integration-response'),
    curie('method'),
    curie('methodresponse', 'method-response'),
  ]);
  assert.equal(body._embedded['method:responses'].length, 2);
  const integration = body._embedded['method:integration'];
  assert.equal('curies' in integration._links, false);
  const response = { href: `${at}/integration/responses/200`, name: '200', title: '200' };
  assert.deepEqual(integration._links['integration:responses'], response);
  assert.deepEqual(integration._embedded['integration:responses']._links.self, response);
});

test('what was made stands below the path that it was made at; a resource beside its parent', () => {
  const made = (shape: string, path: string, body: object) =>
    render(shape, path, body, { method: 'POST', status: 201 }).body._links.self.href;
  assert.equal(made('RestApi', '/restapis', { id: 'abc' }), '/restapis/abc');
  assert.equal(made('Resource', '/restapis/abc/resources/root', { id: 'new' }), '/restapis/abc/resources/new');
  assert.equal(made('Stage', '/restapis/abc/stages', { stageName: 'dev' }), '/restapis/abc/stages/dev');
});

test('names of any kind stay what they are', () => {
  const body = JSON.parse('{"name":"a/b {c}","__proto__":{"x":1}}');
  const seen = render('Model', '/restapis/a/models', body, { method: 'POST', status: 201 }).body;
  assert.equal(seen._links.self.href, '/restapis/a/models/a%2Fb%20%7Bc%7D');
  assert.equal(seen._links.self.templated, undefined);
  assert.equal(Object.hasOwn(seen, '__proto__'), true);
});
