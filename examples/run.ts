import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What `npm run weather`, `npm run serverless` and `npm run soap` have in common: a Gatehouse with something deployed to it. */
export interface Example {
  /** As in "The Weather Service". */
  readonly name: string;
  /** Of `gatehouse start`; what the user adds on the command line comes behind. */
  readonly options: readonly string[];
  /** Puts the example into the Gatehouse at this endpoint, and prints how to call it. */
  readonly show: (endpoint: string) => Promise<void>;
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const READY = /^Gatehouse .* is ready on (http:\S+)/;

/** Starts Gatehouse, shows the example once it is ready, and resolves when Gatehouse has ended: by Ctrl-C or SIGTERM. */
export async function runExample({ name, options, show }: Example): Promise<void> {
  const gatehouse = spawn(
    process.execPath,
    [MAIN, 'start', '--log-format', 'text', ...options, ...process.argv.slice(2)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(gatehouse, 'exit').then(([code]) => {
    process.exitCode ||= (code as number | null) ?? 0;
  });
  // Ctrl-C reaches Gatehouse by itself; a signal for this process alone is passed on.
  process.on('SIGTERM', () => gatehouse.kill('SIGTERM'));
  process.on('SIGINT', () => undefined);

  for await (const line of createInterface({ input: gatehouse.stdout })) {
    console.log(line);
    const endpoint = READY.exec(line)?.[1];
    if (endpoint === undefined) continue;
    try {
      await show(endpoint);
      console.log(`\n${name} is up. Call it as often as you like; Ctrl-C ends it.`);
    } catch (error) {
      console.error(`${name} could not be deployed:`, error);
      gatehouse.kill('SIGTERM');
      process.exitCode = 1;
    }
  }
  await ended;
}

/** Calls the URL and prints what a user would type, and what comes back. */
export async function showCall(url: string, body?: string): Promise<void> {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
  const response = await fetch(url, body === undefined ? {} : (post as RequestInit));
  const sent = body === undefined ? '' : ` -H 'Content-Type: application/json' \\\n      -d '${body}'`;
  console.log(`\n  curl '${url}'${sent}\n\n  ${response.status} ${await response.text()}`);
}
