/**
 * npm run bench:wire [-- --table contenders|resources|bodies|connections|all --only nginx,gatehouse --rounds 3 --seconds 5
 *   --gatehouse='--threads 1' --out bench/out/wire]
 *
 * Measures what a request costs through Gatehouse and through other gateways, in one run. Exits with 1 when an answer was
 * not as it should be. Writes results.json, report.txt and a CPU profile of Gatehouse into the output folder.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '../lambda/report.ts';
import { type Cores, findCores, pinTo } from './cores.ts';
import { parseOptions, type WireOptions } from './options.ts';
import { installPeers } from './peers.ts';
import { runProfile } from './profile.ts';
import { openFilesLimit, raiseOpenFiles } from './programs.ts';
import { type Results, report } from './report.ts';
import { runTable } from './table-run.ts';
import { TABLES } from './tables.ts';

/** For 10,000 connections on both sides of a gateway. */
const OPEN_FILES = 65_536;

const options = parseOptions(process.argv.slice(2), fileURLToPath(new URL('../../out/wire', import.meta.url)));

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
const clean = () => rmSync(folder, { recursive: true, force: true });
// So that what runs is stopped on Ctrl-C too: its `exit` listeners do it, and only then its files go.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.once('exit', clean);
    process.exit(1);
  });
}
// Every child has one.
process.setMaxListeners(100);

const results = await run(options).finally(clean);
const text = report(results);
console.log(`\n${text}`);
writeFileSync(join(options.out, 'report.txt'), `${text}\n`);
writeFileSync(join(options.out, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
console.log(`\nin ${options.out}: report.txt, results.json, and CPU profiles of Gatehouse in profile/`);
const failed = results.tables.some(({ rounds }) => rounds.some(({ load }) => load.failures > 0));
process.exitCode = failed ? 1 : 0;

async function run({ tables, only, rounds, seconds, startOptions, out }: WireOptions): Promise<Results> {
  const machine = describeMachine();
  const cores = findCores();
  mkdirSync(out, { recursive: true });
  // What is written here is nobody's source.
  writeFileSync(join(out, '.gitignore'), '*\n');
  const peersMissing = installPeers();
  if (tables.includes('connections') && !raiseOpenFiles(OPEN_FILES))
    console.log(
      `No more than ${openFilesLimit()} open files are allowed here: raise the hard limit (ulimit -Hn ${OPEN_FILES}) for all rows`,
    );
  const measured = [];
  for (const name of tables) {
    const table = TABLES[name];
    if (table === undefined) continue;
    const place = { folder: join(folder, name), gateway: pinTo(cores?.gateway), upstream: pinTo(cores?.upstream) };
    mkdirSync(place.folder);
    const plan = {
      ...{ rounds, seconds, prefix: pinTo(cores?.generator) },
      ...(cores === undefined ? {} : { core: cores.gateway }),
    };
    measured.push(
      await runTable({ name, table, only: only ?? table.contenders, plan, place, startOptions, peersMissing }),
    );
  }
  if (only === undefined || only.includes('gatehouse')) {
    const profile = join(out, 'profile');
    rmSync(profile, { recursive: true, force: true });
    await runProfile({ folder: join(folder, 'profile'), profile, cores, startOptions, seconds });
  }
  return { machine, pinned: describePinning(cores), plan: { rounds, seconds }, tables: measured };
}

function describePinning(cores: Cores | undefined): string {
  if (cores === undefined)
    return 'NOT pinned: there is no taskset (Debian: util-linux), so everything shares all processors';
  const { gateway, generator, upstream } = cores;
  if (gateway === generator)
    return `one processor for all: what the contenders reach says little, CPU per request still does`;
  return `pinned: the contender to processor ${gateway}, the generator to ${generator}, the upstream to ${upstream}`;
}
