import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  compileTemplate,
  DEFAULT_LIMITS,
  HostObject,
  JavaDouble,
  JavaList,
  mapOf,
  TemplateFault,
  TemplateSyntaxError,
  type Value,
} from './vtl.ts';

const render = (template: string, host: Record<string, Value> = {}): string =>
  compileTemplate(template)(new Map(Object.entries(host)));

describe('references that do not resolve are "" (aws-behaviour.md, 1.11: measured)', () => {
  for (const [template, expected] of [
    ['Hello $name', 'Hello '],
    ['#if($undefined)yes#end', 'yes'],
    ['#if(!$undefined)yes#{else}no#end', 'no'],
    ['$a.b.c() $!a[0]|', ' |'],
  ] as const)
    test(template, () => assert.equal(render(template), expected));
});

test('lists of JSON print as JSON, maps as Java prints them (aws-behaviour.md, 1.11)', () => {
  const list = new JavaList([mapOf([['nested', 'bar']])], 'json');
  const host = { x: mapOf([['foo', list]]), y: list, d: new JavaDouble(10) };
  assert.equal(render('$x $y $d', host), '{foo=[{"nested":"bar"}]} [{"nested":"bar"}] 10.0');
});

describe('an error names its place', () => {
  for (const [template, line, column] of [
    ['a\n  #if($x)', 2, 10],
    ['#set($x = )', 1, 11],
    ['one\ntwo $', 2, 6],
    ['#end', 1, 1],
    ['#foreach()#end', 1, 1],
    ['x #parse("y")', 1, 3],
  ] as const)
    test(template, () => {
      assert.throws(
        () => compileTemplate(template),
        (error) => error instanceof TemplateSyntaxError && error.line === line && error.column === column,
      );
    });
});

describe("no way leads to JavaScript's own objects", () => {
  class Thing extends HostObject {
    print(): string {
      return 'thing';
    }
  }
  const names = [
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'class',
    'call',
    'print',
  ];
  const values: Record<string, Value> = {
    s: 'text',
    n: 1,
    b: true,
    l: new JavaList([1]),
    m: mapOf([]),
    h: new Thing(),
    d: new JavaDouble(1),
  };
  for (const name of names)
    test(name, () => {
      for (const variable of Object.keys(values)) {
        const property = name.startsWith('_') ? `["${name}"]` : `.${name}`;
        const shown = render(
          `$${variable}${property}|$${variable}["${name}"]|$${variable}${property}.x|$${variable}${property}.call("x")|$${name}`,
          values,
        );
        assert.equal(shown, '||||', variable);
      }
    });

  test('a map takes such names as any other', () => {
    assert.equal(
      render(
        '#set($m = {})#set($m["__proto__"] = 1)#set($m.constructor = 2)$m $m["__proto__"] $m.constructor $m.size()',
      ),
      '{__proto__=1, constructor=2} 1 2 2',
    );
  });

  test('and so do variables and macros', () => {
    assert.equal(
      render('#set($constructor = 1)$constructor#macro(toString)x#end#toString()#valueOf()'),
      '1x#valueOf()',
    );
  });
});

