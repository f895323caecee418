import { hasHeader, isNamed } from '../lib/headers.ts';
import { type HeadBounds, llhttp, MessageParser, OK, PAUSED, type ParseProblem, STOP } from './llhttp.ts';

/** What a parser tells of one response, in order: `head`, any number of `body`, `end`. Must not call the parser. */
export interface ResponseReader {
  /**
   * The final head; interim ones are passed over. `headers` alternates names (as sent) and values.
   *
   * @param length what Content-Length says; -1 when it says nothing
   * @returns why the rest is not wanted, or `undefined`
   */
  head(status: number, headers: readonly string[], length: number): string | undefined;
  /** A piece of the body: the bytes of `chunk` from `start` to `end`, which are the reader's until it returns. @returns as `head` */
  body(chunk: Buffer, start: number, end: number): string | undefined;
  /** @param keepAlive whether the connection may serve another request, as far as the endpoint is concerned */
  end(keepAlive: boolean): void;
}

const RESPONSE = 2;
/** Bytes of the heads of one response, the interim ones included. */
const BOUNDS: HeadBounds = { headers: 65_536, target: 0 };
const MAX_HEADERS = 1_000;
const MAX_INTERIM = 16;

/**
 * Parses the responses of one connection to an endpoint: for each, `expect` says that its request is sent, and nothing may
 * come otherwise. What two parties could read differently is refused, as with requests (RFC 9112, 6.3).
 */
export class ResponseParser extends MessageParser {
  readonly #reader: ResponseReader;
  #isHead = false;
  #state: 'idle' | 'expecting' | 'head' | 'interim' | 'final' = 'idle';
  #paused = false;
  #interim = 0;
  #keepAlive = false;
  #surplus = false;
  #refusal: ParseProblem | undefined;

  constructor(reader: ResponseReader) {
    super(RESPONSE, BOUNDS);
    this.#reader = reader;
  }

  /** @param isHead the response answers HEAD: it has no body, whatever it says */
  expect(isHead: boolean): void {
    this.#isHead = isHead;
    this.#state = 'expecting';
    this.#interim = 0;
    if (!this.#paused) return;
    this.#paused = false;
    llhttp.llhttp_resume(this.pointer);
  }

  /** More came than the response has: the connection is of no use any more, although the response is sound. */
  get surplus(): boolean {
    return this.#surplus;
  }

  /** Parses a chunk. What is returned says why the bytes are no response: the connection is of no use any more. */
  execute(chunk: Buffer): ParseProblem | undefined {
    let from = 0;
    while (from < chunk.length) {
      if (this.pointer === 0) return 'FREED';
      if (this.#state === 'idle') {
        this.#surplus = true;
        return undefined;
      }
      // llhttp passes over line ends before a status line, however many.
      if (this.#state === 'expecting' && chunk[from] !== CAPITAL_H) return 'HPE_INVALID_CONSTANT';
      const code = this.feed(chunk, from);
      from += this.taken;
      const problem = this.#refusal ?? this.problemOf(code);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  /** The connection has ended: so does a response that lasts as long as it. @returns why there is no whole response */
  finish(): ParseProblem | undefined {
    if (this.pointer === 0) return 'FREED';
    if (this.#state === 'idle') return undefined;
    const code = this.feedEnd();
    // llhttp says that all is well where nothing of a response has come.
    if (code === PAUSED && (this.#state as string) === 'idle') return undefined;
    return code === OK || code === PAUSED ? 'CLOSED' : this.problemOf(code);
  }

  override begin(): number {
    // Interim heads count with the one that they announce.
    const before = this.headerBytes;
    super.begin();
    if (this.#state === 'idle') return STOP;
    if (this.#interim > 0) this.headerBytes = before;
    this.#state = 'head';
    return OK;
  }

  url(): number {
    return STOP;
  }

  override headerField(at: number, length: number): number {
    if (this.headers.length > 2 * MAX_HEADERS) return this.#refuse('HEADER_OVERFLOW');
    return super.headerField(at, length);
  }

  headersComplete(status: number, keepAlive: boolean): number {
    this.endHead();
    if (status < 200) {
      if (status < 100) return this.#refuse('STATUS');
      // Nobody asked for another protocol.
      if (status === 101) return this.#refuse('UPGRADE');
      this.#state = 'interim';
      this.#interim++;
      return this.#interim > MAX_INTERIM ? this.#refuse('INTERIM_OVERFLOW') : SKIP_BODY;
    }
    this.#state = 'final';
    const length = readFraming(this.headers, this.version());
    if (length === undefined) return this.#refuse('FRAMING');
    const bodyless = this.#isHead || status === 204 || status === 304;
    this.#refusal = this.#reader.head(status, this.headers, bodyless ? 0 : length);
    // A 204 that says it has a body (RFC 9112, 6.3, forbids it) may yet send one.
    this.#keepAlive = keepAlive && !(status === 204 && (length > 0 || hasHeader(this.headers, 'transfer-encoding')));
    if (this.#refusal !== undefined) return STOP;
    return bodyless ? SKIP_BODY : OK;
  }

  protected piece(start: number, length: number): void {
    this.#refusal ??= this.#reader.body(this.chunk, start, start + length);
  }

  override body(at: number, length: number): number {
    const told = super.body(at, length);
    return this.#refusal === undefined ? told : STOP;
  }

  protected complete(): number {
    if (this.#state === 'interim') {
      this.#state = 'expecting';
      return OK;
    }
    this.#state = 'idle';
    this.#paused = true;
    // Of a HEAD without framing llhttp says at first that its body lasts until the end.
    this.#reader.end(this.#isHead ? llhttp.llhttp_should_keep_alive(this.pointer) === 1 : this.#keepAlive);
    // So that what follows is found, even if llhttp would pass over it.
    return PAUSED;
  }

  #refuse(problem: ParseProblem): number {
    this.#refusal ??= problem;
    return STOP;
  }
}

const CAPITAL_H = 0x48;
/** From headersComplete: there is no body. */
const SKIP_BODY = 1;

/** @returns the declared length, -1 without one, `undefined` when the framing is no framing of HTTP */
function readFraming(headers: readonly string[], version: string): number | undefined {
  if (version !== '1.1' && version !== '1.0') return undefined;
  let length = -1;
  let codings = 0;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    if (name.length === 14) {
      if (!isNamed(name, 'Content-Length', 'content-length')) continue;
      if (length !== -1) return undefined;
      length = readLength(headers[i + 1] as string);
      if (length === -1) return undefined;
    } else if (name.length === 17) {
      if (!isNamed(name, 'Transfer-Encoding', 'transfer-encoding')) continue;
      codings++;
      if ((headers[i + 1] as string).toLowerCase() !== 'chunked') return undefined;
    }
  }
  if (codings > 0 && (codings > 1 || length !== -1 || version === '1.0')) return undefined;
  return length;
}

/** @returns a number of up to 15 digits; -1 when it is none */
function readLength(value: string): number {
  if (value.length === 0 || value.length > 15) return -1;
  let length = 0;
  for (let i = 0; i < value.length; i++) {
    const digit = value.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length;
}
