/**
 * Runs a Node.js function: loads the handler and serves invocations over the Runtime API on file descriptor 3. It is executed
 * by whatever Node the machine has, imports nothing outside of Node, and ends when the engine's end of the socket closes.
 *
 * What a function sees (contexts, error shapes, log lines, which file a handler names) follows AWS's runtime, as documented in
 * "Building Lambda functions with Node.js" and as aws/aws-lambda-nodejs-runtime-interface-client behaves.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { format, types } from 'node:util';

/** @typedef {(event: unknown, context: object, callback: (error?: unknown, result?: unknown) => void) => unknown} Handler */

const BUFFER = 65_536;
const HEAD_END = '\r\n\r\n';
const ASK = 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: lambda\r\n\r\n';
const ASK_NO_MORE = ASK.replace('GET', 'DELETE');
const require = createRequire(import.meta.url);
const { env } = process;

// ---- The Runtime API's client ------------------------------------------------------------------------------------------

/** A function that answers in the turn in which it is called is given up to so many invocations at once: fewer wake-ups. */
const MOST_ASKS = 4;
/** With that many behind it, one that takes no longer than this keeps nobody for as long as the pool lets them wait. */
const QUICK_MS = 10;
/** So many in a row have to be quick before that. Each time one needs another turn, the number doubles, up to the last of these. */
const PATIENCE = { first: 16, last: 4096 };

/** @typedef {{ head: string, text: string }} Arrival an invocation as it came */

/** What arrived while another invocation was under way. @type {Arrival[]} */
let ahead = [];
/** GET nexts that the engine may still answer: never more than it counts itself. */
let asked = 0;
let quick = 0;
let patience = PATIENCE.first;
let begunAt = 0;
let checks = false;
/** It has said that it begins nothing any more. */
let dying = false;

/** Bytes of a head that is not complete yet. @type {Buffer | undefined} */
let rest;
let head = '';
/** A body that is not complete yet, and how much of it is there. @type {Buffer | undefined} */
let body;
let filled = 0;

const socket = new Socket({
  fd: 3,
  readable: true,
  writable: true,
  // One buffer for all reads: what is kept of it is copied.
  onread: { buffer: Buffer.allocUnsafe(BUFFER), callback: read },
});
socket.on('end', engineIsGone);
socket.on('error', engineIsGone);
socket.on('close', engineIsGone);

function engineIsGone() {
  process.exit(0);
}

/** @param {number} count @param {Uint8Array} buffer */
function read(count, buffer) {
  let bytes = /** @type {Buffer} */ (buffer).subarray(0, count);
  let at = 0;
  if (rest !== undefined) {
    bytes = Buffer.concat([rest, bytes]);
    rest = undefined;
  }
  while (at < bytes.length) {
    if (body !== undefined) {
      const copied = bytes.copy(body, filled, at);
      filled += copied;
      at += copied;
      if (filled < body.length) break;
      const text = body.toString();
      body = undefined;
      answered(text);
      continue;
    }
    const end = bytes.indexOf(HEAD_END, at, 'latin1');
    if (end === -1) {
      rest = Buffer.from(bytes.subarray(at));
      break;
    }
    head = bytes.toString('latin1', at, end + 2);
    at = end + 4;
    const length = Number(field(head, 'Content-Length'));
    if (bytes.length - at >= length) {
      const text = bytes.toString('utf8', at, at + length);
      at += length;
      answered(text);
    } else {
      body = Buffer.allocUnsafe(length);
      filled = 0;
    }
  }
  return true;
}

/** A header of a head, which ends with a line break. The engine writes names in one way only. @param {string} head @param {string} name */
function field(head, name) {
  const start = head.indexOf(`\r\n${name}: `);
  if (start === -1) return undefined;
  const from = start + name.length + 4;
  return head.slice(from, head.indexOf('\r\n', from));
}

/** @param {string} text */
function answered(text) {
  if (dying || !head.startsWith('HTTP/1.1 200 ')) return;
  if (asked > 0) asked--;
  if (requestId === '') {
    invoke({ head, text });
    return;
  }
  ahead.push({ head, text });
  if (checks) return;
  checks = true;
  // By then, whatever can be answered in this turn of the event loop is.
  setImmediate(() => {
    checks = false;
    if (ahead.length === 0) return;
    patience = Math.min(patience * 2, PATIENCE.last);
    giveBack();
  });
}

