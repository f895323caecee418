import { Agent, get } from 'node:http';
import { connect } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The gateway will close the connection. */
  readonly closes: boolean;
}

/** A client with one connection, which it keeps for as long as the server lets it. Nothing is tried twice. */
export class Lane {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  get(): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const request = get(this.#url, { agent: this.#agent, headers: this.#headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body, closes: response.headers.connection === 'close' }),
        );
      });
      request.on('error', reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

export interface Load {
  /** Answers so far. */
  readonly answered: number;
  /** What was not answered with a 200: at most the first 20 are kept. */
  readonly failed: readonly string[];
  readonly failures: number;
  /** Resolves once there have been so many answers. */
  reached(answers: number): Promise<void>;
  /** Resolves once every client has its last answer. */
  stop(): Promise<void>;
}

/**
 * Clients that send one request after the other, each with a pause between them that the next connection may use: `every` requests
 * a client gives up its connection for another.
 */
export function load(url: string, options: { readonly clients: number; readonly every: number }): Load {
  let running = true;
  const state = { answered: 0, failed: [] as string[], failures: 0 };
  const waiting = new Set<{ readonly answers: number; readonly resolve: () => void }>();
  const client = async (): Promise<void> => {
    let lane = new Lane(url);
    for (let sent = 1; running; sent++) {
      const outcome = await lane.get().then(
        ({ status, body }) => (status === 200 ? undefined : `${status} ${body}`),
        (error: Error) => String(error),
      );
      if (outcome === undefined) state.answered++;
      else if (state.failures++ < 20) state.failed.push(outcome);
      for (const waiter of waiting) {
        if (state.answered < waiter.answers) continue;
        waiting.delete(waiter);
        waiter.resolve();
      }
      if (sent % options.every !== 0) continue;
      lane.close();
      lane = new Lane(url);
    }
    lane.close();
  };
  const clients = Array.from({ length: options.clients }, client);
  return Object.assign(state, {
    reached: (answers: number) => new Promise<void>((resolve) => waiting.add({ answers, resolve })),
    async stop() {
      running = false;
      await Promise.all(clients);
    },
  });
}

/** Resolves once nobody listens at an endpoint any more. */
export async function refused(endpoint: string): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  for (;;) {
    const socket = connect(Number(port), hostname);
    const outcome = await new Promise<string>((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('error', ({ message }) => resolve(message));
    });
    socket.destroy();
    if (outcome.includes('ECONNREFUSED')) return;
  }
}
