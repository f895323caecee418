/**
 * Prometheus' text exposition format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats), with names and base units by
 * its naming practices: seconds, `_total` for counters.
 */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** The counters of a process, read: as src/limits has them. */
export interface ExposedMetrics {
  readonly series: readonly ExposedSeries[];
  /** Upper bounds of the histograms' buckets in milliseconds; one more bucket holds the rest. */
  readonly latencyBounds: readonly number[];
  readonly seriesLimit: number;
  /** Series that found no place. */
  readonly seriesRefused: number;
  readonly tallies: Readonly<
    Record<'accessLogLines' | 'accessLogBytes' | 'accessLogLost' | 'accessLogFailedWrites', number>
  >;
}

export interface ExposedSeries {
  readonly labels: {
    readonly api: string;
    readonly stage: string;
    readonly method?: { readonly resource: string; readonly httpMethod: string };
  };
  readonly counts: Readonly<
    Record<'2XX' | '3XX' | '4XXError' | '5XXError' | 'CacheHitCount' | 'CacheMissCount', number>
  >;
  readonly histograms: Readonly<Record<'Latency' | 'IntegrationLatency', ExposedHistogram>>;
}

export interface ExposedHistogram {
  readonly buckets: readonly number[];
  /** Milliseconds. */
  readonly sum: number;
}

type Labels = readonly (readonly [name: string, value: string])[];

/** Names after `gatehouse_` or `gatehouse_method_`: a method's requests are among its stage's, and must not be added to them. */
const COUNTERS: readonly {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly of: readonly (readonly [value: string, count: keyof ExposedSeries['counts']])[];
}[] = [
  {
    name: 'requests_total',
    help: 'Requests answered, by class of status code.',
    label: 'code',
    of: [
      ['2xx', '2XX'],
      ['3xx', '3XX'],
      ['4xx', '4XXError'],
      ['5xx', '5XXError'],
    ],
  },
  {
    name: 'cache_requests_total',
    help: 'Requests looked up in the stage cache.',
    label: 'result',
    of: [
      ['hit', 'CacheHitCount'],
      ['miss', 'CacheMissCount'],
    ],
  },
];

const HISTOGRAMS: readonly (readonly [name: string, help: string, of: keyof ExposedSeries['histograms']])[] = [
  ['request_duration_seconds', 'From the arrival of a request until its answer was handed over.', 'Latency'],
  ['integration_duration_seconds', 'What integrations took of it.', 'IntegrationLatency'],
];

const SINGLE: readonly (readonly [
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  read: (metrics: ExposedMetrics) => number,
])[] = [
  ['access_log_lines_total', 'counter', 'Lines of access logs written.', ({ tallies }) => tallies.accessLogLines],
  ['access_log_bytes_total', 'counter', 'Bytes of access logs written.', ({ tallies }) => tallies.accessLogBytes],
  [
    'access_log_lost_lines_total',
    'counter',
    'Lines lost because a destination was too slow or failed.',
    ({ tallies }) => tallies.accessLogLost,
  ],
  [
    'access_log_failed_writes_total',
    'counter',
    'Writes to destinations of access logs that failed.',
    ({ tallies }) => tallies.accessLogFailedWrites,
  ],
  ['metrics_series', 'gauge', 'Stages and methods that are counted.', ({ series }) => series.length],
  ['metrics_series_limit', 'gauge', 'How many can be.', ({ seriesLimit }) => seriesLimit],
  [
    'metrics_series_refused_total',
    'counter',
    'Times that a series found no place and was counted under api="_other".',
    ({ seriesRefused }) => seriesRefused,
  ],
];

/** All of it, as `/metrics` answers. */
export function renderExposition(metrics: ExposedMetrics): string {
  const stages = metrics.series.filter(({ labels }) => labels.method === undefined);
  const methods = metrics.series.filter(({ labels }) => labels.method !== undefined);
  return [
    ...renderSeries('gatehouse_', stages, metrics.latencyBounds),
    ...renderSeries('gatehouse_method_', methods, metrics.latencyBounds),
    ...SINGLE.flatMap(([name, type, help, read]) => [
      ...head(`gatehouse_${name}`, type, help),
      sample(`gatehouse_${name}`, [], read(metrics)),
    ]),
    '',
  ].join('\n');
}

function renderSeries(prefix: string, series: readonly ExposedSeries[], bounds: readonly number[]): string[] {
  if (series.length === 0) return [];
  return [
    ...COUNTERS.flatMap(({ name, help, label, of }) => [
      ...head(prefix + name, 'counter', help),
      ...series.flatMap(({ labels, counts }) =>
        of.map(([value, count]) => sample(prefix + name, [...labelsOf(labels), [label, value]], counts[count])),
      ),
    ]),
    ...HISTOGRAMS.flatMap(([name, help, of]) => [
      ...head(prefix + name, 'histogram', help),
      ...series.flatMap(({ labels, histograms }) =>
        renderHistogram(prefix + name, labelsOf(labels), histograms[of], bounds),
      ),
    ]),
  ];
}

/** Buckets are cumulative, and the last of them, `+Inf`, is the count. */
function renderHistogram(
  name: string,
  labels: Labels,
  { buckets, sum }: ExposedHistogram,
  bounds: readonly number[],
): string[] {
  let count = 0;
  const lines = buckets.map((of, i) => {
    count += of;
    const bound = bounds[i];
    return sample(`${name}_bucket`, [...labels, ['le', bound === undefined ? '+Inf' : String(bound / 1000)]], count);
  });
  return [...lines, sample(`${name}_sum`, labels, sum / 1000), sample(`${name}_count`, labels, count)];
}

function labelsOf({ api, stage, method }: ExposedSeries['labels']): Labels {
  const ofStage: Labels = [
    ['api', api],
    ['stage', stage],
  ];
  return method === undefined ? ofStage : [...ofStage, ['resource', method.resource], ['method', method.httpMethod]];
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function sample(name: string, labels: Labels, value: number): string {
  const shown = labels.map(([label, text]) => `${label}="${text.replace(/[\\"\n]/g, escaped)}"`);
  return `${name}${shown.length === 0 ? '' : `{${shown.join(',')}}`} ${value}`;
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`;
}
