import { TemplateFault } from './errors.ts';
import type { Methods } from './method-table.ts';
import type { Run } from './run.ts';
import { JavaEntry, type JavaIterator, JavaList, type JavaMap, javaEquals, type Value } from './values.ts';

function put(self: JavaMap, key: Value, value: Value, run: Run): Value {
  run.allocate(32);
  const before = self.get(key, run.spend);
  self.put(key, value, run.spend);
  return before;
}

/**
 * What keySet(), values() and entrySet() give.
 * deviation: They are what the map was then: Java's are views, through which it can be changed.
 */
function view(self: JavaMap, items: Iterable<Value>, run: Run): JavaList {
  run.allocate(16 * self.size);
  run.step(1 + (self.size >> 3));
  return new JavaList([...items], 'view');
}

function* entries(self: JavaMap): Iterable<Value> {
  for (const key of self.keys()) yield new JavaEntry(self, key);
}

function searched(self: JavaMap, run: Run): JavaMap {
  run.step(1 + (self.size >> 3));
  return self;
}

function cleared(self: JavaMap): Value {
  self.clear();
  return '';
}

export const MAP_METHODS: Methods = {
  clear: [['', cleared]],
  containsKey: [['o', (self: JavaMap, [key], run) => self.has(key, run.spend)]],
  containsValue: [
    [
      'o',
      (self: JavaMap, [value], run) =>
        [...searched(self, run).values()].some((mine) => javaEquals(mine, value, run.spend)),
    ],
  ],
  entrySet: [['', (self: JavaMap, _args, run) => view(self, entries(self), run)]],
  equals: [['o', (self: JavaMap, [other], run) => javaEquals(self, other, run.spend)]],
  get: [['o', (self: JavaMap, [key], run) => self.get(key, run.spend)]],
  getOrDefault: [
    ['oo', (self: JavaMap, [key, other], run) => (self.has(key, run.spend) ? self.get(key, run.spend) : other)],
  ],
  isEmpty: [['', (self: JavaMap) => self.size === 0]],
  keySet: [['', (self: JavaMap, _args, run) => view(self, self.keys(), run)]],
  put: [['oo', (self: JavaMap, [key, value], run) => put(self, key, value, run)]],
  putAll: [
    [
      'm',
      (self: JavaMap, [other]: JavaMap[], run) => {
        for (const [key, value] of [...(other as JavaMap).entries()]) put(self, key, value, run);
        return '';
      },
    ],
  ],
  putIfAbsent: [['oo', (self: JavaMap, [key, value], run) => self.get(key, run.spend) ?? put(self, key, value, run)]],
  remove: [
    [
      'o',
      (self: JavaMap, [key], run) => {
        const before = self.get(key, run.spend);
        self.delete(key, run.spend);
        return before;
      },
    ],
  ],
  size: [['', (self: JavaMap) => self.size]],
  values: [['', (self: JavaMap, _args, run) => view(self, self.values(), run)]],
};

export const ENTRY_METHODS: Methods = {
  equals: [['o', (self: JavaEntry, [other], run) => javaEquals(self, other, run.spend)]],
  getKey: [['', (self: JavaEntry) => self.key]],
  getValue: [['', (self: JavaEntry) => self.value]],
  setValue: [['o', (self: JavaEntry, [value], run) => put(self.map, self.key, value, run)]],
};

export const ITERATOR_METHODS: Methods = {
  hasNext: [['', (self: JavaIterator) => self.hasNext]],
  next: [
    [
      '',
      (self: JavaIterator) => {
        const value = self.next();
        if (value === undefined) throw new TemplateFault('There is no next element');
        return value;
      },
    ],
  ],
};
