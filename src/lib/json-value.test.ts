import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JsonSyntaxError, parseJson } from './json-parse.ts';
import { printJava, writeJson } from './json-print.ts';
import { javaDoubleText } from './json-value.ts';

describe('numbers as Java prints them (Double.toString)', () => {
  for (const [value, expected] of [
    [1, '1.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [100, '100.0'],
    [9_999_999, '9999999.0'],
    [1e7, '1.0E7'],
    [1.25e10, '1.25E10'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [Number.MIN_VALUE, '4.9E-324'],
    [-Number.MIN_VALUE, '-4.9E-324'],
    [Infinity, 'Infinity'],
  ] as const) {
    test(expected, () => assert.equal(javaDoubleText(value), expected));
  }
});

describe('JSON there and back', () => {
  for (const text of [
    '{"10":1,"2":2,"__proto__":{"constructor":null}}',
    '[1,1.0,12345678901234567890,-9007199254740993,1.0E10]',
    '["\\u2028 \\"\\\\/\\n",true,false,null,[],{}]',
    '"😀"',
  ]) {
    test(text, () => assert.equal(writeJson(parseJson(text)), text.replace('\\u2028', '\u2028')));
  }

  test('a member that comes twice has its last value', () => {
    assert.equal(writeJson(parseJson('{"a":1,"b":2,"a":3}')), '{"a":3,"b":2}');
  });

  test('a number too large for Java is null in JSON and Infinity in a map', () => {
    assert.equal(writeJson(parseJson('[1e999]')), '[null]');
    assert.equal(printJava(parseJson('{"a":1e999}')), '{a=Infinity}');
  });
});

describe('what is no JSON says where', () => {
  for (const [text, position] of [
    ['', 0],
    ['{', 1],
    ['{"a" 1}', 5],
    ['[1,]', 3],
    ['01', 1],
    ['1.', 1],
    ['"a\nb"', 2],
    ['"\\x"', 1],
    ["{'a':1}", 1],
    ['nul', 0],
    ['[1] 2', 4],
    ['[NaN]', 1],
    ['['.repeat(501), 500],
    ['9'.repeat(1_001), 0],
  ] as const) {
    test(JSON.stringify(text.slice(0, 20)), () => {
      assert.throws(
        () => parseJson(text),
        (error) => error instanceof JsonSyntaxError && error.position === position,
      );
    });
  }
});
