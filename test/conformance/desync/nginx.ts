import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { listenAnywhere, nodeUpstream, Tap, type Upstream } from './upstream.ts';

/** Whether there is an nginx to run. */
export async function nginxInstalled(): Promise<boolean> {
  return promisify(execFile)('nginx', ['-v']).then(
    () => true,
    () => false,
  );
}

/**
 * nginx in front of node:http. Its access log tells which requests it cut out of the bytes, also those that it refused;
 * what is behind it tells their headers and bodies; a relay before it keeps the bytes themselves.
 */
export async function nginxUpstream(): Promise<Upstream> {
  const dir = await mkdtemp(join(tmpdir(), 'desync-nginx-'));
  const behind = await nodeUpstream();
  const port = await freePort();
  const file = join(dir, 'nginx.conf');
  await writeFile(file, config(dir, port, behind.port));
  const child = spawn('nginx', ['-p', dir, '-c', file, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(child);

  const tap = new Tap();
  const relayed = new Set<Socket>();
  const relay = createServer({ allowHalfOpen: true }, (socket) => {
    relayed.add(socket);
    tap.watch(socket);
    const on = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    on.on('error', () => socket.destroy());
    socket.on('close', () => {
      relayed.delete(socket);
      on.destroy();
    });
    on.on('close', () => socket.destroy());
    socket.pipe(on);
    on.pipe(socket);
  });
  const relayPort = await listenAnywhere(relay);
  let read = 0;
  let marks = 0;

  return {
    name: 'nginx',
    port: relayPort,
    async take() {
      const raw = tap.take();
      // nginx has one process here: when it has logged the mark, it has logged everything before it.
      const mark = `/mark-${++marks}`;
      await get(port, mark);
      const log = await logUntil(join(dir, 'access.log'), mark, read);
      read += log.length;
      const { requests } = await behind.take();
      const passed = requests.filter(({ path }) => path !== mark);
      const logged = log
        .trimEnd()
        .split('\n')
        .map(readLine)
        .filter(({ path }) => path !== mark);
      return {
        raw,
        requests: logged.map(({ method, path }) => {
          const at = passed.findIndex((one) => one.method === method && one.path === path);
          const [found] = at < 0 ? [] : passed.splice(at, 1);
          return found ?? { method, path, headers: [], body: '', cut: false };
        }),
      };
    },
    async [Symbol.asyncDispose]() {
      for (const socket of relayed) socket.destroy();
      await new Promise((resolve) => relay.close(resolve));
      const exited = once(child, 'exit');
      child.kill();
      await exited;
      await behind[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Method and target of a line of the log: nginx knows no path of a request that it refuses. */
function readLine(json: string): { readonly method: string; readonly path: string } {
  const { line }: { line: string } = JSON.parse(json);
  const [method = '', path = ''] = line.split(' ');
  return { method, path };
}

function config(dir: string, port: number, behind: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off; master_process off; pid ${dir}/nginx.pid; error_log stderr notice;
events { worker_connections 512; }
http {
  ${temporary.map((name) => `${name}_temp_path ${dir}/${name};`).join(' ')}
  log_format requests escape=json '{"line":"$request"}';
  access_log ${dir}/access.log requests;
  large_client_header_buffers 4 32k; ignore_invalid_headers off; underscores_in_headers on;
  upstream behind { server 127.0.0.1:${behind}; keepalive 8; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://behind; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Host $http_host;
    }
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenAnywhere(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until nginx says that it has started, or rejects with what it said instead. */
async function listening(child: ChildProcess): Promise<void> {
  const { stderr } = child;
  if (stderr === null) throw new Error('nginx has no output');
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: stderr }).on('line', (line) => {
      said.push(line);
      // The last that it says, with its ports already open.
      if (line.includes('RLIMIT_NOFILE')) resolve();
    });
    child.once('exit', () => reject(new Error(`nginx did not start: ${said.join('\n')}`)));
  });
}

async function get(port: number, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      response.on('end', resolve);
    })
      .on('error', reject)
      .end();
  });
}

/** The log from the character `from` on, once it has the line for `path`. */
async function logUntil(file: string, path: string, from: number): Promise<string> {
  for (let tries = 0; tries < 1_000; tries++) {
    const log = (await readFile(file, 'latin1')).slice(from);
    if (log.includes(` ${path} `) && log.endsWith('\n')) return log;
  }
  throw new Error(`nginx did not log ${path}`);
}
