import { describeMachine, table } from '../lambda/report.ts';
import { type Driven, WARM_UP_CALLS } from './drive.ts';

export interface Measured {
  readonly name: string;
  readonly round: number;
  /** Whether the goal of the latency is for it. */
  readonly judged: boolean;
  /** Milliseconds to build both APIs, call after call. */
  readonly buildMs: number;
  readonly driven: Driven;
  readonly import: { readonly bytes: number; readonly ms: number; readonly failure?: string };
}

/** Milliseconds. */
export const GOALS = { p99: 20, import: 3000 };

export function heading(plan: {
  readonly calls: number;
  readonly connections: number;
  readonly resources: number;
}): string {
  const { cpu, cores, node, system, loadBefore } = describeMachine();
  return [
    'The control plane of REST APIs: mixed calls over one API, and the import of an OpenAPI document',
    `machine: ${cpu} × ${cores}, ${system}, Node ${node}, load average before ${loadBefore.toFixed(2)}`,
    `load: ${plan.calls} calls over ${plan.connections} keep-alive connections, closed loop, after ${WARM_UP_CALLS} that are not counted; an API of ${plan.resources} resources and another that is deployed; the generator shares the cores; Gatehouse runs from dist/, as npm run build compiles it for the package`,
    `goals: p99 under ${GOALS.p99} ms (without gateway threads), import under ${GOALS.import} ms, no failure`,
  ].join('\n');
}

export function isGood({ driven, judged, import: imported }: Measured): boolean {
  return (
    driven.failures.size === 0 &&
    (!judged || driven.latency.p99 < GOALS.p99) &&
    imported.failure === undefined &&
    imported.ms < GOALS.import
  );
}

function stolen(share: number | undefined): string {
  return share === undefined ? '' : `, ${(share * 100).toFixed(1)} % of the machine taken by its host`;
}

/** One round as text. */
export function report(measured: Measured): string {
  const { name, round, buildMs, driven, import: imported } = measured;
  const ms = (value: number) => value.toFixed(1);
  const row = (title: string, calls: number, { p50, p99, p999, max }: Driven['latency']) => [
    title,
    String(calls),
    ...[p50, p99, p999, max].map(ms),
  ];
  const megabytes = (imported.bytes / 2 ** 20).toFixed(1);
  return [
    '',
    `${name} #${round}: ${driven.callsPerSecond.toFixed(0)} calls/s, ${driven.cpuMsPerCall?.toFixed(3) ?? '–'} ms of CPU per call, built in ${(buildMs / 1000).toFixed(1)} s${stolen(driven.stolen)}`,
    ...table([
      ['ms', 'calls', 'p50', 'p99', 'p99.9', 'max'],
      row('all', driven.calls, driven.latency),
      ...driven.operations.map((of) => row(of.operation, of.calls, of)),
    ]),
    `import of ${megabytes} MB: ${imported.failure ?? `${ms(imported.ms)} ms`}`,
    ...[...driven.failures].map(([failure, times]) => `failed ${times} times: ${failure}`),
    `goals: ${isGood(measured) ? 'met' : 'missed'}`,
  ].join('\n');
}
