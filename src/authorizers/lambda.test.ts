import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InvokeOutcome, InvokeRequest, ResolvedLambdaAuthorizer } from '../definition/definition.ts';
import { type Context, type Fault, isFault, type MethodRequest, RequestRecord } from '../exchange/exchange.ts';
import { ManualClock } from '../lib/clock.ts';
import type { Authenticate, Authenticated } from './authenticate.ts';
import { ARN, context, NOW, request, STAGE, TOKEN } from './authorizers.fixture.ts';
import { type AuthorizedStage, compileLambdaAuthorizer } from './lambda.ts';
import { openAuthorizerResults } from './results.ts';

const policyDocument = {
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: ARN }],
};

type Answer = InvokeOutcome | Promise<InvokeOutcome>;

function returned(value: unknown): InvokeOutcome {
  const payload = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { outcome: 'returned', payload, version: '$LATEST', requestId: 'lambda-1' };
}

function threw(errorMessage: unknown): InvokeOutcome {
  const payload = Buffer.from(JSON.stringify({ errorMessage, errorType: 'Error', trace: [] }));
  return { outcome: 'failed', payload, version: '$LATEST', requestId: 'lambda-1', functionError: 'Unhandled' };
}

interface Bench {
  readonly clock: ManualClock;
  readonly invocations: InvokeRequest[];
  readonly results: ReturnType<typeof openAuthorizerResults>;
  compile(over?: Partial<ResolvedLambdaAuthorizer>, stage?: AuthorizedStage): Authenticate;
}

function bench(
  answer: (request: InvokeRequest) => Answer = () => returned({ principalId: 'me', policyDocument }),
): Bench {
  const clock = new ManualClock(NOW);
  const invocations: InvokeRequest[] = [];
  const results = openAuthorizerResults(clock);
  const access = {
    clock,
    results,
    async invokeFunction(invocation: InvokeRequest) {
      invocations.push(invocation);
      return answer(invocation);
    },
  };
  return {
    clock,
    invocations,
    results,
    compile(over = {}, stage = STAGE) {
      const compiled = compileLambdaAuthorizer({ ...TOKEN, ...over }, stage, () => () => '"resource":"/pets"', access);
      if (isFault(compiled)) assert.fail(compiled.detail);
      return compiled;
    },
  };
}

const bearer = (token: string): Partial<MethodRequest> => ({ headers: ['authorization', token] });

async function admitted(result: ReturnType<Authenticate>): Promise<Authenticated> {
  const authenticated = await result;
  if (isFault(authenticated)) assert.fail(authenticated.detail ?? authenticated.fault);
  return authenticated;
}

async function refused(result: ReturnType<Authenticate>): Promise<Fault> {
  const fault = await result;
  assert.ok(isFault(fault));
  return fault;
}

const asked = (resource: string) => ({
  action: 'execute-api:Invoke',
  resource,
  principal: { arn: null, accountId: null, userId: null, roleArn: null },
  condition: () => undefined,
});

/** Developer guide, "Input to an API Gateway Lambda authorizer". */
describe('§2.4 authorizer input', () => {
  test('TOKEN is sent three members', async () => {
    const { compile, invocations } = bench();
    await admitted(compile()(request(bearer('Bearer "x"')), context(), ARN));
    assert.equal(
      invocations[0]?.payload,
      `{"type":"TOKEN","authorizationToken":"Bearer \\"x\\"","methodArn":"${ARN}"}`,
    );
  });

  test('REQUEST is sent its type and ARN, and then what is told of the request', async () => {
    const { compile, invocations } = bench();
    await admitted(compile({ type: 'REQUEST' })(request(bearer('x')), context(), ARN));
    assert.equal(invocations[0]?.payload, `{"type":"REQUEST","methodArn":"${ARN}","resource":"/pets"}`);
  });

  test('the function is invoked on behalf of the authorizer', async () => {
    const { compile, invocations } = bench();
    await admitted(compile()(request(bearer('x')), context(), ARN));
    const { payload: _, ...invocation } = invocations[0] as InvokeRequest;
    assert.deepEqual(invocation, {
      scope: '123456789012/eu-west-1',
      name: 'fn',
      arn: TOKEN.functionArn,
      qualifier: '',
      type: 'RequestResponse',
      traceId: context().traceId,
      caller: {
        service: 'apigateway.amazonaws.com',
        // The form that published logs of AWS show (2017): of the API, not of a stage.
        sourceArn: 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/authorizers/auth01',
        sourceAccount: '123456789012',
      },
    });
  });
});

