import { readFileSync } from 'node:fs';
import { type Key, OPTIONS, type Option, type OptionValues } from './options.ts';

export { OPTIONS, type Option } from './options.ts';

/** What a process runs with: every option, read once, frozen. */
export type Config = Readonly<OptionValues> & {
  /** The search path for programs, handed to functions. */
  readonly path: string;
};

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
  return { config: Object.freeze({ ...(values as unknown as OptionValues), path: env['PATH'] ?? '' }), warnings };
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
