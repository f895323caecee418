import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from './fixture.ts';

/** Starts an engine, lets one function idle and another loop for ever, says who they are, and waits to be killed. */
const PARENT = `
import { bench, returned } from ${JSON.stringify(fileURLToPath(new URL('fixture.ts', import.meta.url)))};
const b = bench();
const version = b.version({ 'index.js': \`exports.handler = async (e) => { if (e.file) { require('node:fs').writeFileSync(e.file, String(process.pid)); for (;;); } return process.pid }\` });
const idle = returned(await b.run(version, {}));
const busy = b.version({ 'index.js': \`exports.handler = async () => { console.log('pid ' + process.pid); for (;;); }\` }, { Version: '1', Timeout: 900 });
b.run(busy, {});
const custom = b.version({ bootstrap: '#!/bin/sh\\necho pid $$\\nsleep 1000 & wait\\n' }, { Version: '2', Runtime: 'provided.al2023' });
b.run(custom, {});
const timer = setInterval(() => {
  const pids = b.log.lines.map(({ message }) => /pid (\\d+)/.exec(message)?.[1]).filter(Boolean);
  if (pids.length < 2) return;
  clearInterval(timer);
  console.log([idle, ...pids].join(' '));
}, 5);
`;

it('environments do not outlive an engine that was killed', async () => {
  const parent = spawn(process.execPath, ['--input-type=module-typescript', '--eval', PARENT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  parent.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  await until(() => text.includes('\n'));
  const pids = text.trim().split(' ').map(Number);
  assert.equal(pids.length, 3);
  parent.kill('SIGKILL');
  for (const pid of pids) await until(() => hasEnded(pid));
});

function hasEnded(pid: number): boolean {
  try {
    // A zombie has ended, though nobody has asked how.
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return true;
  }
}