/** Developer guide, "Use API Gateway Lambda authorizers": what is missing, null or empty is answered 401, and nobody is asked. */
describe('§2.7 Lambda authorizer: missing or invalid identity', () => {
  const all: ResolvedLambdaAuthorizer['identitySources'] = [
    { in: 'header', name: 'X-Who' },
    { in: 'querystring', name: 'who' },
    { in: 'stageVariables', name: 'tier' },
    { in: 'context', name: 'identity.sourceIp' },
  ];
  const variables = { tier: 'gold' };
  const whole = { headers: ['x-who', 'me'], query: 'who=me' };
  const rows: readonly [
    what: string,
    authorizer: Partial<ResolvedLambdaAuthorizer>,
    rq: Partial<MethodRequest>,
    variables: { readonly [name: string]: string } | null,
    status: 200 | 401,
  ][] = [
    ['no header', {}, {}, null, 401],
    ['an empty header', {}, bearer(''), null, 401],
    ['a header that comes twice', {}, { headers: ['Authorization', 'x', 'authorization', 'x'] }, null, 401],
    ['a header that does not fit', { identityValidationExpression: 'Bearer \\w+' }, bearer('Basic x'), null, 401],
    ['a header that fits in part', { identityValidationExpression: 'Bearer \\w+' }, bearer('Bearer x y'), null, 401],
    ['a header that fits', { identityValidationExpression: 'Bearer \\w+' }, bearer('Bearer x'), null, 200],
    ['an expression that cannot be read', { identityValidationExpression: '(?=a)a' }, bearer('a'), null, 401],
    ['all sources', { type: 'REQUEST', identitySources: all }, whole, variables, 200],
    ['no header of four', { type: 'REQUEST', identitySources: all }, { query: 'who=me' }, variables, 401],
    ['no query', { type: 'REQUEST', identitySources: all }, { headers: whole.headers }, variables, 401],
    ['an empty query', { type: 'REQUEST', identitySources: all }, { ...whole, query: 'who=' }, variables, 401],
    ['no stage variable', { type: 'REQUEST', identitySources: all }, whole, null, 401],
    [
      'a variable of every object',
      { type: 'REQUEST', identitySources: [{ in: 'stageVariables', name: 'toString' }] },
      {},
      variables,
      401,
    ],
    ['an unknown context', { type: 'REQUEST', identitySources: [{ in: 'context', name: 'no.such' }] }, {}, null, 401],
    ['no sources, and nothing kept', { type: 'REQUEST', identitySources: [], ttlMs: 0 }, {}, null, 200],
  ];
  for (const [what, authorizer, rq, stageVariables, status] of rows) {
    test(`${what}: ${status}`, async () => {
      const { compile, invocations } = bench();
      const cx = context({ stage: { ...STAGE, variables: stageVariables } });
      const result = await compile(authorizer)(request(rq), cx, ARN);
      assert.equal(invocations.length, status === 200 ? 1 : 0);
      if (status === 200) return void (await admitted(result));
      const { fault, status: answered, message } = await refused(result);
      assert.deepEqual([fault, answered, message], ['UNAUTHORIZED', 401, 'Unauthorized']);
    });
  }
});

describe('§2.7 throws', () => {
  test('exactly Unauthorized: 401', async () => {
    const { compile } = bench(() => threw('Unauthorized'));
    const { fault, status, message } = await refused(compile()(request(bearer('x')), context(), ARN));
    assert.deepEqual([fault, status, message], ['UNAUTHORIZED', 401, 'Unauthorized']);
  });

  for (const message of ['unauthorized', 'Unauthorized ', 'Error: Invalid token', '', null, { a: 1 }]) {
    test(`${JSON.stringify(message)}: 500 {"message":null}`, async () => {
      const { compile } = bench(() => threw(message));
      const fault = await refused(compile()(request(bearer('x')), context(), ARN));
      assert.deepEqual(
        [fault.fault, fault.status, fault.errorType, fault.message],
        ['AUTHORIZER_CONFIGURATION_ERROR', 500, 'AuthorizerConfigurationException', null],
      );
    });
  }
});

