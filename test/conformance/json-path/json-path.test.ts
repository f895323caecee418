import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { jayway, lacksJayway } from './jayway.ts';
import { COUNT, DIFFERENCES, ours, SEED } from './known.ts';
import { generated, recorded } from './record.ts';

/**
 * What Jayway's JsonPath answers to the queries of the public json-path-comparison set (cburgmer/json-path-comparison:
 * regression_suite/Java_com.jayway.jsonpath.yaml and bug_reports/Java_com.jayway.jsonpath.md, where both know a query the later
 * one), as recorded by the set; where release 2.10.0 answers otherwise, its answer. That is so of two:
 * bracket_notation_with_quoted_special_characters_combined, which an old release refused, and
 * dot_notation_after_bracket_notation_after_recursive_descent, for which it found the member of every item. `fails` is a path
 * that Jayway refuses or that leads nowhere.
 */
interface Query {
  readonly id: string;
  readonly selector: string;
  readonly document: unknown;
  readonly result?: unknown;
  readonly fails?: true;
  /** The set records the results of this query in an order of its own. */
  readonly unordered?: true;
}

const queries = readFileSync(new URL('queries.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Query);
const pairOf = ({ selector, document }: Query) => ({ path: selector, document: JSON.stringify(document) });

const pairs = generated();
const theirs = recorded(pairs);
const skip = lacksJayway();

describe('json-path-comparison, as Jayway answers', () => {
  const agreed = queries.filter((query) =>
    isDeepStrictEqual(answer(query, ours(pairOf(query))), expected(query)),
  ).length;
  test(`${agreed} of ${queries.length} agree`, () => assert.equal(agreed, queries.length));
  for (const query of queries) {
    test(`${query.id}: ${query.selector}`, () => assert.deepEqual(answer(query, ours(pairOf(query))), expected(query)));
  }

  test(`Jayway 2.10.0 answers all ${queries.length} as these say`, { skip }, () => {
    const lines = jayway(queries.map(pairOf));
    for (const [i, query] of queries.entries()) {
      assert.deepEqual(answer(query, lines[i] as string), expected(query), query.id);
    }
  });
});

describe('generated paths', () => {
  test(`${COUNT} of seed ${SEED} find what Jayway 2.10.0 found`, () => {
    const differing = pairs.filter((pair, i) => ours(pair) !== theirs[i]);
    assert.deepEqual(differing, []);
    assert.ok(theirs.filter((line) => line === '!').length < COUNT / 2, 'too many of the paths lead nowhere');
    assert.ok(theirs.filter((line) => line === '=[]').length < COUNT / 3, 'too many of the paths find nothing');
  });

  test('use every construct', () => {
    const all = pairs.map(({ path }) => path).join('\n');
    const constructs = [
      ...[
        '..',
        '[*]',
        '.*',
        "['",
        '["',
        "','",
        '[-1]',
        ':]',
        '[:',
        '[?(',
        '!@',
        '!(',
        '(!',
        '&&',
        '||',
        '\\u0',
        '$.',
        '@.',
      ],
      ...['==', '===', '!=', '!==', '<', '<=', '>', '>=', '=~', '/i', '/is', 'null', 'true', 'false', ' {', ' [', " '"],
      ...['in', 'nin', 'subsetof', 'anyof', 'noneof', 'all', 'size', 'empty', 'contains', 'exists'].map(
        (w) => ` ${w} `,
      ),
      ...['min', 'max', 'avg', 'stddev', 'sum', 'length', 'size', 'keys', 'concat', 'first', 'last'].map(
        (f) => `.${f}()`,
      ),
      ...['append(', 'index(', 'sum($', 'concat("', 'length($', ' \n'],
    ];
    assert.deepEqual(
      constructs.filter((construct) => !all.includes(construct)),
      [],
    );
  });

  test('Jayway 2.10.0 says what was recorded', { skip }, () => {
    assert.deepEqual(jayway(pairs.slice(0, 200)), theirs.slice(0, 200));
  });

  test('each listed difference is one', { skip }, () => {
    const lines = jayway(DIFFERENCES.map(({ example }) => example));
    for (const [i, { what, example }] of DIFFERENCES.entries()) assert.notEqual(ours(example), lines[i], what);
  });
});

function expected({ fails, result, unordered }: Query): unknown {
  return fails ? 'fails' : { result: unordered ? sorted(result as unknown[]) : result };
}

/** As JavaScript reads it: the set does not tell 10 from 10.0. */
function answer({ unordered }: Query, line: string): unknown {
  if (line === '!') return 'fails';
  const result: unknown = JSON.parse(line.slice(1));
  return { result: unordered ? sorted(result as unknown[]) : result };
}

function sorted(items: readonly unknown[]): unknown[] {
  return items.map((item) => JSON.stringify(canonical(item))).sort();
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, canonical(member)]),
  );
}
