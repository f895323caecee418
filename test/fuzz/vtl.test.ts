import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzTemplates } from './vtl.ts';

const SEED = 20_261_123;
const CASES = 5_000;

test(`${CASES} mangled templates of seed ${SEED} render or are refused, and show nothing of JavaScript`, () => {
  const { failure, rendered } = fuzzTemplates(SEED, (cases) => cases < CASES);
  assert.equal(failure, undefined, `${failure?.problem}\n${JSON.stringify(failure?.template)}`);
  assert.ok(rendered > CASES / 5, `only ${rendered} were templates: the cases have become too hostile`);
});
