import { createRequire } from 'node:module';
import { knownName } from '../lib/known-names.ts';

/** Bytes that a message may take before its body. */
export interface HeadBounds {
  /** Names, values and terminators of all headers. */
  readonly headers: number;
  /** Of a request. */
  readonly target: number;
}

/** Why bytes are no message: llhttp's names (`HPE_…`), and some of ours. */
export type ParseProblem = 'HEADER_OVERFLOW' | 'FRAMING_OVERFLOW' | 'TARGET_OVERFLOW' | 'FREED' | (string & {});

export const OK = 0;
/** What a callback returns so that llhttp stops: the message is then ours to phrase. */
export const STOP = -1;
export const PAUSED = 21;
export const PAUSED_UPGRADE = 22;

interface Llhttp {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(bytes: number): number;
  llhttp_alloc(type: number): number;
  llhttp_free(parser: number): void;
  /** Makes it as `llhttp_alloc` made it. */
  llhttp_reset(parser: number): void;
  llhttp_execute(parser: number, at: number, length: number): number;
  llhttp_finish(parser: number): number;
  llhttp_get_method(parser: number): number;
  llhttp_get_http_major(parser: number): number;
  llhttp_get_http_minor(parser: number): number;
  llhttp_get_error_pos(parser: number): number;
  llhttp_should_keep_alive(parser: number): number;
  llhttp_resume(parser: number): void;
  llhttp_resume_after_upgrade(parser: number): void;
  llhttp_errno_name(code: number): number;
}

type Callback = (parser: number, at: number, length: number) => number;

interface WasmGlobal {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** The most that is parsed at a time. */
const PIECE = 65_536;
/** Text is decoded this many bytes at a time and cut from there: a decoding for each name and value costs four times as much. */
const WINDOW = 2_048;

/** The parser that is executing; llhttp runs synchronously, so that there is never more than one. */
let current: MessageParser | undefined;

/** The one instance that all parsers share. */
export const llhttp: Llhttp = load();
const region = llhttp.malloc(PIECE);
let view = new Uint8Array(llhttp.memory.buffer, region, PIECE);

/**
 * What parsers of requests and of responses have in common: llhttp, the parser of Node itself, in the WebAssembly build that
 * undici ships, and the headers, trailers and bounds of a message. Call `free` when the connection ends.
 *
 * Strings that it hands out may keep up to 2 KB of what came with them alive: whoever keeps one for long copies it.
 */
export abstract class MessageParser {
  protected pointer: number;
  protected readonly bounds: HeadBounds;
  protected chunk: Buffer = EMPTY;
  /** Where the piece being parsed begins in the chunk, less where it lies in WebAssembly memory. */
  protected shift = 0;
  protected headers: string[] = NONE;
  /** The head is handed over: header callbacks now tell of trailers. */
  protected inBody = false;
  protected headerBytes = 0;
  #inValue = false;
  /** Bytes of all pieces before the one that is being parsed. */
  #fed = 0;
  /** Where the last span that llhttp told of ended; -1 between messages. */
  #toldTo = -1;
  /** Bytes of the head, or of a chunked body, that llhttp does not tell of: blanks, line ends, chunk sizes and extensions. */
  #untold = 0;
  #bodyBytes = 0;
  #trailers: string[] = NONE;
  #window = '';
  /** Where the window lies in the chunk. */
  #windowFrom = 0;
  #windowTo = 0;

  /** @param type 1 for requests, 2 for responses */
  constructor(type: 1 | 2, bounds: HeadBounds) {
    this.bounds = bounds;
    this.pointer = llhttp.llhttp_alloc(type);
  }

  free(): void {
    if (this.pointer === 0) return;
    llhttp.llhttp_free(this.pointer);
    this.pointer = 0;
  }

  /** Forgets all that came before. */
  protected reset(): void {
    llhttp.llhttp_reset(this.pointer);
    this.headers = NONE;
    this.inBody = false;
    this.headerBytes = 0;
    this.#fed = 0;
    this.#toldTo = -1;
    this.#trailers = NONE;
  }

  /** Name, value, name, value … of what came behind a chunked body. Complete when the message is. */
  get trailers(): readonly string[] {
    return this.#trailers;
  }

  // --- what llhttp tells; also for the subclasses ---

