import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Context, MethodRequest } from '../../exchange/exchange.ts';
import { context, request, STAGE } from '../integrations.fixture.ts';
import { compileTemplate, TemplateFailed, templateProblem } from './body-template.ts';
import { newOverrides, overriddenStatus } from './overrides.ts';
import { InvalidJson, JsonBody } from './payload.ts';

/** What the variables of a mapping template give: recorded on AWS where aws-behaviour.md §1.11 says so, else the developer guide. */

interface Given {
  readonly body?: string;
  readonly rq?: Partial<MethodRequest>;
  readonly cx?: Partial<Context>;
}

function render(template: string, { body = '', rq, cx }: Given = {}, overrides = newOverrides()): string {
  return compileTemplate(template).render({ rq: request(rq), cx: context(cx), body: new JsonBody(body), overrides });
}

const PET = '{"foo": "bar", "list": [{"nested": "bar"}], "n": 1.0, "none": null}';

describe('$input', () => {
  for (const [template, body, expected] of [
    ['$input.body', PET, PET],
    ['$input.body', '', '{}'],
    ['$input.body.foo', PET, ''],
    ["$input.path('$')", '{"foo": "bar", "list": [{"nested": "bar"}]}', '{foo=bar, list=[{"nested":"bar"}]}'],
    ["$input.path('$.list')", PET, '[{"nested":"bar"}]'],
    ["$input.path('$.foo')", PET, 'bar'],
    ["$input.path('$').foo", PET, 'bar'],
    ["$input.path('$.n')", PET, '1.0'],
    ["[$input.path('$.missing')]", PET, '[]'],
    ["[$input.path('$')]", '', '[]'],
    ["$input.json('$')", PET, '{"foo":"bar","list":[{"nested":"bar"}],"n":1.0,"none":null}'],
    ["$input.json('$.foo')", PET, '"bar"'],
    ["$input.json('$.missing')", PET, '""'],
    ["$input.json('$')", 'no json', '{}'],
    ["#foreach($item in $input.path('$.list'))$item.nested#if($foreach.hasNext),#end#end", PET, 'bar'],
  ] as const) {
    test(`${template} of ${body || 'no body'}`, () => assert.equal(render(template, { body }), expected));
  }

  test('a body that starts like JSON and is none is invalid when it is asked for', () => {
    assert.throws(() => render("$input.path('$.a')", { body: '{"a":' }), InvalidJson);
    assert.equal(render('fixed $input.body', { body: '{"a":' }), 'fixed {"a":');
  });

  const rq = {
    pathParameters: { id: 'p', both: 'path' },
    query: 'q=1&q=2&both=query&a%20b=c',
    headers: ['X-Own', 'h', 'Both', 'header', 'Connection', 'close'],
  };

  test('params() is a map of maps; params(name) looks in path, query and headers', () => {
    assert.equal(
      render("$input.params('id') $input.params('q') $input.params('X-Own') $input.params('both')", { rq }),
      'p 2 h path',
    );
    assert.equal(render("[$input.params('x-own')$input.params('Connection')$input.params('nothing')]", { rq }), '[]');
    assert.equal(render("$input.params().querystring.get('a b')", { rq }), 'c');
    assert.equal(render('#foreach($name in $input.params().header.keySet())$name;#end', { rq }), 'X-Own;Both;');
    assert.equal(render('$input.params().path', { rq }), '{id=p, both=path}');
  });
});

describe('$context and $stageVariables', () => {
  test('variables, members of identity, and what there is not', () => {
    assert.equal(
      render('$context.requestId|$context.identity.sourceIp|$context.stage'),
      `${context().requestId}|1.2.3.4|stage`,
    );
    assert.equal(render('[$context.nothing$context.identity.apiKey$context.authorizer.principalId]'), '[]');
    assert.equal(render("$context.get('httpMethod')"), 'GET');
  });

  test('what the authorizer said; its claims one by one ("Calling $context.authorizer.claims returns null", developer guide)', () => {
    const values = new Map([
      ['principalId', 'p'],
      ['level', '3'],
      ['claims.sub', 's'],
      ['claims.cognito:groups', 'a,b'],
    ]);
    const cx = { authorizer: { values, event: '{}', usageIdentifierKey: undefined } };
    assert.equal(render('$context.authorizer.principalId|$context.authorizer.level', { cx }), 'p|3');
    assert.equal(
      render("$context.authorizer.claims.sub|$context.authorizer.claims['cognito:groups']", { cx }),
      's|a,b',
    );
    assert.equal(render("$context.authorizer.claims.get('sub')|$context.authorizer.claims.nothing", { cx }), 's|');
    assert.equal(render('$context.authorizer.claims|$context.authorizer.nothing', { cx }), '|');
    assert.equal(render('$context.authorizer.claims.sub|$context.authorizer.principalId'), '|');
  });

  test('stage variables in each of their spellings', () => {
    const cx = { stage: { ...STAGE, variables: { colour: 'red' } } };
    assert.equal(
      render("$stageVariables.colour ${stageVariables.colour} ${stageVariables['colour']} [$stageVariables.size]", {
        cx,
      }),
      'red red red []',
    );
  });
});

