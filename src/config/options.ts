import { availableParallelism } from 'node:os';

/**
 * Every option there is: its documentation, its default, its names and how its text is read stand here and nowhere else.
 */
export interface Option<T> {
  /** One line for `--help`, starting with a small letter, no full stop. */
  readonly doc: string;
  /** Name on the command line; `undefined` when it is only in the environment. */
  readonly flag: string | undefined;
  readonly env: string;
  /** What stands for the value in `--help`; `undefined` for a switch. */
  readonly shape: string | undefined;
  readonly fallback: T;
  /** @throws an Error whose message goes on after the option's name: "must be a port number, not x" */
  readonly parse: (text: string) => T;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Credential {
  readonly secretAccessKey: string;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** Requests a second, and at once. */
export interface AccountThrottle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface OptionValues {
  readonly port: number;
  readonly host: string;
  /** With `tlsCert` and `tlsKey`, or none of them. */
  readonly httpsPort: number | undefined;
  /** A path. */
  readonly tlsCert: string | undefined;
  /** A path. */
  readonly tlsKey: string | undefined;
  readonly dataDir: string;
  readonly ephemeral: boolean;
  /** A path; absent: `logs` in the data directory, and standard output where there is none. */
  readonly logDir: string | undefined;
  readonly logLevel: LogLevel;
  readonly logFormat: 'text' | 'json' | 'auto';
  /** By access key id; empty: developer mode, any signature passes. */
  readonly credentials: ReadonlyMap<string, Credential>;
  /** Where functions that are not ours live: name, ARN or pattern → endpoint. */
  readonly functionEndpoints: readonly { readonly pattern: string; readonly endpoint: string }[];
  /** What integrations with AWS services sign with; absent: real AWS is not called. */
  readonly awsCredentials: AwsCredentials | undefined;
  /** Origin by service, `*` for all others. */
  readonly awsEndpoints: ReadonlyMap<string, string>;
  /** Base URL by the id of a user pool; `*`: of what stands before the ids of all others. */
  readonly userPools: ReadonlyMap<string, string>;
  /** Origin by the id of a VPC link or the ARN of a load balancer. */
  readonly vpcLinks: ReadonlyMap<string, string>;
  readonly functionEnvironments: number;
  /** Milliseconds. */
  readonly functionIdleMs: number;
  /** Milliseconds. */
  readonly drainMs: number;
  /** How much of everything there may be: AWS's quotas, or only what keeps a store bounded. */
  readonly limits: 'aws' | 'open';
  /** What one account may have in a region, over all its APIs; absent: anything. */
  readonly accountThrottle: AccountThrottle | undefined;
  /** Gateway threads; 0: the main thread serves everything. */
  readonly threads: number;
  /** Megabytes. */
  readonly threadHeapMb: number;
  readonly sharePort: boolean;
}

export type Key = keyof OptionValues;

const MAX_THREADS = 64;

export const OPTIONS: { readonly [K in Key]: Option<OptionValues[K]> } = {
  port: {
    doc: 'port for everything: control plane and APIs; 0 takes a free one',
    flag: 'port',
    env: 'GATEHOUSE_PORT',
    shape: 'number',
    fallback: 4566,
    parse: (text) => integer(text, 0, 65_535, 'a port number'),
  },
  host: {
    doc: 'address to listen on',
    flag: 'host',
    env: 'GATEHOUSE_HOST',
    shape: 'address',
    fallback: '127.0.0.1',
    parse: (text) => nonEmpty(text),
  },
  httpsPort: {
    doc: 'port for the same over HTTPS, with HTTP/2; 0 takes a free one; goes with --tls-cert and --tls-key',
    flag: 'https-port',
    env: 'GATEHOUSE_HTTPS_PORT',
    shape: 'number',
    fallback: undefined,
    parse: (text) => integer(text, 0, 65_535, 'a port number'),
  },
  tlsCert: {
    doc: 'file with the certificate of the HTTPS port and its chain, PEM; SIGHUP reads it again',
    flag: 'tls-cert',
    env: 'GATEHOUSE_TLS_CERT',
    shape: 'path',
    fallback: undefined,
    parse: pemPath,
  },
  tlsKey: {
    doc: 'file with the private key of that certificate, PEM, not encrypted',
    flag: 'tls-key',
    env: 'GATEHOUSE_TLS_KEY',
    shape: 'path',
    fallback: undefined,
    parse: pemPath,
  },
  dataDir: {
    doc: 'directory that keeps APIs and functions between starts',
    flag: 'data-dir',
    env: 'GATEHOUSE_DATA_DIR',
    shape: 'path',
    fallback: '.gatehouse',
    parse: (text) => nonEmpty(text),
  },
  ephemeral: {
    doc: 'keep nothing: everything is gone when the process ends',
    flag: 'ephemeral',
    env: 'GATEHOUSE_EPHEMERAL',
    shape: undefined,
    fallback: false,
    parse: (text) => boolean(text),
  },
  logDir: {
    doc: "directory for stages' access and execution logs; by default logs in the data directory, and standard output with --ephemeral",
    flag: 'log-dir',
    env: 'GATEHOUSE_LOG_DIR',
    shape: 'path',
    fallback: undefined,
    parse: (text) => nonEmpty(text),
  },
  logLevel: {
    doc: 'debug, info, warn, error or silent',
    flag: 'log-level',
    env: 'GATEHOUSE_LOG_LEVEL',
    shape: 'level',
    fallback: 'info',
    parse: (text) => oneOf(text, ['debug', 'info', 'warn', 'error', 'silent']),
  },
  logFormat: {
    doc: 'text, json, or auto: text on a terminal and json elsewhere',
    flag: 'log-format',
    env: 'GATEHOUSE_LOG_FORMAT',
    shape: 'format',
    fallback: 'auto',
    parse: (text) => oneOf(text, ['text', 'json', 'auto']),
  },
  credentials: {
    doc: 'access keys of the root user, "id:secret,id:secret": without any, the control plane takes every signature, and methods with AWS_IAM only keys that IAM or STS made here',
    flag: undefined,
    env: 'GATEHOUSE_CREDENTIALS',
    shape: 'keys',
    fallback: new Map(),
    parse: parseCredentials,
  },
  functionEndpoints: {
    doc: 'functions that live elsewhere: "name-or-arn=url,…", * in a name stands for anything',
    flag: 'function-endpoints',
    env: 'GATEHOUSE_FUNCTION_ENDPOINTS',
    shape: 'map',
    fallback: [],
    parse: parseEndpoints,
  },
  awsCredentials: {
    doc: 'access key that AWS integrations sign with, "id:secret" or "id:secret:token"; without it real AWS is not called',
    flag: undefined,
    env: 'GATEHOUSE_AWS_CREDENTIALS',
    shape: 'key',
    fallback: undefined,
    parse: parseAwsCredentials,
  },
  awsEndpoints: {
    doc: 'servers that AWS integrations call in place of AWS: "dynamodb=url,sqs=url,…", * for all other services',
    flag: 'aws-endpoints',
    env: 'GATEHOUSE_AWS_ENDPOINTS',
    shape: 'map',
    fallback: new Map(),
    parse: (text) => origins(text, /^(\*|[a-z0-9-]+(\.[a-z0-9-]+)*)$/, 'service=http://host:port'),
  },
  userPools: {
    doc: 'where Cognito user pools are in place of AWS: "pool-id=url,…", * for all others, whose ids are put behind it; tokens may name AWS or that URL as their issuer',
    flag: 'user-pools',
    env: 'GATEHOUSE_USER_POOLS',
    shape: 'map',
    fallback: new Map(),
    parse: parseUserPools,
  },
  vpcLinks: {
    doc: 'where VPC links lead: "link-id-or-load-balancer-arn=url,…"',
    flag: 'vpc-links',
    env: 'GATEHOUSE_VPC_LINKS',
    shape: 'map',
    fallback: new Map(),
    parse: (text) => origins(text, /^[\w:/.-]+$/, 'link=http://host:port'),
  },
  functionEnvironments: {
    doc: 'processes that one version of a function may have at once',
    flag: 'function-environments',
    env: 'GATEHOUSE_FUNCTION_ENVIRONMENTS',
    shape: 'number',
    fallback: 10,
    parse: (text) => integer(text, 1, 1000, 'a number'),
  },
  functionIdleMs: {
    doc: 'seconds after which an unused function process ends',
    flag: 'function-idle',
    env: 'GATEHOUSE_FUNCTION_IDLE',
    shape: 'seconds',
    fallback: 300_000,
    parse: (text) => integer(text, 1, 86_400, 'a number of seconds') * 1000,
  },
  drainMs: {
    doc: 'seconds that requests in flight get to end when the process is told to stop',
    flag: 'drain',
    env: 'GATEHOUSE_DRAIN',
    shape: 'seconds',
    fallback: 3_000,
    parse: (text) => integer(text, 0, 900, 'a number of seconds') * 1000,
  },
  limits: {
    doc: 'aws or open: with aws, quotas are those of an AWS account, such as 300 resources and 10 stages an API',
    flag: 'limits',
    env: 'GATEHOUSE_LIMITS',
    shape: 'mode',
    fallback: 'open',
    parse: (text) => oneOf(text, ['aws', 'open']),
  },
  accountThrottle: {
    doc: 'requests that one account may have in a region, "a second:at once", such as 10000:5000 on AWS; without it any number',
    flag: 'account-throttle',
    env: 'GATEHOUSE_ACCOUNT_THROTTLE',
    shape: 'rate:burst',
    fallback: undefined,
    parse: parseThrottle,
  },
  threads: {
    doc: 'threads that share the port; cores: one for each core; 0 serves everything in one, at the least CPU, memory and start',
    flag: 'threads',
    env: 'GATEHOUSE_THREADS',
    shape: 'number',
    fallback: 0,
    parse: (text) =>
      text === 'cores'
        ? Math.min(availableParallelism(), MAX_THREADS)
        : integer(text, 0, MAX_THREADS, '"cores" or a number'),
  },
  threadHeapMb: {
    doc: 'heap that each of the threads may have; one that needs more is replaced',
    flag: 'thread-heap',
    env: 'GATEHOUSE_THREAD_HEAP',
    shape: 'megabytes',
    fallback: 1_024,
    parse: (text) => integer(text, 32, 65_536, 'a number of megabytes'),
  },
  sharePort: {
    doc: 'listen also when other Gatehouse processes of this user share the port, for a restart without a gap',
    flag: 'share-port',
    env: 'GATEHOUSE_SHARE_PORT',
    shape: undefined,
    fallback: false,
    parse: (text) => boolean(text),
  },
};

function integer(text: string, min: number, max: number, what: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`must be ${what} from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

function nonEmpty(text: string): string {
  if (text === '') throw new Error('must not be empty');
  return text;
}

/** The text is not repeated where it may be a key: that of GATEHOUSE_TLS_KEY_FILE is what is in the file. */
function pemPath(text: string): string {
  if (/-----BEGIN|[\n\0]/.test(text)) throw new Error('must be the path of a PEM file, not what is in it');
  return nonEmpty(text);
}

function boolean(text: string): boolean {
  const value = { true: true, '1': true, false: false, '0': false, '': false }[text.toLowerCase()];
  if (value === undefined) throw new Error(`must be true or false, not "${text}"`);
  return value;
}

function oneOf<const T extends string>(text: string, values: readonly T[]): T {
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw new Error(`must be one of ${values.join(', ')}, not "${text}"`);
  return value;
}

function parseCredentials(text: string): ReadonlyMap<string, Credential> {
  const keys = new Map<string, Credential>();
  for (const part of text.split(/[,\n]/).map((line) => line.trim())) {
    if (part === '') continue;
    const colon = part.indexOf(':');
    const [id, secretAccessKey] = [part.slice(0, colon), part.slice(colon + 1)];
    // The text may hold secrets, so it is not repeated.
    if (colon < 1 || secretAccessKey.length < 8)
      throw new Error('must be "id:secret" pairs with secrets of 8 characters or more');
    keys.set(id, { secretAccessKey });
  }
  return keys;
}

function parseAwsCredentials(text: string): AwsCredentials {
  const [accessKeyId = '', secretAccessKey = '', sessionToken, ...rest] = text.trim().split(':');
  // The text holds a secret, so it is not repeated.
  if (!/^\w+$/.test(accessKeyId) || secretAccessKey === '' || sessionToken === '' || rest.length > 0)
    throw new Error('must be "id:secret" or "id:secret:token"');
  return { accessKeyId, secretAccessKey, sessionToken };
}

function parseThrottle(text: string): AccountThrottle {
  const [, rate, burst] = /^(\d{1,9}(?:\.\d{1,9})?):(\d{1,9})$/.exec(text) ?? [];
  if (rate === undefined) throw new Error(`must be "rate:burst", such as 10000:5000, not "${text}"`);
  return { rateLimit: Number(rate), burstLimit: Number(burst) };
}

/** `name=url` pairs whose URLs are no more than scheme, host and port. */
function origins(text: string, names: RegExp, shape: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(',').map((pair) => pair.trim())) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const [name, url] = [part.slice(0, equals), part.slice(equals + 1).replace(/\/$/, '')];
    if (equals < 1 || !names.test(name) || !/^https?:\/\/[^\s/?#@]+$/.test(url))
      throw new Error(`must be "${shape}" pairs, and "${part}" is none`);
    found.set(name, url);
  }
  return found;
}

/** `id=url` pairs, without the slash that a URL may end in. */
function parseUserPools(text: string): ReadonlyMap<string, string> {
  const pools = new Map<string, string>();
  for (const part of text.split(',').map((pair) => pair.trim())) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const [id, url] = [part.slice(0, equals), part.slice(equals + 1).replace(/\/$/, '')];
    if (!/^(\*|[\w-]+)$/.test(id) || !/^https?:\/\/[^\s/?#@]+(\/[\w.~-]+)*$/.test(url))
      throw new Error(`must be "pool-id=http://host:port/path" pairs, and "${part}" is none`);
    pools.set(id, url);
  }
  return pools;
}

function parseEndpoints(text: string): { readonly pattern: string; readonly endpoint: string }[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const [pattern, endpoint] = [part.slice(0, equals), part.slice(equals + 1)];
      if (equals < 1 || !/^https?:\/\/[^\s/]+/.test(endpoint)) {
        throw new Error(`must be "name=http://host:port" pairs, and "${part}" is none`);
      }
      return { pattern, endpoint: endpoint.replace(/\/+$/, '') };
    });
}
