import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { deviationsOf, renderDeviations, writtenDeviations } from '../../scripts/deviations.ts';

test('docs/deviations.md is what the declarations give', () => {
  const { path, text } = writtenDeviations();
  assert.equal(readFileSync(path, 'utf8'), text, 'npm run deviations');
});

describe('declarations', () => {
  const sentences = (...lines: string[]) => deviationsOf('src/a.ts', lines.join('\n')).map(({ sentence }) => sentence);

  test('a line comment goes on over the lines that follow it', () => {
    assert.deepEqual(sentences('// deviation: it is', '// so.', 'code();', '// another comment.'), ['It is so.']);
  });

  test('an empty comment line and the next declaration end it', () => {
    assert.deepEqual(
      sentences('  // deviation: One.', '//', '// More.', '// deviation: Two.', '// deviation: Three.'),
      ['One.', 'Two.', 'Three.'],
    );
  });

  test('a block comment is read to its end', () => {
    assert.deepEqual(
      sentences('/** deviation: one. */', '/**', ' * Text.', ' * deviation: two', ' *   is long. */', '/* x */'),
      ['One.', 'Two is long.'],
    );
    assert.deepEqual(sentences('/**', ' * deviation: three.', ' */', 'code();', ' * 4;'), ['Three.']);
  });

  test('only comments on lines of their own count', () => {
    assert.deepEqual(sentences("const a = '// deviation: none.';", 'code(); // a deviation: none.'), []);
  });

  test('what is not a sentence is refused, with its place', () => {
    assert.throws(() => sentences('', '// deviation: no full stop', 'code();'), /^Error: src\/a\.ts:2: /);
    assert.throws(() => sentences('// deviation:', 'code();'), /^Error: src\/a\.ts:1: /);
  });
});

test('the document groups by folder and shows Markdown signs as they are', () => {
  const text = renderDeviations([
    { file: 'test/b.test.ts', sentence: 'Three.' },
    { file: 'src/plan/mapping/a.ts', sentence: 'With {proxy+} and * and `a*b`.' },
    { file: 'src/plan/z.ts', sentence: 'Two.' },
  ]);
  const sections = text.split('\n\n').slice(2);
  assert.deepEqual(sections, [
    '## src/plan',
    '* With {proxy+} and \\* and `a*b`. (`src/plan/mapping/a.ts`)\n* Two. (`src/plan/z.ts`)',
    '## test',
    '* Three. (`test/b.test.ts`)\n',
  ]);
});
