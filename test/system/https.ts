import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { type RequestOptions, request } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { ca, type Identity } from '../../src/wire/tls.fixture.ts';
import { describeTree, killTree } from '../left-behind.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** All certificates here are for this name. */
export const NAME = 'a.example';
/** The system spreads connections over two threads: that this many miss one of them happens once in 2^29 times. */
export const MANY = 30;
const children = new Set<ChildProcess>();

/** What a test that failed has left behind would be waited for. What it was doing is said. */
export function killAll(): void {
  for (const { pid, exitCode, signalCode } of children) {
    if (pid === undefined || exitCode !== null || signalCode !== null) continue;
    for (const line of describeTree(pid)) console.error(`Left behind: ${line}`);
    killTree(pid);
  }
}

/** The files of a certificate, which can be written again. */
export async function pemFiles(dir: string, name: string, identity: Identity) {
  const [cert, key] = [join(dir, `${name}.pem`), join(dir, `${name}.key`)];
  const write = async (it: Identity): Promise<void> => {
    await Promise.all([writeFile(cert, it.cert), writeFile(key, it.key)]);
  };
  await write(identity);
  return { cert, key, write, options: ['--tls-cert', cert, '--tls-key', key] };
}

/** A `gatehouse start`, with every line that it has printed. */
export class Started {
  readonly process: ChildProcess;
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
  readonly #waiting = new Set<() => void>();

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const common = ['start', '--port', '0', '--ephemeral', '--log-format', 'text'];
    this.process = spawn(process.execPath, [MAIN, ...common, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...env },
    });
    children.add(this.process);
    this.ended = once(this.process, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    for (const stream of ['stdout', 'stderr'] as const) {
      const input = this.process[stream];
      assert.ok(input);
      createInterface({ input }).on('line', (line) => {
        this[stream].push(line);
        for (const look of this.#waiting) look();
      });
    }
  }

  /** Resolves with the match of the `nth` line that matches. */
  printed(stream: 'stdout' | 'stderr', pattern: RegExp, nth = 1): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this[stream].map((line) => pattern.exec(line)).filter((match) => match !== null)[nth - 1];
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
      void this.ended.then(([code]) => reject(new Error(`it ended with ${code}: ${this.stderr.join('\n')}`)));
    });
  }

  async stop() {
    this.process.kill('SIGTERM');
    return await this.ended;
  }
}

export async function start(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const started = new Started(args, env);
  const urls = /^Gatehouse \S+ is ready on http:\/\/localhost:(\d+) and https:\/\/localhost:(\d+) \(nothing is kept\)$/;
  const [, port, httpsPort] = await started.printed('stdout', urls);
  return { started, endpoint: `http://127.0.0.1:${port}`, httpsPort: Number(httpsPort) };
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly closes: boolean;
  readonly socket: TLSSocket;
}

/** HTTP/1.1, as curl has it with `--resolve` and `--cacert`. */
export function get(port: number, path: string, options: RequestOptions = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, path, servername: NAME, ca, agent: false };
    const sent = request({ ...to, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      const socket = response.socket as TLSSocket;
      const closes = response.headers.connection === 'close';
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, closes, socket }));
    });
    sent.on('error', reject).end();
  });
}

export function openHttp2(port: number): ClientHttp2Session {
  return connectHttp2(`https://127.0.0.1:${port}`, { ca, servername: NAME });
}

export async function getHttp2(session: ClientHttp2Session, path: string) {
  const stream = session.request({ ':path': path });
  let body = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  const [headers] = await once(stream, 'response');
  await once(stream, 'end');
  return { status: Number(headers[':status']), body };
}

/** A connection whose handshake is done, and which knows what it was shown. */
export async function dial(port: number, session?: Buffer): Promise<TLSSocket> {
  const resume = session === undefined ? {} : { session };
  const socket = connect({ port, host: '127.0.0.1', servername: NAME, ca, ...resume });
  await once(socket, 'secureConnect');
  return socket;
}

export async function shown(port: number): Promise<string> {
  const socket = await dial(port);
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

export async function shownToMany(port: number): Promise<readonly string[]> {
  const all = await Promise.all(Array.from({ length: MANY }, () => shown(port)));
  return [...new Set(all)];
}

export const fingerprint = ({ cert }: Identity): string => new X509Certificate(cert).fingerprint256;

/**
 * Resolves once nobody listens on a port that is being closed. A listener that still accepts ends such a connection when it has
 * closed: who connects again at once, as `refused` does, keeps it from that for a while.
 */
export async function closed(port: number): Promise<void> {
  for (let code: string | undefined; code !== 'ECONNREFUSED'; ) {
    const socket = connectTcp(port, '127.0.0.1').resume();
    code = await new Promise((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.on('close', () => resolve(undefined));
    });
  }
}