describe('overrides (§1.9)', () => {
  test('of the request and the response are taken, and show nothing', () => {
    const overrides = newOverrides();
    const template =
      "#set($context.requestOverride.header.X-Own = 'a')#set($context.requestOverride.path.id = $input.params('q'))" +
      "#set($context.requestOverride.querystring['a b'] = 1)#set($context.responseOverride.header.Y = 'b')" +
      '#set($context.responseOverride.status = 201)done';
    assert.equal(render(template, { rq: { query: 'q=7' } }, overrides), 'done');
    assert.deepEqual(
      [[...overrides.request.header], [...overrides.request.path], [...overrides.request.querystring]],
      [[['X-Own', 'a']], [['id', '7']], [['a b', '1']]],
    );
    assert.deepEqual([[...overrides.response.header], overriddenStatus(overrides)], [[['Y', 'b']], 201]);
  });

  test('a status that is no integer from 100 to 599 is ignored', () => {
    for (const status of ["'201'", '99', '600', '201.0', 'true']) {
      const overrides = newOverrides();
      render(`#set($context.responseOverride.status = ${status})`, {}, overrides);
      assert.equal(overriddenStatus(overrides), undefined, status);
    }
  });
});

describe('what a template may use of a large body', () => {
  const body = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, tags: ['a', 'b'] })));
  const loop = (text: string) => `#foreach($i in [1..1000])${text}#end`;

  test('parts that are in each other are not written without end', () => {
    const nested = `${'{"a":'.repeat(400)}"${'x'.repeat(500_000)}"${'}'.repeat(400)}`;
    assert.throws(() => render("$input.json('$..a')", { body: nested }), /JSONPath takes too many steps/);
  });

  test('asking for the same again and again is free', () => {
    assert.equal(render(`${loop("#set($n = $input.path('$').size())")}$n`, { body }), '20000');
  });

  for (const [about, template] of [
    ['scans', loop("$input.json('$..nothing')")],
    ['copies', loop("#set($a = $input.path('$'))#set($b = $input.path('$.*'))")],
    ['parsing', loop('#set($a = $util.parseJson($input.body))')],
    ['what prints without end', `#set($a = ['x'])${loop('#if($i < 60)#set($a = [$a, $a])#end')}$util.urlEncode($a)`],
    [
      'headers that print without end',
      `#set($a = ['x'])${loop('#if($i < 60)#set($a = [$a, $a])#end')}#set($context.requestOverride.header.X = $a)`,
    ],
  ] as const) {
    test(`${about} end`, () => assert.throws(() => render(template, { body }), TemplateFailed));
  }
});

describe('$util', () => {
  for (const [template, expected] of [
    ['$util.escapeJavaScript("it\'s")', "it\\'s"],
    ["$util.escapeJavaScript($input.path('$.x'))", 'a\\"b\\/c\\\\d\\nä'.replace('ä', '\\u00E4')],
    ["$util.urlEncode('a b&c=ä*~')", 'a+b%26c%3D%C3%A4*%7E'],
    ["$util.urlDecode('a+b%26')", 'a b&'],
    // As java.net.URLDecoder has it.
    ["$util.urlDecode('%E4%41+%C3%A4')", '\ufffdA ä'],
    ["$util.base64Encode('hello')", 'aGVsbG8='],
    ["$util.base64Decode('aGVsbG8=')", 'hello'],
    ['$util.parseJson(\'{"a": {"b": [1, 2]}}\').a.b.size()', '2'],
    ["[$util.toJson('a')]", '[]'],
  ] as const) {
    test(template, () => assert.equal(render(template, { body: JSON.stringify({ x: 'a"b/c\\d\nä' }) }), expected));
  }
});

describe('a template', () => {
  test('that is none is found with its place, and fails each request', () => {
    assert.match(templateProblem('{\n  #if(true)\n') ?? '', /line \d+, column \d+/);
    assert.equal(templateProblem('#if($a)b#end'), undefined);
    assert.throws(() => render('#if('), TemplateFailed);
  });

  test('cannot reach JavaScript', () => {
    for (const template of [
      '$input.constructor',
      "$input.path('$').constructor",
      '$util.class',
      "$context.get('__proto__')",
      '$input.params().header.constructor',
      "$stageVariables['__proto__']",
      '$util.escapeJavaScript.call',
      '$input.path.constructor',
    ]) {
      assert.equal(render(`[${template}]`, { body: '{}' }), '[]', template);
    }
  });

  test('that runs without end fails', () => {
    const nested = `${'#foreach($a in [1..1000])'.repeat(4)}x${'#end'.repeat(4)}`;
    assert.throws(() => render(nested), TemplateFailed);
    assert.throws(
      () => render("#set($a = 'xxxxxxxxxx')#foreach($i in [1..40])#set($a = $a + $a)#end$a"),
      TemplateFailed,
    );
  });
});