/** Nobody is to wait behind an invocation that takes its time, if there is another process. Each goes to the head of the line. */
function giveBack() {
  let text = ASK_NO_MORE;
  for (const arrival of ahead.reverse()) {
    const id = field(arrival.head, 'Lambda-Runtime-Aws-Request-Id');
    text += `POST /2018-06-01/runtime/invocation/${id}/return HTTP/1.1\r\nHost: lambda\r\nContent-Length: 0\r\n\r\n`;
  }
  ahead = [];
  asked = 0;
  quick = 0;
  socket.write(text, 'latin1');
}

/** The requests for what is to come next: one, or a few for a function that has been quick for a while. */
function asks() {
  // What is written here while a response is under way would stand in the middle of it.
  const most = streams || quick < patience ? 1 : MOST_ASKS;
  let text = '';
  for (; asked + ahead.length < most; asked++) text += ASK;
  return text;
}

/** @param {string} path @param {string} json @param {string} headers @param {string} then */
function post(path, json, headers, then, /** @type {(() => void) | undefined} */ written = undefined) {
  const length = Buffer.byteLength(json);
  const text = `POST /2018-06-01/runtime/${path} HTTP/1.1\r\nHost: lambda\r\n${headers}Content-Length: ${length}\r\n\r\n${json}${then}`;
  // As many bytes as characters: ASCII, for which the Latin-1 encoder is the cheapest.
  socket.write(text, length === json.length ? 'latin1' : 'utf8', written);
}

/** @param {ReturnType<typeof errorShape>} shape */
function errorHeader(shape) {
  return `Lambda-Runtime-Function-Error-Type: ${String(shape.errorType).replace(/[^\x20-\x7e]/g, '')}\r\n`;
}

// ---- Errors ------------------------------------------------------------------------------------------------------------

/** An error that AWS's runtime words itself. @param {string} kind @param {unknown} cause */
function runtimeError(kind, cause) {
  const error = new Error(String(cause));
  error.name = `Runtime.${kind}`;
  // Anew, because the stack begins with the name.
  Error.captureStackTrace(error, runtimeError);
  return error;
}

/** @param {unknown} error */
function errorShape(error) {
  try {
    const e = /** @type {Error} */ (error);
    const isError = types.isNativeError(error) || (e?.name && e.message && typeof e.stack === 'string');
    if (isError) return { errorType: e.name, errorMessage: e.message, trace: (e.stack ?? '').split('\n') };
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    // A getter or toString of the function's own error threw.
    const errorMessage =
      'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack';
    return { errorType: 'handled', errorMessage };
  }
}

/** How AWS shows an error in the log: with its own properties. @param {unknown} error */
function errorText(error) {
  const e = error instanceof Error ? error : new Error(String(error));
  const { name: errorType, message: errorMessage } = e;
  const code = /** @type {NodeJS.ErrnoException} */ (e).code;
  try {
    return `\t${JSON.stringify({ errorType, errorMessage, code, ...e, stack: (e.stack ?? '').split('\n') })}`;
  } catch {
    return `\t${JSON.stringify(errorShape(e))}`;
  }
}

// ---- Invocations -------------------------------------------------------------------------------------------------------

/** @type {Handler} */
let handler = () => undefined;
let handlerIsAsync = false;
/** The handler streams its responses. */
let streams = false;
/** The invocation under way; empty while there is none. */
let requestId = '';
/** For the log, which keeps it until the next invocation. @type {string | undefined} */
let logRequestId;
let traceId = '';
/** What is to be done once the event loop is empty. @type {(() => void) | undefined} */
let whenEmpty;
const constants = {
  functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
  functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
  memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
  logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
};

/** @param {string} result */
function respond(result) {
  const id = requestId;
  ended();
  post(`invocation/${id}/response`, result, '', asks());
  advance();
}

