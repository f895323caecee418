import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearPlaces, type Load, MOST_PLACES, OwnLoad, SharedLoad } from './load.ts';

const kinds: { readonly [name: string]: () => Load } = {
  'of one engine': () => new OwnLoad(),
  'of several': () => new SharedLoad(new SharedArrayBuffer(8), 1),
};

for (const [name, open] of Object.entries(kinds)) {
  test(`the load ${name}: no more than the limit at once, and one for each that ended`, () => {
    const load = open();
    const places = [load.begin(2), load.begin(2)];
    assert.ok(places.every((place) => place >= 0));
    assert.equal(load.begin(2), -1);
    assert.equal(load.running, 2);
    load.end(places[0] as number);
    const again = load.begin(2);
    assert.ok(again >= 0);
    assert.equal(load.begin(2), -1);
    load.end(again);
    load.end(places[1] as number);
    assert.equal(load.running, 0);
  });

  test(`the load ${name}: a limit of 0 lets nothing begin, no limit lets all`, () => {
    const load = open();
    assert.equal(load.begin(0), -1);
    const places = Array.from({ length: 20 }, () => load.begin(undefined));
    assert.ok(places.every((place) => place >= 0));
    assert.equal(load.running, 20);
    for (const place of places) load.end(place);
    assert.equal(load.running, 0);
  });
}

test('engines over the same places have the limit between them', () => {
  const memory = new SharedArrayBuffer(8);
  const [one, other] = [new SharedLoad(memory, 1), new SharedLoad(memory, 2)];
  const place = one.begin(2);
  other.begin(2);
  assert.equal(one.begin(2), -1);
  assert.equal(other.begin(2), -1);
  one.end(place);
  assert.ok(other.begin(2) >= 0);
  assert.equal(one.begin(2), -1);
});

test('what begins without a limit takes no place from what has one', () => {
  const memory = new SharedArrayBuffer(4);
  const [one, other] = [new SharedLoad(memory, 1), new SharedLoad(memory, 2)];
  const place = one.begin(undefined);
  assert.ok(other.begin(1) >= 0);
  one.end(place);
  assert.equal(one.begin(1), -1);
});

test('what a dead thread had is free again, and what the others have is not', () => {
  const memory = new SharedArrayBuffer(8);
  const [dead, live] = [new SharedLoad(memory, 1), new SharedLoad(memory, 2)];
  dead.begin(3);
  live.begin(3);
  dead.begin(3);
  clearPlaces(memory, 1);
  assert.ok(live.begin(3) >= 0);
  assert.ok(live.begin(3) >= 0);
  assert.equal(live.begin(3), -1);
});

test('it says how far it can count: a greater limit needs more places, unless there are the most', () => {
  assert.equal(new SharedLoad(new SharedArrayBuffer(8), 1).capacity, 8);
  assert.equal(new SharedLoad(new SharedArrayBuffer(MOST_PLACES), 1).capacity, Number.POSITIVE_INFINITY);
});