/** Developer guide, "Output from an API Gateway Lambda authorizer"; x-amzn-ErrorType as dherault/serverless-offline#1244 has it of AWS. */
describe('§2.7 Lambda authorizer: bad output', () => {
  const deep = `{"principalId":"p","policyDocument":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`;
  const statement = policyDocument.Statement[0];
  const rows: readonly [what: string, answer: unknown][] = [
    ['null', 'null'],
    ['nothing', ''],
    ['no JSON', '{"principalId":'],
    ['a text', '"Unauthorized"'],
    ['a list', [{ principalId: 'p', policyDocument }]],
    ['no principalId', { policyDocument }],
    ['a principalId that is none', { principalId: { a: 1 }, policyDocument }],
    ['no policyDocument', { principalId: 'p' }],
    ['a policyDocument as text', { principalId: 'p', policyDocument: JSON.stringify(policyDocument) }],
    ['a policyDocument as list', { principalId: 'p', policyDocument: [policyDocument] }],
    ['an empty policyDocument', { principalId: 'p', policyDocument: {} }],
    [
      'a statement without effect',
      { principalId: 'p', policyDocument: { Version: '2012-10-17', Statement: [{ ...statement, Effect: undefined }] } },
    ],
    [
      'a statement with a principal',
      { principalId: 'p', policyDocument: { Version: '2012-10-17', Statement: [{ ...statement, Principal: '*' }] } },
    ],
    [
      'an unknown operator',
      {
        principalId: 'p',
        policyDocument: { Version: '2012-10-17', Statement: [{ ...statement, Condition: { Like: { a: 'b' } } }] },
      },
    ],
    ['a context with an object', { principalId: 'p', policyDocument, context: { a: {} } }],
    ['a context with a list', { principalId: 'p', policyDocument, context: { a: [1] } }],
    ['a context that is a text', { principalId: 'p', policyDocument, context: 'x' }],
    ['a context that is a list', { principalId: 'p', policyDocument, context: ['x'] }],
    [
      'a number of 1,001 digits',
      `{"principalId":"p","policyDocument":${JSON.stringify(policyDocument)},"context":{"a":${'1'.repeat(1001)}}}`,
    ],
    [
      'a condition without keys',
      {
        principalId: 'p',
        policyDocument: { Version: '2012-10-17', Statement: [{ ...statement, Condition: { Like: {} } }] },
      },
    ],
    ['a usageIdentifierKey that is no text', { principalId: 'p', policyDocument, usageIdentifierKey: 1 }],
    ['what nests too deep', deep],
    ['what is too large', { principalId: 'p'.repeat(65_536), policyDocument }],
  ];
  for (const [what, answer] of rows) {
    test(`${what}: 500, and it is not kept`, async () => {
      const { compile, invocations } = bench(() => returned(answer));
      const authenticate = compile();
      for (let i = 1; i <= 2; i++) {
        const cx = context();
        const fault = await refused(authenticate(request(bearer('x')), cx, ARN));
        assert.deepEqual([fault.fault, fault.status, fault.message], ['AUTHORIZER_CONFIGURATION_ERROR', 500, null]);
        assert.equal(cx.authorizer, undefined);
        assert.equal(invocations.length, i);
      }
    });
  }

  test('members named like those of every object are members', async () => {
    const { compile } = bench(() =>
      returned(
        `{"principalId":"p","policyDocument":${JSON.stringify(policyDocument)},"context":{"__proto__":"x","constructor":"y"}}`,
      ),
    );
    const cx = context();
    await admitted(compile()(request(bearer('x')), cx, ARN));
    assert.equal(cx.authorizer?.event, '{"__proto__":"x","constructor":"y","principalId":"p","integrationLatency":0}');
    assert.equal(cx.authorizer?.values.get('__proto__'), 'x');
  });
});

