import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Exit } from './failures.ts';
import { Lines } from './logs.ts';
import type { Watcher } from './watcher.ts';

export interface ProcessSpec {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly variables: Record<string, string>;
}

export interface ProcessEvents {
  /** A line on standard output or standard error. */
  line(text: string): void;
  /** The process ended; what it wrote before may still be on its way. */
  exit(exit: Exit): void;
  /** The last of its pipes is closed: nothing comes any more. Called once, also when the process never started. */
  closed(): void;
}

/**
 * The child process of an environment. It leads its own process group, so that what the function starts ends with it.
 * Descriptor 0 is empty, 1 and 2 are the log, 3 is a socket to the engine.
 */
export class EnvironmentProcess {
  /** Our end of descriptor 3. */
  readonly socket: Socket;
  readonly #child: ChildProcess;
  #exited = false;

  constructor({ command, folder, variables }: ProcessSpec, watcher: Watcher, events: ProcessEvents) {
    const [program, ...args] = command;
    this.#child = spawn(program, args, {
      cwd: folder,
      env: variables,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      const lines = new Lines(events.line);
      stream?.on('data', (chunk: Buffer) => lines.add(chunk));
      stream?.on('end', () => lines.end());
      stream?.on('error', ignore);
    }
    const pipe = this.#child.stdio[3];
    if (!(pipe instanceof Socket)) throw new Error("Descriptor 3 of a function's process is not a socket");
    this.socket = pipe;
    const { pid } = this.#child;
    if (pid !== undefined) watcher.add(pid);
    this.#child.on('exit', (code, signal) => {
      // What the function left behind.
      this.signal('SIGKILL');
      this.#exited = true;
      if (pid !== undefined) watcher.remove(pid);
      events.exit({ code, signal });
    });
    // Without a process there is an error and no exit: the folder or the program is gone.
    this.#child.on('error', () => this.#child.pid === undefined && events.exit({ code: 127, signal: null }));
    this.#child.on('close', () => events.closed());
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Signals the whole group. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#exited) return;
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // ESRCH: nobody is left in the group. EPERM: macOS says so of a group of zombies.
      if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  /** Stops listening to pipes that a process outside the group may keep open. */
  abandon(): void {
    for (const stream of this.#child.stdio) stream?.destroy();
  }
}

function ignore(): void {
  // A pipe of a process that ended: `close` follows and releases it.
}
