import { METHODS } from 'undici/lib/llhttp/constants.js';
import { type HeadBounds, llhttp, MessageParser, OK, PAUSED_UPGRADE, type ParseProblem, STOP } from './llhttp.ts';

/** The head of one request. `headers` alternates names (as sent) and values. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  /** `1.1`, `1.0`, or what else the client wrote. */
  readonly version: string;
  readonly headers: readonly string[];
  /** False when the client asked for the connection to end after this request, or speaks HTTP/1.0. */
  readonly keepAlive: boolean;
}

/** What a parser tells, in order: `head`, any number of `body`, `end`; then the next request. Must not call the parser. */
export interface RequestReader {
  /** A request line has begun to arrive. */
  begin?(): void;
  head(head: RequestHead): void;
  /** A view into the chunk that is being parsed: nobody writes to it afterwards, so that it may be kept. */
  body(piece: Buffer): void;
  end(): void;
}

export type { HeadBounds, ParseProblem } from './llhttp.ts';

const REQUEST = 1;

const methodNames: readonly string[] = Object.entries(METHODS).reduce<string[]>((names, [name, code]) => {
  names[code] = name;
  return names;
}, []);

/** Parses the requests of one connection, one after the other. */
export class RequestParser extends MessageParser {
  /** Who is told what is parsed. */
  reader: RequestReader;
  #target = '';
  /** Of the request that was parsed last. */
  #keepAlive = true;
  #resting = true;

  constructor(reader: RequestReader, bounds: HeadBounds) {
    super(REQUEST, bounds);
    this.reader = reader;
  }

  /**
   * Whether it knows nothing of the connection that a new one would not: a request is over that may be followed by another,
   * and nothing of that has come.
   */
  get resting(): boolean {
    return this.#resting;
  }

  /** Makes it as good as new. */
  renew(): void {
    this.reader = NOBODY;
    this.#target = '';
    this.#keepAlive = true;
    this.#resting = true;
    this.reset();
  }

  /** Parses a chunk. What is returned says why the bytes are not HTTP: the connection is of no use any more. */
  execute(chunk: Buffer): ParseProblem | undefined {
    let from = 0;
    while (from < chunk.length) {
      if (this.pointer === 0) return 'FREED';
      const code = this.feed(chunk, from);
      if (this.#target.length > this.bounds.target && this.headerBytes <= this.bounds.headers) return 'TARGET_OVERFLOW';
      const problem = this.problemOf(code);
      if (problem !== undefined) return problem;
      // Nobody takes the connection over, so what follows is the next request (RFC 9110, 7.8: Upgrade may be ignored).
      if (code === PAUSED_UPGRADE) llhttp.llhttp_resume_after_upgrade(this.pointer);
      from += this.taken;
    }
    return undefined;
  }

  override begin(): number {
    this.#target = '';
    this.#resting = false;
    this.reader.begin?.();
    return super.begin();
  }

  url(at: number, length: number): number {
    if (this.tell(at, length)) return STOP;
    this.#target += this.text(at, length);
    return this.#target.length > this.bounds.target ? STOP : OK;
  }

  headersComplete(_status: number, keepAlive: boolean): number {
    const method = methodNames[llhttp.llhttp_get_method(this.pointer)] ?? '';
    this.endHead();
    this.#keepAlive = keepAlive;
    this.reader.head({ method, target: this.#target, version: this.version(), headers: this.headers, keepAlive });
    return OK;
  }

  protected piece(start: number, length: number): void {
    this.reader.body(this.chunk.subarray(start, start + length));
  }

  protected complete(): number {
    this.#resting = this.#keepAlive;
    this.reader.end();
    return OK;
  }
}

/** Parsers that nobody needs at the moment. There are rarely more than one: what is read is parsed at once. */
const MAX_SPARE = 64;

/**
 * Parsers of many connections. One that is between two requests, as most are most of the time, has none: it takes one for what
 * it reads, and gives it back when that was all of a request.
 */
export class RequestParsers {
  readonly #bounds: HeadBounds;
  readonly #spare: RequestParser[] = [];

  constructor(bounds: HeadBounds) {
    this.#bounds = bounds;
  }

  take(reader: RequestReader): RequestParser {
    const parser = this.#spare.pop();
    if (parser === undefined) return new RequestParser(reader, this.#bounds);
    parser.reader = reader;
    return parser;
  }

  /** @throws when it has still something to parse: what is left of one connection must never reach another */
  giveBack(parser: RequestParser): void {
    if (!parser.resting) throw new Error('A parser was given back in the middle of a request');
    parser.renew();
    if (this.#spare.length < MAX_SPARE) this.#spare.push(parser);
    else parser.free();
  }
}

/** What reads from a parser that nobody has. */
const NOBODY: RequestReader = { begin: unread, head: unread, body: unread, end: unread };

function unread(): never {
  throw new Error('A parser was used that was given back');
}
