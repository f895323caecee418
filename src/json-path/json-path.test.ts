import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseJson } from '../lib/json-parse.ts';
import { printJava, writeJson } from '../lib/json-print.ts';
import { compileJsonPath, JsonPathBudgetError, JsonPathError, PathBudget } from './json-path.ts';

const STORE = `{"store": {"book": [
  {"category": "reference", "author": "Nigel Rees", "title": "Sayings", "price": 8.95, "tags": ["a", "b"]},
  {"category": "fiction", "author": "Evelyn Waugh", "title": "Sword", "price": 12.99, "tags": []},
  {"category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553", "price": 8.99},
  {"category": "fiction", "author": "J. R. R. Tolkien", "title": "", "isbn": "0-395", "price": 22.99}],
  "bicycle": {"color": "red", "price": 19.95}}, "expensive": 10}`;

function read(path: string, document: string): string | undefined {
  const found = compileJsonPath(path)(parseJson(document));
  return found === undefined ? undefined : writeJson(found);
}

const authors = (path: string): unknown => JSON.parse(read(`$.store.book[?(${path})].author`, STORE) ?? 'null');
const REES = 'Nigel Rees';
const WAUGH = 'Evelyn Waugh';
const MELVILLE = 'Herman Melville';
const TOLKIEN = 'J. R. R. Tolkien';

// Each operator as JsonPath's README, "Filter Operators", defines it.
describe('filter operators', () => {
  for (const [filter, expected] of [
    ['@.price < 10', [REES, MELVILLE]],
    ['@.price <= $.expensive', [REES, MELVILLE]],
    ['@.price >= 12.99', [WAUGH, TOLKIEN]],
    ['@.author =~ /.*REES/i', [REES]],
    ['@.author =~ /rees/i', []],
    ["@.category in ['reference', 'x']", [REES]],
    ["@.category nin ['reference']", [WAUGH, MELVILLE, TOLKIEN]],
    ["@.tags subsetof ['a', 'b', 'c']", [REES, WAUGH]],
    ["@.tags anyof ['b', 'z']", [REES]],
    ["@.tags noneof ['z']", [REES, WAUGH]],
    ['@.tags size 2', [REES]],
    ['@.tags empty true', [WAUGH]],
    ['@.title empty true', [TOLKIEN]],
    ["@.tags contains 'a'", [REES]],
    ["@.author contains 'Waugh'", [WAUGH]],
    ['@.isbn', [MELVILLE, TOLKIEN]],
    ['!@.isbn', [REES, WAUGH]],
    ["!(@.isbn) && @.category == 'fiction'", [WAUGH]],
    ["@.price > 20 || @.category === 'reference'", [REES, TOLKIEN]],
    ['@.isbn != null', [REES, WAUGH, MELVILLE, TOLKIEN]],
    ['@.tags.length() == 2', [REES]],
    // An operand that the operator cannot have matches nothing, negated or not.
    ["@.category nin 'reference'", []],
  ] as const) {
    test(filter, () => assert.deepEqual(authors(filter), expected));
  }
});

// JsonPath's README, "Functions"; each gives a Double but for lengths and positions.
describe('functions', () => {
  for (const [path, document, expected] of [
    ['$.min()', '[3, 1, 2]', '1.0'],
    ['$.max()', '[3, 1, 2.5]', '3.0'],
    ['$.avg()', '[1, 2]', '1.5'],
    ['$.sum()', '[1, "2", 3]', '4.0'],
    ['$.stddev()', '[2, 4, 4, 4, 5, 5, 7, 9]', '2.0'],
    ['$.length()', '[1, 2, 3]', '3'],
    ['$.a.length()', '{"a": {"b": 1, "c": 2}}', '2'],
    ['$.keys()', '{"b": 1, "__proto__": 2}', '["b","__proto__"]'],
    ['$.concat($.a, "-", $.b)', '{"a": "x", "b": 1}', '"x-1"'],
    ['$.a.append(9)', '{"a": [1]}', '[1,9]'],
    ['$.first()', '[4, 5, 6]', '4'],
    ['$.last()', '[4, 5, 6]', '6'],
    ['$.index(1)', '[4, 5, 6]', '5'],
    ['$..price.max()', STORE, '22.99'],
    ['$.sum(10, $.a)', '{"a": [1, 2]}', '13.0'],
    ['$.sum()', '[]', undefined],
    ['$.first()', '[]', undefined],
  ] as const) {
    test(`${path} of ${document.slice(0, 40)}`, () => assert.equal(read(path, document), expected));
  }
});

