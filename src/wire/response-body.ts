import type { Socket } from 'node:net';
import type { BodyFlow, FlowTaker } from '../lib/body-flow.ts';
import type { BodyFraming } from './response.ts';
import { writeTogether } from './turn.ts';

/** Pieces up to this many bytes travel in one string with their frame: one write. */
const SMALL = 16_384;

/**
 * The body of an HTTP/1.1 response that goes out as it comes, no faster than the client takes it. Over when all is written,
 * when it broke off or is not as long as was said, or when it is stopped.
 */
export class ResponseBody implements FlowTaker {
  readonly #flow: BodyFlow;
  readonly #socket: Socket;
  readonly #chunked: boolean;
  /** Bytes that are still to come; infinite where no length was said. */
  #left: number;
  readonly #done: (complete: boolean) => void;
  #over = false;

  /** @param done is called once, unless `stop` was. Without `complete` the client must see that this is not all. */
  constructor(flow: BodyFlow, framing: BodyFraming, socket: Socket, done: (complete: boolean) => void) {
    this.#flow = flow;
    this.#socket = socket;
    this.#chunked = framing === 'chunked';
    this.#left = typeof framing === 'number' ? framing : Number.POSITIVE_INFINITY;
    this.#done = done;
  }

  start(): void {
    this.#socket.on('drain', this.#drained);
    this.#flow.take(this);
  }

  /** The client is gone. */
  stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.off('drain', this.#drained);
    this.#flow.cancel();
  }

  piece(bytes: Buffer): void {
    if (this.#over) return;
    const { length } = bytes;
    if (length > this.#left) {
      this.#end(false);
      return;
    }
    this.#left -= length;
    const socket = this.#socket;
    writeTogether(socket);
    if (!this.#chunked) socket.write(bytes);
    else if (length <= SMALL) socket.write(`${length.toString(16)}\r\n${bytes.toString('latin1')}\r\n`, 'latin1');
    else {
      socket.write(`${length.toString(16)}\r\n`, 'latin1');
      socket.write(bytes);
      socket.write('\r\n', 'latin1');
    }
    if (socket.writableNeedDrain) this.#flow.hold();
  }

  end(): void {
    const complete = this.#left === 0 || this.#left === Number.POSITIVE_INFINITY;
    if (complete && this.#chunked && !this.#over) this.#socket.write('0\r\n\r\n', 'latin1');
    this.#end(complete);
  }

  fail(): void {
    this.#end(false);
  }

  readonly #drained = (): void => {
    this.#flow.release();
  };

  #end(complete: boolean): void {
    if (this.#over) return;
    this.stop();
    this.#done(complete);
  }
}
