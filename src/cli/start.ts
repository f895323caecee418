import { parseArgs } from 'node:util';
import { type Config, ConfigError, OPTIONS, type Option, readConfig } from '../config/config.ts';
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
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

  // Servers take SIGHUP as "read your files again"; a terminal that closes sends it to end what runs in it.
  const hangsUp = process.stdin.isTTY;
  const stopped = nextStopSignal(hangsUp ? ['SIGTERM', 'SIGINT', 'SIGHUP'] : ['SIGTERM', 'SIGINT']);
  const starting = startGatehouse(config, systemClock, log);
  if (!hangsUp) process.on('SIGHUP', () => void readFilesAgain(starting, log));
  let gatehouse: Gatehouse;
  try {
    gatehouse = await starting;
  } catch (error) {
    return fail(explain(error as ListenError, config), 1);
  }
  console.log(ready(config, gatehouse));
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
function nextStopSignal(signals: readonly NodeJS.Signals[]): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve(signal));
  });
}

/** SIGHUP, as servers take it; one that comes before all is started is followed then. */
async function readFilesAgain(starting: Promise<Gatehouse>, log: Log): Promise<void> {
  const gatehouse = await starting.catch(() => undefined);
  if (gatehouse === undefined) return;
  await gatehouse.reopenLogs();
  log.info("SIGHUP: the files of stages' logs are open again");
  const { readCertificateAgain: read } = gatehouse;
  if (read === undefined) {
    log.info('SIGHUP: there is no certificate to be read again, because there is no HTTPS port');
    return;
  }
  log.info('SIGHUP: reading the certificate again');
  await read().catch((error: unknown) => log.error('The certificate was not read again', { error }));
}

function ready(config: Config, { port, httpsPort }: Gatehouse): string {
  const host = config.host === '127.0.0.1' ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
  const secure = httpsPort === undefined ? '' : ` and https://${host}:${httpsPort}`;
  const kept = config.ephemeral ? 'nothing is kept' : `data in ${config.dataDir}`;
  return `Gatehouse ${VERSION} is ready on http://${host}:${port}${secure} (${kept})`;
}

interface ListenError extends NodeJS.ErrnoException {
  readonly port?: number;
}

/** One line: what is wrong, and what to do. */
function explain(error: ListenError, config: Config): string {
  const { host, port, https } = config;
  const where = `${host}:${error.port ?? port}`;
  const flag = https !== undefined && error.port === https.port ? '--https-port' : '--port';
  const known: { readonly [code: string]: string } = {
    EADDRINUSE: `${where} is in use by another process. Stop it, or choose another port with ${flag}`,
    EACCES: `this user may not listen on ${where}. Choose a port above 1023 with ${flag}`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Choose another with --host`,
    ENOTSUP: 'this system does not let sockets share a port: leave out --threads and --share-port',
    ENOTFOUND: `${host} is no address of this machine. Choose another with --host`,
  };
  if (error.name === 'StoreUnavailable' || error.name === 'ConfigError') return error.message;
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
    const shown =
      typeof seconds === 'object' || seconds === undefined || seconds === false ? '' : ` (default ${String(seconds)})`;
    return `  ${usage.padEnd(36)}${doc}${shown}`;
  });
  return [
    'Usage: gatehouse start [options]',
    '',
    ...lines,
    '',
    'Every option can be set in the environment: --data-dir is GATEHOUSE_DATA_DIR. GATEHOUSE_…_FILE names a file with the value, which for GATEHOUSE_TLS_… is a path again.',
  ].join('\n');
}
