import type { Socket } from 'node:net';
import { HANDSHAKE_MS } from './bounds.ts';
import type { ConnectionContext, ServedConnection } from './served.ts';

/**
 * The TLS handshakes that are under way. `node:tls` gives a handshake time again with every byte of it; here it has its time
 * from the connection on.
 */
export class Handshakes {
  readonly #context: ConnectionContext;
  /** By the addresses and ports of both ends, which no two connections share. */
  readonly #underWay = new Map<string, Handshake>();

  constructor(context: ConnectionContext) {
    this.#context = context;
  }

  begin(raw: Socket): ServedConnection {
    const ends = endsOf(raw);
    const handshake = new Handshake(raw, this.#context, () => {
      if (this.#underWay.get(ends) === handshake) this.#underWay.delete(ends);
    });
    this.#underWay.set(ends, handshake);
    return handshake;
  }

  /** @param secured what `node:tls` made of the socket that `begin` was given */
  end(secured: Socket): void {
    this.#underWay.get(endsOf(secured))?.done();
  }
}

class Handshake implements ServedConnection {
  readonly deadline: number;
  ended = false;
  readonly #raw: Socket;
  readonly #context: ConnectionContext;
  readonly #forget: () => void;

  constructor(raw: Socket, context: ConnectionContext, forget: () => void) {
    this.#raw = raw;
    this.#context = context;
    this.#forget = forget;
    this.deadline = context.now() + HANDSHAKE_MS;
    raw.once('close', () => this.done());
  }

  done(): void {
    if (this.ended) return;
    this.ended = true;
    this.#forget();
    this.#context.settled(this);
  }

  expire(): void {
    this.#raw.destroy();
  }

  /** Nothing is owed to who has asked nothing. */
  finish(): void {
    this.#raw.destroy();
  }

  destroy(): void {
    this.#raw.destroy();
  }
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}
