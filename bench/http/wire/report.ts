import { type Machine, median, table } from '../lambda/report.ts';
import { verdicts } from './goals.ts';
import { busy, cpuPerRequest, others, type Round, SETTLE_SECONDS } from './rounds.ts';

export interface Row {
  readonly row: string;
  /** Compared with the first row of the same kind that has figures. */
  readonly kind: string;
  /** Stands where a row has no figures; `why` says why in the notes. */
  readonly missing?: string;
  readonly why?: string;
}

/** One table of the report, measured. */
export interface Measured {
  readonly table: string;
  readonly title: string;
  /** In the order of the report. */
  readonly rows: readonly Row[];
  readonly contenders: readonly {
    readonly name: string;
    readonly version: string;
    readonly notes: readonly string[];
  }[];
  readonly upstream: readonly string[];
  /** Threads of Gatehouse that serve. */
  readonly threads: number;
  readonly rounds: readonly Round[];
}

export interface Results {
  readonly machine: Machine;
  readonly pinned: string;
  readonly plan: { readonly rounds: number; readonly seconds: number };
  readonly tables: readonly Measured[];
}

interface Measure {
  readonly title: string;
  readonly digits: number;
  readonly of: (round: Round) => number | undefined;
}

const CPU = 'CPU µs/request';
/** Below it a contender had time to spare. */
const SATURATED = 0.9;
/** Above it others had so much of the contender's core that a round says little. */
const DISTURBED = 0.1;

const measures: readonly Measure[] = [
  { title: CPU, digits: 1, of: ({ load }) => cpuPerRequest(load) },
  { title: 'requests/s', digits: 0, of: ({ load }) => load.requestsPerSecond },
  { title: 'p50 ms', digits: 2, of: ({ load }) => load.latency.p50 },
  { title: 'p99 ms', digits: 2, of: ({ load }) => load.latency.p99 },
  { title: 'p99.9 ms', digits: 2, of: ({ load }) => load.latency.p999 },
  { title: 'RSS MB', digits: 0, of: ({ load }) => load.watched?.residentMb },
  { title: 'core busy', digits: 2, of: ({ load }) => busy(load) },
  { title: 'others', digits: 2, of: ({ load }) => others(load) },
  { title: 'generator', digits: 2, of: ({ load }) => load.ownCpu },
  { title: 'failures', digits: 0, of: ({ load }) => load.failures },
];

/** The median of each row's figures, by the figure's title. */
export type Medians = ReadonlyMap<string, Readonly<Record<string, number | undefined>>>;

export function mediansOf({ rows, rounds }: Measured): Medians {
  return new Map(
    rows
      .filter(({ missing }) => missing === undefined)
      .map(({ row }) => [row, medianRow(rounds.filter((round) => round.row === row))]),
  );
}

function medianRow(rounds: readonly Round[]): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(
    measures.map(({ title, of }) => {
      const values = rounds.map(of).filter((value) => value !== undefined);
      return [title, values.length === 0 ? undefined : median(values)];
    }),
  );
}

/** The whole report as text. */
export function report({ machine, pinned, plan, tables }: Results): string {
  return [
    `machine: ${machine.cpu} × ${machine.cores}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, load average before ${machine.loadBefore.toFixed(2)}`,
    pinned,
    `load: keep-alive connections, closed loop, ${plan.rounds} rounds of ${plan.seconds} s, each after ${SETTLE_SECONDS} s more on its connections; every answer's status and body checked`,
    'CPU: user and system time of all processes and threads of the contender, from the first request of a round to its last answer; the main figure',
    'CPU ×: how many times the CPU per request of the first row that has figures, of rows under the same load',
    ...tables.flatMap(section),
  ].join('\n');
}

function section(measured: Measured): string[] {
  const { title, contenders, upstream, rows, rounds } = measured;
  const medians = mediansOf(measured);
  const titles = measures.map((measure) => measure.title);
  return [
    '',
    `## ${title}`,
    ...contenders.flatMap(({ name, version, notes }) => [`${name} ${version}: ${notes.join('; ')}`]),
    `upstream: ${upstream.join('; ')}`,
    ...notes(measured, medians).map((text) => `note: ${text}`),
    '',
    ...table([
      ['median', ...titles, 'CPU ×'],
      ...rows.map(({ row, kind, missing }) => {
        const values = medians.get(row);
        if (values === undefined || missing !== undefined) return [row, missing ?? ''];
        const cpu = values[CPU];
        const base = medians.get(rows.find((other) => other.kind === kind && medians.has(other.row))?.row ?? '')?.[CPU];
        const ratio = cpu === undefined || base === undefined ? undefined : cpu / base;
        return [row, ...measures.map((m) => show(values[m.title], m.digits)), show(ratio, 2)];
      }),
    ]),
    '',
    ...table([
      ['rounds', ...titles],
      ...rounds
        .toSorted((a, b) => rank(rows, a) - rank(rows, b) || a.round - b.round)
        .map((round) => [`${round.row} #${round.round}`, ...measures.map((m) => show(m.of(round), m.digits))]),
    ]),
    ...verdicts(measured.table, (row, figure) => medians.get(row)?.[figure], measured.threads),
  ];
}

function rank(rows: Measured['rows'], { row }: Round): number {
  return rows.findIndex((other) => other.row === row);
}

function notes({ rows, rounds }: Measured, medians: Medians): string[] {
  const spare = [...medians].filter(([, values]) => (values['core busy'] ?? 1) < SATURATED).map(([row]) => row);
  const disturbed = rounds.filter(({ load }) => (others(load) ?? 0) > DISTURBED);
  return [
    ...rows.flatMap(({ row, missing, why }) => (why === undefined ? [] : [`${missing}: ${row}: ${why}`])),
    ...(spare.length === 0
      ? []
      : [
          `not driven to the limit (core busy below ${SATURATED}), so requests/s is not what they can do: ${spare.join('; ')}`,
        ]),
    ...(disturbed.length === 0
      ? []
      : [
          `DISTURBED: other programs had more than ${DISTURBED} of the contender's core in ${disturbed.length} of ${rounds.length} rounds; run it again on a quiet machine`,
        ]),
    ...(rounds.some(({ load }) => load.watched === undefined)
      ? ['CPU and memory are missing: they are read from /proc, which only Linux has']
      : []),
    ...rounds.flatMap(({ row, round, load }) =>
      load.failures === 0 ? [] : [`${row} #${round} has failures, the first: ${load.firstFailure}`],
    ),
  ];
}

function show(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}
