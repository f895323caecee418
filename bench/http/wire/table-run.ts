import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender, Missing } from './contender.ts';
import { openFilesLimit } from './programs.ts';
import type { Measured, Row } from './report.ts';
import { cpuPerRequest, type Entry, measure, type Plan } from './rounds.ts';
import { type Case, CONTENDERS, filesOf, type Table, TO_COME } from './tables.ts';
import { startUpstream } from './upstream.ts';

const NODE_PEERS = ['express-gateway', 'fastify-http-proxy', 'http-proxy-3'];

export interface TableRun {
  readonly name: string;
  readonly table: Table;
  readonly only: readonly string[];
  readonly plan: Plan;
  readonly place: {
    readonly folder: string;
    /** What stands before the commands: pins them. */
    readonly gateway: readonly string[];
    readonly upstream: readonly string[];
  };
  readonly startOptions: readonly string[];
  readonly peersMissing: Missing | undefined;
}

/** Starts what a table needs, measures its rows, stops it all. */
export async function runTable(run: TableRun): Promise<Measured> {
  const { name, table, only, plan, place } = run;
  const upstream = await startUpstream(table.bodies === true, place.folder, place.upstream);
  const started = new Map<string, Contender | Missing>();
  try {
    const cases = only.flatMap((contender) => table.casesOf(contender));
    const entries: Entry[] = [];
    const rows: Row[] = [];
    for (const of of cases) {
      const contender = await startOnce(run, of, upstream.port, started);
      if ('missing' in contender) {
        console.log(`${contender.missing}: ${of.row}: ${contender.why}`);
        rows.push({ row: of.row, kind: of.kind, missing: contender.missing, why: contender.why });
      } else {
        rows.push({ row: of.row, kind: of.kind });
        entries.push({ of, contender });
      }
    }
    if (name === 'contenders') rows.push(...TO_COME.map((row) => ({ row, kind: '', missing: 'not built yet' })));
    const rounds = await measure(entries, plan, ({ row, round, load }) => {
      console.log(`${name} ${round}/${plan.rounds} ${row}: ${cpuPerRequest(load)?.toFixed(1)} µs/request`);
    });
    const contenders = describe(entries);
    const threads = threadsOf(run.startOptions);
    return { table: name, title: table.title, rows, contenders, upstream: upstream.notes, threads, rounds };
  } finally {
    await Promise.all(
      [...started.values()].map((contender) => ('missing' in contender ? undefined : contender.stop())),
    );
    await upstream.stop();
  }
}

/** Without gateway threads, the main thread serves. */
function threadsOf(startOptions: readonly string[]): number {
  const at = startOptions.indexOf('--threads');
  return Math.max(1, at === -1 ? 0 : Number(startOptions[at + 1]));
}

async function startOnce(
  { place, startOptions, peersMissing }: TableRun,
  of: Case,
  upstreamPort: number,
  started: Map<string, Contender | Missing>,
): Promise<Contender | Missing> {
  const files = filesOf(of);
  if (files > openFilesLimit())
    return { missing: 'NOT RUN', why: `it needs ${files} open files: raise the hard limit first, ulimit -Hn ${files}` };
  if (peersMissing !== undefined && NODE_PEERS.includes(of.contender)) return peersMissing;
  const key = `${of.contender} ${of.instance}`.trim();
  const known = started.get(key);
  if (known !== undefined) return known;
  const start = CONTENDERS[of.contender];
  if (start === undefined) throw new Error(`No contender ${of.contender}`);
  const folder = join(place.folder, key.replaceAll(' ', '-'));
  mkdirSync(folder);
  const resources = of.resources === undefined ? {} : { resources: of.resources };
  const keep = Math.max(128, of.connections);
  const contender = await start({ folder, upstreamPort, prefix: place.gateway, keep, ...resources, startOptions });
  started.set(key, contender);
  return contender;
}

/** Each contender once, though it may have several processes. */
function describe(entries: readonly Entry[]): Measured['contenders'] {
  const byName = new Map(entries.map(({ of, contender }) => [of.contender, contender]));
  return [...byName].map(([name, { version, notes }]) => ({ name, version, notes }));
}
