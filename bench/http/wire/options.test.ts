import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseOptions } from './options.ts';

const parse = (...args: string[]) => parseOptions(args, '/out');

describe('parseOptions', () => {
  test('a plain run is three rounds of the contenders', () => {
    assert.deepEqual(parse(), {
      ...{ rounds: 3, seconds: 5, tables: ['contenders'], only: undefined, startOptions: [], out: '/out' },
    });
  });

  test('names are taken in the order of the report', () => {
    assert.deepEqual(parse('--only', 'gatehouse, nginx').only, ['nginx', 'gatehouse']);
    assert.deepEqual(parse('--table', 'connections,resources').tables, ['resources', 'connections']);
    assert.deepEqual(parse('--table', 'all').tables, ['contenders', 'resources', 'bodies', 'connections']);
  });

  test('start options are words', () => {
    assert.deepEqual(parse('--gatehouse=--threads 1').startOptions, ['--threads', '1']);
  });

  test('what is not known is refused by name', () => {
    assert.throws(() => parse('--only', 'nginx,envoy'), /^Error: --only takes some of nginx, nginx-keyed, /);
    assert.throws(() => parse('--table', 'resources,all'), /--table takes some of contenders, resources/);
    assert.throws(() => parse('--rounds', '0'), /--rounds takes a whole number from 1 to 50/);
    assert.throws(() => parse('--seconds', '2.5'), /--seconds takes a whole number from 1 to 60/);
    assert.throws(() => parse('--second', '2'), /--second/);
  });
});
