/**
 * npm run bench:lambda [-- --rounds 3 --seconds 5 --warm-up 10 --connections 64 --json results.json
 *   --only gatehouse --function-environments 64]
 *
 * Measures a warm Node function behind AWS_PROXY, in Gatehouse and in serverless-offline, in one run. Exits with 1 when an
 * answer was not as it should be.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Contender, StartContender } from './contender.ts';
import { startGatehouse } from './gatehouse.ts';
import { describeMachine, type Results, report } from './report.ts';
import { measure, measureCeiling } from './rounds.ts';
import { startServerlessOffline } from './serverless-offline.ts';

const starts: Readonly<Record<string, StartContender>> = {
  gatehouse: startGatehouse,
  'serverless-offline': startServerlessOffline,
};

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    'warm-up': { type: 'string', default: '10' },
    connections: { type: 'string', default: '64' },
    'function-environments': { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});

const plan = {
  rounds: numberOf('rounds', 1, 50),
  seconds: numberOf('seconds', 1, 60),
  warmUpSeconds: numberOf('warm-up', 1, 60),
  connections: numberOf('connections', 1, 1000),
};
const names = Object.keys(starts).filter((name) => options.only === undefined || name === options.only);
if (names.length === 0) throw new Error(`--only takes one of ${Object.keys(starts).join(', ')}`);

// So that what runs is stopped on Ctrl-C too: its `exit` listeners do it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const results = await run();
console.log(report(results));
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = results.rounds.some(({ load }) => load.failures > 0) ? 1 : 0;

async function run(): Promise<Results> {
  const machine = describeMachine();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const contenders: Contender[] = [];
  try {
    const ceiling = await measureCeiling(plan);
    for (const name of names) contenders.push(await start(name, join(folder, name)));
    const rounds = await measure(contenders, plan);
    const described = contenders.map(({ name, version, notes }) => ({ name, version, notes }));
    return { machine, plan, contenders: described, ceiling, rounds };
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
  }
}

function start(name: string, folder: string): Promise<Contender> {
  const starter = starts[name];
  if (starter === undefined) throw new Error(`No contender ${name}`);
  mkdirSync(folder);
  const functionEnvironments = options['function-environments'];
  return starter({ folder, ...(functionEnvironments === undefined ? {} : { functionEnvironments }) });
}

function numberOf(name: 'rounds' | 'seconds' | 'warm-up' | 'connections', least: number, most: number): number {
  const value = Number(options[name]);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} takes a whole number from ${least} to ${most}`);
  return value;
}
