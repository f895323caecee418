import type { Socket } from 'node:net';

/** A Readable, as far as it is used. */
export type BodySource = NodeJS.ReadableStream & { readonly destroyed?: boolean; destroy?(): void };

/**
 * A request with a body that goes out as it comes in: no faster than the endpoint takes it, and exactly as long as was said.
 * The head goes with the first piece, so that nothing is sent of a request whose body never comes. Over when all is out,
 * when something is wrong, or when it is stopped.
 */
export class UpstreamBody {
  readonly #source: BodySource;
  readonly #socket: Socket;
  /** Bytes that are still to come; `undefined` when the body goes out in chunks. */
  #left: number | undefined;
  readonly #progress: () => void;
  readonly #done: (problem: string | undefined) => void;
  /** Not sent yet. */
  #head: string;
  #over = false;

  /**
   * @param progress is called with each piece
   * @param done is called once, unless `stop` was: without a problem, the whole body is out
   */
  constructor(
    head: string,
    source: BodySource,
    length: number | undefined,
    socket: Socket,
    progress: () => void,
    done: (problem: string | undefined) => void,
  ) {
    this.#head = head;
    this.#source = source;
    this.#left = length;
    this.#socket = socket;
    this.#progress = progress;
    this.#done = done;
    source.on('error', this.#failed);
    source.on('close', this.#closed);
    source.on('end', this.#ended);
    socket.on('drain', this.#drained);
    source.on('data', this.#piece);
  }

  /** What else comes is of no interest. */
  stop(): void {
    if (this.#over) return;
    this.#over = true;
    const source = this.#source;
    source.off('data', this.#piece);
    source.off('end', this.#ended);
    source.off('close', this.#closed);
    this.#socket.off('drain', this.#drained);
    // The listener for errors stays: the source may yet tell of one.
    source.destroy?.();
  }

  readonly #piece = (piece: Buffer | string): void => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    if (bytes.length === 0) return;
    this.#progress();
    if (this.#left !== undefined && bytes.length > this.#left) {
      this.#end('The request body is longer than was said');
      return;
    }
    const socket = this.#socket;
    socket.cork();
    const head = this.#takeHead();
    if (this.#left === undefined) {
      socket.write(`${head}${bytes.length.toString(16)}\r\n`, 'latin1');
      socket.write(bytes);
      socket.write('\r\n', 'latin1');
    } else {
      this.#left -= bytes.length;
      if (head !== '') socket.write(head, 'latin1');
      socket.write(bytes);
    }
    socket.uncork();
    if (this.#socket.writableNeedDrain) this.#source.pause();
  };

  readonly #drained = (): void => {
    this.#source.resume();
  };

  readonly #ended = (): void => {
    if (this.#left !== undefined && this.#left > 0) {
      this.#end('The request body is shorter than was said');
      return;
    }
    const rest = this.#takeHead() + (this.#left === undefined ? '0\r\n\r\n' : '');
    if (rest !== '') this.#socket.write(rest, 'latin1');
    this.#end(undefined);
  };

  readonly #failed = (error: Error): void => {
    this.#end(`The request body broke off: ${error.message}`);
  };

  readonly #closed = (): void => {
    this.#end('The request body broke off');
  };

  #takeHead(): string {
    const head = this.#head;
    this.#head = '';
    return head;
  }

  #end(problem: string | undefined): void {
    if (this.#over) return;
    this.stop();
    this.#done(problem);
  }
}
