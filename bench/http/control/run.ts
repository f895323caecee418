/**
 * npm run bench:control [-- --calls 10000 --connections 64 --resources 300 --rounds 3 --only ephemeral --profile folder]
 *
 * Measures the control plane: mixed calls over one REST API, and the import of a large OpenAPI document, with the store in memory
 * and in a data directory in turn. Exits with 1 when a call failed or a goal was missed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApi } from './api.ts';
import { openCaller } from './caller.ts';
import { openApiDocument } from './document.ts';
import { drive } from './drive.ts';
import { startGatehouse } from './gatehouse.ts';
import { heading, isGood, type Measured, report } from './report.ts';

const { values: options } = parseArgs({
  options: {
    calls: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '64' },
    resources: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});

const plan = {
  calls: numberOf('calls', 1, 1_000_000),
  connections: numberOf('connections', 1, 256),
  resources: numberOf('resources', 2, 5_000),
  rounds: numberOf('rounds', 1, 20),
};
const DOCUMENT_BYTES = 5 * 1024 * 1024;

interface Start {
  readonly options: (folder: string) => readonly string[];
  /** Whether the goals are for it: they are for Gatehouse as it starts by default, in one thread. */
  readonly judged: boolean;
}

/** How it is started, by the name of the row. */
const STARTS: Readonly<Record<string, Start>> = {
  ephemeral: { options: () => ['--ephemeral'], judged: true },
  'data directory': { options: (folder) => ['--data-dir', join(folder, 'data')], judged: true },
  'data directory, 2 threads': {
    options: (folder) => ['--data-dir', join(folder, 'data'), '--threads', '2'],
    judged: false,
  },
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const names = Object.keys(STARTS).filter((name) => options.only === undefined || name === options.only);
if (names.length === 0) throw new Error(`--only takes one of ${Object.keys(STARTS).join(', ')}`);
if (plan.connections >= plan.resources) throw new Error('There must be more resources than connections');

console.log(heading(plan));
const all: Measured[] = [];
for (let round = 1; round <= plan.rounds; round++)
  for (const name of names) {
    const measured = await measure(name, round);
    console.log(report(measured));
    all.push(measured);
  }
process.exitCode = all.every(isGood) ? 0 : 1;

async function measure(name: string, round: number): Promise<Measured> {
  const place = join(folder, `${name}-${round}`);
  const running = await startGatehouse(place, STARTS[name]?.options(place) ?? [], options.profile);
  const caller = await openCaller(running.origin);
  try {
    const start = performance.now();
    const api = await buildApi(caller, plan.resources);
    const twin = await buildApi(caller, plan.resources);
    const buildMs = performance.now() - start;
    const driven = await drive({ ...plan, origin: running.origin, pid: running.pid, api, twin: twin.at });
    const document = openApiDocument(DOCUMENT_BYTES);
    const importStart = performance.now();
    const { status, body } = await caller.send('POST', '/restapis?mode=import', document);
    const importMs = performance.now() - importStart;
    return {
      name,
      round,
      judged: STARTS[name]?.judged ?? true,
      buildMs,
      driven,
      import: {
        bytes: Buffer.byteLength(document),
        ms: importMs,
        ...(status === 201 ? {} : { failure: `${status} ${body()?.message}` }),
      },
    };
  } finally {
    caller.close();
    await running.stop();
  }
}

function numberOf(name: 'calls' | 'connections' | 'resources' | 'rounds', least: number, most: number): number {
  const value = Number(options[name]);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} takes a whole number from ${least} to ${most}`);
  return value;
}
