import type { Call, CallPlace } from './call.ts';
import { type ConnectionPool, UpstreamConnection } from './upstream-connection.ts';
import { Dial, type DialContext, type DialFailure, type Endpoint } from './upstream-dial.ts';

/** What the pools of a client share. */
export interface UpstreamContext extends DialContext {
  /** Connections of one pool. */
  readonly connections: number;
  /** Calls that may wait for one of them. */
  readonly waiting: number;
  /** The pool has neither connections nor calls. */
  emptied(upstream: Upstream): void;
}

/**
 * The connections to one endpoint. The one that was used last is used next, so that those that a lull does not need go by
 * themselves. A call that finds none waits for the first that is free, be it a new one or one that is done with its call.
 */
export class Upstream implements ConnectionPool, CallPlace {
  /** Of its pool, among those of the client. */
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly #context: UpstreamContext;
  readonly #free: UpstreamConnection[] = [];
  readonly #all = new Set<UpstreamConnection>();
  /** Connections that are being made. */
  readonly #dials = new Map<Dial, UpstreamConnection>();
  readonly #waiting = new Set<Call>();
  #closed = false;

  constructor(name: string, endpoint: Endpoint, context: UpstreamContext) {
    this.name = name;
    this.endpoint = endpoint;
    this.#context = context;
  }

  /** Nothing is under way. */
  get unused(): boolean {
    return this.#waiting.size === 0 && this.#all.size === this.#free.length && this.#dials.size === 0;
  }

  send(call: Call): void {
    const connection = this.#free.pop();
    if (connection !== undefined) {
      this.#context.deadlines.clear(connection);
      connection.start(call);
      return;
    }
    if (this.#waiting.size >= this.#context.waiting) {
      call.settle({ answer: 'network error', detail: 'Too many requests wait for a connection to this endpoint' });
      return;
    }
    this.#wait(call);
  }

  /** Ends everything; calls are settled as failed. */
  close(): void {
    this.#closed = true;
    for (const [dial, connection] of this.#dials) {
      dial.cancel();
      connection.discard();
    }
    this.#dials.clear();
    for (const call of this.#waiting) call.settle({ answer: 'network error', detail: 'The client is closed' });
    this.#waiting.clear();
    for (const connection of this.#all) connection.fail('The client is closed');
    this.dropIfEmpty();
  }

  dropIfEmpty(): void {
    if (this.#all.size === 0 && this.#dials.size === 0 && this.#waiting.size === 0) this.#context.emptied(this);
  }

  // --- from a call that waits ---

  forget(call: Call): void {
    this.#waiting.delete(call);
    this.dropIfEmpty();
  }

  pause(): void {
    // Who waits has no answer yet.
  }

  resume(): void {
    // As above.
  }

  // --- from connections ---

  release(connection: UpstreamConnection): void {
    const call = this.#next();
    if (call !== undefined) {
      connection.start(call);
      return;
    }
    this.#free.push(connection);
    this.#context.deadlines.set(connection, connection.idleMs);
  }

  retire(connection: UpstreamConnection): void {
    this.#context.deadlines.clear(connection);
    const at = this.#free.lastIndexOf(connection);
    if (at !== -1) this.#free.splice(at, 1);
  }

  ended(connection: UpstreamConnection): void {
    this.retire(connection);
    this.#all.delete(connection);
    this.#dial();
    this.dropIfEmpty();
  }

  retry(call: Call): void {
    if (this.#closed) call.settle({ answer: 'network error', detail: 'The client is closed' });
    else this.#wait(call);
  }

  // --- inside ---

  #wait(call: Call): void {
    call.place = this;
    this.#waiting.add(call);
    this.#dial();
  }

  #next(): Call | undefined {
    for (const call of this.#waiting) {
      this.#waiting.delete(call);
      return call;
    }
    return undefined;
  }

  /** As many as there are calls that wait, within the bound. */
  #dial(): void {
    const { connections } = this.#context;
    while (this.#dials.size < this.#waiting.size && this.#all.size + this.#dials.size < connections) this.#open();
  }

  #open(): void {
    const connection = new UpstreamConnection(this);
    const dial = new Dial(this.endpoint, this.#context, connection.onread, (result) => {
      this.#dials.delete(dial);
      if ('answer' in result) {
        connection.discard();
        this.#failed(result);
        return;
      }
      this.#all.add(connection);
      connection.attach(result);
      this.release(connection);
    });
    this.#dials.set(dial, connection);
    dial.start();
  }

  /** A connection that fails fails a call, unless the others that are being made are enough for those that wait. */
  #failed(failure: DialFailure): void {
    const call = this.#waiting.size > this.#dials.size ? this.#next() : undefined;
    if (call !== undefined) {
      call.place = undefined;
      call.settle(failure);
    }
    this.#dial();
    this.dropIfEmpty();
  }
}
