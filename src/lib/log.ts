/** Fields of a log line. Secrets never go in: credentials, authorization headers, function environments, payloads. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The process log. Messages are whole sentences for the person at the terminal; fields are for machines. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Drops everything: for tests that do not look at the log. */
export const silentLog: Log = { debug: drop, info: drop, warn: drop, error: drop };

function drop(): void {
  // Dropped on purpose: see silentLog.
}

/** Keeps every line: for tests that do look. */
export function memoryLog(): Log & { readonly lines: { level: string; message: string; fields: LogFields }[] } {
  const lines: { level: string; message: string; fields: LogFields }[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      lines.push({ level, message, fields });
    };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
