import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bench, bench, failed, returned } from './fixture.ts';

/**
 * What Node.js functions see and what their failures look like. Texts of errors: AWS's payloads, as
 * aws/aws-lambda-nodejs-runtime-interface-client makes them (`Errors.js`, `UserFunction.js`, `CallbackContext.js`).
 */
describe('the Node.js runtime', () => {
  let b: Bench;
  before(() => {
    b = bench({ maxEnvironments: 2, endpointUrl: () => 'http://localhost:4566' });
  });
  after(() => b.close());

  /** Runs a one-file CommonJS function once, or once an event. */
  const run = async (source: string, event: unknown = {}, file = 'index.js') =>
    b.run(b.version({ [file]: source }), event);

  const forms: readonly (readonly [name: string, handler: string, files: { [name: string]: string }])[] = [
    ['CommonJS', 'index.handler', { 'index.js': `exports.handler = async () => 'yes'` }],
    ['.cjs', 'index.handler', { 'index.cjs': `exports.handler = async () => 'yes'` }],
    ['.mjs', 'index.handler', { 'index.mjs': `export const handler = async () => 'yes'` }],
    [
      '.mjs with top-level await',
      'index.handler',
      { 'index.mjs': `const a = await 'yes'; export const handler = () => Promise.resolve(a)` },
    ],
    [
      'type: module',
      'index.handler',
      { 'package.json': '{"type":"module"}', 'index.js': `export const handler = async () => 'yes'` },
    ],
    ['a folder', 'src/app.main', { 'src/app.js': `exports.main = async () => 'yes'` }],
    ['a nested export', 'app.a.b.handler', { 'app.js': `exports.a = { b: { handler: async () => 'yes' } }` }],
    ['a package', 'pkg.handler', { 'node_modules/pkg/index.js': `exports.handler = async () => 'yes'` }],
  ];
  for (const [name, handler, files] of forms) {
    it(`finds a handler in the form: ${name}`, async () => {
      assert.equal(returned(await b.run(b.version(files, { Handler: handler }), {})), 'yes');
    });
  }

  it('hands the event over and gives the result back as JSON', async () => {
    const echo = b.version({ 'index.js': 'exports.handler = async (event) => event' });
    for (const event of [null, 0, '', 'grüß dich 🎈', [1, { a: null }], { deep: { er: ['é'] } }]) {
      assert.deepEqual(returned(await b.run(echo, event)), event);
    }
  });

  it('takes events as bytes', async () => {
    const echo = b.version({ 'index.js': 'exports.handler = async (event) => event' });
    assert.equal(returned(await b.run(echo, 0, { payload: Buffer.from('"grüß"') })), 'grüß');
    const long = 'é'.repeat(20_000);
    assert.equal(returned(await b.run(echo, 0, { payload: Buffer.from(JSON.stringify(long)) })), long);
  });

  it('answers null for a result that has no JSON', async () => {
    const source = 'exports.handler = async (e) => e === 1 ? undefined : () => 1';
    const version = b.version({ 'index.js': source });
    assert.equal(returned(await b.run(version, 1)), null);
    assert.equal(returned(await b.run(version, 2)), null);
  });

  it('gives the context that AWS gives', async () => {
    const version = b.version({
      'index.js': `exports.handler = async (event, context) => ({ ...JSON.parse(JSON.stringify(context)),
        remaining: context.getRemainingTimeInMillis(), keys: Object.keys(context), trace: process.env._X_AMZN_TRACE_ID })`,
    });
    const context = returned(
      await b.run(
        version,
        {},
        {
          requestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
          traceId: 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1',
          clientContext: Buffer.from('{"custom":{"ü":"\\n"}}').toString('base64'),
        },
      ),
    ) as Record<string, unknown>;
    assert.equal(context['awsRequestId'], '8476a536-e9f4-11e8-9739-2dfe598c3fcd');
    assert.equal(context['functionName'], 'fn');
    assert.equal(context['functionVersion'], '$LATEST');
    assert.equal(context['memoryLimitInMB'], '128');
    assert.equal(context['logGroupName'], '/aws/lambda/fn');
    assert.match(String(context['logStreamName']), /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.equal(context['invokedFunctionArn'], 'arn:aws:lambda:us-east-1:000000000000:function:fn');
    assert.equal(context['callbackWaitsForEmptyEventLoop'], true);
    assert.deepEqual(context['clientContext'], { custom: { ü: '\n' } });
    assert.equal(context['trace'], 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1');
    const remaining = Number(context['remaining']);
    assert.ok(remaining > 1000 && remaining <= 3000, `${remaining} ms remain of 3000`);
    assert.deepEqual(context['keys'], [
      ...['callbackWaitsForEmptyEventLoop', 'succeed', 'fail', 'done', 'functionVersion', 'functionName'],
      ...['memoryLimitInMB', 'logGroupName', 'logStreamName', 'clientContext', 'identity', 'invokedFunctionArn'],
      ...['awsRequestId', 'getRemainingTimeInMillis'],
    ]);
  });

  it('sets the documented environment and nothing of the engine', async () => {
    const source = 'exports.handler = async () => process.env';
    const version = b.version(
      { 'index.js': source },
      { Environment: { MINE: 'yes', AWS_REGION: 'elsewhere', TZ: 'Asia/Tokyo' } },
    );
    const { LAMBDA_TASK_ROOT, LAMBDA_RUNTIME_DIR, AWS_LAMBDA_LOG_STREAM_NAME, ...variables } = returned(
      await b.run(version, {}),
    ) as Record<string, string>;
    assert.match(LAMBDA_TASK_ROOT ?? '', /\/code\/[0-9a-f]{64}$/);
    assert.match(LAMBDA_RUNTIME_DIR ?? '', /\/bootstrap$/);
    assert.ok(AWS_LAMBDA_LOG_STREAM_NAME);
    assert.deepEqual(variables, {
      MINE: 'yes',
      TZ: 'Asia/Tokyo',
      LANG: 'en_US.UTF-8',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      AWS_ENDPOINT_URL: 'http://localhost:4566',
      _HANDLER: 'index.handler',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/fn',
      AWS_ACCESS_KEY_ID: '000000000000',
      AWS_SECRET_ACCESS_KEY: 'gatehouse',
      AWS_SESSION_TOKEN: 'gatehouse',
    });
  });

  const styles: readonly (readonly [name: string, source: string, expected: unknown])[] = [
    ['callback', 'exports.handler = (e, c, cb) => { cb(null, "done") }', 'done'],
    ['callback, later', 'exports.handler = (e, c, cb) => { setTimeout(() => cb(null, "later"), 5) }', 'later'],
    [
      'callback waits for what is still running',
      'let v = "early"; exports.handler = (e, c, cb) => { const r = {}; setTimeout(() => { r.v = "late" }, 20); cb(null, r) }',
      { v: 'late' },
    ],
    [
      'callback does not wait when told not to',
      'exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false; const r = { v: "early" }; setTimeout(() => { r.v = "late" }, 50000); cb(null, r) }',
      { v: 'early' },
    ],
    ['context.succeed', 'exports.handler = (e, c) => { c.succeed("ok") }', 'ok'],
    ['context.done', 'exports.handler = (e, c) => { c.done(null, "ok") }', 'ok'],
    ['the first answer counts', 'exports.handler = (e, c) => { c.succeed(1); c.succeed(2); c.fail(3) }', 1],
    ['a function that never answers', 'exports.handler = () => {}', null],
    ['a thenable', 'exports.handler = () => ({ then: (f) => f("thenable") })', 'thenable'],
  ];
  for (const [name, source, expected] of styles) {
    it(`accepts the style: ${name}`, async () => assert.deepEqual(returned(await run(source)), expected));
  }

  it('serves on after each kind of answer', async () => {
    const version = b.version({
      'index.js': `let n = 0; exports.handler = (e, c, cb) => { n++; if (e === 'throw') throw new Error('x'); if (e === 'cb') return cb(null, n);
        if (e === 'fail') return c.fail('no'); if (e === 'nothing') return; return Promise.resolve(n) }`,
    });
    assert.equal(failed(await b.run(version, 'throw')).errorMessage, 'x');
    assert.equal(returned(await b.run(version, 'cb')), 2);
    assert.equal(failed(await b.run(version, 'fail')).errorMessage, 'no');
    assert.equal(returned(await b.run(version, 'nothing')), null);
    assert.equal(returned(await b.run(version, 'promise')), 5);
  });

  const errors: readonly (readonly [name: string, source: string, type: string, message: string | RegExp])[] = [
    ['throws', 'exports.handler = async () => { throw new TypeError("boom") }', 'TypeError', 'boom'],
    ['throws at once', 'exports.handler = () => { throw new RangeError("boom") }', 'RangeError', 'boom'],
    ['calls back with an error', 'exports.handler = (e, c, cb) => cb(new Error("no"))', 'Error', 'no'],
    ['calls back with a string', 'exports.handler = (e, c, cb) => cb("no")', 'string', 'no'],
    ['fails', 'exports.handler = (e, c) => c.fail()', 'string', 'handled'],
    [
      'returns what has no end',
      'exports.handler = async () => { const a = {}; a.a = a; return a }',
      'Error',
      'Unable to stringify response body',
    ],
    [
      'has a misspelt handler',
      'exports.handle = 1',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    ['has a handler that is none', 'exports.handler = 1', 'Runtime.HandlerNotFound', 'index.handler is not a function'],
    [
      'does not parse',
      'exports.handler = async () => {',
      'Runtime.UserCodeSyntaxError',
      /^SyntaxError: Unexpected end of input$/,
    ],
    ['throws as it loads', 'throw new Error("not today")', 'Error', 'not today'],
    [
      'requires what is not there',
      'require("nowhere")',
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'nowhere'\nRequire stack:\n- .*\/index\.js\n- .*\/bootstrap\/node\.mjs$/,
    ],
    [
      'rejects a promise that nobody has',
      'exports.handler = () => new Promise(() => { Promise.reject(new Error("lost")) })',
      'Runtime.UnhandledPromiseRejection',
      'Error: lost',
    ],
    [
      'throws from a timer',
      'exports.handler = () => new Promise(() => setTimeout(() => { throw new Error("late") }, 1))',
      'Error',
      'late',
    ],
    [
      'never settles',
      'exports.handler = async () => new Promise(() => {})',
      'Runtime.NodeJsExit',
      /^The Lambda runtime client detected an unexpected Node\.js exit code\./,
    ],
  ];
  for (const [name, source, type, message] of errors) {
    it(`reports a function that ${name}`, async () => {
      const version = b.version({ 'index.js': source });
      // Twice: an environment that ended with the error is replaced.
      for (let round = 0; round < 2; round++) {
        const failure = failed(await b.run(version, {}));
        assert.equal(failure.errorType, type);
        if (typeof message === 'string') assert.equal(failure.errorMessage, message);
        else assert.match(failure.errorMessage, message);
        assert.ok(Array.isArray(failure.trace));
        if (failure.trace.length > 0) {
          const lines = failure.errorMessage.split('\n');
          assert.equal(failure.trace[0], `${type}: ${lines[0]}`);
        }
      }
    });
  }

  it('reports a handler whose file is missing', async () => {
    const failure = failed(await b.run(b.version({ 'app.js': '' }), {}));
    assert.equal(failure.errorType, 'Runtime.ImportModuleError');
    assert.match(failure.errorMessage, /^Error: Cannot find module 'index'\nRequire stack:\n- /);
  });

  it('reports a malformed handler', async () => {
    const bad = failed(await b.run(b.version({ 'a.js': '' }, { Handler: 'index' }), {}));
    assert.deepEqual([bad.errorType, bad.errorMessage], ['Runtime.MalformedHandlerName', 'Bad handler']);
    const outside = failed(await b.run(b.version({ 'a.js': '' }, { Handler: '../a.handler' }), {}));
    assert.equal(
      outside.errorMessage,
      "'../a.handler' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
    );
  });
});
