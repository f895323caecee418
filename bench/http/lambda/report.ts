import { cpus, loadavg, release, totalmem } from 'node:os';
import type { LoadResult } from '../../load.ts';
import type { Contender } from './contender.ts';
import { type Plan, type Round, SETTLE_SECONDS } from './rounds.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** The load average of the last minute when the run began: what others did on the machine. */
  readonly loadBefore: number;
}

export interface Results {
  readonly machine: Machine;
  readonly plan: Plan;
  readonly contenders: readonly Pick<Contender, 'name' | 'version' | 'notes'>[];
  readonly ceiling: LoadResult;
  readonly rounds: readonly Round[];
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  };
}

interface Measure {
  readonly title: string;
  readonly digits: number;
  readonly of: (round: Round) => number | undefined;
  /** Of which the ratios are shown, and which way round is better. */
  readonly better?: 'more' | 'less';
}

const measures: readonly Measure[] = [
  { title: 'requests/s', digits: 0, of: ({ load }) => load.requestsPerSecond, better: 'more' },
  { title: 'p50 ms', digits: 1, of: ({ load }) => load.latency.p50, better: 'less' },
  { title: 'p99 ms', digits: 1, of: ({ load }) => load.latency.p99, better: 'less' },
  { title: 'CPU ms/request', digits: 3, of: ({ cpuMsPerRequest }) => cpuMsPerRequest, better: 'less' },
  { title: 'failures', digits: 0, of: ({ load }) => load.failures },
  { title: 'processes', digits: 0, of: ({ processes }) => processes },
  { title: 'threads', digits: 0, of: ({ threads }) => threads },
  { title: 'resident MB', digits: 0, of: ({ residentMb }) => residentMb },
  { title: 'generator CPU', digits: 2, of: ({ load }) => load.ownCpu },
];

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** The whole report as text. */
export function report({ machine, plan, contenders, ceiling, rounds }: Results): string {
  const medians = new Map(contenders.map(({ name }) => [name, mediansOf(rounds.filter((r) => r.contender === name))]));
  return [
    'A warm Node function behind AWS_PROXY, GET, small JSON',
    `machine: ${machine.cpu} × ${machine.cores}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, load average before ${machine.loadBefore.toFixed(2)}`,
    `load: ${plan.connections} keep-alive connections, closed loop, ${plan.warmUpSeconds} s of warm-up, then ${plan.rounds} rounds of ${plan.seconds} s, each after ${SETTLE_SECONDS} s more; every answer's status and body checked`,
    `generator: ${ceiling.requestsPerSecond.toFixed(0)} requests/s against a bare socket, at ${ceiling.ownCpu.toFixed(2)} of a core; its CPU is in none of the figures`,
    ...contenders.flatMap(({ name, version, notes }) => [`${name} ${version}`, ...notes.map((note) => `  ${note}`)]),
    ...caveats(rounds).map((text) => `note: ${text}`),
    '',
    ...table([
      ['', ...measures.map(({ title }) => title)],
      ...rounds.map((r) => [`${r.contender} #${r.round}`, ...measures.map((m) => show(m.of(r), m.digits))]),
      ...[...medians].map(([name, values]) => [`${name} median`, ...measures.map((m, i) => show(values[i], m.digits))]),
      ...ratios(medians),
    ]),
  ].join('\n');
}

function mediansOf(rounds: readonly Round[]): (number | undefined)[] {
  return measures.map(({ of }) => {
    const values = rounds.map(of).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : median(values);
  });
}

/** How many times better the first contender's median is than each other's. */
function ratios(medians: ReadonlyMap<string, readonly (number | undefined)[]>): string[][] {
  const [first, ...others] = medians;
  if (first === undefined) return [];
  return others.map(([name, values]) => [
    `${first[0]} is better than ${name} ×`,
    ...measures.map(({ better }, i) => {
      const [ours, theirs] = [first[1][i], values[i]];
      if (better === undefined || ours === undefined || theirs === undefined) return '';
      return (better === 'more' ? ours / theirs : theirs / ours).toFixed(1);
    }),
  ]);
}

function caveats(rounds: readonly Round[]): string[] {
  return [
    'the contenders and the generator share the cores; the contender that is not measured stays up, idle',
    'standard output and standard error of both go to a file',
    'a contender runs as many environments of the function at once as it starts by itself; their number is in the table',
    'requests/s counts the answers within the time; CPU and latency also those that were under way at its end',
    ...(rounds.some(({ cpuMsPerRequest }) => cpuMsPerRequest === undefined)
      ? ['CPU per request, processes, threads and memory are missing: they are read from /proc, which only Linux has']
      : []),
    ...rounds.flatMap(({ contender, round, load }) =>
      load.failures === 0 ? [] : [`${contender} #${round} has failures, the first: ${load.firstFailure}`],
    ),
  ];
}

function show(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits);
}

/** Rows as lines, in columns: the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