describe('§2.7 Lambda authorizer: it cannot be asked', () => {
  const refusal = (error: string): InvokeOutcome => ({ outcome: 'refused', error, message: 'no' });
  const rows: readonly [outcome: InvokeOutcome, fault: string, detail: RegExp][] = [
    // AWS's words: a user's published log of 2020.
    [
      refusal('AccessDeniedException'),
      'AUTHORIZER_CONFIGURATION_ERROR',
      /^Execution failed due to configuration error: Invalid permissions on Lambda function/,
    ],
    [refusal('ResourceNotFoundException'), 'AUTHORIZER_CONFIGURATION_ERROR', /ResourceNotFoundException: no$/],
    [refusal('TooManyRequestsException'), 'AUTHORIZER_FAILURE', /TooManyRequestsException: no$/],
    [refusal('ServiceException'), 'AUTHORIZER_FAILURE', /ServiceException: no$/],
    [{ outcome: 'accepted', requestId: 'x' }, 'AUTHORIZER_CONFIGURATION_ERROR', /asynchronous/],
  ];
  for (const [outcome, type, detail] of rows) {
    test(`${outcome.outcome === 'refused' ? outcome.error : outcome.outcome}: ${type}`, async () => {
      const { compile } = bench(() => outcome);
      const fault = await refused(compile()(request(bearer('x')), context(), ARN));
      assert.deepEqual([fault.fault, fault.status, fault.message], [type, 500, null]);
      assert.match(fault.detail ?? '', detail);
    });
  }

  test('one that does not answer is 500 in the end, and nothing waits any more', async () => {
    const { compile, clock, invocations } = bench(() => new Promise(() => undefined));
    const authenticate = compile();
    const result = authenticate(request(bearer('x')), context(), ARN);
    while (invocations.length === 0) await undefined;
    clock.advance(29_000);
    assert.equal((await refused(result)).fault, 'AUTHORIZER_FAILURE');
    assert.equal(clock.pending, 0);
    void authenticate(request(bearer('x')), context(), ARN);
    while (invocations.length === 1) await undefined;
  });

  test('a bug in it is not swallowed, and leaves nothing behind', async () => {
    const { compile, invocations, clock } = bench(() => {
      throw new Error('bug');
    });
    const authenticate = compile();
    for (const count of [1, 2]) {
      await assert.rejects(async () => authenticate(request(bearer('x')), context(), ARN), /bug/);
      assert.equal(invocations.length, count);
    }
    assert.equal(clock.pending, 0);
  });
});

/** Recorded on AWS in DefinitelyTyped#69823 (2024). */
describe('§2.3 requestContext.authorizer', () => {
  test('is the context, stringified, and the principal and the latency after it', async () => {
    const { compile } = bench(() =>
      returned({
        principalId: 'my-username',
        policyDocument,
        context: { str: 'hello', num: 123, bool: true, null: null },
        usageIdentifierKey: 'key-value',
      }),
    );
    const cx = context();
    const { policy, principal } = await admitted(compile()(request(bearer('x')), cx, ARN));
    assert.deepEqual(JSON.parse(cx.authorizer?.event ?? ''), {
      str: 'hello',
      num: '123',
      bool: 'true',
      null: null,
      principalId: 'my-username',
      integrationLatency: 0,
    });
    assert.deepEqual(
      [...(cx.authorizer?.values ?? [])],
      [
        ['str', 'hello'],
        ['num', '123'],
        ['bool', 'true'],
        ['principalId', 'my-username'],
      ],
    );
    assert.equal(cx.authorizer?.usageIdentifierKey, 'key-value');
    assert.equal(principal.arn, null);
    assert.deepEqual([policy?.(asked(ARN)), policy?.(asked(`${ARN}/1`))], ['ALLOW', 'NONE']);
  });

  test('shows numbers as they were written, and nobody else’s principal', async () => {
    const { compile } = bench(() =>
      returned(
        `{"context":{"id":12345678901234567890,"half":0.50,"principalId":"root","integrationLatency":"9"},"principalId":"p","policyDocument":${JSON.stringify(policyDocument)}}`,
      ),
    );
    const cx = context();
    await admitted(compile()(request(bearer('x')), cx, ARN));
    assert.equal(
      cx.authorizer?.event,
      '{"id":"12345678901234567890","half":"0.5","principalId":"p","integrationLatency":0}',
    );
    assert.equal(cx.authorizer?.values.get('principalId'), 'p');
  });

  // The awslabs blueprint of 2016 and a published log of AWS of 2017 have an empty principal.
  test('may have an empty principal', async () => {
    const { compile } = bench(() => returned({ principalId: '', policyDocument }));
    const cx = context();
    await admitted(compile()(request(bearer('x')), cx, ARN));
    assert.equal(cx.authorizer?.event, '{"principalId":"","integrationLatency":0}');
  });
});

