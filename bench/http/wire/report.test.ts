import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LoadResult } from '../../load.ts';
import { type Measured, report } from './report.ts';
import { busy, cpuPerRequest, type Round } from './rounds.ts';

const machine = { cpu: 'a', cores: 2, memoryGb: 1, system: 'linux 6', node: 'v26', loadBefore: 0 };

/** Two seconds with 100,000 answers. */
function loadOf(cpuSeconds: number, residentMb = 20): LoadResult {
  return {
    ...{ requests: 100_000, requestsPerSecond: 50_000, failures: 0, wallSeconds: 2, ownCpu: 0.5 },
    latency: { p50: 1, p99: 2, p999: 3, max: 4 },
    watched: { cpuSeconds, residentMb, processes: 2, threads: 2 },
  };
}

function reportOf(table: string, rounds: readonly Round[], more: Partial<Measured> = {}): string[] {
  const rows = [...new Set(rounds.map(({ row }) => row))].map((row) => ({ row, kind: '' }));
  const measured = { table, title: table, rows, contenders: [], upstream: [], threads: 1, rounds, ...more };
  return report({ machine, pinned: '', plan: { rounds: 1, seconds: 2 }, tables: [measured] }).split('\n');
}

const oneOf = (row: string, cpuSeconds: number, round = 1): Round => ({ row, round, load: loadOf(cpuSeconds) });

test('CPU per request is in microseconds of the whole tree, and busy a share of a core', () => {
  assert.equal(cpuPerRequest(loadOf(1.9)), 19);
  assert.equal(busy(loadOf(1.9)), 0.95);
});

describe('the report', () => {
  test('shows the median of the rounds, and every round beside it in order', () => {
    const rounds = [oneOf('nginx', 2, 1), oneOf('nginx', 1.8, 3), oneOf('nginx', 1.9, 2)];
    const lines = reportOf('contenders', rounds);
    assert.match(
      lines.find((line) => /^nginx +\d/.test(line)) ?? '',
      /^nginx +19\.0 +50000 +1\.00 +2\.00 +3\.00 +20 +0\.95/,
    );
    const raw = lines
      .filter((line) => line.startsWith('nginx #'))
      .map((line) => line.split(/ +/).slice(0, 3).join(' '));
    assert.deepEqual(raw, ['nginx #1 20.0', 'nginx #2 19.0', 'nginx #3 18.0']);
  });

  test('a row is compared with the first of its kind', () => {
    const rounds = [oneOf('nginx, up', 1), oneOf('nginx, down', 2), oneOf('ours, up', 3), oneOf('ours, down', 3)];
    const rows = rounds.map(({ row }) => ({ row, kind: row.split(', ')[1] ?? '' }));
    const lines = reportOf('bodies', rounds, { rows });
    const ratios = lines.filter((line) => /^(?:nginx|ours), \w+ +\d/.test(line)).map((line) => line.split(/ +/).at(-1));
    assert.deepEqual(ratios, ['1.00', '1.00', '3.00', '1.50']);
  });

  test('what is missing stands in its row, with what to do in a note', () => {
    const rows = [
      { row: 'haproxy', kind: '', missing: 'NOT INSTALLED', why: 'apt-get install haproxy' },
      { row: 'ours', kind: '' },
    ];
    const lines = reportOf('contenders', [oneOf('ours', 2)], { rows });
    assert.ok(lines.includes('note: NOT INSTALLED: haproxy: apt-get install haproxy'));
    assert.match(lines.find((line) => line.startsWith('haproxy')) ?? '', /^haproxy +NOT INSTALLED$/);
    assert.match(lines.find((line) => /^ours +\d/.test(line)) ?? '', / 1\.00$/);
  });

  test('a contender that had time to spare, and one that failed, are named', () => {
    const failing = { ...loadOf(2), failures: 3, firstFailure: '502 no' };
    const lines = reportOf('contenders', [oneOf('lazy', 1), { row: 'ours', round: 1, load: failing }]);
    assert.ok(lines.some((line) => line.startsWith('note: not driven to the limit') && line.endsWith(': lazy')));
    assert.ok(lines.includes('note: ours #1 has failures, the first: 502 no'));
  });

  test('rounds in which others had the core are counted', () => {
    const noteOf = (coreBusy: number) =>
      reportOf('contenders', [
        { row: 'ours', round: 1, load: { ...loadOf(1.6), coreBusy } },
        { row: 'ours', round: 2, load: { ...loadOf(1.6), coreBusy: 0.82 } },
      ]).find((line) => line.startsWith('note: DISTURBED'));
    assert.match(noteOf(0.95) ?? '', /in 1 of 2 rounds/);
    assert.equal(noteOf(0.85), undefined);
  });
});

describe('the goals', () => {
  const goals = (table: string, rounds: readonly Round[], more: Partial<Measured> = {}) =>
    reportOf(table, rounds, more).filter((line) => line.startsWith('goal: '));
  const peers = ['express-gateway', 'fastify-http-proxy', 'http-proxy-3'].map((peer, i) => oneOf(peer, 9 + i));

  test('at most 1.25 times nginx, less than Lua, a third of the cheapest Node peer', () => {
    const [nginx, lua] = [oneOf('nginx', 2), oneOf('nginx-lua', 3)];
    const verdicts = (cpu: number) =>
      goals('contenders', [nginx, lua, oneOf('gatehouse', cpu), ...peers]).map((line) => line.split(', ').at(-1));
    assert.deepEqual(verdicts(2.4), ['met', 'met', 'met']);
    assert.deepEqual(verdicts(2.6), ['MISSED', 'met', 'met']);
    assert.deepEqual(verdicts(3.1), ['MISSED', 'MISSED', 'MISSED']);
  });

  test('what was not measured is neither met nor missed', () => {
    const [nginx, lua, peer] = goals('contenders', [oneOf('nginx', 2), oneOf('gatehouse', 2), ...peers.slice(1)]);
    assert.match(nginx ?? '', /: 1\.00, met$/);
    assert.match(lua ?? '', /: not measured$/);
    assert.match(peer ?? '', /: not measured$/);
  });

  test('flat within 10 % over resources; 150 MB with 10,000 idle connections', () => {
    const flat = (dearest: number) =>
      goals(
        'resources',
        [1, 1.02, 0.99, dearest].map((cpu, i) => oneOf(`gatehouse, ${[1, 100, 1000, 10000][i]} resources`, cpu)),
      );
    assert.match(flat(1.08)[0] ?? '', /1\.09, met$/);
    assert.match(flat(1.2)[0] ?? '', /1\.21, MISSED$/);
    const load = loadOf(1, 151);
    const idle = [{ row: 'gatehouse, 64 active, 10000 idle', round: 1, load }];
    assert.match(goals('connections', idle)[0] ?? '', /MISSED$/);
    assert.match(goals('connections', idle, { threads: 2 })[0] ?? '', /75\.50, met$/);
  });
});
