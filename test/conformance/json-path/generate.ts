import { parseJson } from '../../../src/lib/json-parse.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../../src/lib/json-value.ts';
import { Grammar } from '../../fuzz/grammar.ts';
import type { Pair } from './jayway.ts';

const words = (text: string): readonly string[] => text.split(' ');

const NAMES = words('a b c n s l key price A');
const ODD_NAMES = [
  'x y',
  "it's",
  'a.b',
  'a,b',
  ']',
  '',
  'ü€😀',
  '0',
  '*',
  '$',
  '@',
  '"',
  '\\',
  'size',
  'null',
  'a(b',
  '?',
  ')',
  '/',
];
const TEXTS = [
  '',
  ' ',
  'x',
  'abc',
  'Abc',
  'a b',
  '10',
  '1.0',
  '-7',
  'true',
  'null',
  "it's",
  '"q"',
  "'q'",
  'ü€😀',
  'a/b',
  '\\',
  'x\ty',
  '$',
  '@.a',
  '$.a[',
  '$5',
  '[1]',
  '[x',
  '{}',
  ' [1] ',
  '\\u0041',
  '1e3',
  '1E+3',
  'NaN',
  'a\nb',
];
const NUMBERS = words(
  '0 1 2 3 -1 5 10 10.0 1.0 1.5 -2.5 0.1 0.0 -0.0 1e3 1E-7 12.50 2147483647 2147483648 -9223372036854775808 9007199254740993 12345678901234567890 123456789012345678901234567890 1e400 1e20 3.14159265358979',
);
const LITERALS = words(
  '0 1 2 10 -1 1.0 1.50 10.0 1e3 1E3 .5 5. 007 -0 -.5 9007199254740993 12345678901234567890 1e20 0.1000 0.00000001 1-2 1e - --1 1e99999999999',
);
const COMPARISONS = words('== != === !== < <= > >=');
const WORDS = words('in nin subsetof anyof noneof all size empty contains exists type matches');
const AGGREGATES = words('min max avg stddev sum');
const FUNCTIONS = [...AGGREGATES, ...words('length size keys concat append first last index nothing')];
const PATTERNS = [
  'abc',
  '.*',
  'a.c',
  '[a-c]+',
  '^a',
  '(a|b)*',
  '\\d+',
  '1\\.?0*',
  '',
  'it.s',
  'a\\/b',
  'true',
  '(',
  'ABC',
  'a.b',
  '^a$',
  '\\s',
];
const NOISE = [
  '.',
  '..',
  '[',
  ']',
  '(',
  ')',
  '*',
  '?',
  '@',
  '$',
  "'",
  '"',
  ',',
  ':',
  ' ',
  '\t',
  '!',
  '&&',
  '||',
  '/',
  '\\',
  '{',
  '}',
  '=',
  '0',
  'a',
  '-',
];

/** Whether a path leads to one place; at others, Jayway may ask a function again, and its path is not what it was. */
function isDefinite(path: string): boolean {
  return !/\.\.|[*:?,]/.test(path);
}

/** Whether this is a function behind a scan whose path is another one when it is asked again. */
function isChanged(path: string): boolean {
  return path.includes('..') && path.includes('(') && /[*,]/.test(path);
}

/** Paths that use every construct, at random, and documents in which most lead somewhere; one in several is no path at all. */
export class Pairs extends Grammar {
  /** Inside of a filter a function is asked again for each item. */
  #inFilter = false;

  next(): Pair {
    const document = this.#document();
    const path = this.#root(parseJson(document));
    return { path: this.chance(16) ? this.#broken(path) : path, document };
  }

  #document(): string {
    return this.pick([
      () => this.#object(),
      () => this.#object(),
      () => this.#list(),
      () => this.#records(),
      () => this.#records(),
      () => (this.chance(4) ? this.#scalar() : this.#object()),
    ])();
  }

  #json(): string {
    const simple = (): string => this.#scalar();
    return this.deeper(
      () => this.pick([simple, simple, simple, () => this.#object(), () => this.#list(), () => this.#records()])(),
      simple,
    );
  }

  #object(): string {
    const member = (): string => `${JSON.stringify(this.#name())}:${this.#json()}`;
    return this.deeper(
      () => `{${this.many(member, this.chance(6) ? 0 : 1, 4, ',')}}`,
      () => '{}',
    );
  }

  #list(): string {
    const scalars = this.pick([
      () => this.#scalar(),
      () => this.pick(NUMBERS),
      () => JSON.stringify(this.pick(TEXTS)),
      () => this.#json(),
    ]);
    return this.deeper(
      () => `[${this.many(scalars, this.chance(6) ? 0 : 1, 4, ',')}]`,
      () => '[]',
    );
  }

