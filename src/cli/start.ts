import { parseArgs } from 'node:util';
import { type Config, ConfigError, OPTIONS, type Option, readConfig } from '../config/config.ts';
import { systemClock } from '../lib/clock.ts';
import { type Gatehouse, startGatehouse, VERSION } from '../process/process.ts';
import { openLog } from '../telemetry/telemetry.ts';
import type { Verb } from './cli.ts';

export const start: Verb = { doc: 'run everything on one port, for development and CI', run };

async function run(args: readonly string[]): Promise<number> {
  let config: Config;
  let warnings: readonly string[];
  try {
    const flags = readFlags(args);
    if (flags['help'] === true) {
      console.log(help());
      return 0;
    }
    ({ config, warnings } = readConfig(flags));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(error.message, 2);
  }

  const format = config.logFormat === 'auto' ? (process.stderr.isTTY ? 'text' : 'json') : config.logFormat;
  const write = (line: string): void => void process.stderr.write(line);
  const log = openLog({ level: config.logLevel, format, clock: systemClock, write });
  for (const warning of warnings) log.warn(warning);

  let gatehouse: Gatehouse;
  const stopped = nextStopSignal();
  try {
    gatehouse = await startGatehouse(config, systemClock, log);
  } catch (error) {
    return fail(explain(error as NodeJS.ErrnoException, config), 1);
  }
  console.log(ready(config, gatehouse.port));
  const signal = await stopped;
  log.info(`${signal}: finishing requests in flight, then stopping`);
  await gatehouse.stop();
  return 0;
}

function readFlags(args: readonly string[]): { [key: string]: string | boolean } {
  const entries = (Object.entries(OPTIONS) as [string, Option<unknown>][]).filter(([, { flag }]) => flag !== undefined);
  const options = Object.fromEntries(
    entries.map(([, { flag, shape }]) => [flag, { type: shape === undefined ? 'boolean' : 'string' } as const]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean', short: 'h' } } });
    const keyOf = new Map(entries.map(([key, { flag }]) => [flag, key]));
    return Object.fromEntries(
      Object.entries(values).map(([flag, value]) => [keyOf.get(flag) ?? flag, value as string | boolean]),
    );
  } catch (error) {
    // parseArgs explains positionals at length after the first sentence.
    throw new ConfigError(`${(error as Error).message.split('. ')[0]}. gatehouse start --help lists the options`);
  }
}

/** The second signal ends the process at once. */
function nextStopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}

function ready(config: Config, port: number): string {
  const host = config.host === '127.0.0.1' ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
  const kept = config.ephemeral ? 'nothing is kept' : `data in ${config.dataDir}`;
  return `Gatehouse ${VERSION} is ready on http://${host}:${port} (${kept})`;
}

/** One line: what is wrong, and what to do. */
function explain(error: NodeJS.ErrnoException, config: Config): string {
  const where = `${config.host}:${config.port}`;
  const known: { readonly [code: string]: string } = {
    EADDRINUSE: `${where} is in use by another process. Stop it, or choose another port with --port`,
    EACCES: `this user may not listen on ${where}. Choose a port above 1023 with --port`,
    EADDRNOTAVAIL: `${config.host} is no address of this machine. Choose another with --host`,
    ENOTSUP: 'this system does not let sockets share a port: leave out --threads and --share-port',
    ENOTFOUND: `${config.host} is no address of this machine. Choose another with --host`,
  };
  if (error.name === 'StoreUnavailable') return error.message;
  return known[error.code ?? ''] ?? error.stack ?? error.message;
}

function fail(message: string, code: number): number {
  console.error(`gatehouse: ${message}`);
  return code;
}

function help(): string {
  const lines = Object.values(OPTIONS as { readonly [key: string]: Option<unknown> }).map((option) => {
    const { flag, env, shape, doc, fallback } = option;
    const usage = flag === undefined ? `${env}=${shape}` : `--${flag}${shape === undefined ? '' : ` <${shape}>`}`;
    const seconds = shape === 'seconds' ? Number(fallback) / 1000 : fallback;
    const shown = typeof seconds === 'object' || seconds === false ? '' : ` (default ${String(seconds)})`;
    return `  ${usage.padEnd(36)}${doc}${shown}`;
  });
  return [
    'Usage: gatehouse start [options]',
    '',
    ...lines,
    '',
    'Every option can be set in the environment: --data-dir is GATEHOUSE_DATA_DIR. GATEHOUSE_…_FILE names a file with the value.',
  ].join('\n');
}