// Asked of Jayway's JsonPath 2.10.0; `undefined` is an exception of any kind.
describe('where Jayway is not what one expects', () => {
  for (const [path, document, expected] of [
    // a path
    ['$.a[', '{"a": 1}', '1'],
    ["$['a']x", '{"a": 1}', '1'],
    ["$['a', x 'b']", '{"a": 1, "b": 2}', '{"a":1,"b":2}'],
    ['$.a[*].b', '{"a": 1}', '[]'],
    ['$..[0].key', '[[{"key": 1}, {"key": 2}]]', '[1]'],
    ["$..[0]['key'].x", '[[{"key": {"x": 1}}, {"key": {"x": 2}}]]', '[1,2]'],
    ['$..[*].key', '{"a": {"b": {"key": 1}}, "c": [{"key": 2}], "d": {"key": 3}}', '[3,1]'],
    // functions
    ['$[*].first().a', '[[{"a": 1}]]', '[{"a":1}]'],
    ['$.first( ).a', '[{"a": 1}]', '1'],
    ['$.max()', '[-1, -2]', '4.9E-324'],
    ['$.stddev()', '[0.1, 0.1, 0.1]', 'null'],
    ['$.last()', '[1]', undefined],
    ['$.last()', '[1, 2]', '2'],
    ['$[*].first()', '[[], [1]]', '[1]'],
    ['$.length($.a)', '{"a": [1, [7, 8, 9]]}', '3'],
    ['$.length($.a)', '{"a": [1, 2]}', '1'],
    ['$.length(5)', '[1]', undefined],
    ['$.nothing()', '[1]', undefined],
    ['$[*].nothing()', '[]', '[]'],
    ['$.keys( ).length( )', '{"a": 1}', 'null'],
    ['$.concat(\'a\', true, "b,c", -1)', '{}', '"bc-1"'],
    ['$.concat($.*)', '{"a": [1.0, "x/y"], "b": {"c": null}}', '"[1.0,\\"x\\\\/y\\"]{c=null}"'],
    ['$[0,0].append(1)', '[[5]]', '[[5,1,1],[5,1,1]]'],
    ['$..a.concat("x").length( )', '{"a": "y"}', 'null'],
    // filters
    ['$[?(!@.a == 1)]', '[{"a": 1}, {"a": 2}]', '[{"a":1}]'],
    ['$[?(@.a&&@.b)]', '[{"a&&@": {"b": 1}}]', '[{"a&&@":{"b":1}}]'],
    ["$[?(@ < '2')]", '[1]', '[]'],
    ['$[?(@ all [1])]', '[[1]]', '[]'],
    ['$[?(@ size -1)]', '[{}, []]', '[{}]'],
    ['$[?(@ empty true)]', '[{}]', undefined],
    ['$[?(@ exists true)]', '[true, false]', '[true]'],
    ['$[?(@ in [[1]])]', '[1]', undefined],
    ["$[?(@ in ['$.a', '@x', \"'q'\"])]", '["$.a", "@x", "q"]', '["@x","q"]'],
    ["$[?(@ nin [' $.a'])]", '["x"]', '[]'],
    ["$[?(@ in ['[1]'])]", '["[1]"]', '[]'],
    ['$[?([1] in @)]', '[["[1]"], ["x"]]', '[["[1]"]]'],
    ['$[?([1] == @)]', '[[1]]', '[]'],
    ["$[?(@ == {a: 'b' , c: 01})]", '[{"c": 1, "a": "b"}]', '[{"c":1,"a":"b"}]'],
    ['$[?(@ == 1.50)]', '["1.50", "1.5", 1.5]', '["1.50",1.5]'],
    ['$[?(@ == 1e3)]', '["1E+3", "1e3", 1000, 1000.0]', '["1E+3",1000,1000.0]'],
    ["$[?('0.000010' == @)]", '[1E-5]', '[1.0E-5]'],
    ['$[?(@ > 9007199254740992.5)]', '[9007199254740993, 9007199254740992]', '[9007199254740993]'],
    ['$[?(@ =~ /a b/x)]', '["ab"]', '["ab"]'],
    ['$[?(@.first() == 1)]', '[[1], []]', undefined],
    ['$[0][?(@.first() == 1)]', '[[[]]]', '[]'],
    ['$[?(@.nothing() != 1)]', '[1]', '[]'],
    ['$[?(@[?(@)] != 1)]', '[1]', '[]'],
    ['$', 'null', undefined],
  ] as const) {
    test(`${path} of ${document}`, () => assert.equal(read(path, document), expected));
  }

  test('append() leaves the document as it was', () => {
    const document = parseJson('{"a": [1]}');
    const append = compileJsonPath('$.a.append({"b": []}, $.a.length())');
    for (const _ of [1, 2]) assert.equal(writeJson(append(document) ?? null), '[1,{"b":[]},1]');
    assert.equal(writeJson(document), '{"a":[1]}');
  });
});