/** aws-behaviour.md §1.20 and §4.1 G10. */
describe('§4.1 G10: what is kept', () => {
  test('is the policy with its context, by identity, for as long as the authorizer says', async () => {
    const { compile, invocations, clock } = bench();
    const authenticate = compile();
    const ask = (token: string, cx: Context = context()) => authenticate(request(bearer(token)), cx, ARN);
    await admitted(ask('a'));
    const cx = context();
    const kept = ask('a', cx);
    assert.ok(!(kept instanceof Promise), 'nothing is waited for');
    assert.equal(cx.authorizer?.event, '{"principalId":"me","integrationLatency":0}');
    assert.equal((await admitted(kept)).policy?.(asked(`${ARN}/1`)), 'NONE');
    assert.equal(invocations.length, 1);
    await admitted(ask('b'));
    assert.equal(invocations.length, 2);
    clock.advance(299_999);
    await admitted(ask('a'));
    assert.equal(invocations.length, 2);
    clock.advance(1);
    await admitted(ask('a'));
    assert.equal(invocations.length, 3);
  });

  test('is nothing with a time of 0, and nothing without identity sources', async () => {
    for (const over of [{ ttlMs: 0 }, { type: 'REQUEST', identitySources: [] }] as const) {
      const { compile, invocations } = bench();
      const authenticate = compile(over);
      await Promise.all([1, 2, 3].map(() => admitted(authenticate(request(bearer('a')), context(), ARN))));
      assert.equal(invocations.length, 3);
    }
  });

  const REQUEST = {
    type: 'REQUEST',
    identitySources: [
      { in: 'header', name: 'a' },
      { in: 'header', name: 'b' },
    ],
  } as const;
  const apart: readonly [
    what: string,
    one: () => [Partial<ResolvedLambdaAuthorizer>, Partial<MethodRequest>, AuthorizedStage],
    other: () => [Partial<ResolvedLambdaAuthorizer>, Partial<MethodRequest>, AuthorizedStage],
  ][] = [
    [
      'values that join to the same text',
      () => [REQUEST, { headers: ['a', 'x,', 'b', 'y'] }, STAGE],
      () => [REQUEST, { headers: ['a', 'x', 'b', ',y'] }, STAGE],
    ],
    [
      'values in another order',
      () => [REQUEST, { headers: ['a', 'x', 'b', 'y'] }, STAGE],
      () => [REQUEST, { headers: ['a', 'y', 'b', 'x'] }, STAGE],
    ],
    ['stages', () => [{}, bearer('x'), STAGE], () => [{}, bearer('x'), { ...STAGE, stage: 'dev' }]],
    ['APIs', () => [{}, bearer('x'), STAGE], () => [{}, bearer('x'), { ...STAGE, apiId: 'other12345' }]],
    [
      'a stage and its canary',
      () => [{}, bearer('x'), { ...STAGE, isCanary: false }],
      () => [{}, bearer('x'), { ...STAGE, isCanary: true }],
    ],
    ['authorizers', () => [{}, bearer('x'), STAGE], () => [{ id: 'auth02' }, bearer('x'), STAGE]],
    [
      'functions',
      () => [{}, bearer('x'), STAGE],
      () => [{ functionArn: `${TOKEN.functionArn}:2` }, bearer('x'), STAGE],
    ],
    [
      'identity sources',
      () => [{}, bearer('x'), STAGE],
      () => [{ identitySources: [{ in: 'header', name: 'X' }] }, { headers: ['X', 'x'] }, STAGE],
    ],
  ];
  for (const [what, one, other] of apart) {
    test(`keeps apart: ${what}`, async () => {
      const { compile, invocations } = bench();
      for (const [over, rq, stage] of [one(), other()])
        await admitted(compile(over, stage)(request(rq), context(), ARN));
      assert.equal(invocations.length, 2);
      for (const [over, rq, stage] of [one(), other()])
        await admitted(compile(over, stage)(request(rq), context(), ARN));
      assert.equal(invocations.length, 2);
    });
  }

  test('what is under way is shared; that it failed is told to those who wait, and to nobody after', async () => {
    const answers = [threw('Unauthorized'), returned({ principalId: 'me', policyDocument })];
    const { compile, invocations } = bench(() => answers.shift() ?? assert.fail('asked again'));
    const authenticate = compile();
    const ask = () => authenticate(request(bearer('a')), context(), ARN);
    const waiting = [ask(), ask(), ask()];
    for (const result of waiting) assert.equal((await refused(result)).status, 401);
    assert.equal(invocations.length, 1);
    await Promise.all([admitted(ask()), admitted(ask())]);
    assert.equal(invocations.length, 2);
    await admitted(ask());
  });

  test('goes when the stage is flushed, and what was under way then is not kept', async () => {
    const { compile, invocations, results } = bench();
    const authenticate = compile();
    const other = compile({}, { ...STAGE, stage: 'dev' });
    const ask = (it = authenticate) => it(request(bearer('a')), context(), ARN);
    await admitted(ask());
    await admitted(ask(other));
    results.flush(STAGE);
    const early = ask();
    results.flush(STAGE);
    const late = ask();
    await Promise.all([admitted(early), admitted(late)]);
    assert.equal(invocations.length, 4);
    await admitted(ask());
    await admitted(ask(other));
    assert.equal(invocations.length, 4);
  });
});

