import { connect, type Socket } from 'node:net';
import { AnswerReader } from '../../answer-reader.ts';

export interface Answered {
  readonly status: number;
  /** Parsed when it is asked for: who only looks at the status does not pay for it. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the operation answers
  body(): any;
}

/** Sends calls of the control plane over one connection that is kept, with a signature that developer mode takes unseen. */
export interface Caller {
  /** One call at a time. Rejects when the connection ends before the answer is there. */
  send(method: string, path: string, body?: string | object): Promise<Answered>;
  /** The same for what must succeed. @returns the body */
  ok(method: string, path: string, body?: string | object): Promise<ReturnType<Answered['body']>>;
  close(): void;
}

const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host;x-amz-date, Signature=0';

/**
 * The generator shares the machine with what it measures, and each of its calls waits for those before: so it does the least that
 * a client has to do, over plain sockets.
 */
export async function openCaller(origin: string): Promise<Caller> {
  const { hostname, port, host } = new URL(origin);
  const socket = await connected(hostname, Number(port));
  const reader = new AnswerReader();
  let waiting: PromiseWithResolvers<Answered> | undefined;
  let ended: Error | undefined;

  const end = (error: Error): void => {
    ended ??= error;
    waiting?.reject(ended);
  };
  socket.on('data', (piece: Buffer) => {
    try {
      const answer = reader.take(piece);
      if (answer === undefined) return;
      const { status, body } = answer;
      const asked = waiting;
      waiting = undefined;
      asked?.resolve({ status, body: () => (body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))) });
    } catch (error) {
      end(error as Error);
      socket.destroy();
    }
  });
  socket.on('error', end);
  socket.on('close', () => end(new Error('The connection was closed')));

  const fixed = `Host: ${host}\r\nAccept: application/json\r\nAuthorization: ${SIGNATURE}\r\nX-Amz-Date: 20260101T000000Z\r\n`;
  const send = (method: string, path: string, body?: string | object): Promise<Answered> => {
    if (ended !== undefined) return Promise.reject(ended);
    if (waiting !== undefined) return Promise.reject(new Error('A call is under way'));
    waiting = Promise.withResolvers();
    const start = `${method} ${path} HTTP/1.1\r\n${fixed}`;
    if (body === undefined) socket.write(`${start}\r\n`, 'latin1');
    else {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const type = typeof body === 'string' ? '' : 'Content-Type: application/json\r\n';
      socket.write(`${start}${type}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    }
    return waiting.promise;
  };
  return {
    send,
    async ok(method, path, body) {
      const answered = await send(method, path, body);
      if (answered.status < 300) return answered.body();
      throw new Error(`${method} ${path}: ${answered.status} ${JSON.stringify(answered.body())}`);
    },
    close: () => socket.destroy(),
  };
}

function connected(host: string, port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host, port, noDelay: true }, () => {
    socket.off('error', reject);
    resolve(socket);
  });
  socket.once('error', reject);
  return promise;
}