describe('limits', () => {
  test('1,000 iterations of a loop (API Gateway quotas), then it ends', () => {
    assert.equal(render('#foreach($i in [1..1500])#if($i == 1000)last#elseif($i > 1000)over#end#end'), 'last');
  });

  test('300 KB of a template', () => {
    assert.equal(render('x'.repeat(300 * 1024)).length, 300 * 1024);
    assert.throws(() => compileTemplate(`${'x'.repeat(300 * 1024)}x`), TemplateSyntaxError);
  });

  const lists = (name: string): string =>
    `#set($${name} = [])#foreach($i in [1..64])#set($${name} = [$${name}, $${name}])#end`;
  const text = (name: string): string =>
    `#set($${name} = 'xxxxxxxx')#foreach($i in [1..18])#set($${name} = $${name} + $${name})#end`;
  const hundreds = (body: string): string => `#foreach($i in [1..200])#foreach($j in [1..200])${body}#end#end`;
  const loops = (body: string): string => `${'#foreach($i in [1..1000])'.repeat(3)}${body}${'#end'.repeat(3)}`;
  for (const [what, template] of [
    ['steps', loops('')],
    ['output', loops('0123456789012345678901234567890123456789')],
    ['a string that doubles', '#set($s = "x")#foreach($i in [1..100])#set($s = $s + $s)#end'],
    ['a string in a string', '#set($s = "xxxxxxxx")#foreach($i in [1..100])#set($s = "$s$s")#end'],
    ['replacements', '#set($s = "xxxxxxxx")#foreach($i in [1..100])#set($s = $s.replace("x", "xx"))#end'],
    [
      'replacements by patterns',
      '#set($s = "xxxxxxxx")#foreach($i in [1..100])#set($s = $s.replaceAll(".", "$0$0"))#end',
    ],
    ['a list that doubles', '#set($l = [1, 2])#foreach($i in [1..100])$l.addAll($l)#end'],
    ['lists in lists', '#set($l = [1])#foreach($i in [1..100])#set($l = [$l, $l])#end$l'],
    ['a list in itself', '#set($l = [1])#set($m = [$l])$l.add($m)$l'],
    ['a range', '#set($l = [0..2147483647])'],
    ['numbers', '#set($n = 12345678901234567890)#foreach($i in [1..100])#set($n = $n * $n)#end'],
    ['a macro in itself', '#macro(f)#f()#end#f()'],
    ['comparisons of lists in lists', `${lists('a')}${lists('b')}#if($a == $b)same#end`],
    ['equals of lists in lists', `${lists('a')}${lists('b')}$a.equals($b)`],
    ['what a loop keeps of lists in lists', `${lists('a')}#foreach($i in [1])#set($foreach.x = $a)$foreach#end`],
    ['a list without another', '#set($a = [1..65536])#set($b = [65537..131072])$a.removeAll($b)'],
    [
      'maps with keys that are looked for one by one',
      `#set($m = {})#foreach($i in [1..1000])$m.put([$i], 1)#end${hundreds('$m.get([0])')}`,
    ],
    ['comparisons of long texts', `${text('a')}${text('b')}${hundreds('#if($a == $b)#end')}`],
    ['equals of long texts', `${text('a')}${text('b')}${hundreds('#set($x = $a.equals($b))')}`],
    ['the order of long texts', `${text('a')}${text('b')}${hundreds('#set($x = $a.compareTo($b))')}`],
    ['ends of long texts', `${text('a')}${text('b')}${hundreds('#set($x = $a.endsWith($b))')}`],
    ['regular expressions of many instructions', `#set($s = 'a')${hundreds('#set($x = $s.matches("a{1000}$i$j"))')}`],
    ['a source that evaluates itself', "#set($s = '#evaluate($s)')#evaluate($s)"],
  ] as const)
    test(`${what} end`, () => assert.throws(() => render(template), TemplateFault));

  describe('steps that are counted together are all counted', () => {
    for (const piece of [
      '$x',
      '$m.a',
      '#set($x = 1)',
      '#if(false)#end',
      '#foreach($i in [])#end',
      '#set($x = $x.b)',
      '#if(false)#elseif(1 == 2)#end',
    ])
      test(piece, () => {
        const template = piece.repeat(100);
        const host = new Map([['m', mapOf([['a', 'b']])]]);
        assert.throws(() => compileTemplate(template, { ...DEFAULT_LIMITS, steps: 99 })(host), TemplateFault);
        compileTemplate(template, { ...DEFAULT_LIMITS, steps: 1000 })(host);
      });

    test("a macro's argument at each use", () => {
      const template = compileTemplate(`#macro(f $a)${'#if($a)#end'.repeat(100)}#end#f("$x")`, {
        ...DEFAULT_LIMITS,
        steps: 199,
      });
      assert.throws(() => template(new Map()), TemplateFault);
    });
  });

  test('what nests too deep is no template', () => {
    for (const [open, close] of [
      ['#if(true)', '#end'],
      ['#set($x = ', ''],
      ['#if(!', ''],
      ['$a.b($a', ''],
      ['#if((', ''],
    ] as const)
      assert.throws(() => compileTemplate(`${open.repeat(10_000)}${close.repeat(10_000)}`), TemplateSyntaxError);
    assert.throws(() => compileTemplate(`#set($x = ${'['.repeat(10_000)}${']'.repeat(10_000)})`), TemplateSyntaxError);
  });
});

