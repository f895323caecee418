import { connect } from 'node:net';

/** What came back on a connection. */
export interface Conversation {
  readonly statuses: readonly number[];
  /** Whether the server closed it. It is not waited for where an answer says that it stays open. */
  readonly closed: boolean;
  /** Everything, a character a byte. */
  readonly text: string;
  /** What is behind the last whole answer: nothing, unless something is broken. */
  readonly rest: string;
}

/** Bytes that are sent as soon as so many answers have come. */
export interface Send {
  readonly after: number;
  readonly bytes: string;
}

/** Far above what any answer here takes: it only ends a run that has failed. */
const BOUND_MS = 10_000;

/** Sends bytes on a new connection and takes what comes until the server closes it, which it should after `count` answers. */
export async function converse(
  port: number,
  options: { readonly sends: readonly Send[]; readonly count: number; readonly ends: boolean },
): Promise<Conversation> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const sends = [...options.sends];
  let text = '';
  let closed = true;
  const sendDue = (answers: number): void => {
    while (sends[0] !== undefined && sends[0].after <= answers) socket.write(sends.shift()?.bytes ?? '', 'latin1');
    if (options.ends && sends.length === 0) socket.end();
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`The connection stayed open; on it came ${JSON.stringify(text)}`));
    }, BOUND_MS);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const { statuses, kept } = readAnswers(text);
      sendDue(statuses.length);
      if (sends.length > 0 || statuses.length < options.count || !kept) return;
      closed = false;
      socket.destroy();
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(timer);
      const { statuses, rest } = readAnswers(text);
      resolve({ statuses, rest, closed, text });
    });
    sendDue(0);
  });
}

/** The whole answers in a text; `kept` when the last one says that the connection stays open. */
export function readAnswers(text: string): { statuses: number[]; kept: boolean; rest: string } {
  const statuses: number[] = [];
  let kept = false;
  for (;;) {
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return { statuses, kept, rest: text };
    const head = text.slice(0, end + 2);
    const length = Number(/\r\nContent-Length: (\d+)\r/.exec(head)?.[1] ?? 0);
    if (text.length < end + 4 + length) return { statuses, kept, rest: text };
    statuses.push(Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? 0));
    kept = head.includes('\r\nConnection: keep-alive\r');
    text = text.slice(end + 4 + length);
  }
}
