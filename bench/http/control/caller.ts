import { systemClock } from '../../../src/lib/clock.ts';
import { openClient } from '../../../src/wire/wire.ts';

export interface Answered {
  readonly status: number;
  /** Parsed when it is asked for: who only looks at the status does not pay for it. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the operation answers
  body(): any;
}

/** Sends calls of the control plane over connections that are kept, with a signature that developer mode takes unseen. */
export interface Caller {
  send(method: string, path: string, body?: string | object): Promise<Answered>;
  /** The same for what must succeed. @returns the body */
  ok(method: string, path: string, body?: string | object): Promise<ReturnType<Answered['body']>>;
  close(): Promise<void>;
}

const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host;x-amz-date, Signature=0';
const HEADERS = ['Accept', 'application/json', 'Authorization', SIGNATURE, 'X-Amz-Date', '20260101T000000Z'] as const;
const TIMEOUT_MS = 120_000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export function openCaller(origin: string, connections: number): Caller {
  const client = openClient({ clock: systemClock, maxResponseBytes: MAX_ANSWER_BYTES, connections });
  const send = async (method: string, path: string, body?: string | object): Promise<Answered> => {
    const json = typeof body === 'object';
    const answered = await client.send({
      origin,
      method,
      path,
      headers: json ? [...HEADERS, 'Content-Type', 'application/json'] : HEADERS,
      body: json ? JSON.stringify(body) : body,
      timeoutMs: TIMEOUT_MS,
    });
    if (answered.answer !== 'response') throw new Error(`${method} ${path}: ${JSON.stringify(answered)}`);
    const bytes = answered.body;
    return {
      status: answered.status,
      body: () => (bytes.length === 0 ? undefined : JSON.parse(bytes.toString('utf8'))),
    };
  };
  return {
    send,
    async ok(method, path, body) {
      const answered = await send(method, path, body);
      if (answered.status < 300) return answered.body();
      throw new Error(`${method} ${path}: ${answered.status} ${JSON.stringify(answered.body())}`);
    },
    close: () => client.close(),
  };
}
