import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileValidation, ModelError, Models, unsupported } from './validation.ts';

const API = 'https://apigateway.amazonaws.com/restapis/abcdef1234/models';

function problem(schema: object, body: string): string | undefined {
  return compileValidation(new Models([{ name: 'Model', schema: JSON.stringify(schema) }]), 'Model')(body);
}

describe('what AWS says, as users recorded it', () => {
  const person = {
    type: 'object',
    required: ['repeatPassword', 'email', 'password'],
    properties: { id: { type: 'integer' }, price: { type: 'number' } },
  };
  for (const [what, schema, body, expected] of [
    ['valid', person, '{"email":"a","password":"b","repeatPassword":"b","id":1,"price":2}', undefined],
    // A published execution log of API Gateway (2021).
    ['missing', person, '{"id":1}', '[object has missing required properties (["email","password","repeatPassword"])]'],
    ['an empty body', person, '', '[Unknown error parsing request body]'],
    ['no JSON', person, '{"email"', '[Unknown error parsing request body]'],
    // A contract test against API Gateway (transactionAmount: '100').
    [
      'a text for a number',
      { properties: { amount: { type: 'number' } } },
      '{"amount":"100"}',
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])]',
    ],
    [
      'a text for an integer',
      { properties: { id: { type: 'integer' } } },
      '{"id":"1"}',
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer"])]',
    ],
    // A test of an API behind API Gateway (verifyEquals of its "Bad Request Body").
    [
      'a short text',
      { properties: { a: { minLength: 1 } } },
      '{"a":""}',
      '[string "" is too short (length: 0, required minimum: 1)]',
    ],
  ] as const) {
    test(what, () => assert.equal(problem(schema, body), expected));
  }

  test('an empty body is valid where {} is (aws-behaviour.md §1.13)', () => {
    assert.equal(problem({ type: 'object' }, ''), undefined);
    assert.equal(problem({ type: 'array' }, ''), '[Unknown error parsing request body]');
  });
});

// java-json-tools/json-schema-validator, validation.properties, and what its validators put into each sentence.
describe('a sentence for every keyword', () => {
  for (const [schema, body, expected] of [
    [
      { items: [{}], additionalItems: false },
      '[1,2]',
      'schema only allows 1 elements in array but instance has 2 elements',
    ],
    [
      { properties: { a: {} }, patternProperties: { '^x': {} }, additionalProperties: false },
      '{"z":1,"a":1,"x1":1,"b":1}',
      'object instance has properties which are not allowed by the schema: ["b","z"]',
    ],
    [{ allOf: [{}, { type: 'null' }] }, '1', 'instance failed to match all required schemas (matched only 1 out of 2)'],
    [{ anyOf: [{ type: 'null' }] }, '1', 'instance failed to match at least one required schema among 1'],
    [{ oneOf: [{}, {}] }, '1', 'instance failed to match exactly one schema (matched 2 out of 2)'],
    [{ not: {} }, '1', 'instance matched a schema which it should not have'],
    [
      { dependencies: { a: ['c', 'b'] } },
      '{"a":1,"c":1}',
      'property "a" of object has missing property dependencies (schema requires ["c","b"]; missing: ["b"])',
    ],
    [{ enum: ['a', 1] }, '"b"', 'instance value ("b") not found in enum (possible values: ["a",1])'],
    [{ maximum: 3 }, '3.5', 'numeric instance is greater than the required maximum (maximum: 3, found: 3.5)'],
    [{ maximum: 3, exclusiveMaximum: true }, '3', 'numeric instance is not strictly lower than the required maximum 3'],
    [{ minimum: 3 }, '2', 'numeric instance is lower than the required minimum (minimum: 3, found: 2)'],
    [
      { minimum: 3, exclusiveMinimum: true },
      '3',
      'numeric instance is not strictly greater than the required minimum 3',
    ],
    [{ maxItems: 1 }, '[1,2]', 'array is too long: must have at most 1 elements but instance has 2 elements'],
    [{ minItems: 1 }, '[]', 'array is too short: must have at least 1 elements but instance has 0 elements'],
    [{ maxLength: 1 }, '"ab"', 'string "ab" is too long (length: 2, maximum allowed: 1)'],
    [{ maxProperties: 0 }, '{"a":1}', 'object has too many properties (found 1 but schema requires at most 0)'],
    [{ minProperties: 1 }, '{}', 'object has too few properties (found 0 but schema requires at least 1)'],
    [{ multipleOf: 2 }, '3', 'remainder of division is not zero (3 / 2)'],
    [{ pattern: '^a' }, '"ba"', 'ECMA 262 regex "^a" does not match input string "ba"'],
    [{ uniqueItems: true }, '[1,1.0]', 'array must not contain duplicate elements'],
    [{ format: 'email' }, '"x"', 'string "x" is not a valid email address'],
  ] as const) {
    test(Object.keys(schema).join(), () => assert.equal(problem(schema, body), `[${expected}]`));
  }
});

describe('several problems', () => {
  test('of one value come in the order of their keywords, with commas between them', () => {
    assert.equal(
      problem({ required: ['a'], maxProperties: 1, type: 'array' }, '{"b":1,"c":1}'),
      '[object has too many properties (found 2 but schema requires at most 1), object has missing required properties (["a"]), ' +
        'instance type (object) does not match any allowed primitive type (allowed: ["array"])]',
    );
  });

  test('of members come in the order of their names; what is inside of a value that is wrong is not looked at', () => {
    const schema = {
      properties: { b: { type: 'null' }, a: { minLength: 2, type: 'string' }, c: { items: { not: {} } } },
    };
    assert.equal(
      problem(schema, '{"c":[1],"b":1,"a":"x"}'),
      '[string "x" is too short (length: 1, required minimum: 2), instance type (integer) does not match any allowed primitive type (allowed: ["null"])]',
    );
  });
});

