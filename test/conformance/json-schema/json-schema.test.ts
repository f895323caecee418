import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseJson } from '../../../src/lib/json-parse.ts';
import { writeJson } from '../../../src/lib/json-print.ts';
import type { JsonObject, JsonValue } from '../../../src/lib/json-value.ts';
import { compileValidation, ModelError, Models } from '../../../src/validation/validation.ts';

/**
 * The draft-4 part of the public JSON-Schema-Test-Suite, one schema with its tests a line, as the npm package
 * json-schema-test-suite 0.0.10 has it (Copyright (c) 2012 Julian Berman, MIT licence).
 */
const groups = readFileSync(new URL('draft4.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => parseJson(line) as JsonObject);

/** What API Gateway does not take: a model refers to models of its API and to nothing else (recorded: "Model reference must be in canonical form"). */
const REFUSED: { readonly [group: string]: string } = {
  'definitions: valid definition': 'it refers to the meta-schema',
  'definitions: invalid definition': 'it refers to the meta-schema',
  'ref: remote ref, containing refs itself': 'it refers to the meta-schema',
  'refRemote: remote ref': 'it refers to another host',
  'refRemote: fragment within remote ref': 'it refers to another host',
  'refRemote: ref within remote ref': 'it refers to another host',
  'refRemote: change resolution scope': 'it refers to another host',
};

describe('JSON-Schema-Test-Suite, draft 4', () => {
  for (const group of groups) {
    const name = `${group.get('of')}: ${group.get('description')}`;
    const models = new Models([{ name: 'Model', schema: writeJson(group.get('schema') as JsonValue) }]);
    if (Object.hasOwn(REFUSED, name)) {
      test(`${name} (refused: ${REFUSED[name]})`, () => {
        assert.throws(() => compileValidation(models, 'Model'), ModelError);
      });
      continue;
    }
    for (const [description, data, valid] of group.get('tests') as unknown as readonly [string, JsonValue, boolean][]) {
      test(`${name}: ${description}`, () => {
        const problem = compileValidation(models, 'Model')(writeJson(data));
        assert.equal(problem === undefined, valid, problem ?? 'valid');
      });
    }
  }
});