describe('what a path yields', () => {
  test('a definite path yields a value, another a list, and a missing leaf nothing', () => {
    assert.equal(read('$.store.bicycle.color', STORE), '"red"');
    assert.equal(read('$.store.bicycle.*', STORE), '["red",19.95]');
    assert.equal(read('$.store.car.color', STORE), undefined);
    assert.equal(read('$.store.car[*]', STORE), undefined);
    assert.equal(read('$..car', STORE), '[]');
  });

  test('names of JavaScript are names like others', () => {
    assert.equal(read('$.constructor', '{}'), undefined);
    assert.equal(read("$['__proto__']", '{"__proto__": {"a": 1}}'), '{"a":1}');
    assert.equal(read('$.length', '[1]'), undefined);
  });

  test('$ and @ begin at the root; a path without either begins there too', () => {
    assert.equal(read('expensive', STORE), '10');
    assert.equal(read('@.expensive', STORE), '10');
  });

  // recorded on AWS: aws-behaviour.md §1.11, G13
  test('a map prints as Java prints it, a list as JSON wherever it is', () => {
    const found = compileJsonPath('$')(
      parseJson('{"foo": [{"nested": "bar"}], "m": {"a": null, "d": 1.0, "t": "x y"}}'),
    );
    assert.equal(printJava(found ?? null), '{foo=[{"nested":"bar"}], m={a=null, d=1.0, t=x y}}');
  });
});

describe('what cannot be read says where', () => {
  for (const [path, position] of [
    ['', 0],
    ['$.', 1],
    ['$..', 2],
    ['$.a b', 3],
    ["$['a'", 5],
    ['$[key]', 2],
    ['$.a[?(@.b = 1)]', 10],
    ['$.a[?(@.b == )]', 13],
    ['$.sum($.a', 5],
    [' $.a', 0],
    ['$[0,]', 2],
    ['$[?(@.a =~ /(?=x)/)]', 11],
    ['a.b[0', 3],
    ["$[?(@['a']['b c'])]", 13],
  ] as const) {
    test(JSON.stringify(path), () => {
      assert.throws(
        () => compileJsonPath(path),
        (error) => error instanceof JsonPathError && error.position === position,
      );
    });
  }
});

