import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child, freePort } from '../../child.ts';
import {
  API_KEY,
  API_KEYS,
  type Contender,
  type Missing,
  type Place,
  START_MS,
  type StartContender,
} from './contender.ts';
import { findProgram, said } from './programs.ts';

interface Flavour {
  /** Of the whole configuration. */
  readonly modules?: readonly string[];
  /** Of `http`, of `server`, and of its only `location`. */
  readonly http?: readonly string[];
  readonly server?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** So high that nobody is refused: what is measured is the counting. */
const RATE = 1_000_000;

const plain: Flavour = {
  http: ['access_log off;'],
  notes: ['worker_processes 1, keep-alive on both sides, bodies passed on as they come, no access log'],
};

const keyed: Flavour = {
  http: [
    `map $http_x_api_key $client { default ""; ${API_KEYS.map((key, i) => `"${key}" "client-${i}";`).join(' ')} }`,
    `limit_req_zone $client zone=clients:10m rate=${RATE}r/s;`,
    'access_log access.log combined buffer=64k flush=1s;',
  ],
  server: ['if ($client = "") { return 403; }', 'limit_req zone=clients burst=10000 nodelay;'],
  headers: { 'x-api-key': API_KEY },
  notes: ['map of 100 keys, limit_req by client (nobody is refused), access log in buffers of 64 KB'],
};

const lua: Flavour = {
  modules: ['ndk_http_module.so', 'ngx_http_lua_module.so'],
  http: [
    'access_log off;',
    'lua_shared_dict limits 10m;',
    `init_by_lua_block { clients = { ${API_KEYS.map((key, i) => `["${key}"] = "client-${i}"`).join(', ')} } }`,
  ],
  server: [
    `access_by_lua_block {
      local client = clients[ngx.var.http_x_api_key or ""]
      if not client then return ngx.exit(403) end
      local count = ngx.shared.limits:incr(client .. ":" .. ngx.time(), 1, 0, 2)
      if not count or count > ${RATE} then return ngx.exit(429) end
      ngx.req.clear_header("x-api-key")
      ngx.req.set_header("x-client", client)
    }`,
    `header_filter_by_lua_block {
      ngx.header["x-request-id"] = ngx.var.request_id
      ngx.header["server"] = nil
    }`,
  ],
  headers: { 'x-api-key': API_KEY },
  notes: [
    'LuaJIT: table of 100 keys, a count per client and second in a lua_shared_dict (nobody is refused), one request header set and one removed, one response header set and one removed; no access log',
  ],
};

export const startNginx: StartContender = (place) => start(plain, place);
export const startNginxKeyed: StartContender = (place) => start(keyed, place);
export const startNginxLua: StartContender = (place) => start(lua, place);

async function start({ modules = [], http = [], server = [], headers = {}, notes }: Flavour, place: Place) {
  const found = findNginx();
  if ('missing' in found) return found;
  const lacking = modules.find((name) => !existsSync(join(found.modules, name)));
  if (lacking !== undefined)
    return {
      missing: 'NOT INSTALLED',
      why: `${lacking} is not there: apt-get install libnginx-mod-http-lua`,
    } satisfies Missing;
  const port = await freePort();
  const child = runNginx(found, place.folder, place.prefix, [
    ...modules.map((name) => `load_module ${join(found.modules, name)};`),
    ...EVENTS,
    'http {',
    ...HTTP,
    ...http,
    `upstream behind { server 127.0.0.1:${place.upstreamPort}; keepalive ${place.keep}; keepalive_requests 1000000000; }`,
    `server { listen 127.0.0.1:${port} backlog=4096;`,
    ...server,
    'location / { proxy_pass http://behind; proxy_http_version 1.1; proxy_set_header Connection ""; } }',
    '}',
  ]);
  await child.ready(`http://127.0.0.1:${port}/small`, 'x-api-key' in headers ? 403 : 200, START_MS).catch(refused);
  return {
    version: found.version,
    notes,
    at: (path) => ({ url: `http://127.0.0.1:${port}${path}`, headers }),
    pid: child.pid,
    stop: () => child.stop(),
  } satisfies Contender;
}

function refused(error: unknown): never {
  throw new Error('nginx did not start', { cause: error });
}

/** The upstream of all that is not about bodies: nginx, that answers every request with the same bytes. */
export async function startStaticUpstream(
  folder: string,
  prefix: readonly string[],
  body: string,
): Promise<{ port: number; child: Child } | Missing> {
  const found = findNginx();
  if ('missing' in found) return found;
  const port = await freePort();
  const child = runNginx(found, folder, prefix, [
    ...EVENTS,
    'http {',
    ...HTTP,
    'access_log off;',
    `server { listen 127.0.0.1:${port} backlog=4096; default_type application/json; location / { return 200 '${body}'; } }`,
    '}',
  ]);
  await child.ready(`http://127.0.0.1:${port}/small`, 200, START_MS);
  return { port, child };
}

const EVENTS = ['events { worker_connections 32768; }'];

/** A client and an upstream may use a connection for as long as they like; bodies are passed on as they come, not by way of a file. */
const HTTP = [
  'keepalive_requests 1000000000;',
  'keepalive_timeout 310s;',
  'client_max_body_size 16m;',
  'proxy_request_buffering off;',
  'proxy_max_temp_file_size 0;',
  ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name}_temp;`),
];

interface Nginx {
  readonly file: string;
  readonly version: string;
  /** The folder of its dynamic modules. */
  readonly modules: string;
}

export function findNginx(): Nginx | Missing {
  const file = findProgram('nginx');
  if (file === undefined) return { missing: 'NOT INSTALLED', why: 'nginx is not there: apt-get install nginx' };
  return { file, ...parseNginx(said(file, '-V')) };
}

/** What `nginx -V` says. */
export function parseNginx(text: string): Omit<Nginx, 'file'> {
  const prefix = /--prefix=(\S+)/.exec(text)?.[1] ?? '/usr/local/nginx';
  return {
    version: /nginx\/(\S+)/.exec(text)?.[1] ?? 'of unknown version',
    modules: /--modules-path=(\S+)/.exec(text)?.[1] ?? join(prefix, 'modules'),
  };
}

function runNginx({ file }: Nginx, folder: string, prefix: readonly string[], lines: readonly string[]): Child {
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    [
      'daemon off;',
      'worker_processes 1;',
      `pid ${join(folder, 'nginx.pid')};`,
      'error_log stderr error;',
      // Its workers would otherwise be another user, who may not write here.
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      ...lines,
      '',
    ].join('\n'),
  );
  const [first = file, ...rest] = [...prefix, file, '-p', folder, '-c', config];
  return new Child({ command: [first, ...rest], folder, log: join(folder, 'server.log') });
}
