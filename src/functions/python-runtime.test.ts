import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bench, bench, failed, PATH, returned } from './fixture.ts';
import { runtimeProblem } from './functions.ts';

const skip = (await runtimeProblem('python3.12', PATH)) ?? false;

/** Texts of errors: as aws/aws-lambda-python-runtime-interface-client makes them (`bootstrap.py`). */
describe('the Python runtime', { skip }, () => {
  let b: Bench;
  before(() => {
    b = bench({ maxEnvironments: 2 });
  });
  after(() => b.close());
  const python = (source: string, changes = {}) =>
    b.version({ 'app.py': source }, { Runtime: 'python3.12', Handler: 'app.lambda_handler', ...changes });

  it('hands events over and gives results back, one after the other', async () => {
    const version = python('n = 0\ndef lambda_handler(event, context):\n  global n\n  n += 1\n  return [n, event]');
    const events = [null, 'grüß 🎈', { a: [1.5] }, 'ü'.repeat(3_000_000)];
    for (const [i, event] of events.entries()) assert.deepEqual(returned(await b.run(version, event)), [i + 1, event]);
  });

  it('gives the context and the environment', async () => {
    const version = python(
      `import os
def lambda_handler(event, context):
  return [context.aws_request_id, context.function_name, context.function_version, context.memory_limit_in_mb,
    context.invoked_function_arn, context.log_group_name, 0 < context.get_remaining_time_in_millis() <= 3000,
    context.identity.cognito_identity_id, context.client_context.custom, os.environ['AWS_EXECUTION_ENV'],
    os.environ.get('_X_AMZN_TRACE_ID'), 'HOME' in os.environ]`,
    );
    const clientContext = Buffer.from('{"custom":{"a":1}}').toString('base64');
    assert.deepEqual(returned(await b.run(version, {}, { requestId: 'r', traceId: 'Root=1', clientContext })), [
      ...[
        'r',
        'fn',
        '$LATEST',
        '128',
        'arn:aws:lambda:us-east-1:000000000000:function:fn',
        '/aws/lambda/fn',
        true,
        null,
      ],
      ...[{ a: 1 }, 'AWS_Lambda_python3.12', 'Root=1', false],
    ]);
  });

  it('escapes what is not ASCII where AWS does, and writes decimals as numbers', async () => {
    const source =
      'from decimal import Decimal\ndef lambda_handler(e, c): return ["ü", Decimal("12"), Decimal("0.5"), Decimal("1E+2")]';
    const payload = async (Runtime: string) => {
      const outcome = await b.run(python(source, { Runtime }), {});
      return outcome.outcome === 'returned' && outcome.payload.toString();
    };
    assert.equal(await payload('python3.12'), '["ü", 12, 0.5, 100]');
    assert.equal(await payload('python3.11'), '["\\u00fc", 12, 0.5, 100]');
  });

  it('finds handlers in folders', async () => {
    const source = 'def h(event, context): return 1';
    for (const Handler of ['pkg/mod.h', 'pkg.mod.h']) {
      assert.equal(
        returned(await b.run(b.version({ 'pkg/mod.py': source }, { Runtime: 'python3.12', Handler }), {})),
        1,
      );
    }
  });

  const errors: readonly (readonly [name: string, source: string, type: string, message: string | RegExp])[] = [
    ['raises', 'def lambda_handler(e, c): raise ValueError("boom")', 'ValueError', 'boom'],
    [
      'returns what has no JSON',
      'def lambda_handler(e, c): return {1, 2}',
      'Runtime.MarshalError',
      'Unable to marshal response: Object of type set is not JSON serializable',
    ],
    [
      'imports what is not there',
      'import nowhere',
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'nowhere'",
    ],
    [
      'has a misspelt handler',
      'def handler(e, c): pass',
      'Runtime.HandlerNotFound',
      "Handler 'lambda_handler' missing on module 'app'",
    ],
    ['does not parse', 'def (', 'Runtime.UserCodeSyntaxError', /^Syntax error in module 'app': .*\(app\.py, line 1\)$/],
    ['raises as it loads', 'raise KeyError("k")', 'KeyError', "'k'"],
    [
      'exits',
      'import sys\ndef lambda_handler(e, c): sys.exit(4)',
      'Runtime.ExitError',
      'RequestId: r Error: Runtime exited with error: exit status 4',
    ],
  ];
  for (const [name, source, type, message] of errors) {
    it(`reports a function that ${name}`, async () => {
      const version = python(source);
      for (let round = 0; round < 2; round++) {
        const failure = failed(await b.run(version, {}, { requestId: 'r' }));
        assert.equal(failure.errorType, type);
        if (typeof message === 'string') assert.equal(failure.errorMessage, message);
        else assert.match(failure.errorMessage, message);
        if (type === 'ValueError') {
          assert.match(failure.stackTrace?.[0] ?? '', /^ {2}File ".*\/app\.py", line 1, in lambda_handler\n/);
        }
      }
    });
  }

  it('logs', async () => {
    const version = python(
      'import logging\ndef lambda_handler(e, c):\n  print("ü")\n  logging.getLogger().warning("careful")',
    );
    const outcome = await b.run(version, {}, { requestId: 'r', tail: true });
    assert.match(
      outcome.outcome === 'returned' ? (outcome.logTail ?? '') : '',
      /^START RequestId: r Version: \$LATEST\nü\n\[WARNING\]\t[\d-]+T[\d:.]+Z\tr\tcareful\nEND RequestId: r\nREPORT /,
    );
  });
});