  /** A list of objects that have some names in common. */
  #records(): string {
    const columns = Array.from({ length: 3 }, () => {
      const name = JSON.stringify(this.#name());
      const make = this.pick([
        () => this.pick(NUMBERS),
        () => JSON.stringify(this.pick(TEXTS)),
        () => this.#list(),
        () => this.#json(),
      ]);
      return (): string => `${name}:${this.chance(6) ? this.#json() : make()}`;
    });
    const record = (): string => {
      const members = columns.filter(() => !this.chance(5));
      return `{${members.map((make) => make()).join(',')}}`;
    };
    return this.deeper(
      () => `[${this.many(record, 1, 4, ',')}]`,
      () => '[]',
    );
  }

  #scalar(): string {
    return this.pick([
      () => this.pick(NUMBERS),
      () => this.pick(NUMBERS),
      () => JSON.stringify(this.pick(TEXTS)),
      () => JSON.stringify(this.pick(TEXTS)),
      () => this.pick(['true', 'false', 'null']),
    ])();
  }

  #name(): string {
    return this.chance(7) ? this.pick(ODD_NAMES) : this.pick(NAMES);
  }

  #blank(): string {
    return this.chance(9) ? this.pick([' ', ' ', ' ', '  ', this.chance(6) ? '\t' : ' ']) : '';
  }

  #root(document: JsonValue): string {
    const root = this.pick(['$', '$', '$', '$', '$', '$', '@', '']);
    const path = this.#steps(document, 1, 4);
    const text = root === '' ? path.replace(/^\./, '') : root + path;
    return this.pick([text, text, text, text, text, text, `${text} `, ` ${text}`].slice(0, this.chance(3) ? 8 : 6));
  }

  /** Segments from a value on, most of which lead somewhere. */
  #steps(value: JsonValue | undefined, least: number, most: number): string {
    let text = '';
    for (let left = least + this.below(most - least + 1); left > 0; left--) {
      const [step, next] = this.#step(value, text);
      text += step;
      value = next;
      if (!isJsonObject(value) && !isJsonArray(value) && !this.chance(4)) break;
    }
    return this.chance(5) ? text + this.#function(text, false) : text;
  }

  #step(value: JsonValue | undefined, before = ''): readonly [step: string, next: JsonValue | undefined] {
    const children = isJsonObject(value) ? [...value.values()] : isJsonArray(value) ? value : [];
    const child = children.length > 0 ? this.pick(children) : undefined;
    const list = isJsonArray(value) ? value : [];
    const kinds: (() => readonly [string, JsonValue | undefined])[] = [
      () => [this.pick(['.*', '[*]', '[*]', `[${this.#blank()}*${this.#blank()}]`]), child],
      () => {
        const inner = this.#inside(value);
        const [step, next] = this.#step(inner, '..');
        return [`..${step.replace(/^\.+/, '')}`, next];
      },
      () => [this.#filter(list.length > 0 && !this.chance(8) ? child : value), child],
    ];
    if (this.chance(30)) kinds.push(() => [this.#function(before, true), undefined]);
    const member = (): readonly [string, JsonValue | undefined] => {
      const name =
        isJsonObject(value) && value.size > 0 && !this.chance(8) ? this.pick([...value.keys()]) : this.#name();
      return [this.#member(name, value), isJsonObject(value) ? value.get(name) : undefined];
    };
    const item = (): readonly [string, JsonValue | undefined] => [
      this.chance(3) ? this.#slice() : this.#index(list.length),
      child,
    ];
    if (isJsonArray(value) && !this.chance(8)) kinds.push(item, item, item);
    else if (isJsonObject(value) && !this.chance(12)) kinds.push(member, member, member, member, member);
    else kinds.push(item, member, member);
    return this.pick(kinds)();
  }

  /** A value somewhere in another. */
  #inside(value: JsonValue | undefined): JsonValue | undefined {
    for (;;) {
      const children = isJsonObject(value) ? [...value.values()] : isJsonArray(value) ? value : [];
      if (children.length === 0 || this.chance(3)) return value;
      value = this.pick(children);
    }
  }

  #member(name: string, value: JsonValue | undefined): string {
    const plain = /^[^ .[(*]+$/.test(name);
    if (plain && !this.chance(3)) return `.${name}`;
    const others = isJsonObject(value) ? [...value.keys()] : NAMES;
    const names = this.chance(4)
      ? [name, ...Array.from({ length: 1 + this.below(2) }, () => this.pick([...others, 'zz']))]
      : [name];
    const quote = this.pick(["'", "'", '"']);
    const between = (): string => `${this.#blank()},${this.#blank()}`;
    const quoted = names.map((part) => quote + this.#escaped(part, quote) + quote).join(between());
    return `${this.chance(9) ? '.' : ''}[${this.#blank()}${quoted}${this.#blank()}]`;
  }

  #escaped(text: string, quote: string): string {
    return Array.from(text, (character) => {
      if (character === quote || character === '\\') return this.chance(20) ? character : `\\${character}`;
      if (this.chance(40)) return `\\${character}`;
      return this.chance(40) && character.length === 1
        ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
        : character;
    }).join('');
  }

  #number(length: number): string {
    if (!this.chance(4)) return String(this.below(length + 1) - (this.chance(3) ? length : 0));
    return String(this.pick([0, 1, 2, -1, -2, length - 1, -length, length, -length - 1]));
  }

  #index(length: number): string {
    if (this.chance(40))
      return this.pick([
        '[-]',
        '[1 2]',
        '[1,]',
        '[,1]',
        '[01]',
        '[2147483648]',
        '[1-2]',
        '[0\t]',
        '[ ]',
        '[+1]',
        '[0x]',
      ]);
    const one = (): string => `[${this.#blank()}${this.#number(length)}${this.#blank()}]`;
    return this.chance(4) ? `[${this.many(() => this.#number(length), 2, 3, this.pick([',', ', ', ' , ']))}]` : one();
  }

  #slice(): string {
    if (this.chance(20))
      return this.pick([
        '[:]',
        '[::]',
        '[1: 2]',
        '[-:1]',
        '[1:2:3]',
        '[::2]',
        '[1::]',
        '[0:2:-]',
        '[1:2,3]',
        '[-40:1]',
      ]);
    const bound = (): string => String(this.below(9) - 4);
    return `[${this.#blank()}${this.pick([`${bound()}:`, `:${bound()}`, `${bound()}:${bound()}`])}${this.#blank()}]`;
  }

  /** @param before the segments before it @param goesOn segments come behind it */
  #function(before: string, goesOn: boolean): string {
    const name = this.pick(FUNCTIONS);
    const isCount = name === 'length' || name === 'size';
    if ((isCount && !isDefinite(before)) || (!this.chance(3) && name !== 'index' && name !== 'append')) {
      return `.${name}(${goesOn ? ' ' : ''})`;
    }
    // A list that is appended to itself cannot be printed, and is to be the last that there is.
    const one = (): string => (name === 'append' && goesOn ? this.pick(NUMBERS) : this.#parameter(name === 'index'));
    const made = this.many(() => this.#blank() + one(), 1, 2, ',');
    return `.${name}(${made}${this.chance(20) ? ' ' : ''})`;
  }

  #parameter(isNumber: boolean): string {
    if (isNumber && !this.chance(8)) return this.pick(['0', '1', '-1', '2', '1.9', '-2', '5', '"1"', '4294967296']);
    return this.pick([
      () => this.pick(NUMBERS),
      () => this.pick(NUMBERS),
      () => JSON.stringify(this.pick(TEXTS)),
      () => JSON.stringify(this.pick(NAMES)),
      () => this.#lenient(),
      () => this.#object(),
      () => this.pick(["'a'", 'true', 'null', 'x1', '[1,2]', '-', '{a:1}', '{', '"a,b"', '$', '-1e5', '1 2', '01']),
      () => `$${this.#simple()}`,
      () => `$${this.#simple()}`,
      () => `${this.pick(['$', '@'])}${this.#simple()}.${this.pick(FUNCTIONS)}()`,
      () => `$..${this.pick(NAMES)}`,
    ])();
  }

  /** A path without wildcards. */
  #simple(): string {
    return this.many(
      () => this.pick([`.${this.pick(NAMES)}`, `.${this.pick(NAMES)}`, '[0]', '[1]', '[:2]', "['a','b']"]),
      0,
      2,
    );
  }

  /** Nearly JSON. */
  #lenient(): string {
    return this.pick([
      () => `{${this.pick(NAMES)}: ${this.#scalar()}}`,
      () => `{'a' : 'b', ${this.pick(NAMES)}:x y}`,
      () =>
        `{"a":${this.pick(['01', '1.', '-', '1e', '1e5x', '+1', '.5', 'NaN', 'nul', 'true', "'x\\'y'", '"\\x41\\q"', '[1 2]', '[,]', '{,}', ''])}}`,
      () => `{"a":1${this.pick(['', ',', '}', ',,', ' b:2', '] }'])}}`,
    ])();
  }

  #filter(item: JsonValue | undefined): string {
    const before = this.#inFilter;
    this.#inFilter = true;
    const inside = this.deeper(
      () => this.#expression(item),
      () => '@',
    );
    this.#inFilter = before;
    return `[${this.#blank()}?${this.#blank()}(${inside})${this.#blank()}]`;
  }

  #expression(item: JsonValue | undefined): string {
    const relation = (): string => this.#relation(item);
    return this.deeper(
      () =>
        this.pick([
          relation,
          relation,
          relation,
          relation,
          relation,
          () => this.#blank() + this.#operandPath(item, true) + this.#blank(),
          () => `!${this.#blank()}${this.#operandPath(item, true)}`,
          () => `!${this.#blank()}(${this.#expression(item)})`,
          () => `(${this.#expression(item)})`,
          () => `${this.#expression(item)} ${this.pick(['&&', '||'])}${this.pick([' ', ''])}${this.#expression(item)}`,
          () =>
            `${this.#expression(item)}${this.pick(['&&', '||', '&', 'and'])}${this.#expression(item)}`.slice(0, 200),
        ])(),
      relation,
    );
  }

  #operandPath(item: JsonValue | undefined, exists = false): string {
    if (this.chance(9)) return `$${this.#simple()}`;
    if (this.chance(6)) return '@';
    const path = this.deeper(
      () => this.#steps(item, exists ? 1 : 0, 2),
      () => '',
    );
    return `@${this.#inFilter && isChanged(path) ? '' : path}`;
  }

  #operand(item: JsonValue | undefined): string {
    const path = (): string => this.#operandPath(item);
    return this.pick([path, path, path, () => this.#literal()])();
  }

  #literal(): string {
    return this.pick([
      () => this.pick(LITERALS),
      () => this.pick(LITERALS),
      () => this.#text(),
      () => this.#text(),
      () => this.pick(['true', 'false', 'null', 'tru', 'nullx', 'undefined', 'True']),
      () => this.#listLiteral(),
      () => this.#object().replaceAll('"', this.pick(['"', "'"])),
    ])();
  }

  #text(): string {
    const quote = this.pick(["'", '"']);
    return quote + this.#escaped(this.pick(TEXTS), quote) + quote;
  }

  #listLiteral(): string {
    const one = (): string =>
      this.pick([
        () => this.pick(NUMBERS),
        () => this.#text(),
        () => this.pick(['true', 'null', 'x', '01', 'NaN', '[1]', '{}', '']),
      ])();
    return this.chance(12)
      ? this.pick(['[', '[]]', '[1', "['a]", '[:]', '[a:1]'])
      : `[${this.many(one, 0, 4, this.pick([',', ', ', ' ']))}]`;
  }

  #relation(item: JsonValue | undefined): string {
    const space = this.pick([' ', ' ', ' ', '']);
    return this.pick([
      () => `${this.#operand(item)}${space}${this.pick(COMPARISONS)}${space}${this.#same(item)}`,
      () => `${this.#operand(item)}${space}${this.pick(COMPARISONS)}${space}${this.#operand(item)}`,
      () =>
        `${this.#operand(item)} ${this.pick(['in', 'nin'])} ${this.pick([() => this.#listLiteral(), () => this.#operand(item)])()}`,
      () =>
        `${this.#operand(item)} ${this.pick(['subsetof', 'anyof', 'noneof', 'contains', 'all'])} ${this.pick([() => this.#listLiteral(), () => this.#operand(item)])()}`,
      () =>
        `${this.#operand(item)} size ${this.pick(['0', '1', '2', '3', '-1', '1.9', '4294967296', '1e3', "'1'", '$.n'])}`,
      () =>
        `${this.#operand(item)} ${this.pick(['empty', 'exists'])} ${this.pick(['true', 'false', 'true', 'false', '1', '@'])}`,
      () =>
        `${this.#operand(item)}${space}=~${space}/${this.pick(PATTERNS)}/${this.pick(['', '', '', 'i', 'is', 'u', 'mi', 'g', 'q'])}`,
      () =>
        this.chance(4)
          ? `/${this.pick(PATTERNS)}/ ${this.pick(['=~', '==', 'in', '!=='])} ${this.#operand(item)}`
          : `${this.#operand(item)} =~ ${this.#literal()}`,
      () =>
        `${this.#operand(item)} ${this.pick([...WORDS, ...WORDS.map((word) => word.toUpperCase()), 'like', '=', '<>', '=='])} ${this.#operand(item)}`,
    ])();
  }

  /** A literal that may well be what is there. */
  #same(item: JsonValue | undefined): string {
    const value = this.#inside(item);
    if (typeof value === 'string') return `'${this.#escaped(value, "'")}'`;
    if (isJsonObject(value) || isJsonArray(value)) return this.pick(['[]', '{}', '[1]', this.#listLiteral()]);
    return value === undefined || value === null ? 'null' : String(value);
  }

  /** With a character or two too many, too few, or out of place. */
  #broken(path: string): string {
    for (let times = 1 + this.below(2); times > 0; times--) {
      const at = this.below(path.length + 1);
      path = path.slice(0, at) + (this.chance(2) ? this.pick(NOISE) : '') + path.slice(at + this.below(2));
    }
    return path;
  }
}
