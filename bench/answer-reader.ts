import { readAnswer, type WholeAnswer } from './answer.ts';

/**
 * The answers of one connection as they come in pieces. Nothing is read twice: an answer with a Content-Length is looked at
 * again when all of it is there, and one in chunks when a piece ends as the last chunk does.
 */
export class AnswerReader {
  #pieces: Buffer[] = [];
  #length = 0;
  #needed = 0;

  /** Whether it stands within an answer. */
  get within(): boolean {
    return this.#length > 0;
  }

  /** Takes a piece, which the caller may use again afterwards. @throws what `readAnswer` does, and for bytes after the answer */
  take(piece: Buffer): WholeAnswer | undefined {
    this.#pieces.push(Buffer.from(piece));
    this.#length += piece.length;
    if (this.#length < this.#needed) return undefined;
    const bytes = this.#pieces.length === 1 ? (this.#pieces[0] ?? piece) : Buffer.concat(this.#pieces);
    this.#pieces = [bytes];
    if (this.#needed === 0) this.#needed = neededFor(bytes);
    if (this.#length < this.#needed || (this.#needed === CHUNKED && !endsChunks(bytes))) return undefined;
    const answer = readAnswer(bytes);
    if (answer === undefined) return undefined;
    if (answer.length !== bytes.length) throw new Error('bytes after the answer');
    this.#pieces = [];
    this.#length = this.#needed = 0;
    return answer;
  }
}

/** What `neededFor` says of an answer in chunks. */
const CHUNKED = 1;

/** How many bytes the answer has as a whole; 0 as long as its head is not there. */
function neededFor(bytes: Buffer): number {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return 0;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, headEnd))?.[1];
  return length === undefined ? CHUNKED : headEnd + 4 + Number(length);
}

function endsChunks(bytes: Buffer): boolean {
  return bytes.toString('latin1', bytes.length - 5) === '0\r\n\r\n';
}

/**
 * The cheap check: whether bytes are the right answer in the form of the last right one. Same length, same status line, same
 * Content-Length line and same body, each at the same place; what stands between (dates, ids) may differ.
 */
export class AnswerShape {
  #bytes: Buffer = Buffer.alloc(0);
  #statusEnd = 0;
  #lengthStart = 0;
  #lengthEnd = 0;
  #bodyStart = 0;

  /** Learns from an answer that was read in full and was right. One in chunks, or one that closes, has no shape. */
  learn(bytes: Buffer, closes: boolean): void {
    const headEnd = bytes.indexOf('\r\n\r\n');
    const head = bytes.toString('latin1', 0, headEnd + 2);
    const length = /\r\ncontent-length: *\d+\r\n/i.exec(head);
    if (length === null || closes) return;
    this.#bytes = Buffer.from(bytes);
    this.#statusEnd = head.indexOf('\r\n') + 2;
    this.#lengthStart = length.index;
    this.#lengthEnd = length.index + length[0].length;
    this.#bodyStart = headEnd;
  }

  fits(bytes: Buffer, length: number): boolean {
    return (
      length === this.#bytes.length &&
      length > 0 &&
      this.#same(bytes, 0, this.#statusEnd) &&
      this.#same(bytes, this.#lengthStart, this.#lengthEnd) &&
      this.#same(bytes, this.#bodyStart, length)
    );
  }

  #same(bytes: Buffer, start: number, end: number): boolean {
    return bytes.compare(this.#bytes, start, end, start, end) === 0;
  }
}
