import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DEFAULT_METHOD_SETTING,
  type MethodSettingRecord,
  type StageRecord,
  stageKey,
} from '../definition/definition.ts';
import type { LogSink } from '../plan/plan.ts';
import { upstream } from './endpoint.fixture.ts';
import {
  API,
  definition,
  HOST,
  http,
  integration,
  lambda,
  mock,
  type Running,
  returned,
  run,
  SCOPE,
  stageRecord,
} from './gateway.fixture.ts';

const ACCESS = 'arn:aws:logs:eu-west-1:123456789012:log-group:mine';
const EXECUTION = `arn:aws:logs:eu-west-1:123456789012:log-group:API-Gateway-Execution-Logs_${API}/prod`;

/** Keeps the lines of each destination. */
class Lines implements LogSink {
  readonly #lines = new Map<string, string[]>();
  readonly #holders = new Map<string, number>();

  acquire(destination: string) {
    if (destination.includes('impossible')) throw new Error('there is no such place');
    this.#holders.set(destination, (this.#holders.get(destination) ?? 0) + 1);
    return {
      line: (text: string) => {
        assert.match(text, /\n$/);
        this.#lines.set(destination, [...this.of(destination), ...text.slice(0, -1).split('\n')]);
      },
    };
  }

  release(destination: string): void {
    this.#holders.set(destination, (this.#holders.get(destination) ?? 0) - 1);
  }

  of(destination: string): readonly string[] {
    return this.#lines.get(destination) ?? [];
  }