describe('a stranger cannot make it work long', () => {
  /** With 100,000 steps left. */
  const nearlySpent = (): PathBudget => {
    const budget = new PathBudget();
    budget.spend(9_900_000);
    return budget;
  };

  test('scans inside of scans end when the steps are used up', () => {
    const deep = `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`;
    const read = compileJsonPath('$..*..*..*..*');
    assert.throws(() => read(parseJson(deep)), JsonPathBudgetError);
  });

  test('a filter that compares every item with every item ends', () => {
    const items = JSON.stringify(Array.from({ length: 20_000 }, (_, i) => i));
    assert.throws(() => compileJsonPath('$[?(@ nin $[?(@ < 0 || @ >= 0)])]')(parseJson(items)), JsonPathBudgetError);
  });

  test('a regular expression that backtracks elsewhere is linear here', () => {
    assert.equal(read('$[?(@ =~ /(a+)+b/)]', JSON.stringify(['a'.repeat(100_000)])), '[]');
  });

  test('a list of parts that are in each other is not written without end', () => {
    const nested = `${'{"a":'.repeat(400)}"${'x'.repeat(500_000)}"${'}'.repeat(400)}`;
    const found = compileJsonPath('$..a')(parseJson(nested));
    assert.throws(() => writeJson(found ?? null), RangeError);
    assert.throws(() => writeJson(found ?? null, new PathBudget().made), JsonPathBudgetError);
    assert.throws(() => compileJsonPath('$.concat($..a)')(parseJson(nested)), JsonPathBudgetError);
  });

  test('integers of many digits are compared with texts, and texts with them, only so often', () => {
    const [long, text] = ['9'.repeat(1000), `"${'8'.repeat(1000)}"`];
    for (const [a, b] of [
      [text, long],
      [long, text],
    ]) {
      const document = `{"items": [${Array(500).fill(`{"a": ${a}}`)}], "known": [${Array(500).fill(b)}]}`;
      assert.throws(() => compileJsonPath('$.items[?(@.a in $.known)]')(parseJson(document)), JsonPathBudgetError);
    }
  });

  test('texts that are asked whether they are paths, and relations of literals, are so many at most', () => {
    const texts = JSON.stringify([{ l: Array(100_000).fill('$x') }]);
    assert.throws(() => compileJsonPath("$[?(@.l contains 'a')]")(parseJson(texts)), JsonPathBudgetError);
    const blanks = JSON.stringify([{ l: Array(200).fill(`$[0${' '.repeat(9_990)}x]`) }]);
    assert.throws(() => compileJsonPath("$[?(@.l contains 'a')]")(parseJson(blanks)), JsonPathBudgetError);
    const literals = compileJsonPath(`$[?(${Array(1_200).fill('1==1').join('&&')})]`);
    assert.throws(() => literals(parseJson(JSON.stringify(Array(10_000).fill(1)))), JsonPathBudgetError);
  });

  test('what nests deeper than the stack, in the path and in the document, takes too many steps', () => {
    let path = '$.a..b';
    for (let i = 0; i < 16; i++) path = `$.a..b[?(${path} == 1)]`;
    const deep = `{"a":${'{"x":'.repeat(480)}{"b":[1]}${'}'.repeat(481)}`;
    assert.throws(() => compileJsonPath(path)(parseJson(deep)), JsonPathBudgetError);
  });

  test('scans and filters behind one another, and inside, are compiled in no time', () => {
    for (const path of [`$${'..a'.repeat(100)}`, `$${'..[?(@'.repeat(18)}${')]'.repeat(18)}`]) {
      assert.equal(read(path, '1'), '[]');
    }
  });

  test('a scan that goes on into what it appends ends', () => {
    const grow = compileJsonPath('$.l..[*].append({"a": []})');
    assert.throws(() => grow(parseJson('{"l": [[]]}')), JsonPathBudgetError);
  });

  test('texts of a list that are read as paths, as JSON and without escapes cost steps', () => {
    for (const text of [`$${'.a'.repeat(190)}`, `[${'1,'.repeat(200)}1]`, '\\\\'.repeat(400)]) {
      const document = parseJson(`[${`"${text}",`.repeat(30)}1]`);
      assert.throws(
        () => compileJsonPath('$[?(2 in $)]')(document, nearlySpent()),
        JsonPathBudgetError,
        text.slice(0, 9),
      );
    }
  });

  test('members, names, what is no text and digits cost steps', () => {
    const often = `[${'0,'.repeat(200)}0]`;
    const object = `{${Array.from({ length: 600 }, (_, i) => `"k${i}": ${i}`).join()}}`;
    const list = `[${'0,'.repeat(600)}0]`;
    for (const [path, item] of [
      [`$${often}..x`, object],
      [`$${often}.keys()`, object],
      [`$${often}.concat()`, list],
      [`$${often}[?(@ size ${'9'.repeat(50)})]`, `[${'1,'.repeat(5)}1]`],
      [`$${often}[?(@ < 0.${'9'.repeat(50)})]`, `[${'1,'.repeat(5)}1]`],
    ] as const) {
      const document = parseJson(`[${item}]`);
      assert.throws(() => compileJsonPath(path)(document, nearlySpent()), JsonPathBudgetError, path.slice(-20));
    }
  });

  test('a slice begins nowhere before its list', () => {
    assert.equal(read('$[-2147483648:1]', '[1, 2]'), '[1,2,1]');
  });

  test('paths may be neither too long nor too deep', () => {
    for (const path of [
      `$${'.a'.repeat(201)}`,
      `$.${'a'.repeat(10_001)}`,
      `$${'[?(@'.repeat(25)}${')]'.repeat(25)}`,
      `$[?(${'!'.repeat(60)}(@.a))]`,
    ]) {
      assert.throws(() => compileJsonPath(path), JsonPathError, path.slice(0, 40));
    }
  });
});
