import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { compileJsonPath, JsonPathError } from '../../../src/json-path/json-path.ts';
import { parseJson } from '../../../src/lib/json-parse.ts';
import { writeJson } from '../../../src/lib/json-print.ts';

/**
 * What Jayway's JsonPath answers to the queries of the public json-path-comparison set (cburgmer/json-path-comparison:
 * regression_suite/Java_com.jayway.jsonpath.yaml and bug_reports/Java_com.jayway.jsonpath.md, where both know a query the later
 * one). `fails` is a path that Jayway refuses or that leads nowhere.
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

/** Where we answer otherwise, and why. None is a disagreement with the releases of today. */
const DISAGREEMENTS: { readonly [id: string]: string } = {
  bracket_notation_with_quoted_special_characters_combined:
    "Recorded with a release that took a comma within quotes for one between two names, and so refused $[','] too. Later ones look whether it is quoted (json-path/JsonPath, PathCompiler.readBracketPropertyToken) and the set recorded $[','] again with one of them, but not this query.",
};

describe('json-path-comparison, as Jayway answers', () => {
  const agreed = queries.filter((query) => agrees(query)).length;
  test(`${agreed} of ${queries.length} agree`, () => {
    assert.equal(agreed, queries.length - Object.keys(DISAGREEMENTS).length);
  });
  for (const query of queries) {
    const reason = Object.hasOwn(DISAGREEMENTS, query.id) ? DISAGREEMENTS[query.id] : undefined;
    test(`${query.id}: ${query.selector}${reason === undefined ? '' : ' (disagrees)'}`, () => {
      if (reason === undefined) assert.deepEqual(answer(query), expected(query));
      else assert.notDeepEqual(answer(query), expected(query));
    });
  }
});

function agrees(query: Query): boolean {
  try {
    assert.deepEqual(answer(query), expected(query));
    return true;
  } catch {
    return false;
  }
}

function expected({ fails, result, unordered }: Query): unknown {
  return fails ? 'fails' : { result: unordered ? sorted(result as unknown[]) : result };
}

function answer({ selector, document, unordered }: Query): unknown {
  try {
    const found = compileJsonPath(selector)(parseJson(JSON.stringify(document)));
    if (found === undefined) return 'fails';
    // As JavaScript reads it: the set does not tell 10 from 10.0.
    const result: unknown = JSON.parse(writeJson(found));
    return { result: unordered ? sorted(result as unknown[]) : result };
  } catch (error) {
    if (error instanceof JsonPathError) return 'fails';
    throw error;
  }
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