  /** Destinations that somebody holds. */
  get held(): readonly string[] {
    return [...this.#holders].filter(([, holders]) => holders !== 0).map(([destination]) => destination);
  }
}

const setting = (over: Partial<MethodSettingRecord>): MethodSettingRecord => ({ ...DEFAULT_METHOD_SETTING, ...over });
const INFO = setting({ loggingLevel: 'INFO' });
const TRACE = setting({ loggingLevel: 'INFO', dataTraceEnabled: true });

async function logging(
  api: Parameters<typeof run>[0],
  stage: Partial<StageRecord>,
  invoke?: Parameters<typeof run>[2],
): Promise<Running & { readonly lines: Lines }> {
  const lines = new Lines();
  return Object.assign(await run(api, stageRecord(stage), invoke, () => ({ logs: lines })), { lines });
}

const access = (format: string): Partial<StageRecord> => ({ accessLogSettings: { format, destinationArn: ACCESS } });

/** Without the time and the id, which are the same in all. */
function messages(lines: readonly string[], id: string | undefined): string[] {
  return lines.map((line) => {
    const prefix = `2026-11-22T18:30:05.000Z (${id}) `;
    assert.ok(line.startsWith(prefix), line);
    return line.slice(prefix.length);
  });
}

describe('access logs', () => {
  test('a line for each request: what was served, what failed, and what no resource takes', async () => {
    const format =
      '$context.httpMethod $context.path $context.resourcePath $context.status $context.responseLength $context.error.responseType $context.isCanaryRequest $context.requestId';
    await using gateway = await logging(
      definition({ 'GET /pets': mock, 'GET /broken': integration({ type: 'MOCK', requestTemplates: {} }) }),
      access(format),
    );
    const ids: (string | undefined)[] = [];
    for (const path of ['/pets', '/broken', '/nowhere'])
      ids.push((await gateway.send(`GET /prod${path}`)).header('x-amzn-requestid'));
    assert.deepEqual(gateway.lines.of(ACCESS), [
      `GET /prod/pets /pets 200 0 - - ${ids[0]}`,
      `GET /prod/broken /broken 500 36 API_CONFIGURATION_ERROR - ${ids[1]}`,
      `GET /prod/nowhere - 403 42 MISSING_AUTHENTICATION_TOKEN - ${ids[2]}`,
    ]);
  });

  test('what the integration answered: an endpoint, a function, one that failed, none', async () => {
    await using endpoint = await upstream((_, res) => {
      res.writeHead(418, { 'x-amzn-RequestId': 'endpoint-1' }).end('tea');
    });
    const format =
      '$context.status $context.integration.status $context.integrationStatus $context.integration.latency $context.integration.requestId $context.integration.error';
    await using gateway = await logging(
      definition({
        'GET /endpoint': http(endpoint.uri),
        'GET /function': lambda,
        'GET /none': mock,
        'POST /function': lambda,
      }),
      access(format),
      ({ payload }) =>
        payload.toString().includes('"httpMethod":"POST"')
          ? ({ outcome: 'refused', error: 'TooManyRequestsException', message: 'Rate exceeded' } as never)
          : returned({ statusCode: 201, body: '' }),
    );
    for (const asked of ['GET /prod/endpoint', 'GET /prod/function', 'POST /prod/function', 'GET /prod/none'])
      await gateway.send(asked);
    assert.deepEqual(gateway.lines.of(ACCESS), [
      '418 418 418 0 endpoint-1 -',
      '201 201 200 0 x -',
      '500 - - 0 - TooManyRequestsException: Rate exceeded',
      '200 - - - - -',
    ]);
  });

  test('of a body that is streamed, all of its bytes; of the answer to a HEAD, none', async () => {
    await using endpoint = await upstream((rq, res) => {
      res.writeHead(200, { 'Content-Type': 'text/plain' });
      res.write('a'.repeat(70_000));
      setImmediate(() => res.end('b'.repeat(7)));
      rq.resume();
    });
    await using gateway = await logging(
      definition({ 'ANY /s': http(endpoint.uri, { responseTransferMode: 'STREAM' }), 'ANY /b': http(endpoint.uri) }),
      access('$context.httpMethod $context.status $context.responseLength'),
    );
    await gateway.send('GET /prod/s');
    await gateway.send('GET /prod/b');
    await gateway.send('HEAD /prod/b');
    assert.deepEqual(gateway.lines.of(ACCESS), ['GET 200 70007', 'GET 200 70007', 'HEAD 200 0']);
  });
});

// Published exports of AWS's log groups, of 2018 (INFO) and 2019 (with data trace).
describe('execution logs', () => {
  test('at INFO: how a request was admitted, and how it ended', async () => {
    await using gateway = await logging(
      definition({ 'POST /pets/{id}': lambda }),
      { methodSettings: { '*/*': INFO } },
      () => returned({ statusCode: 200 }),
    );
    const answer = await gateway.send('POST /prod/pets/7?a=b', [
      'X-Amzn-Trace-Id: Root=1-5e6a8b9e-000000000000000000000001;Sampled=1',
    ]);
    const id = answer.header('x-amzn-requestid');
    assert.deepEqual(messages(gateway.lines.of(EXECUTION), id), [
      `Extended Request Id: ${answer.header('x-amz-apigw-id')}`,
      `Verifying Usage Plan for request: ${id}. API Key:  API Stage: ${API}/prod`,
      "API Key  authorized because method 'POST /pets/{id}' does not require API Key. Request will not contribute to throttle or quota limits",
      `Usage Plan check succeeded for API Key  and API Stage ${API}/prod`,
      `Starting execution for request: ${id}`,
      'HTTP Method: POST, Resource Path: /pets/7',
      'Successfully completed execution',
      'Method completed with status: 200',
      'AWS Integration Endpoint RequestId : x',
      'X-ray Tracing ID : Root=1-5e6a8b9e-000000000000000000000001',
    ]);
  });

  test('with data trace: what the client sent, what went to the endpoint and came back; no secret, and no line of the client’s', async () => {
    await using endpoint = await upstream((_, res) => {
      res.sendDate = false;
      res.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': '4' }).end('pong');
    });
    await using gateway = await logging(definition({ 'POST /pets/{id}': http(endpoint.uri) }), {
      methodSettings: { '*/*': TRACE },
    });
    const answer = await gateway.send(
      'POST /prod/pets/7?a=b&a=c',
      ['Authorization: Bearer 0123456789abcdefghijklmn', 'X-Api-Key: short'],
      `ping\n2026-11-22T18:30:05.000Z (forged) Successfully completed execution${'x'.repeat(2000)}`,
    );
    assert.equal(answer.body.toString(), 'pong');
    const shown = messages(gateway.lines.of(EXECUTION), answer.header('x-amzn-requestid')).slice(6);
    const about = (word: string): string | undefined => shown.find((line) => line.startsWith(word));
    assert.deepEqual(
      shown.map((line) => line.split(':')[0]),
      [
        'Method request path',
        'Method request query string',
        'Method request headers',
        'Method request body before transformations',
        'Endpoint request URI',
        'Endpoint request headers',
        'Endpoint request body after transformations',
        `Sending request to http`,
        'Received response. Status',
        'Endpoint response headers',
        'Endpoint response body before transformations',
        'Method response body after transformations',
        'Method response headers',
        'Successfully completed execution',
        'Method completed with status',
        'X-ray Tracing ID ',
      ],
    );
    assert.equal(about('Method request path'), 'Method request path: {id=7}');
    assert.equal(about('Method request query'), 'Method request query string: {a=c}');
    assert.equal(
      about('Method request headers'),
      `Method request headers: {Host=${HOST}, Authorization=*************************ijklmn, X-Api-Key=*****, Content-Length=2071, Connection=close}`,
    );
    assert.ok(!about('Endpoint request headers')?.includes('0123456789abcdef'));
    const body = about('Method request body') ?? '';
    assert.ok(body.includes('ping\\n2026') && body.endsWith('[TRUNCATED]'), body);
    assert.equal(about('Endpoint response body'), 'Endpoint response body before transformations: pong');
    assert.equal(about('Method response body'), 'Method response body after transformations: pong');
  });

  test('no credential of the client is shown, wherever it comes up again', async () => {
    await using endpoint = await upstream();
    await using gateway = await logging(
      definition({ 'GET /function': lambda, 'GET /proxy': http(endpoint.uri) }),
      { methodSettings: { '*/*': TRACE } },
      () => returned({ statusCode: 200 }),
    );
    const secrets = [
      'bearer-"quoted"-token',
      'the-api-key',
      'session=abcdef',
      'proxy-password',
      'query/token+1',
      'other-key',
    ];
    for (const path of ['function', 'proxy'])
      await gateway.send(
        `GET /prod/${path}?X-Amz-Security-Token=${encodeURIComponent('query/token+1')}&x-api-key=other-key&a=shown`,
        [
          'Authorization: Bearer bearer-"quoted"-token',
          'X-Api-Key: the-api-key',
          'Cookie: session=abcdef',
          'Proxy-Authorization: Basic proxy-password',
        ],
      );
    const text = gateway.lines.of(EXECUTION).join('\n');
    for (const secret of secrets)
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
        assert.ok(!text.includes(form), form);
    assert.match(text, /Endpoint request body after transformations: \{"resource":"\/function"/);
    assert.match(text, /Endpoint request URI: http:\S+a=shown/);
  });

  test('of a request with more credentials than are looked for, nothing is shown', async () => {
    await using gateway = await logging(definition({ 'GET /pets': mock }), { methodSettings: { '*/*': TRACE } });
    const many = Array.from({ length: 100 }, (_, i) => `x-api-key=secret-${i}`).join('&');
    await gateway.send(`GET /prod/pets?${many}`, ['X-Other: kept']);
    const text = gateway.lines.of(EXECUTION).join('\n');
    assert.ok(!text.includes('secret-') && !text.includes('kept'), text);
    assert.match(text, /Method request headers: \[REDACTED\]\n/);
  });

  test('at ERROR: only what failed; at OFF nothing; the setting of a method stands before that of the stage', async () => {
    const broken = integration({ type: 'MOCK', requestTemplates: {} });
    await using gateway = await logging(
      definition({ 'GET /ok': mock, 'GET /broken': broken, 'GET /silent': broken, 'GET /loud': mock }),
      {
        methodSettings: {
          '*/*': setting({ loggingLevel: 'ERROR', dataTraceEnabled: true }),
          '~1silent/GET': setting({ loggingLevel: 'OFF', dataTraceEnabled: true }),
          'loud/GET': INFO,
        },
      },
    );
    await gateway.send('GET /prod/ok');
    await gateway.send('GET /prod/silent');
    await gateway.send('GET /prod/nowhere');
    const { length } = gateway.lines.of(EXECUTION);
    assert.equal(length, 0);
    const failed = await gateway.send('GET /prod/broken');
    const lines = messages(gateway.lines.of(EXECUTION), failed.header('x-amzn-requestid'));
    assert.match(lines[0] ?? '', /^Execution failed due to configuration error: /);
    assert.equal(lines[1], 'Method completed with status: 500');
    assert.equal(lines.length, 3);
    await gateway.send('GET /prod/loud');
    assert.match(gateway.lines.of(EXECUTION).at(-2) ?? '', /Method completed with status: 200$/);
  });
});

test('an access log has no lines and no members that a client made', async () => {
  await using gateway = await logging(
    definition({ 'GET /pets': mock }),
    access('{"m":"$context.httpMethod","p":"$context.path","u":"$context.identity.userAgent"}'),
  );
  const forged = 'GET","s":"200","a":"\\';
  await gateway.send('GET /prod/pets', [`X-HTTP-Method-Override: ${forged}`, `User-Agent: ${forged}`]);
  const [line = ''] = gateway.lines.of(ACCESS);
  assert.deepEqual(JSON.parse(line), { m: forged.toUpperCase(), p: '/prod/pets', u: forged });
});

test('a canary’s requests are in the logs of the stage, and in logs of its own', async () => {
  const canarySettings = { percentTraffic: 100, deploymentId: 'dep001', useStageCache: false };
  await using gateway = await logging(definition({ 'GET /pets': mock }), {
    ...access('$context.requestId $context.isCanaryRequest'),
    accessLogSettings: { format: '$context.requestId $context.isCanaryRequest', destinationArn: `${ACCESS}:*` },
    methodSettings: { '*/*': INFO },
    canarySettings,
  });
  const id = (await gateway.send('GET /prod/pets')).header('x-amzn-requestid');
  for (const destination of [ACCESS, `${ACCESS}/Canary`])
    assert.deepEqual(gateway.lines.of(destination), [`${id} true`], destination);
  assert.equal(gateway.lines.of(EXECUTION).length, 9);
  assert.deepEqual(gateway.lines.of(`${EXECUTION}/Canary`), gateway.lines.of(EXECUTION));
});

test('who is replaced lets its destinations go, and what cannot be logged is not served', async () => {
  await using gateway = await logging(definition({ 'GET /pets': mock }), access('$context.requestId'));
  const put = async (stage: Partial<StageRecord>): Promise<void> => {
    await gateway.store.transact(async (tx) => tx.put(stageKey(SCOPE, API, 'prod'), stageRecord(stage)));
    await gateway.plans.caughtUp();
  };
  assert.deepEqual(gateway.lines.held, [ACCESS]);
  await put({ ...access('$context.status'), methodSettings: { '*/*': INFO } });
  assert.deepEqual(gateway.lines.held, [ACCESS, EXECUTION]);
  await put({ accessLogSettings: { format: 'x', destinationArn: `${ACCESS}-impossible` } });
  assert.equal((await gateway.send('GET /prod/pets')).status, 200);
  assert.equal(gateway.lines.of(ACCESS).at(-1), '200', 'what it served before goes on');
  assert.deepEqual(gateway.lines.held, [ACCESS, EXECUTION]);
  await put({});
  assert.deepEqual(gateway.lines.held, []);
});
