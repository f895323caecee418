import { connect } from 'node:net';

/** What came back on a connection. */
export interface Conversation {
  readonly statuses: readonly number[];
  /** Everything, a character a byte. */
  readonly text: string;
  /** What is behind the last whole answer: nothing, unless something is broken. */
  readonly rest: string;
}

/** Far above what any answer here takes: it only ends a run that has failed. */
const BOUND_MS = 1_000;

/**
 * Sends bytes on a new connection and takes what comes until the server closes it. As soon as there are `count` answers,
 * `next` is sent: it shows that the connection is still of use.
 */
export async function converse(
  port: number,
  bytes: string,
  options: { readonly count: number; readonly next?: string; readonly ends?: boolean },
): Promise<Conversation> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let { next } = options;
  let text = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`The connection stayed open; on it came ${JSON.stringify(text)}`));
    }, BOUND_MS);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (next === undefined || readAnswers(text).statuses.length < options.count) return;
      socket.write(next, 'latin1');
      next = undefined;
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ ...readAnswers(text), text });
    });
    socket.write(bytes, 'latin1');
    if (options.ends === true) socket.end();
    else if (options.count === 0 && next !== undefined) {
      socket.write(next, 'latin1');
      next = undefined;
    }
  });
}

/** The statuses of the whole answers in a text. */
export function readAnswers(text: string): { statuses: number[]; rest: string } {
  const statuses: number[] = [];
  for (;;) {
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return { statuses, rest: text };
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0);
    const head = text.slice(0, end);
    const length = Number(/\r\nContent-Length: (\d+)/.exec(head)?.[1] ?? 0);
    if (text.length < end + 4 + length) return { statuses, rest: text };
    statuses.push(status);
    text = text.slice(end + 4 + length);
  }
}
