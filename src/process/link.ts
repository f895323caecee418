import type { MessagePort, Worker } from 'node:worker_threads';

/** What one end can be asked, by name. Arguments and answers are cloned on the way: a Buffer arrives as a Uint8Array. */
// biome-ignore lint/suspicious/noExplicitAny: each argument has its own type, which `ask` checks.
export type Asked = { readonly [name: string]: (argument: any) => unknown };

/** An answer or argument together with the memory in it that is handed over instead of copied. */
export class Moved<T> {
  readonly value: T;
  readonly memory: readonly ArrayBuffer[];

  constructor(value: T, memory: readonly ArrayBuffer[]) {
    this.value = value;
    this.memory = memory;
  }
}

type Answer<F> = F extends (argument: never) => infer R ? Unmoved<Awaited<R>> : never;
type Unmoved<T> = T extends Moved<infer V> ? V : T;
type Argument<F> = F extends (argument: infer A) => unknown ? A : never;

/** The other end is gone: nothing that it was asked will be answered. */
export class LinkClosed extends Error {
  override name = 'LinkClosed';
}

type Message =
  /** Without `id`, no answer is wanted. */
  | { readonly ask: string; readonly id?: number; readonly argument: unknown }
  | { readonly answered: number; readonly value: unknown }
  | { readonly refused: number; readonly error: { readonly message: string; readonly [property: string]: unknown } };

/** One end of a conversation between threads: `Mine` is what it answers, `Theirs` what it may ask. */
export class Link<Mine extends Asked, Theirs extends Asked> {
  readonly #port: Worker | MessagePort;
  readonly #mine: Mine;
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #last = 0;
  #closed = false;

  constructor(port: Worker | MessagePort, mine: Mine) {
    this.#port = port;
    this.#mine = mine;
    port.on('message', (message: Message) => this.#receive(message));
  }

  /** Rejects with the other end's error, or with LinkClosed. */
  ask<K extends keyof Theirs & string>(
    name: K,
    argument: Argument<Theirs[K]> | Moved<Argument<Theirs[K]>>,
  ): Promise<Answer<Theirs[K]>> {
    if (this.#closed) return Promise.reject(new LinkClosed('The other thread has ended'));
    const id = ++this.#last;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    this.#post(argument, (value) => ({ ask: name, id, argument: value }));
    return answer as Promise<Answer<Theirs[K]>>;
  }

  /** Asks without waiting for an answer. */
  tell<K extends keyof Theirs & string>(name: K, argument: Argument<Theirs[K]>): void {
    if (!this.#closed) this.#post(argument, (value) => ({ ask: name, argument: value }));
  }

  /** The other end is gone. */
  close(): void {
    this.#closed = true;
    for (const { reject } of this.#pending.values()) reject(new LinkClosed('The other thread has ended'));
    this.#pending.clear();
  }

  #receive(message: Message): void {
    if ('ask' in message) {
      void this.#answer(message.ask, message.id, message.argument);
      return;
    }
    const id = 'answered' in message ? message.answered : message.refused;
    const asked = this.#pending.get(id);
    this.#pending.delete(id);
    if ('answered' in message) asked?.resolve(message.value);
    else asked?.reject(Object.assign(new Error(message.error.message), message.error));
  }

  /** What nobody waits for must not fail: it is a bug, and ends the thread. */
  async #answer(name: string, id: number | undefined, argument: unknown): Promise<void> {
    const answer = this.#mine[name];
    if (answer === undefined) throw new Error(`A thread was asked for ${JSON.stringify(name)}, which it does not know`);
    if (id === undefined) {
      await answer(argument);
      return;
    }
    try {
      const result = await answer(argument);
      if (!this.#closed) this.#post(result, (value) => ({ answered: id, value }));
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const { name: kind, message, stack, code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
      if (!this.#closed) this.#port.postMessage({ refused: id, error: { name: kind, message, stack, code, port } }, []);
    }
  }

  #post(value: unknown, message: (value: unknown) => Message): void {
    if (value instanceof Moved) this.#port.postMessage(message(value.value), [...value.memory]);
    else this.#port.postMessage(message(value), []);
  }
}

/** A copy in memory of its own, to be handed over: a Buffer may lie in memory that others share, or be needed again here. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** Bytes that came from another thread, as a Buffer. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
