import { compileTemplate, TemplateFault, TemplateSyntaxError } from '../../../src/vtl/vtl.ts';

/** Where the generated templates come from. */
export const SEED = 20_261_123;
export const COUNT = 2000;

/** What a template renders to: its output behind `=`, or `!` when it is an error. */
export function ours(template: string): string {
  try {
    return `=${compileTemplate(template)(new Map())}`;
  } catch (error) {
    if (error instanceof TemplateSyntaxError || error instanceof TemplateFault) return '!';
    throw error;
  }
}

/** What differs from Apache Velocity 1.7 on purpose, and how one knows a template that may show it. */
export const DIFFERENCES: readonly { readonly what: string; readonly why: string; readonly example: string }[] = [
  {
    what: '#include and #parse are errors wherever they stand',
    why: 'there are no other templates; Velocity fails when it comes there',
    example: '#if(false)#include("x")#end',
  },
  {
    what: '$x.class and getClass() are ""',
    why: "they would give templates Java's reflection",
    example: '#set($x = "a")$x.class',
  },
  {
    what: 'an empty #literal()#end prints nothing',
    why: 'Velocity fails with a NullPointerException',
    example: '#literal()#end',
  },
  {
    what: 'keySet(), values() and entrySet() are what the map was then, and subList() is a copy',
    why: "Java's are views; none of the documented templates changes a map through one",
    example: '#set($m = {"a": 1})#set($k = $m.keySet())$m.put("b", 2)$k.size()',
  },
  {
    what: 'charAt() is a string',
    why: 'templates see a char only when they call equals() on it',
    example: '#set($s = "a")$s.charAt(0).equals("a")',
  },
  {
    what: 'methods of Java 11 and later, and those of bytes, chars, streams, locales and formats, are unknown',
    why: 'which Java AWS runs is not known, and their results are no values of templates',
    example: '#set($s = "a")$s.repeat(2)',
  },
  {
    what: 'regular expressions have no back-references and no lookaround',
    why: 'they take linear time',
    example: '#set($s = "aa")$s.matches("(a)\\1")',
  },
  {
    what: 'a rendering that takes too many steps, or makes too much, is an error',
    why: 'requests share a process',
    example: '#set($l = [1..5000000])$l.size()',
  },
];
