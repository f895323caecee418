import type { Log, LogFields } from '../lib/log.ts';
import type { LogLevel, LogLine } from './thread-words.ts';

/** Lines that wait to be taken by the main thread. */
const MAX_WAITING = 10_000;

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/**
 * The log of a gateway thread: lines travel to the main thread, which writes them, once for all of a turn of the event loop;
 * warnings and errors at once, because the thread may be about to end. When the main thread falls behind, lines are dropped
 * and their number is logged.
 *
 * @param send resolves when the main thread has written the lines
 */
export function threadLog(
  level: (typeof LEVELS)[number],
  send: (lines: readonly LogLine[]) => Promise<void>,
): Log & { flush(): void } {
  const least = LEVELS.indexOf(level);
  let lines: LogLine[] = [];
  let sent = 0;
  let dropped = 0;
  let due: NodeJS.Immediate | undefined;

  function flush(): void {
    clearImmediate(due);
    due = undefined;
    const batch = lines;
    if (batch.length === 0) return;
    lines = [];
    sent += batch.length;
    // It is refused only when the process ends, and then nobody writes it.
    send(batch).then(
      () => wasWritten(batch.length),
      () => wasWritten(batch.length),
    );
  }

  function wasWritten(count: number): void {
    sent -= count;
    if (dropped === 0 || sent > 0) return;
    const fields = { lines: dropped };
    dropped = 0;
    add('warn', 'Lines of the log were dropped: they came faster than they are written', fields);
  }

  function add(at: LogLevel, message: string, fields: LogFields): void {
    if (sent + lines.length >= MAX_WAITING) {
      dropped++;
      return;
    }
    lines.push({ level: at, message, fields: plain(fields) });
    if (at === 'warn' || at === 'error') flush();
    else due ??= setImmediate(flush);
  }

  const at = (name: LogLevel): Log['info'] => {
    if (LEVELS.indexOf(name) < least) return ignore;
    return (message, fields = {}) => add(name, message, fields);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), flush };
}

function ignore(): void {
  // Below the level that was asked for.
}

/** What can be sent to another thread whatever it holds. */
function plain(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (value instanceof Error) return value.stack ?? value.message;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return typeof value === 'function' || typeof value === 'symbol' ? String(value) : value;
}
