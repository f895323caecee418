import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, fuzz } from './http.ts';

const SEED = 20_261_122;
const CASES = 20_000;

test(`${CASES} cases of seed ${SEED}: what node:http and Gatehouse both accept is the same`, async () => {
  const { failure, requests } = await fuzz(SEED, (cases) => cases < CASES);
  assert.equal(failure, undefined, `${failure?.problem}\n${JSON.stringify(failure?.given)}`);
  assert.ok(requests > CASES / 4, `only ${requests} requests were understood: the cases have become too hostile`);
});

test('the oracle sees differences', () => {
  const request = { method: 'GET', target: '/a', headers: ['Host', 'h'], body: '' };
  const took = (...requests: (typeof request)[]) => ({ requests, refused: false, hung: false });
  assert.equal(difference(took(request), took(request)), undefined);
  assert.equal(difference({ ...took(), refused: true }, took(request)), undefined);
  assert.match(difference(took(request), took({ ...request, body: 'x' })) ?? '', /differs/);
  assert.match(difference(took(request), took()) ?? '', /for Gatehouse alone/);
  assert.match(difference(took(), took(request)) ?? '', /for node:http alone/);
  assert.match(difference({ ...took(), hung: true }, took()) ?? '', /hung/);
});
