import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileRoutes, type RouteTree } from './routes.ts';

/** `GET /pets` … each route's value is the route itself. */
function tree(...routes: readonly string[]): RouteTree<string> {
  return compileRoutes(
    routes.map((route) => {
      const [httpMethod = '', path = ''] = route.split(' ');
      return { path, httpMethod, value: route };
    }),
  );
}

function find(routes: RouteTree<string>, request: string): string | undefined {
  const [httpMethod = '', path = ''] = request.split(' ');
  return routes.find(path, httpMethod)?.value;
}

function parameters(routes: RouteTree<string>, path: string): unknown {
  return routes.find(path, 'GET')?.pathParameters;
}

describe('pair routing, as measured on AWS (aws-behaviour.md §1.7, G1)', () => {
  const routes = tree('ANY /{proxy+}', 'OPTIONS /cors_only', 'GET /jobs/reboot', 'POST /admin', 'GET /jobs/list/all');
  for (const [request, expected] of [
    ['GET /jobs', 'ANY /{proxy+}'], // a resource without methods
    ['GET /cors_only', 'ANY /{proxy+}'], // only OPTIONS declared
    ['OPTIONS /cors_only', 'OPTIONS /cors_only'],
    ['POST /jobs/reboot', 'ANY /{proxy+}'], // only GET declared
    ['GET /jobs/reboot', 'GET /jobs/reboot'],
    ['GET /admin', 'ANY /{proxy+}'], // routing comes before authorization
    ['POST /admin', 'POST /admin'],
  ] as const) {
    test(`${request} is served by ${expected}`, () => assert.equal(find(routes, request), expected));
  }

  test('the deepest enclosing {proxy+} that serves the verb takes it', () => {
    const nested = tree('ANY /{proxy+}', 'GET /a/{proxy+}', 'GET /a/b/{rest+}', 'POST /a/b/c');
    assert.equal(find(nested, 'GET /a/b/c'), 'GET /a/b/{rest+}');
    assert.equal(find(nested, 'GET /a/x'), 'GET /a/{proxy+}');
    assert.equal(find(nested, 'PUT /a/b/c'), 'ANY /{proxy+}');
  });

  test('without any resource that serves the verb there is no route', () => {
    assert.equal(find(tree('GET /pets', 'POST /{proxy+}'), 'DELETE /pets'), undefined);
  });
});

describe('specificity (§1.7)', () => {
  const routes = tree(
    'GET /pets/{id}',
    'GET /pets/dog',
    'GET /pets/{proxy+}',
    'GET /',
    'ANY /pets/dog',
    'GET /x/{a}/y',
  );
  for (const [request, expected] of [
    ['GET /pets/dog', 'GET /pets/dog'],
    ['PUT /pets/dog', 'ANY /pets/dog'],
    ['GET /pets/cat', 'GET /pets/{id}'],
    ['GET /pets/cat/toys', 'GET /pets/{proxy+}'],
    ['GET /pets/dog/toys', 'GET /pets/{proxy+}'],
    ['GET /', 'GET /'],
    ['HEAD /pets/cat', undefined], // HEAD is not implied by GET
    ['GET /pets', undefined],
    ['GET /Pets/dog', undefined],
    ['GET /x/1/y', 'GET /x/{a}/y'],
    ['GET /x/1/z', undefined],
  ] as const) {
    test(`${request} → ${expected ?? 'nothing'}`, () => assert.equal(find(routes, request), expected));
  }

  test('a search that ends in a dead end comes back with the right parameters', () => {
    const deep = tree('GET /{a}/{b}/end', 'GET /lit/{c}/other', 'GET /{p+}');
    assert.deepEqual(deep.find('/lit/x/end', 'GET'), {
      value: 'GET /{a}/{b}/end',
      pathParameters: { a: 'lit', b: 'x' },
    });
    assert.deepEqual(deep.find('/lit/x/none', 'GET'), { value: 'GET /{p+}', pathParameters: { p: 'lit/x/none' } });
  });
});

describe('slashes (§1.7, recorded)', () => {
  const routes = tree('GET /x', 'GET /hardcoded', 'GET /f/{proxy+}');

  test('a trailing slash and repeated slashes do not matter for matching', () => {
    for (const path of ['/x', '/x/', '//x', '/x//']) assert.equal(find(routes, `GET ${path}`), 'GET /x');
  });

  test('a greedy value keeps inner slashes and loses the trailing one', () => {
    assert.deepEqual(parameters(routes, '/f/proxy-value/'), { proxy: 'proxy-value' });
    assert.deepEqual(parameters(routes, '/f/proxy-value//double-slash'), { proxy: 'proxy-value//double-slash' });
    assert.deepEqual(parameters(routes, '//f//a/b'), { proxy: 'a/b' });
  });

  test('a greedy resource needs a segment', () => {
    assert.equal(find(routes, 'GET /f'), undefined);
    assert.equal(find(routes, 'GET /f//'), undefined);
    assert.equal(find(tree('GET /{proxy+}'), 'GET /'), undefined);
  });
});

describe('what clients may try', () => {
  const routes = tree('GET /{a}', 'GET /files/{proxy+}', 'GET /p/{__proto__}');

  test('encoded segments stay as they are and never become separators', () => {
    assert.deepEqual(parameters(routes, '/a%2Fb'), { a: 'a%2Fb' });
    assert.deepEqual(parameters(routes, '/files/user/test%2Balias@gmail.com'), {
      proxy: 'user/test%2Balias@gmail.com',
    });
    assert.equal(find(routes, 'GET /%66iles/x'), undefined);
  });

  test('dot segments are segments', () => {
    assert.deepEqual(parameters(routes, '/..'), { a: '..' });
    assert.deepEqual(parameters(routes, '/files/../../etc'), { proxy: '../../etc' });
  });

  test('names of Object.prototype are names', () => {
    assert.deepEqual(parameters(routes, '/__proto__'), { a: '__proto__' });
    assert.equal(find(routes, 'GET /constructor/x'), undefined);
    assert.equal(JSON.stringify(parameters(routes, '/p/v')), '{"__proto__":"v"}');
    assert.equal(routes.find('/x', 'constructor'), undefined);
  });

  test('a path of a hundred thousand segments or slashes is found or refused at once', () => {
    const long = `/files${'/a'.repeat(100_000)}`;
    assert.equal((parameters(routes, long) as { proxy: string }).proxy.length, 199_999);
    assert.deepEqual(parameters(routes, `${'/'.repeat(100_000)}x`), { a: 'x' });
    assert.equal(find(tree('GET /a/{b}/c/{d}'), `GET ${long}`), undefined);
  });

  test('each node is visited once: many parallel levels do not multiply', () => {
    // Literal and variable on each of 20 levels: 2^20 paths through the tree, each ending in the wrong leaf.
    const paths = Array.from({ length: 20 }, (_, i) => `${'/a'.repeat(i)}/{v${i}}${'/a'.repeat(19 - i)}/leaf`);
    const wide = tree(...paths.map((path) => `GET ${path}`));
    assert.equal(find(wide, `GET ${'/a'.repeat(20)}/other`), undefined);
  });
});