test('a sum of tens of thousands of terms, and an integer of thousands of digits, are no templates', () => {
  assert.throws(() => compileTemplate(`#set($x = 1${'+1'.repeat(100_000)})`), TemplateSyntaxError);
  assert.throws(() => compileTemplate(`#set($x = ${'9'.repeat(10_000)})`), TemplateSyntaxError);
  assert.equal(render(`#set($x = ${'9'.repeat(2000)})$x`), '9'.repeat(2000));
});

// As Apache Velocity 1.7 renders them on a Java of today.
describe("Java's regular expressions", () => {
  for (const [template, expected] of [
    ["#set($s = 'abc')$s.replaceAll('x', '$')", 'abc'],
    ["#set($s = 'abc')$s.replaceFirst('x', '')", 'abc'],
    ["#set($s = 'abc')$s.replaceAll('(?<n>b)', '<${n}>')", 'a<b>c'],
    ["#set($s = 'abc')$s.replaceAll('(a)(b)', '$2$1$11')", 'baa1c'],
  ] as const)
    test(template, () => assert.equal(render(template), expected));

  for (const by of ['$', '${n}', '\\', '$1'])
    test(`no replacement: ${by}`, () =>
      assert.throws(() => render(`#set($s = 'abc')$s.replaceAll('b', '${by}')`), TemplateFault));

  test('a class in a class is an error, because RE2 would read it as something else', () =>
    assert.throws(() => render("#set($s = 'abc')$s.replaceAll('[a-c&&[^b]]', '-')"), TemplateFault));
});

test('a loop over a map sees what is set of it meanwhile, as Apache Velocity 1.7 does', () =>
  assert.equal(render('#set($m = {"a": 1, "c": 2})#foreach($v in $m)#set($m.c = 5)$v#end'), '15'));

// Velocity 1.7's StopCommand is an Error, which no reference catches: what was written before the reference stays written.
describe('the text before what stops is written (as Apache Velocity 1.7 says)', () => {
  for (const [template, expected] of [
    ['#set($s = "")before $s.concat("#stop") after', 'before '],
    ['#macro(m $a)before $a after#end#m("x#stop")', 'before '],
    ['#define($d)x#stop#end#set($s = "")before $s.concat("$d") after', 'before '],
    ['#set($s = "")#foreach($i in [1..3])before $s.concat("#break") after#end.', 'before .'],
    ['A#set($x = 1)B#set($y = "$x#stop")C', 'AB'],
    ['A#set($m = {})#set($m["a#stop"] = 1)B', 'A'],
    ['A#if(false)B#elseif("x#stop" == "a")C#end', 'A'],
    ['#foreach($i in [1..3])A$i#if("$i#if($i == 2)#break#end" == "1")B#end C#end D', 'A1B CA2 D'],
    ['#define($d)x#stop y#end A#if($d == "x")B#end', ' A'],
  ] as const)
    test(template, () => assert.equal(render(template), expected));
});

describe('a rendering leaves nothing behind', () => {
  test('variables, and what is evaluated', () => {
    const template = compileTemplate('$x#set($x = 1)$!y#evaluate("#macro(f)z#end#set($y = 2)")#f()');
    assert.equal(template(new Map()), 'z');
    assert.equal(template(new Map()), 'z');
  });
});
