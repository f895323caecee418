import type { Socket } from 'node:net';
import type { Log } from '../lib/log.ts';
import type { WireRequest } from './request.ts';
import type { WireResponse } from './response.ts';

/** Answers a request. It must not throw: whoever composes it turns bugs into answers. */
export type Answer = (rq: WireRequest) => WireResponse | Promise<WireResponse>;

/** What the listener needs of a connection, whatever it speaks. */
export interface ServedConnection {
  /** Milliseconds since the epoch, after which `expire` is due. */
  readonly deadline: number;
  /** Everything is released. */
  readonly ended: boolean;
  expire(): void;
  /** Ends when nothing is owed, now or as soon as that is so. */
  finish(): void;
  destroy(): void;
}

/** What the connections of one listener share. */
export interface ConnectionContext {
  readonly answer: Answer;
  readonly log: Log;
  now(): number;
  /** The Date header, rendered. @param now milliseconds since the epoch, from who has looked already */
  date(now?: number): string;
  /** No further request is taken: answers say `Connection: close`. */
  closing(): boolean;
  /** A connection has ended, or has nothing in flight any more. */
  settled(connection: ServedConnection): void;
}

/** Who is on the other side. */
export function clientAddress(socket: Socket): string {
  const address = socket.remoteAddress ?? '';
  // An IPv4 client of a dual-stack socket.
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
