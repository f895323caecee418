import { Grammar } from '../../fuzz/grammar.ts';

const NAMES = ['a', 'b', 'c', 'n', 's', 'l', 'm', 'x', 'y', 'nested-1', 'in_1'];
const KEYS = ['k', 'v', 'a', 'b', 'empty', 'size'];
const TEXTS = [
  '',
  ' ',
  'x',
  'Hello, World',
  'a,b,,c',
  "it''s",
  '12',
  '-7',
  'true',
  '<&>',
  'a.b',
  ' pad ',
  'ü€😀',
  'x\ty',
  '{"k":1}',
];
const NUMBERS = [
  '0',
  '1',
  '2',
  '3',
  '-1',
  '7',
  '10',
  '2147483647',
  '-2147483648',
  '9223372036854775807',
  '12345678901234567890',
];
const FLOATS = ['1.5', '0.25', '-2.5', '10.0', '100000.0', '12345678.5', '0.0001', '1.0E10', '3.'];
const SCHMOO = [
  'text',
  ' ',
  '\n',
  '  \n',
  ', ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '(',
  ')',
  '$',
  '#',
  '\\',
  '$5',
  '# ',
  '$.a',
  '<b>',
  '!',
  '= ',
  '\t',
  '\r\n',
  '#1',
  '$(x)',
];

/** Templates that use every construct of the language, at random; one in several is no template at all. */
export class Templates extends Grammar {
  #macros: string[] = [];
  #loops = 0;

  next(): string {
    this.#macros = [];
    this.#loops = 0;
    return `${this.#prologue()}${this.many(() => this.#statement(), 1, 7)} `;
  }

  #prologue(): string {
    return this.many(() => `#set($${this.pick(NAMES)} = ${this.#value()})`, 0, 5);
  }

  #white(): string {
    return this.pick(['', '', '', ' ', '  ', '\n', ' \t']);
  }

  #statement(): string {
    const simple = (): string => this.pick([() => this.#reference(), () => this.pick(SCHMOO), () => this.#escape()])();
    return this.deeper(
      () =>
        this.pick([
          simple,
          simple,
          () => this.#reference(),
          () => this.#reference(),
          () => this.#set(),
          () => this.#set(),
          () => this.#if(),
          () => this.#if(),
          () => this.#foreach(),
          () => this.#foreach(),
          () => this.#define(),
          () => this.#macro(),
          () => this.#call(),
          () => this.#comment(),
          () => `#[[${this.many(() => this.pick(SCHMOO), 0, 4)}]]#`,
          () => `#literal()-${this.#statement()}#end`,
          () => `#evaluate(${this.pick([() => this.#string(), () => this.#reference()])()})`,
          () => (this.below(12) === 0 ? this.pick(['#stop', '#break', '#stop("why")', '#end', '#else', '#if(']) : '.'),
          () =>
            this.#loops > 0
              ? this.pick(['#break', '#if($foreach.last)#break#end', '#break($foreach)', '#break($foreach.topmost)'])
              : '',
        ])(),
      simple,
    );
  }

  #block(): string {
    return this.many(() => this.#statement(), 0, 3);
  }

  #set(): string {
    const target = this.pick(['', '', '', `.${this.pick(KEYS)}`, `["${this.pick(KEYS)}"]`, '[0]', '[-1]']);
    const open = this.pick(['#set(', '#set (', '#{set}(', '  #set(']);
    return `${open}${this.#white()}$${this.pick(NAMES)}${target}${this.#white()}=${this.#white()}${this.#value()})${this.pick(['', '\n', ' \n', ' '])}`;
  }

  #if(): string {
    const end = this.pick(['#end', '#{end}', '#end\n', '#end \n']);
    const elseif = this.many(() => `#elseif(${this.#condition()})${this.#block()}`, 0, 1);
    const otherwise = this.below(2) === 0 ? '' : `${this.pick(['#{else}', '#else ', '#else\n'])}${this.#block()}`;
    return `${this.pick(['#if', '#{if}'])}${this.pick(['', ' '])}(${this.#condition()})${this.pick(['', '\n', '  \n'])}${this.#block()}${elseif}${otherwise}${end}`;
  }

  #foreach(): string {
    this.#loops++;
    const list = this.pick([
      () => this.#list(),
      () => this.#range(),
      () => this.#map(),
      () => this.#reference(),
      () => `$${this.pick(NAMES)}.entrySet()`,
    ])();
    const info = [
      'index',
      'count',
      'hasNext',
      'first',
      'last',
      'parent.index',
      'getCount()',
      'isLast()',
      'topmost.count',
      'k',
    ];
    const body = this.many(
      () =>
        this.pick([
          () => this.#statement(),
          () => `$foreach.${this.pick(info)}`,
          () => '$velocityCount',
          () => '$velocityHasNext ',
          () => '#if($foreach.hasNext),#end',
        ])(),
      0,
      4,
    );
    this.#loops--;
    return `#foreach($${this.pick(NAMES)} in ${list})${this.pick(['', '\n'])}${body}#end`;
  }

  #define(): string {
    return `#define($${this.pick(NAMES)})${this.#block()}#end`;
  }

  #macro(): string {
    const name = `f${this.#macros.length + 1}`;
    const parameters = this.many(() => `$${this.pick(NAMES)}`, 0, 2, this.pick([' ', ', ']));
    const body = this.#block();
    this.#macros.push(name);
    return `#macro(${name} ${parameters})${body}${this.pick(['', '$!bodyContent', '\\$a', '$macro'])}#end`;
  }

  #call(): string {
    const name = this.pick(['f1', 'f1', 'f2', ...this.#macros, 'none']);
    const args = this.many(() => this.#argument(), 0, 3, this.pick([' ', ', ', ' , ']));
    if (this.below(4) === 0) return `#@${name}(${args})${this.#block()}#end`;
    return this.pick([`#${name}(${args})`, `#{${name}}(${args})`, `#${name} (${args})\n`]);
  }

  #comment(): string {
    const inside = this.many(() => this.pick(SCHMOO.filter((text) => !/[\n\r#$\\]/.test(text))), 0, 3);
    return this.pick([`##${inside}\n`, `#*${inside}*#`, `#** ${inside}*#`]);
  }

  #escape(): string {
    const backslashes = '\\'.repeat(1 + this.below(4));
    return (
      backslashes +
      this.pick([
        () => this.#reference(),
        () => '#if',
        () => '#set',
        () => '#f1',
        () => '#none',
        () => '#foreach ',
        () => 'x',
        () => ' ',
      ])()
    );
  }

  #reference(): string {
    const steps = this.many(() => this.#step(), 0, 2);
    const name = this.below(9) === 0 ? 'undefined' : this.pick(NAMES);
    return this.pick([
      `$${name}${steps}`,
      `$${name}${steps}`,
      `\${${name}${steps}}`,
      `$!${name}${steps}`,
      `$!{${name}${steps}}`,
      `$${name}`,
    ]);
  }

  #step(): string {
    return this.pick([
      () => `.${this.pick(KEYS)}`,
      () => `[${this.pick(['0', '1', '-1', '"k"', "'a'", '$n', ' 0 '])}]`,
      () => `.${this.#method()}`,
      () => `.${this.#method()}`,
    ])();
  }

  #method(): string {
    const string = (): string => this.#plain();
    const small = (): string => this.pick(['0', '1', '2', '$n']);
    const any = (): string => this.#argument();
    return this.pick([
      () => 'size()',
      () => 'length()',
      () => 'isEmpty()',
      () => 'toString()',
      () => 'hashCode().equals(1)',
      () => 'trim()',
      () => 'toUpperCase()',
      () => 'toLowerCase()',
      () => 'keySet()',
      () => 'values()',
      () => 'entrySet()',
      () => 'intValue()',
      () => 'longValue()',
      () => 'doubleValue()',
      () => 'booleanValue()',
      () => `get(${this.pick([small, string])()})`,
      () => `substring(${small()})`,
      () => `substring(${small()}, ${small()})`,
      () => `charAt(${small()})`,
      () => `indexOf(${this.pick([string, any])()})`,
      () => `lastIndexOf(${string()})`,
      () => `contains(${any()})`,
      () => `startsWith(${string()})`,
      () => `endsWith(${string()})`,
      () => `equals(${any()})`,
      () => `equalsIgnoreCase(${string()})`,
      () => `concat(${string()})`,
      () => `replace(${string()}, ${string()})`,
      () =>
        `replaceAll("${this.pick(['[a-c]', '(l+)', ',', 'o|e', '\\s', '^.', '\\.'])}", "${this.pick(['', '-', '<>', 'z'])}")`,
      () => `replaceFirst("l", ${this.pick(["'[\\$0]'", "'$0$0'", "''"])})`,
      () => `matches("${this.pick(['.*', 'a.*', '[0-9]+'])}")`,
      () => `split("${this.pick([',', '', 'l', ' ', '[,.]'])}").size()`,
      () => `split(",").get(${small()})`,
      () => `compareTo(${any()})`,
      () => `add(${any()})`,
      () => `add(${small()}, ${any()})`,
      () => `addAll(${this.#list()})`,
      () => `remove(${this.pick([small, any])()})`,
      () => `set(${small()}, ${any()})`,
      () => `put(${any()}, ${any()})`,
      () => `putAll(${this.#map()})`,
      () => `containsKey(${any()})`,
      () => `containsValue(${any()})`,
      () => `getOrDefault(${any()}, ${any()})`,
      () => `subList(0, ${small()})`,
      () => `containsAll(${this.#list()})`,
      () => 'iterator().next()',
      () => 'nope()',
      () => `nope(${any()})`,
      () => 'parseInt("12")',
      () => 'valueOf("7")',
    ])();
  }

  #plain(): string {
    const text = this.pick(TEXTS);
    return this.pick([`'${text}'`, `'${text}'`, `'${this.pick(['l', 'a', ',', 'x'])}'`]);
  }

  /** With what it prints inside. */
  #string(): string {
    if (this.below(3) > 0) return this.#plain();
    const inside = this.many(
      () =>
        this.pick([
          () => 'x',
          () => ' ',
          () => '""',
          () => '\\u0041',
          () => `$${this.pick(NAMES)}`,
          () => `\${${this.pick(NAMES)}}`,
          () => '#if($a)y#end',
          () => '#set($q = 1)$q',
          () => '$',
          () => '\\',
          () => '#f1()',
        ])(),
      0,
      4,
    );
    return `"${inside}"`;
  }

  #list(): string {
    return this.deeper(
      () => `[${this.many(() => this.#argument(), 0, 3, ', ')}]`,
      () => '[]',
    );
  }

  #map(): string {
    const entry = (): string =>
      `${this.pick([() => `"${this.pick(KEYS)}"`, () => this.#argument()])()} : ${this.#argument()}`;
    return this.deeper(
      () => `{${this.many(entry, 0, 3, ', ')}}`,
      () => '{}',
    );
  }

  #range(): string {
    const end = (): string => this.pick(['0', '1', '3', '-2', '$n', '5']);
    return `[${this.pick(['', ' '])}${end()}${this.pick(['', ' '])}..${this.pick(['', ' '])}${end()}]`;
  }

  #argument(): string {
    return this.pick([
      () => this.#string(),
      () => this.pick(NUMBERS.slice(0, 7)),
      () => this.pick(FLOATS.slice(0, 5)),
      () => this.pick(['true', 'false']),
      () => `$${this.pick(NAMES)}`,
      () => `$${this.pick(NAMES)}`,
      () => this.#list(),
      () => this.#map(),
      () => this.#range(),
    ])();
  }

  #value(): string {
    return this.deeper(
      () =>
        this.pick([
          () => this.#argument(),
          () => this.#argument(),
          () => this.#reference(),
          () => this.pick(NUMBERS),
          () => this.pick(FLOATS),
          () => `${this.#value()} ${this.pick(['+', '+', '-', '*', '/', '%'])} ${this.#value()}`,
          () => `(${this.#value()})`,
          () => this.#condition(),
        ])(),
      () => this.pick(NUMBERS),
    );
  }

  #condition(): string {
    return this.deeper(
      () =>
        this.pick([
          () => this.#reference(),
          () => this.#value(),
          () => this.pick(['true', 'false']),
          () => `!${this.#condition()}`,
          () => `not ${this.#condition()}`,
          () => `(${this.#condition()})`,
          () =>
            `${this.#value()} ${this.pick(['==', '!=', '<', '<=', '>', '>=', 'eq', 'ne', 'lt', 'le', 'gt', 'ge'])} ${this.#value()}`,
          () => `${this.#condition()} ${this.pick(['&&', '||', 'and', 'or'])} ${this.#condition()}`,
        ])(),
      () => this.pick(['true', 'false']),
    );
  }
}
