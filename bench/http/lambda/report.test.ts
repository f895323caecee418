import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, report } from './report.ts';
import type { Round } from './rounds.ts';

const load = {
  requests: 10,
  requestsPerSecond: 1000,
  failures: 0,
  latency: { p50: 1, p99: 2, p999: 3, max: 3 },
  wallSeconds: 1,
  ownCpu: 0.1,
};
const machine = { cpu: 'a', cores: 2, memoryGb: 1, system: 'linux 6', node: 'v26', loadBefore: 0 };
const plan = { rounds: 1, seconds: 1, warmUpSeconds: 1, connections: 1 };

function lines(rounds: readonly Round[]): string[] {
  const contenders = ['ours', 'theirs'].map((name) => ({ name, version: '1', notes: [] }));
  return report({ machine, plan, contenders, ceiling: load, rounds }).split('\n');
}

test('median', () => {
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3])], [2, 2.5]);
});

test('ratios are of medians, and above 1 where the first contender is better', () => {
  const rounds = [
    { contender: 'ours', round: 1, load: { ...load, requestsPerSecond: 4000 }, cpuMsPerRequest: 0.5 },
    { contender: 'theirs', round: 1, load, cpuMsPerRequest: 1 },
  ];
  const last = lines(rounds).at(-1) ?? '';
  assert.match(last, /^ours is better than theirs × +4\.0 +1\.0 +1\.0 +2\.0 *$/);
});

test('what is missing and what failed is said', () => {
  const rounds = [{ contender: 'ours', round: 1, load: { ...load, failures: 1, firstFailure: '502 no' } }];
  const notes = lines(rounds).filter((line) => line.startsWith('note: '));
  assert.ok(notes.some((line) => line.includes('only Linux has')));
  assert.ok(notes.includes('note: ours #1 has failures, the first: 502 no'));
});
