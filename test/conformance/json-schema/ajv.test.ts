import assert from 'node:assert/strict';
import { test } from 'node:test';
import AjvDraft4 from 'ajv-draft-04';
import { compileValidation, Models } from '../../../src/validation/validation.ts';

/** Ours and ajv's agree about every schema and value that this makes. The seed is the same each time. */
const Ajv = AjvDraft4 as unknown as typeof AjvDraft4.default;

let seed = 42;
/** xorshift32 */
function below(limit: number): number {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % limit;
}
const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;

const NAMES = ['a', 'b', 'x1', 'y'];
const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

function value(depth: number): unknown {
  const kind = below(depth > 0 ? 8 : 6);
  if (kind === 6) return Array.from({ length: below(4) }, () => value(depth - 1));
  if (kind === 7) return Object.fromEntries(Array.from({ length: below(4) }, () => [pick(NAMES), value(depth - 1)]));
  return pick<unknown>([null, true, false, below(6), below(6) - 0.5, 'abc'.slice(0, below(4))]);
}

function schema(depth: number): object {
  const made: Record<string, unknown> = {};
  for (let i = below(3); i >= 0; i--) {
    const [keyword, of] = pick(depth > 0 ? [...SIMPLE, ...NESTED] : SIMPLE);
    made[keyword] = of(depth - 1);
  }
  return made;
}

const some = <T>(of: (i: number) => T): T[] => Array.from({ length: 1 + below(3) }, (_, i) => of(i));
const SIMPLE: readonly [string, (depth: number) => unknown][] = [
  ['type', () => pick(TYPES)],
  ['type', () => [...new Set(some(() => pick(TYPES)))]],
  ['enum', () => [...new Map(some(() => value(1)).map((v) => [JSON.stringify(v), v])).values()]],
  ['maximum', () => below(5)],
  ['minimum', () => below(5)],
  ['multipleOf', () => 1 + below(3)],
  ['maxLength', () => below(4)],
  ['minLength', () => below(4)],
  ['maxItems', () => below(4)],
  ['minItems', () => below(4)],
  ['maxProperties', () => below(4)],
  ['minProperties', () => below(4)],
  ['pattern', () => pick(['^a', 'b$', '[bc]', '^$'])],
  ['required', () => [...new Set(some(() => pick(NAMES)))]],
  ['uniqueItems', () => pick([true, false])],
  ['dependencies', () => ({ a: ['b'] })],
];
const NESTED: readonly [string, (depth: number) => unknown][] = [
  ['properties', (depth) => Object.fromEntries(some(() => [pick(NAMES), schema(depth)]))],
  ['patternProperties', (depth) => ({ '^x': schema(depth), [pick(['a', '1$'])]: schema(depth) })],
  ['additionalProperties', (depth) => pick([false, true, schema(depth)])],
  ['items', (depth) => pick<unknown>([schema(depth), some(() => schema(depth))])],
  ['additionalItems', (depth) => pick([false, true, schema(depth)])],
  ['allOf', (depth) => some(() => schema(depth))],
  ['anyOf', (depth) => some(() => schema(depth))],
  ['oneOf', (depth) => some(() => schema(depth))],
  ['not', schema],
  ['dependencies', (depth) => ({ b: schema(depth) })],
];

test('500 schemas and 10 values for each', () => {
  let valid = 0;
  for (let i = 0; i < 500; i++) {
    const made = schema(3);
    const ajv = new Ajv({ strict: false, ownProperties: true, logger: false, validateSchema: false }).compile(made);
    const ours = compileValidation(new Models([{ name: 'M', schema: JSON.stringify(made) }]), 'M');
    for (let j = 0; j < 10; j++) {
      const body = JSON.stringify(value(3));
      const expected = ajv(JSON.parse(body)) === true;
      assert.equal(ours(body) === undefined, expected, `${JSON.stringify(made)} of ${body}`);
      if (expected) valid++;
    }
  }
  // Neither all nor none: the schemas tell values apart.
  assert.ok(valid > 500 && valid < 4_500, String(valid));
});
