import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNT, DIFFERENCES, ours, SEED } from './known.ts';
import { generated, recorded } from './record.ts';
import { hasVelocity, velocity } from './velocity.ts';

const templates = generated();
const theirs = recorded(templates);

test(`${COUNT} templates of seed ${SEED} render as Apache Velocity 1.7 rendered them`, () => {
  const differing = templates.filter((template, i) => ours(template) !== theirs[i]);
  assert.deepEqual(differing, []);
  assert.ok(theirs.filter((line) => line === '!').length < COUNT / 4, 'too many of the templates are errors');
});

test('the generator uses every construct', () => {
  const all = templates.join('\n');
  const constructs = [
    '#set',
    '#{if}',
    '#elseif',
    '#{else}',
    '#foreach',
    '#break',
    '#stop',
    '#define',
    '#macro',
    '#@f1',
    '#evaluate',
    '#literal',
    '#[[',
  ];
  for (const construct of [
    ...constructs,
    '##',
    '#*',
    '#**',
    '\\\\#if',
    '\\$',
    '$!{',
    '$velocityCount',
    '$velocityHasNext',
    '$foreach.parent',
    '..',
    '$!bodyContent',
  ])
    assert.ok(all.includes(construct), construct);
});

const asked = hasVelocity() ? false : 'a JDK and the Debian package velocity are not here';

test('Apache Velocity 1.7 says what was recorded', { skip: asked }, () => {
  const some = templates.slice(0, 100);
  assert.deepEqual(velocity(some), theirs.slice(0, 100));
});

test('each listed difference is one', { skip: asked }, () => {
  const examples = DIFFERENCES.map(({ example }) => example);
  for (const [i, line] of velocity(examples).entries())
    assert.notEqual(ours(examples[i] as string), line, DIFFERENCES[i]?.what ?? '');
});
