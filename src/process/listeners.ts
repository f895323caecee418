import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { type Answer, type Listener, listen, type TlsContexts } from '../wire/wire.ts';

export interface Ports {
  readonly port: number;
  /** Absent: nothing is served over TLS. */
  readonly httpsPort: number | undefined;
}

/** The listeners of one thread, which answer alike: one for HTTP and, where there is a certificate, one for HTTPS. */
export interface Listeners extends Ports {
  /** As of a `Listener`, of all of them at once. */
  stopAccepting(): Promise<void>;
  close(graceMs: number, idleMs: number): Promise<void>;
}

/** Port 0 takes a free one. @throws the listen error, with the port that it is about; then none listens */
export async function openListeners(options: {
  readonly host: string;
  readonly port: number;
  readonly https: { readonly port: number; readonly tls: TlsContexts } | undefined;
  readonly reusePort: boolean;
  readonly answer: Answer;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Listeners> {
  const { port, https, ...shared } = options;
  const plain = { port };
  const wanted: readonly { readonly port: number; readonly tls?: TlsContexts }[] =
    https === undefined ? [plain] : [plain, https];
  const open = new Map<object, Listener>();
  const all = async (act: (listener: Listener) => Promise<void>): Promise<void> => {
    await Promise.all([...open.values()].map(act));
  };
  try {
    // A port that is given before one that is any: with `reusePort` it could be the same.
    for (const it of wanted.toSorted((a, b) => b.port - a.port)) open.set(it, await listen({ ...shared, ...it }));
  } catch (error) {
    await all((listener) => listener.close(0));
    throw error;
  }
  return {
    port: (open.get(plain) as Listener).port,
    httpsPort: https && open.get(https)?.port,
    stopAccepting: () => all((listener) => listener.stopAccepting()),
    close: (graceMs, idleMs) => all((listener) => listener.close(graceMs, idleMs)),
  };
}
