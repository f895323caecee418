import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usageKey } from '../../../definition/definition.ts';
import { openRest } from '../rest.fixture.ts';

const SCOPE = '111111111111/us-east-1';

// Our choice: what AWS shows after a quota was given to a plan that had none is not recorded.
test('a quota that a plan gets later has what was used in its period taken off, and nothing more', async () => {
  await using rest = await openRest();
  const { id: plan } = await rest.ok('POST', '/usageplans', { name: 'basic' });
  const keys: string[] = [];
  for (const name of ['a', 'b']) {
    const { id: keyId } = await rest.ok('POST', '/apikeys', { name });
    await rest.ok('POST', `/usageplans/${plan}/keys`, { keyId, keyType: 'API_KEY' });
    keys.push(keyId);
  }
  const [key = '', other = ''] = keys;
  await rest.store.transact(async (tx) => {
    tx.put(usageKey(SCOPE, plan, key, '2026-01-01'), { used: 7, remaining: 0 });
    tx.put(usageKey(SCOPE, plan, other, '2026-01-01'), { used: 1_001, remaining: 0 });
  });
  const at = `/usageplans/${plan}/usage?startDate=2025-12-31&endDate=2026-01-02`;
  const before = await rest.ok('GET', at);
  assert.deepEqual(before['values'], {
    [key]: [
      [0, 0],
      [7, 0],
      [0, 0],
    ],
    [other]: [
      [0, 0],
      [1_001, 0],
      [0, 0],
    ],
  });
  const { status } = await rest.patch(
    `/usageplans/${plan}`,
    ['replace', '/quota/limit', '1000'],
    ['replace', '/quota/period', 'MONTH'],
  );
  assert.equal(status, 200);
  const after = await rest.ok('GET', at);
  assert.deepEqual(after['values'], {
    [key]: [
      [0, 1_000],
      [7, 993],
      [0, 993],
    ],
    [other]: [
      [0, 1_000],
      [1_001, 0],
      [0, 0],
    ],
  });
  // An extension counts from the quota.
  await rest.patch(`/usageplans/${plan}/keys/${other}/usage`, ['replace', '/remaining', '5']);
  const extended = await rest.ok('GET', at);
  assert.deepEqual((extended['values'] as Record<string, unknown>)[other], [
    [0, 1_000],
    [1_001, 5],
    [0, 5],
  ]);
});