describe('what is written down', () => {
  function record(): { cx: Context; lines: string[] } {
    const lines: string[] = [];
    const log = { line: (message: string) => void lines.push(message), text: () => '' };
    return { cx: context({ record: new RequestRecord(log) }), lines };
  }

  // Sentences and their order: published logs of AWS of 2017.
  test('is how it went, and neither identities nor principals', async () => {
    const { compile, clock } = bench((invocation) => {
      assert.match(String(invocation.payload), /secret/);
      clock.advance(42);
      return returned({ principalId: 'somebody', policyDocument });
    });
    const authenticate = compile();
    const uri = `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${TOKEN.functionArn}/invocations`;
    const { cx, lines } = record();
    await admitted(authenticate(request(bearer('Bearer secret')), cx, ARN));
    assert.deepEqual(lines, [
      `Starting authorizer: auth01 for request: ${cx.requestId}`,
      'Incoming identity: *************',
      `Endpoint request URI: ${uri}`,
      `Sending request to ${uri}`,
      'Using valid authorizer policy for principal: **mebody',
      'Successfully completed authorizer execution',
    ]);
    assert.deepEqual(cx.record?.authorizer, {
      error: undefined,
      latency: 42,
      integrationLatency: 42,
      status: 200,
      integrationStatus: 200,
      requestId: 'lambda-1',
    });
    assert.equal(cx.authorizer?.event, '{"principalId":"somebody","integrationLatency":42}');
    const again = record();
    await admitted(authenticate(request(bearer('Bearer secret')), again.cx, ARN));
    assert.deepEqual(again.cx.record?.authorizer, {
      error: undefined,
      latency: 0,
      integrationLatency: 0,
      status: 200,
      integrationStatus: undefined,
      requestId: undefined,
    });
  });

  test('is why it failed', async () => {
    const rows: readonly [InvokeOutcome, status: number, integrationStatus: number, error: RegExp][] = [
      [threw('Unauthorized'), 401, 200, /^Unauthorized$/],
      [threw('boom'), 500, 200, /^Authorizer error: \{"errorMessage":"boom"/],
      [{ outcome: 'refused', error: 'AccessDeniedException', message: 'no' }, 500, 403, /^Invalid permissions/],
    ];
    for (const [outcome, status, integrationStatus, error] of rows) {
      const { cx } = record();
      await refused(bench(() => outcome).compile()(request(bearer('x')), cx, ARN));
      const { authorizer } = cx.record ?? {};
      assert.deepEqual([authorizer?.status, authorizer?.integrationStatus], [status, integrationStatus]);
      assert.match(authorizer?.error ?? '', error);
    }
    const { cx, lines } = record();
    await refused(bench().compile()(request(), cx, ARN));
    assert.deepEqual([cx.record?.authorizer?.status, lines], [401, []]);
  });
});
