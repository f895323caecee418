/**
 * `npm run weather`: starts Gatehouse, deploys the Weather Service to it, calls it once, and stays up.
 * Options go to `gatehouse start`: `npm run weather -- --port 4600`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { deployWeather } from './deploy.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const gatehouse = spawn(process.execPath, [main, 'start', '--log-format', 'text', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(gatehouse, 'exit').then(([code]) => {
  process.exitCode ||= (code as number | null) ?? 0;
});
// Ctrl-C reaches Gatehouse by itself; a signal for this process alone is passed on.
process.on('SIGTERM', () => gatehouse.kill('SIGTERM'));
process.on('SIGINT', () => undefined);

const ready = /^Gatehouse .* is ready on (http:\S+)/;
for await (const line of createInterface({ input: gatehouse.stdout })) {
  console.log(line);
  const endpoint = ready.exec(line)?.[1];
  if (endpoint !== undefined) await show(endpoint);
}
await ended;

async function show(endpoint: string): Promise<void> {
  try {
    const url = `${await deployWeather(endpoint)}?city=oslo`;
    const response = await fetch(url);
    console.log(`\n  curl '${url}'\n\n  ${response.status} ${await response.text()}\n`);
    console.log('The Weather Service is up. Call it as often as you like; Ctrl-C ends it.');
  } catch (error) {
    console.error('The Weather Service could not be deployed:', error);
    gatehouse.kill('SIGTERM');
    process.exitCode = 1;
  }
}
