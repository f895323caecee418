import { TemplateFault } from './errors.ts';
import type { Methods } from './method-table.ts';
import type { Run } from './run.ts';
import { JavaIterator, JavaList, javaEquals, type ListKind, type Value } from './values.ts';

/** @throws TemplateFault as Java's IndexOutOfBoundsException */
function within(at: number, size: number): number {
  if (at < 0 || at >= size) throw new TemplateFault(`Index ${at} out of bounds for length ${size}`);
  return at;
}

/** A search compares with each. */
function search(self: JavaList, run: Run): JavaList {
  run.step(1 + (self.items.length >> 3));
  return self;
}

function indexOf(self: JavaList, value: Value, run: Run): number {
  search(self, run);
  return self.items.findIndex((item) => javaEquals(item, value, run.spend));
}

function insert(self: JavaList, at: number, values: readonly Value[], run: Run): boolean {
  run.allocate(16 * values.length);
  run.step(1 + ((values.length + self.items.length - at) >> 6));
  if (at === self.items.length) for (const value of values) self.items.push(value);
  else for (const [i, value] of values.entries()) self.items.splice(at + i, 0, value);
  self.changes++;
  return values.length > 0;
}

function copied(self: JavaList, run: Run): JavaList {
  run.allocate(16 * self.items.length);
  return new JavaList([...self.items], 'array');
}

function removeAt(self: JavaList, at: number, run: Run): Value {
  run.step(1 + (self.items.length >> 6));
  const [removed] = self.items.splice(at, 1);
  self.changes++;
  return removed as Value;
}

function keep(self: JavaList, others: JavaList, present: boolean, run: Run): boolean {
  // No shift: the product of two sizes may be more than 32 bits, and what is negative would add steps.
  run.step(1 + Math.floor((self.items.length * (others.items.length + 8)) / 8));
  const among = (item: Value): boolean => others.items.some((other) => javaEquals(item, other, run.spend));
  const kept = self.items.filter((item) => among(item) === present);
  if (kept.length === self.items.length) return false;
  self.items.length = 0;
  for (const item of kept) self.items.push(item);
  self.changes++;
  return true;
}

/** Those that change nothing. */
const READING: Methods = {
  contains: [['o', (self: JavaList, [value], run) => indexOf(self, value, run) >= 0]],
  containsAll: [
    [
      'c',
      (self: JavaList, [others]: JavaList[], run) =>
        (others as JavaList).items.every((item) => indexOf(self, item, run) >= 0),
    ],
  ],
  equals: [['o', (self: JavaList, [other], run) => javaEquals(self, other, run.spend)]],
  isEmpty: [['', (self: JavaList) => self.items.length === 0]],
  iterator: [['', (self: JavaList) => new JavaIterator(self)]],
  size: [['', (self: JavaList) => self.items.length]],
};

const INDEXED: Methods = {
  ...READING,
  get: [['i', (self: JavaList, [at]) => self.items[within(at, self.items.length)] as Value]],
  indexOf: [['o', (self: JavaList, [value], run) => indexOf(self, value, run)]],
  lastIndexOf: [
    [
      'o',
      (self: JavaList, [value], run) =>
        search(self, run).items.findLastIndex((item) => javaEquals(item, value, run.spend)),
    ],
  ],
  set: [
    [
      'io',
      (self: JavaList, [at, value]) => {
        const before = self.items[within(at, self.items.length)] as Value;
        self.items[at] = value;
        return before;
      },
    ],
  ],
  subList: [
    [
      'ii',
      (self: JavaList, [from, to], run) => {
        if (from < 0 || to > self.items.length || from > to)
          throw new TemplateFault(`fromIndex ${from}, toIndex ${to}`);
        run.allocate(16 * (to - from));
        // deviation: subList() is a copy: changes of it do not change the list.
        return new JavaList(self.items.slice(from, to));
      },
    ],
  ],
};

const GROWING: Methods = {
  ...INDEXED,
  add: [
    ['o', (self: JavaList, [value], run) => insert(self, self.items.length, [value], run)],
    [
      'io',
      (self: JavaList, [at, value], run) => {
        insert(self, at === self.items.length ? at : within(at, self.items.length), [value], run);
        return '';
      },
    ],
  ],
  addAll: [
    [
      'c',
      (self: JavaList, [others]: JavaList[], run) =>
        insert(self, self.items.length, [...(others as JavaList).items], run),
    ],
  ],
  clear: [
    [
      '',
      (self: JavaList) => {
        self.items.length = 0;
        self.changes++;
        return '';
      },
    ],
  ],
  remove: [
    ['i', (self: JavaList, [at], run) => removeAt(self, within(at, self.items.length), run)],
    [
      'o',
      (self: JavaList, [value], run) => {
        const at = indexOf(self, value, run);
        if (at >= 0) removeAt(self, at, run);
        return at >= 0;
      },
    ],
  ],
  removeAll: [['c', (self: JavaList, [others], run) => keep(self, others, false, run)]],
  retainAll: [['c', (self: JavaList, [others], run) => keep(self, others, true, run)]],
  toArray: [['', (self: JavaList, _args, run) => copied(self, run)]],
};

export const LIST_METHODS: { readonly [K in ListKind]: Methods } = {
  list: GROWING,
  json: { ...GROWING, toJSONString: [['', (self: JavaList, _args, run) => run.print(self)]] },
  array: INDEXED,
  view: READING,
};
