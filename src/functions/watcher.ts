import { type ChildProcess, spawn } from 'node:child_process';
import type { Log } from '../lib/log.ts';

const SHELL = '/bin/sh';

/** Keeps a list of process groups as it is told, and kills them when its input ends. */
const SCRIPT = `trap '' HUP INT TERM
groups=' '
while read -r verb group; do
  case $verb in
    add) groups="$groups$group " ;;
    remove) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -9 -"$group"; done`;

/**
 * A process that outlives the engine by a moment, and ends what the engine could not: a function that loops for ever, or a
 * runtime that knows nothing of us, would otherwise outlive an engine that was killed. There is one for all environments,
 * from the first one on until `close`.
 */
export class Watcher {
  readonly #log: Log;
  readonly #groups = new Set<number>();
  #child: ChildProcess | undefined;
  #gone: Promise<void> = Promise.resolve();

  constructor(log: Log) {
    this.#log = log;
  }

  add(group: number): void {
    this.#groups.add(group);
    if (this.#child === undefined) this.#start();
    else this.#tell('add', group);
  }

  remove(group: number): void {
    if (this.#groups.delete(group)) this.#tell('remove', group);
  }

  /** Ends the process; what is still on its list is killed. */
  async close(): Promise<void> {
    this.#child?.stdin?.end();
    await this.#gone;
  }

  #start(): void {
    // A group of its own: what a terminal sends to the engine is not for it.
    const child = spawn(SHELL, ['-c', SCRIPT], { detached: true, env: {}, stdio: ['pipe', 'ignore', 'ignore'] });
    this.#child = child;
    this.#gone = new Promise((resolve) => {
      const ended = () => {
        if (this.#child === child) this.#child = undefined;
        resolve();
      };
      child.on('close', ended);
      child.on('error', (error) => {
        this.#log.warn(`Functions may outlive this process if it is killed: ${SHELL} does not start.`, { error });
        ended();
      });
    });
    child.stdin?.on('error', () => child.stdin?.destroy());
    for (const group of this.#groups) this.#tell('add', group);
  }

  #tell(verb: 'add' | 'remove', group: number): void {
    this.#child?.stdin?.write(`${verb} ${group}\n`);
  }
}
