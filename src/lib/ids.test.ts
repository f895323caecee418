import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newExtendedRequestId, newId, newTraceRoot, newUuid, randomHex } from './ids.ts';

/** More than a batch of randomness serves, several times over. */
const MANY = 5000;

function many(make: () => string): string[] {
  return Array.from({ length: MANY }, make);
}

describe('ids', () => {
  for (const [name, make, shape] of [
    // RFC 9562, section 5.4: version 4 in the third group, variant 10 in the fourth.
    ['UUID', newUuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    // RFC 4648, section 3.5: the bits that no byte needs are zero.
    ['extended request id', newExtendedRequestId, /^[A-Za-z0-9+/]{14}[AEIMQUYcgkosw048]=$/],
    ['trace root', () => newTraceRoot(1_794_940_205_999), /^Root=1-6afc9d2d-[0-9a-f]{24}$/],
    ['API id', () => newId(10), /^[a-z0-9]{10}$/],
    ['random bytes', () => randomHex(8), /^[0-9a-f]{16}$/],
  ] as const) {
    test(`${name}: the shape of every one of ${MANY}, and no two alike`, () => {
      const all = many(make);
      for (const id of all) assert.match(id, shape);
      assert.equal(new Set(all).size, MANY);
    });

    test(`${name}: no character is much likelier than another at its place`, () => {
      const all = many(make);
      for (let at = 0; at < (all[0] as string).length; at++) {
        const counts = new Map<string, number>();
        for (const id of all) counts.set(id[at] as string, (counts.get(id[at] as string) ?? 0) + 1);
        if (counts.size === 1) continue;
        const mean = MANY / counts.size;
        // Seven standard deviations of a count: a fair generator fails once in some ten million runs.
        const allowed = 7 * Math.sqrt(mean);
        for (const [character, count] of counts)
          assert.ok(Math.abs(count - mean) < allowed, `${character} at ${at}: ${count} of ${MANY}`);
      }
    });
  }

  test('an extended request id is 11 bytes and nothing more', () => {
    for (const id of many(newExtendedRequestId)) {
      const bytes = Buffer.from(id, 'base64');
      assert.equal(bytes.length, 11);
      assert.equal(bytes.toString('base64'), id);
    }
  });

  test('a trace root tells its second, also after another and an earlier one', () => {
    const second = (ms: number) => Number.parseInt(newTraceRoot(ms).slice(7, 15), 16);
    for (const s of [1_794_940_205, 1_794_940_206, 1_794_940_205, 0]) assert.equal(second(s * 1000 + 999), s);
  });
});