/** @param {unknown} error */
function respondError(error) {
  const id = requestId;
  log('ERROR', ['Invoke Error', errorText(error)]);
  const shape = errorShape(error);
  ended();
  post(`invocation/${id}/error`, JSON.stringify(shape), errorHeader(shape), asks());
  advance();
}

function ended() {
  requestId = '';
  whenEmpty = undefined;
  socket.ref();
  if (performance.now() - begunAt < QUICK_MS) quick++;
  else quick = 0;
}

/** Begins what came ahead. The engine has the last answer by then: it must know what was begun should this process end. */
function advance() {
  if (ahead.length === 0) return;
  if (quick === 0 || socket.writableLength > 0) {
    giveBack();
    socket.write(asks(), 'latin1');
    return;
  }
  invoke(/** @type {Arrival} */ (ahead.shift()));
}

/** @param {unknown} result */
function toJson(result) {
  try {
    // Functions and symbols have no JSON.
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

/** @param {Arrival} arrival */
function invoke({ head, text }) {
  begunAt = performance.now();
  const id = field(head, 'Lambda-Runtime-Aws-Request-Id') ?? '';
  requestId = id;
  logRequestId = id;
  // An empty event loop is an event of its own: see `beforeExit`.
  socket.unref();
  traceId = field(head, 'Lambda-Runtime-Trace-Id') ?? '';
  // Of what was given ahead, the time begins now.
  const timeout = field(head, 'Gatehouse-Timeout-Ms');
  const deadline =
    timeout === undefined ? Number(field(head, 'Lambda-Runtime-Deadline-Ms')) : Date.now() + Number(timeout);
  let waits = true;
  let called = false;

  /** @param {unknown} error @param {unknown} result */
  const done = (error, result) => {
    if (called || requestId !== id) return;
    if (error !== undefined && error !== null) {
      called = true;
      return respondError(error);
    }
    const json = toJson(result);
    called = true;
    respond(json);
  };
  /** @param {unknown} result */
  const succeed = (result) => done(null, result);
  /** @param {unknown} error */
  const fail = (error) => done(error ?? 'handled', null);
  /** @param {unknown} error @param {unknown} result */
  const callback = (error, result) => {
    if (called || requestId !== id) return;
    if (!waits || (error !== undefined && error !== null)) return done(error, result);
    called = true;
    whenEmpty = () => {
      called = false;
      attempt(() => done(null, result), fail);
    };
  };

  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waits;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waits = value;
    },
    succeed,
    fail,
    done,
    ...constants,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: field(head, 'Lambda-Runtime-Invoked-Function-Arn'),
    awsRequestId: id,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  if (streams) {
    invokeStreaming(id, head, text, {
      get callbackWaitsForEmptyEventLoop() {
        return waits;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waits = value;
      },
      ...constants,
      clientContext: undefined,
      identity: undefined,
      invokedFunctionArn: context.invokedFunctionArn,
      awsRequestId: id,
      getRemainingTimeInMillis: context.getRemainingTimeInMillis,
    });
    return;
  }

  whenEmpty = () => {
    called = true;
    if (handlerIsAsync) respondError(runtimeError('NodeJsExit', NEVER_SETTLED));
    else respond('null');
  };

  try {
    context.clientContext = clientContext(head);
    const result = /** @type {Promise<unknown> | undefined} */ (handler(JSON.parse(text), context, callback));
    if (typeof result?.then === 'function') result.then(succeed).then(undefined, fail);
  } catch (error) {
    callback(error ?? 'handled', null);
  }
}

// ---- Streamed responses ------------------------------------------------------------------------------------------------

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const ERROR_TYPE = 'Lambda-Runtime-Function-Error-Type';
const ERROR_BODY = 'Lambda-Runtime-Function-Error-Body';
/** The response that is under way. @type {ResponseStream | undefined} */
let streaming;

/** What a streaming handler writes to: a response of the Runtime API that goes out in chunks, and ends with trailers. */
class ResponseStream extends Writable {
  /** Called with a way to write before what is written first. @type {((write: (chunk: string | Uint8Array) => boolean) => void) | undefined} */
  _onBeforeFirstWrite;
  #contentType = 'application/octet-stream';
  #written = false;
  #begun = false;
  #ended = false;
  #trailers = '';
  #id;
  #finished;

  /** @param {string} id @param {number | undefined} highWaterMark @param {() => void} finished is called when all is out */
  constructor(id, highWaterMark, finished) {
    super({ decodeStrings: true, ...(highWaterMark !== undefined && { highWaterMark }) });
    this.#id = id;
    this.#finished = finished;
    // A handler that destroys it need not listen: what it did not send is told by the trailers.
    this.on('error', () => undefined);
  }

  /** @param {string} contentType */
  setContentType(contentType) {
    if (this.#written) throw runtimeError('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    this.#contentType = String(contentType);
  }

  /** @param {any} chunk @param {any} [encoding] @param {any} [callback] */
  write(chunk, encoding, callback) {
    const isBytes = typeof chunk === 'string' || Buffer.isBuffer(chunk) || chunk?.constructor === Uint8Array;
    const first = !this.#written;
    this.#written = true;
    if (first) this._onBeforeFirstWrite?.((before) => super.write(before));
    return super.write(isBytes ? chunk : JSON.stringify(chunk), encoding, callback);
  }

  /** @param {Buffer} chunk @param {string} _encoding @param {(error?: Error | null) => void} callback */
  _write(chunk, _encoding, callback) {
    if (this.#ended || chunk.length === 0) return callback();
    socket.cork();
    socket.write(`${this.#head()}${chunk.length.toString(16)}\r\n`, 'latin1');
    socket.write(chunk);
    socket.write('\r\n', 'latin1', () => callback());
    socket.uncork();
  }

  /** @param {(error?: Error | null) => void} callback */
  _final(callback) {
    if (this.#ended) return callback();
    this.#end(callback);
  }

  /** Ends it as failed, behind what was written so far. @param {ReturnType<typeof errorShape>} shape @param {() => void} done */
  fail(shape, done) {
    if (this.#ended) return done();
    const body = Buffer.from(JSON.stringify(shape)).toString('base64');
    this.#trailers = `${errorHeader(shape)}${ERROR_BODY}: ${body}\r\n`;
    this.#finished = done;
    if (this.destroyed) this.#end(() => undefined);
    else this.end();
  }

  /** @param {() => void} written */
  #end(written) {
    this.#ended = true;
    streaming = undefined;
    socket.write(`${this.#head()}0\r\n${this.#trailers}\r\n`, 'latin1', () => {
      written();
      this.#finished();
    });
  }

  #head() {
    if (this.#begun) return '';
    this.#begun = true;
    const type = this.#contentType.replace(/[^\x20-\x7e]/g, '');
    return (
      `POST /2018-06-01/runtime/invocation/${this.#id}/response HTTP/1.1\r\nHost: lambda\r\n` +
      `Lambda-Runtime-Function-Response-Mode: streaming\r\nContent-Type: ${type}\r\n` +
      `Trailer: ${ERROR_TYPE}, ${ERROR_BODY}\r\nTransfer-Encoding: chunked\r\n\r\n`
    );
  }
}

/** Metadata before the payload, as function URLs and API Gateway read it: JSON and eight NUL bytes. */
const HttpResponseStream = {
  /** @param {ResponseStream} stream @param {unknown} prelude */
  from(stream, prelude) {
    stream.setContentType('application/vnd.awslambda.http-integration-response');
    const json = JSON.stringify(prelude);
    stream._onBeforeFirstWrite = (write) => {
      write(json);
      write(new Uint8Array(8));
    };
    return stream;
  },
};

const forbidGlobal = env['AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA'];
if (forbidGlobal !== '1' && forbidGlobal !== 'true') {
  Reflect.set(globalThis, 'awslambda', {
    /** @param {Handler} handler @param {{ highWaterMark?: number }} [options] */
    streamifyResponse(handler, options) {
      Reflect.set(handler, STREAMING, 'response');
      if (typeof options?.highWaterMark === 'number') Reflect.set(handler, HIGH_WATER_MARK, options.highWaterMark);
      return handler;
    },
    HttpResponseStream,
  });
}

/** @param {string} id @param {string} head @param {string} text @param {Record<string, unknown>} context */
function invokeStreaming(id, head, text, context) {
  // A response that is never ended keeps the process until its time is up, as on AWS.
  socket.ref();
  let returned = false;
  let finished = false;
  const next = () => {
    if (requestId !== id) return;
    ended();
    socket.write(asks(), 'latin1');
  };
  /** The next invocation begins when the event loop is empty, unless the function does not care. */
  const done = () => {
    if (requestId !== id || whenEmpty !== undefined) return;
    if (context['callbackWaitsForEmptyEventLoop'] !== true) return next();
    whenEmpty = next;
    socket.unref();
  };
  const mark = Reflect.get(handler, HIGH_WATER_MARK);
  const stream = new ResponseStream(id, typeof mark === 'number' ? mark : undefined, () => {
    finished = true;
    if (returned) done();
  });
  streaming = stream;
  /** @param {unknown} error */
  const fail = (error) => {
    if (requestId !== id) return;
    log('ERROR', ['Invoke Error', errorText(error)]);
    stream.fail(errorShape(error), done);
  };
  attempt(() => {
    context['clientContext'] = clientContext(head);
    const call = /** @type {(event: unknown, stream: Writable, context: object) => unknown} */ (
      /** @type {unknown} */ (handler)
    );
    const result = /** @type {Promise<unknown> | undefined} */ (call(JSON.parse(text), stream, context));
    if (typeof result?.then !== 'function') return fail('Streaming does not support non-async handlers.');
    result.then((value) => {
      if (value !== undefined) console.warn('Streaming handlers ignore return values.');
      returned = true;
      if (finished) done();
      else if (stream.destroyed) fail('Response stream is not finished.');
    }, fail);
  }, fail);
}

const NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

/** @param {() => void} action @param {(error: unknown) => void} failed */
function attempt(action, failed) {
  try {
    action();
  } catch (error) {
    failed(error);
  }
}

const TRACE = '_X_AMZN_TRACE_ID';

/**
 * The trace id changes with every invocation, and the C library keeps every value that a variable was ever set to: so this
 * one variable is shown from memory, and the real environment is never written.
 */
process.env = new Proxy(env, {
  get: (target, name) => (name === TRACE ? traceId || undefined : Reflect.get(target, name)),
  has: (target, name) => (name === TRACE ? traceId !== '' : Reflect.has(target, name)),
  ownKeys: (target) => (traceId === '' ? Reflect.ownKeys(target) : [...Reflect.ownKeys(target), TRACE]),
  getOwnPropertyDescriptor(target, name) {
    if (name !== TRACE) return Reflect.getOwnPropertyDescriptor(target, name);
    if (traceId === '') return undefined;
    return { value: traceId, writable: true, enumerable: true, configurable: true };
  },
  set(target, name, value) {
    if (name !== TRACE) return Reflect.set(target, name, value);
    traceId = String(value);
    return true;
  },
  deleteProperty(target, name) {
    if (name !== TRACE) return Reflect.deleteProperty(target, name);
    traceId = '';
    return true;
  },
});
syncBuiltinESMExports();

/** @param {string} head */
function clientContext(head) {
  const json = field(head, 'Lambda-Runtime-Client-Context');
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`Cannot parse ClientContext as json: ${error}`);
  }
}

process.on('beforeExit', () => {
  const action = whenEmpty;
  whenEmpty = undefined;
  action?.();
});

process.on('uncaughtException', (error) => {
  log('ERROR', ['Uncaught Exception', errorText(error)]);
  die(error, 129);
});

process.on('unhandledRejection', (reason) => {
  const error = runtimeError('UnhandledPromiseRejection', reason);
  log('ERROR', ['Unhandled Promise Rejection', errorText(error)]);
  die(error, 128);
});

let loaded = false;

/** Reports the error where there is somebody to report it to, and ends. @param {unknown} error @param {number} status */
function die(error, status) {
  const exit = () => process.exit(status);
  const path = loaded ? `invocation/${requestId}/error` : 'init/error';
  if (loaded && requestId === '') return exit();
  requestId = '';
  dying = true;
  const shape = errorShape(error);
  // The error belongs to the response, which is half out.
  if (streaming !== undefined) return streaming.fail(shape, exit);
  // The last: what else is here has not begun.
  post(path, JSON.stringify(shape), `Connection: close\r\n${errorHeader(shape)}`, '', exit);
}

// ---- The log -----------------------------------------------------------------------------------------------------------

// Whatever was logged is out before the response is, and before the process exits.
for (const stream of [process.stdout, process.stderr]) {
  /** @type {{ setBlocking?(blocking: boolean): void } | undefined} */
  const handle = Reflect.get(stream, '_handle');
  handle?.setBlocking?.(true);
}

/** @param {string} level @param {unknown[]} values */
function log(level, values) {
  const line = `${new Date().toISOString()}\t${logRequestId}\t${level}\t${format(...values)}`;
  // One event, one line: AWS's runtime does the same.
  process.stdout.write(`${line.replaceAll('\n', '\r')}\n`);
}

for (const level of /** @type {const} */ (['trace', 'debug', 'info', 'warn', 'error'])) {
  console[level] = (...values) => log(level.toUpperCase(), values);
}
console.log = console.info;

// ---- The handler -------------------------------------------------------------------------------------------------------

/** @param {string} name `file.export`, `folder/file.nested.export` @returns {Promise<Handler>} */
async function load(name) {
  if (name.includes('..')) {
    const reason = 'is not a valid handler name. Use absolute paths when specifying root directories in handler names.';
    throw runtimeError('MalformedHandlerName', `'${name}' ${reason}`);
  }
  const last = basename(name);
  const folder = name.slice(0, name.indexOf(last));
  const dot = last.indexOf('.');
  if (dot === -1) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const loadedModule = await loadModule(env['LAMBDA_TASK_ROOT'] ?? '', folder, last.slice(0, dot));
  /** @type {unknown} */
  let found = loadedModule;
  for (const key of last.slice(dot + 1).split('.')) found = found && Reflect.get(Object(found), key);
  if (!found) throw runtimeError('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${name} is not a function`);
  return /** @type {Handler} */ (found);
}

/** @param {string} root @param {string} folder @param {string} file */
async function loadModule(root, folder, file) {
  try {
    const path = resolve(root, folder, file);
    const esm = isModule(dirname(path));
    const typescript = Boolean(Reflect.get(process.features, 'typescript'));
    /** The order is AWS's. @type {readonly (readonly [extension: string, esm: boolean, allowed: boolean])[]} */
    const candidates = [
      ['', false, true],
      ['.js', esm, true],
      ['.mjs', true, true],
      ['.cjs', false, true],
      ['.ts', esm, typescript],
      ['.mts', true, typescript],
      ['.cts', false, typescript],
    ];
    for (const [extension, asModule, allowed] of candidates) {
      const candidate = path + extension;
      if (!allowed || !existsSync(candidate)) continue;
      return asModule ? await import(pathToFileURL(candidate).href) : require(candidate);
    }
    return require(require.resolve(file, { paths: [root, join(root, folder)] }));
  } catch (error) {
    if (error instanceof SyntaxError) throw runtimeError('UserCodeSyntaxError', error);
    const code = /** @type {NodeJS.ErrnoException} */ (error)?.code;
    if (code === 'MODULE_NOT_FOUND') throw runtimeError('ImportModuleError', error);
    throw error;
  }
}

/** Whether the nearest package.json says that `.js` files are ES modules. @param {string} folder @returns {boolean} */
function isModule(folder) {
  if (folder.endsWith('/node_modules')) return false;
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'))?.type === 'module';
    } catch (error) {
      console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  const above = dirname(folder);
  return above === folder ? false : isModule(above);
}

load(env['_HANDLER'] ?? '').then(
  (found) => {
    handler = found;
    handlerIsAsync = found.constructor.name === 'AsyncFunction';
    streams = Reflect.get(found, STREAMING) === 'response';
    loaded = true;
    socket.write(asks(), 'latin1');
  },
  (error) => {
    log('ERROR', ['Uncaught Exception', errorText(error)]);
    die(error, 129);
  },
);
