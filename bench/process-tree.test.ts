import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { parseBusy, parseStat, parseStolen, treeUsage } from './process-tree.ts';

test('a command with spaces and parentheses does not shift the fields', () => {
  const fields = Array.from({ length: 50 }, (_, i) => i + 3);
  const { parent, ticks, threads, residentPages } = parseStat(`17 (a) (b c) ${fields.join(' ')}`);
  // The value of each field is its number in proc_pid_stat(5).
  assert.deepEqual(
    { parent, ticks, threads, residentPages },
    { parent: 4, ticks: 14 + 15 + 16 + 17, threads: 20, residentPages: 24 },
  );
});

test('all but idle and iowait keeps a processor busy, and each has its line', () => {
  // Digits stand for the columns of proc_stat(5): idle is the fourth, iowait the fifth, guest and guest_nice are within user.
  const text =
    'cpu  9 9 9 9 9 9 9 9 9 9\ncpu1 1 20 300 4000 50000 600000 7000000 80000000 9 9\ncpu10 1 1 1 1 1 1 1 1 1 1\n';
  assert.equal(parseBusy(text, 1), 87_600_321);
  assert.equal(parseBusy(text, 10), 6);
  assert.equal(parseBusy(text, 2), undefined);
});

test('what the host took is the eighth number of the line of all processors', () => {
  assert.equal(
    parseStolen('cpu  1 20 300 4000 50000 600000 7000000 80000000 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n'),
    80_000_000,
  );
  assert.equal(parseStolen('intr 1'), undefined);
});

const skip = process.platform === 'linux' ? false : 'there is no /proc';

test('the time of children counts, while they run and after they ended', { skip }, async (t) => {
  // The child burns 0.3 s of processor time and says so; the parent then says that it has ended.
  const burn = 'const c=process.cpuUsage();for(;;){const{user,system}=process.cpuUsage(c);if(user+system>3e5)break}';
  const program = `const c=require('child_process').spawn(process.execPath,['-e',${JSON.stringify(burn)}]);c.on('exit',()=>console.log('ended'));setInterval(()=>{},1e3)`;
  const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => parent.kill());
  await once(parent.stdout, 'data');
  const usage = treeUsage(parent.pid ?? 0);
  assert.ok(usage !== undefined && usage.cpuSeconds >= 0.29, JSON.stringify(usage));
  assert.equal(usage.processes, 1);
  assert.equal(treeUsage(process.pid)?.processes, 2);
});
