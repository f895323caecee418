import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A Gatehouse started as a user starts it: a process of its own, spoken to over its port alone. */
export interface Running {
  readonly endpoint: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Lines of its log so far. */
  readonly log: readonly string[];
  /** Resolves with the first log line that matches. */
  logged(pattern: RegExp): Promise<string>;
  /** Sends the signal and waits for the end. @returns exit code and, when it was killed, the signal */
  stop(signal?: NodeJS.Signals): Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

/** `gatehouse start` on a free port with these options. Rejects with what it printed when it ends before it is ready. */
export async function startProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const child = spawn(process.execPath, [MAIN, 'start', '--port', '0', '--log-format', 'text', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...env },
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const log: string[] = [];
  const waiting = new Set<{ pattern: RegExp; resolve: (line: string) => void }>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    for (const waiter of waiting) {
      if (!waiter.pattern.test(line)) continue;
      waiting.delete(waiter);
      waiter.resolve(line);
    }
  });
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /ready on http:\/\/\S+:(\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    void ended.then(([code]) => reject(new Error(`gatehouse start ended with ${code}: ${log.join('\n')}`)));
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    process: child,
    log,
    logged: (pattern) => {
      const seen = log.find((line) => pattern.test(line));
      return seen !== undefined ? Promise.resolve(seen) : new Promise((resolve) => waiting.add({ pattern, resolve }));
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