  begin(): number {
    this.headers = [];
    this.inBody = false;
    this.headerBytes = 0;
    this.#inValue = false;
    this.#toldTo = -1;
    this.#untold = 0;
    this.#bodyBytes = 0;
    this.#trailers = NONE;
    return OK;
  }

  abstract url(at: number, length: number): number;
  abstract headersComplete(status: number, keepAlive: boolean): number;

  /** Of a status line: nobody needs it, but it takes room. */
  reason(at: number, length: number): number {
    return this.tell(at, length) ? STOP : this.#countHeader(length);
  }

  headerField(at: number, length: number): number {
    if (this.tell(at, length)) return STOP;
    if (this.inBody && this.#trailers === NONE) this.#trailers = [];
    // A name or a value may come in parts, when it lies across two chunks.
    const headers = this.inBody ? this.#trailers : this.headers;
    if (this.#inValue || headers.length === 0) headers.push(knownName(this.text(at, length)), '');
    else headers[headers.length - 2] += this.text(at, length);
    this.#inValue = false;
    return this.#countHeader(length + HEADER_PUNCTUATION);
  }

  headerValue(at: number, length: number): number {
    if (this.tell(at, length)) return STOP;
    const headers = this.inBody ? this.#trailers : this.headers;
    if (this.inBody && !this.#inValue) {
      // llhttp obeys these where they stand, although trailers must change nothing (RFC 9110, 6.5.1).
      if (FRAMING.has((headers[headers.length - 2] as string).toLowerCase())) return STOP;
    }
    if (this.#inValue) headers[headers.length - 1] += this.text(at, length);
    else headers[headers.length - 1] = this.text(at, length);
    this.#inValue = true;
    return this.#countHeader(length);
  }

  body(at: number, length: number): number {
    if (this.tell(at, length)) return STOP;
    this.#bodyBytes += length;
    this.piece(at + this.shift, length);
    return OK;
  }

  /** Of the body, in `chunk`. */
  protected abstract piece(start: number, length: number): void;

  messageComplete(): number {
    this.#toldTo = -1;
    return this.complete();
  }

  protected abstract complete(): number;

  // --- for the subclasses ---

  /** Runs llhttp over at most 64 KB of a chunk. @returns its code, and in `taken` how many bytes there were */
  protected feed(chunk: Buffer, from: number): number {
    if (current !== undefined) throw new Error('A parser was called from within a parser');
    const length = Math.min(PIECE, chunk.length - from);
    if (view.buffer !== llhttp.memory.buffer) view = new Uint8Array(llhttp.memory.buffer, region, PIECE);
    view.set(length === chunk.length ? chunk : chunk.subarray(from, from + length));
    this.chunk = chunk;
    this.shift = from - region;
    current = this;
    let code: number;
    try {
      code = llhttp.llhttp_execute(this.pointer, region, length);
    } finally {
      current = undefined;
      this.chunk = EMPTY;
      this.#window = '';
      this.#windowTo = 0;
    }
    this.taken =
      code === PAUSED || code === PAUSED_UPGRADE ? llhttp.llhttp_get_error_pos(this.pointer) - region : length;
    this.#fed += this.taken;
    return code;
  }

  protected taken = 0;

  /** Tells llhttp that nothing more comes. @returns its code */
  protected feedEnd(): number {
    if (current !== undefined) throw new Error('A parser was called from within a parser');
    current = this;
    try {
      return llhttp.llhttp_finish(this.pointer);
    } finally {
      current = undefined;
    }
  }

  /** What stands behind an error of llhttp, or behind none: bytes that it passes over without a word are bounded too. */
  protected problemOf(code: number): ParseProblem | undefined {
    if (this.headerBytes > this.bounds.headers) return 'HEADER_OVERFLOW';
    if (code !== OK && code !== PAUSED && code !== PAUSED_UPGRADE) {
      return this.#isOverdone(this.#untold) ? this.#overflow() : errorName(code);
    }
    const silent = this.#toldTo >= 0 && this.#isOverdone(this.#untold + this.#fed - this.#toldTo);
    return silent ? this.#overflow() : undefined;
  }

  /** The head has been told of; what is passed over from here on belongs to the body. */
  protected endHead(): void {
    this.inBody = true;
    this.#inValue = true;
    this.#untold = 0;
    trimValues(this.headers);
  }

  /** Notes where a span lies. @returns whether too much lies between the spans */
  protected tell(at: number, length: number): boolean {
    const start = at - region + this.#fed;
    if (this.#toldTo >= 0) this.#untold += start - this.#toldTo;
    this.#toldTo = start + length;
    return this.#isOverdone(this.#untold);
  }

  protected text(at: number, length: number): string {
    const start = at + this.shift;
    const end = start + length;
    if (start < this.#windowFrom || end > this.#windowTo) {
      if (length > WINDOW) return this.chunk.toString('latin1', start, end);
      this.#windowFrom = start;
      this.#windowTo = Math.min(start + WINDOW, this.chunk.length);
      this.#window = this.chunk.toString('latin1', start, this.#windowTo);
    }
    return this.#window.slice(start - this.#windowFrom, end - this.#windowFrom);
  }

  protected version(): string {
    const major = llhttp.llhttp_get_http_major(this.pointer);
    const minor = llhttp.llhttp_get_http_minor(this.pointer);
    return major === 1 && minor === 1 ? '1.1' : `${major}.${minor}`;
  }

  #overflow(): ParseProblem {
    return this.inBody ? 'FRAMING_OVERFLOW' : 'HEADER_OVERFLOW';
  }

  #isOverdone(untold: number): boolean {
    if (!this.inBody) return untold > this.bounds.headers + START_LINE;
    return untold > MAX_FRAMING + this.#bodyBytes * FRAMING_PER_BYTE;
  }

  #countHeader(bytes: number): number {
    this.headerBytes += bytes;
    return this.headerBytes > this.bounds.headers ? STOP : OK;
  }
}

const EMPTY: Buffer = Buffer.alloc(0);
/** Stands between two messages: `begin` makes a list for each. */
const NONE: string[] = [];
/** `: ` and the end of the line. */
const HEADER_PUNCTUATION = 4;
/** What a request line has behind its target. */
const START_LINE = 16;
/** Bytes of chunk sizes, extensions and line ends: Node's own bound, and what chunks of a single byte need. */
const MAX_FRAMING = 16_384;
const FRAMING_PER_BYTE = 8;
const FRAMING = new Set(['connection', 'content-length', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** Blanks behind a value are no part of it (RFC 9112, 5.1); those before it are not told. */
function trimValues(headers: string[]): void {
  for (let i = 1; i < headers.length; i += 2) {
    const value = headers[i] as string;
    let end = value.length;
    while (end > 0 && isBlank(value.charCodeAt(end - 1))) end--;
    if (end < value.length) headers[i] = value.slice(0, end);
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function load(): Llhttp {
  const require = createRequire(import.meta.url);
  const bytes: Uint8Array = require('undici/lib/llhttp/llhttp_simd-wasm.js');
  // Node has WebAssembly, but its types come with the DOM's, which this project does not load.
  const { Module, Instance }: WasmGlobal = Reflect.get(globalThis, 'WebAssembly');
  const spans: Record<string, Callback> = {
    wasm_on_url: (_, at, length) => (current === undefined ? STOP : current.url(at, length)),
    wasm_on_status: (_, at, length) => (current === undefined ? STOP : current.reason(at, length)),
    wasm_on_header_field: (_, at, length) => (current === undefined ? STOP : current.headerField(at, length)),
    wasm_on_header_value: (_, at, length) => (current === undefined ? STOP : current.headerValue(at, length)),
    wasm_on_body: (_, at, length) => (current === undefined ? STOP : current.body(at, length)),
  };
  const points = {
    wasm_on_message_begin: () => (current === undefined ? STOP : current.begin()),
    wasm_on_message_complete: () => (current === undefined ? STOP : current.messageComplete()),
    wasm_on_headers_complete: (_: number, status: number, _upgrade: number, keepAlive: number) =>
      current === undefined ? STOP : current.headersComplete(status, keepAlive === 1),
  };
  const instance = new Instance(new Module(bytes), { env: { ...spans, ...points } });
  const exports = instance.exports as Llhttp;
  exports._initialize();
  return exports;
}

function errorName(code: number): string {
  const memory = Buffer.from(llhttp.memory.buffer);
  const start = llhttp.llhttp_errno_name(code);
  return memory.toString('latin1', start, memory.indexOf(0, start));
}
