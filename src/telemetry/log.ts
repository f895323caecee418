import type { Clock } from '../lib/clock.ts';
import type { Log, LogFields } from '../lib/log.ts';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** The process log: one line an event, for people (`text`) or for machines (`json`). */
export function openLog(options: {
  readonly level: (typeof LEVELS)[number];
  readonly format: 'text' | 'json';
  readonly clock: Clock;
  readonly write: (line: string) => void;
}): Log {
  const least = LEVELS.indexOf(options.level);
  const render = options.format === 'json' ? renderJson : renderText;
  const at = (level: string): Log['info'] => {
    if (LEVELS.indexOf(level as 'info') < least) return ignore;
    return (message, fields = {}) => options.write(`${render(options.clock.now(), level, message, fields)}\n`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function ignore(): void {
  // Below the level that was asked for.
}

function renderJson(now: number, level: string, message: string, fields: LogFields): string {
  const plain = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, describe(value)]));
  return JSON.stringify({ time: new Date(now).toISOString(), level, message, ...plain });
}

/** Control characters would let what a client sends write lines of its own. */
function renderText(now: number, level: string, message: string, fields: LogFields): string {
  const { error, ...rest } = fields;
  const mark = level === 'info' ? '' : `${level.toUpperCase()} `;
  const more = Object.entries(rest).map(([name, value]) => ` ${name}=${String(describe(value))}`);
  const cause = error === undefined ? '' : `\n${String(describe(error))}`;
  const line = `${new Date(now).toISOString().slice(11, 23)} ${mark}${message}${more.join('')}`;
  return line.replace(/[\x00-\x1f\x7f]+/g, ' ') + cause.replace(/[\x00-\x09\x0b-\x1f\x7f]+/g, ' ');
}

function describe(value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value;
}
