import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ExposedMetrics, type ExposedSeries, renderExposition } from './prometheus.ts';

const histogram = (buckets: readonly number[], sum: number) => ({ buckets, sum });

const series = (labels: ExposedSeries['labels'], more: Partial<ExposedSeries> = {}): ExposedSeries => ({
  labels,
  counts: { '2XX': 90, '3XX': 5, '4XXError': 3, '5XXError': 2, CacheHitCount: 1, CacheMissCount: 0 },
  histograms: { Latency: histogram([60, 30, 10], 1234.5), IntegrationLatency: histogram([0, 0, 0], 0) },
  ...more,
});

const metrics = (of: readonly ExposedSeries[]): ExposedMetrics => ({
  series: of,
  latencyBounds: [5, 29_000],
  seriesLimit: 100,
  seriesRefused: 4,
  tallies: { accessLogLines: 10, accessLogBytes: 2000, accessLogLost: 1, accessLogFailedWrites: 0 },
});

const linesOf = (text: string, start: string) => text.split('\n').filter((line) => line.startsWith(start));

test('a stage, as the exposition format has it', () => {
  const text = renderExposition(metrics([series({ api: 'a1', stage: 'dev' })]));
  assert.deepEqual(linesOf(text, 'gatehouse_requests_total'), [
    'gatehouse_requests_total{api="a1",stage="dev",code="2xx"} 90',
    'gatehouse_requests_total{api="a1",stage="dev",code="3xx"} 5',
    'gatehouse_requests_total{api="a1",stage="dev",code="4xx"} 3',
    'gatehouse_requests_total{api="a1",stage="dev",code="5xx"} 2',
  ]);
  // Cumulative, in seconds, and "the bucket with le +Inf must exist; its value must be identical to the value of x_count".
  assert.deepEqual(linesOf(text, 'gatehouse_request_duration_seconds'), [
    'gatehouse_request_duration_seconds_bucket{api="a1",stage="dev",le="0.005"} 60',
    'gatehouse_request_duration_seconds_bucket{api="a1",stage="dev",le="29"} 90',
    'gatehouse_request_duration_seconds_bucket{api="a1",stage="dev",le="+Inf"} 100',
    'gatehouse_request_duration_seconds_sum{api="a1",stage="dev"} 1.2345',
    'gatehouse_request_duration_seconds_count{api="a1",stage="dev"} 100',
  ]);
  assert.deepEqual(linesOf(text, '# TYPE gatehouse_request_duration'), [
    '# TYPE gatehouse_request_duration_seconds histogram',
  ]);
  assert.deepEqual(linesOf(text, 'gatehouse_access_log_lost'), ['gatehouse_access_log_lost_lines_total 1']);
  assert.deepEqual(linesOf(text, 'gatehouse_metrics_series'), [
    'gatehouse_metrics_series 1',
    'gatehouse_metrics_series_limit 100',
    'gatehouse_metrics_series_refused_total 4',
  ]);
});

test('the requests of methods are not among those of stages, or sums would count them twice', () => {
  const method = { resource: '/pets/{petId}', httpMethod: 'GET' };
  const text = renderExposition(
    metrics([series({ api: 'a1', stage: 'dev' }), series({ api: 'a1', stage: 'dev', method })]),
  );
  assert.equal(linesOf(text, 'gatehouse_requests_total').length, 4);
  assert.equal(
    linesOf(text, 'gatehouse_method_requests_total')[0],
    'gatehouse_method_requests_total{api="a1",stage="dev",resource="/pets/{petId}",method="GET",code="2xx"} 90',
  );
});

describe('the rules of the format', () => {
  const text = renderExposition(
    metrics([
      series({ api: 'a1', stage: 'dev' }),
      series({ api: 'a2', stage: 'q"u\\o\nte' }),
      series({ api: 'a2', stage: 'dev', method: { resource: '/', httpMethod: 'ANY' } }),
    ]),
  );
  const lines = text.split('\n');

  test('the last line ends with a line feed, and no other is empty', () => {
    assert.equal(lines.pop(), '');
    assert.ok(lines.every((line) => line !== ''));
  });

  test('backslash, quote and line feed are escaped in values', () => {
    assert.ok(lines.includes(String.raw`gatehouse_requests_total{api="a2",stage="q\"u\\o\nte",code="2xx"} 90`));
  });

  test('lines of one metric stand together, after its HELP and TYPE, which come once', () => {
    const families: string[] = [];
    let type = '';
    for (const line of lines.filter((each) => each !== '')) {
      const [mark, word, name = ''] = line.split(' ');
      if (mark === '#') {
        if (word === 'HELP') families.push(name);
        else type = line.split(' ')[3] as string;
        assert.equal(name, families.at(-1), line);
        continue;
      }
      // The grammar of a sample, of metric names and of label names.
      const sample = /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*\})? (-?\d+(?:\.\d+)?)$/.exec(
        line,
      );
      assert.ok(sample, line);
      const family = families.at(-1);
      const allowed = type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => family + end) : [family];
      assert.ok(allowed.includes(sample[1]), line);
      if (type === 'counter') assert.match(line, /^\w+_total[{ ]/);
    }
    assert.equal(new Set(families).size, families.length);
  });
});

test('without any series there still are the numbers of the process', () => {
  const text = renderExposition(metrics([]));
  assert.deepEqual(linesOf(text, 'gatehouse_request'), []);
  assert.deepEqual(linesOf(text, 'gatehouse_access_log_lines'), ['gatehouse_access_log_lines_total 10']);
});