describe('models that refer to models', () => {
  const models = new Models([
    {
      name: 'Tree',
      schema: JSON.stringify({ properties: { left: { $ref: `${API}/Tree` }, leaf: { $ref: `${API}/Leaf` } } }),
    },
    {
      name: 'Leaf',
      schema: JSON.stringify({
        type: 'object',
        properties: { tree: { $ref: `${API}/Tree#` }, a: { $ref: '#/definitions/~1' } },
        definitions: { '/': { type: 'string' } },
      }),
    },
    { name: 'Broken', schema: JSON.stringify({ properties: { a: { $ref: `${API}/Uses` } }, pattern: '(?=a)' }) },
    { name: 'Uses', schema: JSON.stringify({ properties: { a: { $ref: `${API}/Broken` } } }) },
    { name: 'Gone', schema: JSON.stringify({ $ref: `${API}/Nothing` }) },
    { name: 'Text', schema: 'no JSON' },
  ]);

  test('each other, in circles', () => {
    const validate = compileValidation(models, 'Tree');
    assert.equal(validate('{"left":{"left":{"leaf":{"tree":{},"a":"x"}}}}'), undefined);
    assert.match(validate('{"left":{"left":{"leaf":{"a":1}}}}') ?? '', /instance type \(integer\)/);
  });

  test('are refused whole when one of them cannot be validated against, however often they are asked for', () => {
    for (const name of ['Broken', 'Uses', 'Broken', 'Uses']) {
      assert.throws(() => compileValidation(models, name), ModelError, name);
    }
    assert.equal(unsupported(models, 'Uses'), 'the pattern "(?=a)"');
    assert.equal(unsupported(models, 'Gone'), 'a model that is not there (Nothing)');
    assert.equal(unsupported(models, 'Text'), 'the schema of Text');
    assert.equal(unsupported(models, 'Tree'), undefined);
  });
});

describe('a stranger cannot make it work long, or take what is not there for there', () => {
  test('names of JavaScript are names like others', () => {
    assert.equal(problem({ required: ['toString'] }, '{}'), '[object has missing required properties (["toString"])]');
    assert.equal(problem({ properties: { ['__proto__']: { type: 'null' } } }, '{"__proto__":null}'), undefined);
    assert.match(problem({ properties: { constructor: { type: 'null' } } }, '{"constructor":1}') ?? '', /integer/);
    const schema = '{"properties":{"__proto__":{"type":"null"}}}';
    const validate = compileValidation(new Models([{ name: 'M', schema }]), 'M');
    assert.match(validate('{"__proto__":1}') ?? '', /instance type \(integer\)/);
  });

  test('a schema that validates a value against itself ends as invalid', () => {
    assert.match(problem({ allOf: [{ $ref: '#' }] }, '1') ?? '', /too many steps/);
    assert.match(problem({ $ref: '#' }, '1') ?? '', /too many steps/);
  });

  test('so does one that doubles its work at each level', () => {
    const definitions: Record<string, object> = { d0: { type: 'null' } };
    for (let i = 1; i <= 60; i++) {
      definitions[`d${i}`] = { allOf: [{ $ref: `#/definitions/d${i - 1}` }, { $ref: `#/definitions/d${i - 1}` }] };
    }
    assert.match(problem({ definitions, $ref: '#/definitions/d60' }, 'null') ?? '', /too many steps/);
  });

  test('patterns and unique items take linear time', () => {
    const text = JSON.stringify(`${'a'.repeat(100_000)}b`);
    assert.match(problem({ pattern: '^(a+)+$' }, text) ?? '', /^\[ECMA 262 regex/);
    const items = JSON.stringify(Array.from({ length: 100_000 }, (_, i) => ({ i })));
    assert.equal(problem({ uniqueItems: true }, items), undefined);
  });

  test('a URI of megabytes is looked through, and is one or none', () => {
    const uri = `https://example.com/${'a'.repeat(9_000_000)}`;
    assert.equal(problem({ format: 'uri' }, JSON.stringify(`${uri}%41`)), undefined);
    for (const wrong of ['%4', ' ', '"'])
      assert.match(problem({ format: 'uri' }, JSON.stringify(uri + wrong)) ?? '', /is not a valid URI/);
  });

  test('a regular expression in a body is read, not compiled: what ECMA 262 has and RE2 has not is valid', () => {
    for (const text of ['(?=a)b', '(a)\\\\1', 'x{1000}'.repeat(1000)])
      assert.equal(problem({ format: 'regex' }, `"${text}"`), undefined);
    assert.match(problem({ format: 'regex' }, '"("') ?? '', /is not a valid ECMA 262 regular expression/);
  });

  test('a body that nests deeper than any is no JSON', () => {
    assert.equal(problem({}, '['.repeat(100_000)), '[Unknown error parsing request body]');
  });

  test('messages are bounded', () => {
    const body = JSON.stringify(Array.from({ length: 10_000 }, () => 'x'.repeat(2_000)));
    assert.ok((problem({ items: { maxLength: 1 } }, body)?.length ?? 0) < 150_000);
  });
});
