import assert from 'node:assert/strict';
import { test } from 'node:test';
import { periodStart } from '../../../definition/definition.ts';
import { openRest, type RestClient, refused } from '../rest.fixture.ts';

/** The clock stands on Thursday, 2026-01-01. */
async function planned(rest: RestClient, quota: object | undefined): Promise<{ plan: string; keys: string[] }> {
  const { id: plan } = await rest.ok('POST', '/usageplans', { name: 'basic', quota });
  const keys: string[] = [];
  for (const name of ['a', 'b']) {
    const { id: keyId } = await rest.ok('POST', '/apikeys', { name });
    await rest.ok('POST', `/usageplans/${plan}/keys`, { keyId, keyType: 'API_KEY' });
    keys.push(keyId);
  }
  return { plan, keys };
}

const DAY = 86_400_000;

test('usage shows each day of each key under `values`', async () => {
  await using rest = await openRest();
  const { plan, keys } = await planned(rest, { limit: 100, period: 'DAY' });
  const usage = await rest.ok('GET', `/usageplans/${plan}/usage?startDate=2026-01-01&endDate=2026-01-02`);
  const zeros = [
    [0, 100],
    [0, 100],
  ];
  assert.deepEqual(usage, {
    usagePlanId: plan,
    startDate: '2026-01-01',
    endDate: '2026-01-02',
    values: Object.fromEntries(keys.map((key) => [key, zeros])),
  });
  const one = await rest.ok(
    'GET',
    `/usageplans/${plan}/usage?startDate=2026-01-01&endDate=2026-01-01&keyId=${keys[0]}`,
  );
  assert.deepEqual(one['values'], { [String(keys[0])]: [[0, 100]] });
});

test('an extension lasts until the period ends, and is of one key', async () => {
  await using rest = await openRest();
  const { plan, keys } = await planned(rest, { limit: 100, period: 'WEEK' });
  const [key = '', other = ''] = keys;
  rest.clock.advance(DAY);
  const { status, body } = await rest.patch(`/usageplans/${plan}/keys/${key}/usage`, ['replace', '/remaining', '250']);
  const granted = { usagePlanId: plan, startDate: '2026-01-02', endDate: '2026-01-02', values: { [key]: [[0, 250]] } };
  assert.deepEqual([status, body], [200, granted]);
  const usage = await rest.ok('GET', `/usageplans/${plan}/usage?startDate=2026-01-01&endDate=2026-01-05`);
  // The week ends with Saturday, 2026-01-03.
  assert.deepEqual(usage['values'], {
    [key]: [
      [0, 100],
      [0, 250],
      [0, 250],
      [0, 100],
      [0, 100],
    ],
    [other]: [
      [0, 100],
      [0, 100],
      [0, 100],
      [0, 100],
      [0, 100],
    ],
  });
  // A key that is taken out and put in again starts anew.
  await rest.send('DELETE', `/usageplans/${plan}/keys/${key}`);
  await rest.ok('POST', `/usageplans/${plan}/keys`, { keyId: key, keyType: 'API_KEY' });
  const later = await rest.ok('GET', `/usageplans/${plan}/usage?startDate=2026-01-02&endDate=2026-01-02`);
  assert.deepEqual((later['values'] as Record<string, unknown>)[key], [[0, 100]]);
});

test('usage is paged by keys', async () => {
  await using rest = await openRest();
  const { plan, keys } = await planned(rest, { limit: 1, period: 'MONTH' });
  const at = `/usageplans/${plan}/usage?startDate=2026-01-01&endDate=2026-01-01&limit=1`;
  const first = await rest.ok('GET', at);
  const second = await rest.ok('GET', `${at}&position=${first.position}`);
  const seen = [first, second].flatMap((page) => Object.keys(page['values'] as object));
  assert.deepEqual([seen.sort(), second.position], [[...keys].sort(), undefined]);
});

test('where periods begin', () => {
  const starts: readonly [period: 'DAY' | 'WEEK' | 'MONTH', offset: number, day: string, start: string][] = [
    ['DAY', 0, '2026-03-31', '2026-03-31'],
    ['WEEK', 0, '2026-01-01', '2025-12-28'],
    ['WEEK', 0, '2026-01-04', '2026-01-04'],
    ['WEEK', 4, '2026-01-01', '2026-01-01'],
    ['WEEK', 5, '2026-01-01', '2025-12-26'],
    ['MONTH', 0, '2026-03-31', '2026-03-01'],
    ['MONTH', 27, '2026-03-27', '2026-02-28'],
    ['MONTH', 27, '2026-03-28', '2026-03-28'],
  ];
  for (const [period, offset, day, start] of starts) {
    assert.equal(periodStart({ limit: 1, period, offset }, day), start, `${period} ${offset} ${day}`);
  }
});

test('what is refused', async () => {
  await using rest = await openRest();
  const { plan, keys } = await planned(rest, { limit: 100, period: 'DAY' });
  const at = `/usageplans/${plan}/usage`;
  const dates: readonly [start: string, end: string, message: string][] = [
    ['2026-02-30', '2026-03-01', 'Invalid usage date specified: 2026-02-30. It must be YYYY-MM-DD'],
    ['x', '2026-03-01', 'Invalid usage date specified: x. It must be YYYY-MM-DD'],
    ['2026-03-02', '2026-03-01', 'Usage startDate must not be after endDate'],
    ['2020-01-01', '2026-03-01', 'Usage can be queried for at most 366 days'],
  ];
  for (const [start, end, message] of dates) {
    refused(await rest.send('GET', `${at}?startDate=${start}&endDate=${end}`), 'BadRequestException', message);
  }
  const usage = `/usageplans/${plan}/keys/${keys[0]}/usage`;
  for (const value of ['', '-1', '1.5', 'many']) {
    refused(
      await rest.patch(usage, ['replace', '/remaining', value]),
      'BadRequestException',
      `Invalid remaining quota specified: ${value}`,
    );
  }
  refused(
    await rest.patch(usage, ['replace', '/used', '1']),
    'BadRequestException',
    "Invalid patch path  '/used' specified for op 'replace'. Must be one of: [/remaining]",
  );
  const noPlan = await rest.send('GET', '/usageplans/none/usage?startDate=2026-01-01&endDate=2026-01-01');
  refused(noPlan, 'NotFoundException', 'Invalid Usage Plan ID specified');
  const { plan: free, keys: freeKeys } = await planned(rest, undefined);
  const grant = await rest.patch(`/usageplans/${free}/keys/${freeKeys[0]}/usage`, ['replace', '/remaining', '1']);
  refused(grant, 'BadRequestException', `Usage Plan ${free} has no quota`);
});
