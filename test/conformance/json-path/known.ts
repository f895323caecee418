import { compileJsonPath, JsonPathBudgetError, JsonPathError } from '../../../src/json-path/json-path.ts';
import { parseJson } from '../../../src/lib/json-parse.ts';
import { writeJson } from '../../../src/lib/json-print.ts';
import type { Pair } from './jayway.ts';

/** Where the generated paths and documents come from. */
export const SEED = 20_261_123;
export const COUNT = 3000;

/** What a path finds in a document: its JSON behind `=`, or `!` when it cannot be read or leads nowhere. */
export function ours({ path, document }: Pair): string {
  try {
    const found = compileJsonPath(path)(parseJson(document));
    return found === undefined ? '!' : `=${writeJson(found)}`;
  } catch (error) {
    if (error instanceof JsonPathError || error instanceof JsonPathBudgetError) return '!';
    throw error;
  }
}

/** What differs from Jayway's JsonPath 2.10.0 on purpose. The generator makes none of it. */
export const DIFFERENCES: readonly { readonly what: string; readonly why: string; readonly example: Pair }[] = [
  {
    what: 'a function reads its parameter alike each time',
    why: "Jayway takes a wildcard out of the path, or leaves one in it, when the function was asked before: a path's answer depends on what it answered",
    example: { path: '$[?(@..*.sum() > 0)]', document: '[1,2]' },
  },
  {
    what: 'appending a list to itself, or to a part of it, fails',
    why: 'what has no end can be neither read nor written; Jayway fails when it is printed',
    example: { path: '$.append($).length( )', document: '[1]' },
  },
  {
    what: "regular expressions are RE2's: no lookarounds or back references, other escapes and braces",
    why: 'they take linear time',
    example: { path: '$[?(@ =~ /(a)\\1/)]', document: '["aa"]' },
  },
  {
    what: 'the flags d, u and U of regular expressions change nothing',
    why: 'RE2 has none of them',
    example: { path: '$[?(@ =~ /\\w/U)]', document: '["é"]' },
  },
  {
    what: 'a fraction of more than 18 characters is a double',
    why: 'the JSON of templates has no BigDecimal',
    example: { path: '$', document: '[0.1234567890123456789]' },
  },
  {
    what: 'a number of more than 1,000 characters in a filter is none',
    why: 'its digits cost time wherever it is compared',
    example: { path: `$[?(@ < ${'9'.repeat(1_001)})]`, document: '[1]' },
  },
  {
    what: 'a path of more than 10,000 characters, 200 segments or 20 filters inside of one another is refused',
    why: 'they come from strangers',
    example: { path: `$${'..a'.repeat(101)}`, document: '{}' },
  },
  {
    what: 'a path that takes too many steps fails',
    why: 'requests share a process',
    example: { path: `$${'[0,0,0,0,0,0,0,0,0,0]'.repeat(7)}.a`, document: '[[[[[[[0]]]]]]]' },
  },
  {
    what: 'digits of other scripts are no digits of positions',
    why: 'nobody writes them',
    example: { path: '$[\u0660]', document: '[1]' },
  },
];
