import { readFileSync } from 'node:fs';
import { type Key, OPTIONS, type Option, type OptionValues } from './options.ts';

export { OPTIONS, type Option } from './options.ts';

/** What a process runs with: every option, read once, frozen. */
export type Config = Readonly<Omit<OptionValues, 'httpsPort' | 'tlsCert' | 'tlsKey'>> & {
  /** The search path for programs, handed to functions. */
  readonly path: string;
  /** Absent: there is no HTTPS port. */
  readonly https: HttpsConfig | undefined;
};

export interface HttpsConfig {
  readonly port: number;
  /** Paths of PEM files. */
  readonly certFile: string;
  readonly keyFile: string;
}

/** A setting that cannot be used. The message is one line: which setting, what is wrong with it, what would be right. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const PREFIX = 'GATEHOUSE_';

/**
 * Reads the configuration: a flag wins over the environment, that over the default. `GATEHOUSE_X_FILE` names a file that
 * holds the value, for secrets. @param flags by option key, as written on the command line
 *
 * @throws ConfigError
 */
export function readConfig(
  flags: Readonly<Partial<Record<Key, string | boolean>>>,
  env: NodeJS.ProcessEnv = process.env,
): { readonly config: Config; readonly warnings: readonly string[] } {
  const known = new Set(Object.values(OPTIONS).flatMap(({ env: name }) => [name, `${name}_FILE`]));
  const warnings = Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.has(name))
    .map((name) => `${name} is no setting of Gatehouse and has no effect; gatehouse start --help lists them`);

  const values: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(OPTIONS) as [Key, Option<unknown>][]) {
    const given = flags[key] ?? fromEnvironment(option, env);
    values[key] = given === undefined ? option.fallback : readValue(option, String(given));
  }
  const { httpsPort, tlsCert, tlsKey, ...rest } = values as unknown as OptionValues;
  const https = httpsOf(rest.port, { httpsPort, tlsCert, tlsKey });
  return { config: Object.freeze({ ...rest, https, path: env['PATH'] ?? '' }), warnings };
}

function httpsOf(
  plainPort: number,
  options: Pick<OptionValues, 'httpsPort' | 'tlsCert' | 'tlsKey'>,
): HttpsConfig | undefined {
  const { httpsPort: port, tlsCert: certFile, tlsKey: keyFile } = options;
  if (port === undefined && certFile === undefined && keyFile === undefined) return undefined;
  if (port === undefined || certFile === undefined || keyFile === undefined) {
    const missing = (['httpsPort', 'tlsCert', 'tlsKey'] as const).filter((key) => options[key] === undefined);
    const names = missing.map((key) => `--${OPTIONS[key].flag}`).join(' and ');
    throw new ConfigError(`--https-port, --tls-cert and --tls-key go together, and there is no ${names}`);
  }
  // Where a port is shared, both would have it.
  if (port === plainPort && port !== 0) throw new ConfigError(`--https-port must not be --port, and both are ${port}`);
  return { port, certFile, keyFile };
}

function fromEnvironment(option: Option<unknown>, env: NodeJS.ProcessEnv): string | undefined {
  const file = env[`${option.env}_FILE`];
  if (file === undefined || file === '') return env[option.env];
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    throw new ConfigError(`${option.env}_FILE names ${file}, which cannot be read: ${(error as Error).message}`);
  }
}

function readValue(option: Option<unknown>, text: string): unknown {
  try {
    return option.parse(text);
  } catch (error) {
    throw new ConfigError(`${option.flag === undefined ? option.env : `--${option.flag}`} ${(error as Error).message}`);
  }
}
