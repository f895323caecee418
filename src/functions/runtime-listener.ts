import { createServer } from 'node:net';
import { RuntimeConnection, type RuntimeSession } from './runtime-api.ts';

/** Connections that one runtime may hold at once. AWS's clients hold one. */
const MAX_CONNECTIONS = 16;

export interface RuntimeListener {
  /** `127.0.0.1:{port}`: AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Accepts nothing more; open connections go on. */
  close(): void;
}

/** The Runtime API on a loopback port of its own, so that an environment sees its own invocations only. */
export async function listenForRuntime(
  session: RuntimeSession,
  connected: (connection: RuntimeConnection) => void,
): Promise<RuntimeListener> {
  const server = createServer({ noDelay: true }, (socket) => connected(new RuntimeConnection(socket, session, false)));
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A TCP listener has no port');
  return { address: `127.0.0.1:${bound.port}`, close: () => server.close() };
}
