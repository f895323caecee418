import { createRequire } from 'node:module';
import { METHODS } from 'undici/lib/llhttp/constants.js';

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

/** Bytes that a request may take before its body. */
export interface HeadBounds {
  /** Names, values and terminators of all headers. */
  readonly headers: number;
  readonly target: number;
}

/** Why bytes are no request: llhttp's names (`HPE_…`), and three of ours. */
export type ParseProblem = 'HEADER_OVERFLOW' | 'TARGET_OVERFLOW' | 'FREED' | (string & {});

const PIECE = 65_536;
const OK = 0;
const PAUSED_UPGRADE = 22;
const REQUEST = 1;
/** What a callback returns so that llhttp stops: the message is then ours to phrase. */
const STOP = -1;

const methodNames: readonly string[] = Object.entries(METHODS).reduce<string[]>((names, [name, code]) => {
  names[code] = name;
  return names;
}, []);

interface Llhttp {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(bytes: number): number;
  llhttp_alloc(type: number): number;
  llhttp_free(parser: number): void;
  llhttp_execute(parser: number, at: number, length: number): number;
  llhttp_get_method(parser: number): number;
  llhttp_get_http_major(parser: number): number;
  llhttp_get_http_minor(parser: number): number;
  llhttp_get_error_pos(parser: number): number;
  llhttp_resume_after_upgrade(parser: number): void;
  llhttp_errno_name(code: number): number;
}

type Callback = (parser: number, at: number, length: number) => number;

interface WasmGlobal {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** The parser that is executing; llhttp runs synchronously, so that there is never more than one. */
let current: RequestParser | undefined;

const llhttp = load();
const region = llhttp.malloc(PIECE);
let view = new Uint8Array(llhttp.memory.buffer, region, PIECE);

/**
 * An HTTP/1.1 request parser over llhttp, the parser of Node itself, in the WebAssembly build that undici ships. Feed it
 * bytes as they come; call `free` when the connection ends.
 */
export class RequestParser {
  readonly #reader: RequestReader;
  readonly #bounds: HeadBounds;
  #pointer: number;
  #chunk: Buffer = EMPTY;
  /** Where the piece being parsed begins in the chunk, less where it lies in WebAssembly memory. */
  #shift = 0;
  #target = '';
  #headers: string[] = [];
  #inValue = false;
  #headerBytes = 0;
  /** Bytes of all pieces before the one that is being parsed. */
  #fed = 0;
  /** Where the last span that llhttp told of ended; -1 between messages. */
  #toldTo = -1;
  /** Bytes of the head, or of a chunked body, that llhttp does not tell of: blanks, line ends, chunk sizes and extensions. */
  #untold = 0;
  #bodyBytes = 0;
  /** Name of the trailer that is arriving. */
  #trailer = '';
  /** The head is handed over: header callbacks now tell of trailers, which nobody needs. */
  #inBody = false;

  constructor(reader: RequestReader, bounds: HeadBounds) {
    this.#reader = reader;
    this.#bounds = bounds;
    this.#pointer = llhttp.llhttp_alloc(REQUEST);
  }

  /** Parses a chunk. What is returned says why the bytes are not HTTP: the connection is of no use any more. */
  execute(chunk: Buffer): ParseProblem | undefined {
    if (current !== undefined) throw new Error('A request parser was called from within a request parser');
    let from = 0;
    while (from < chunk.length) {
      if (this.#pointer === 0) return 'FREED';
      const length = Math.min(PIECE, chunk.length - from);
      if (view.buffer !== llhttp.memory.buffer) view = new Uint8Array(llhttp.memory.buffer, region, PIECE);
      view.set(length === chunk.length ? chunk : chunk.subarray(from, from + length));
      this.#chunk = chunk;
      this.#shift = from - region;
      current = this;
      let code: number;
      try {
        code = llhttp.llhttp_execute(this.#pointer, region, length);
      } finally {
        current = undefined;
      }
      this.#chunk = EMPTY;
      const fed = code === PAUSED_UPGRADE ? llhttp.llhttp_get_error_pos(this.#pointer) - region : length;
      this.#fed += fed;
      if (this.#headerBytes > this.#bounds.headers) return 'HEADER_OVERFLOW';
      if (this.#target.length > this.#bounds.target) return 'TARGET_OVERFLOW';
      if (code === PAUSED_UPGRADE) {
        // Nobody takes the connection over, so what follows is the next request (RFC 9110, 7.8: Upgrade may be ignored).
        from += fed;
        llhttp.llhttp_resume_after_upgrade(this.#pointer);
        continue;
      }
      if (code !== OK) {
        return this.#isOverdone(this.#untold) ? this.#overflow() : errorName(code);
      }
      if (this.#toldTo >= 0 && this.#isOverdone(this.#untold + this.#fed - this.#toldTo)) {
        return this.#overflow();
      }
      from += length;
    }
    return undefined;
  }

  free(): void {
    if (this.#pointer === 0) return;
    llhttp.llhttp_free(this.#pointer);
    this.#pointer = 0;
  }

  begin(): number {
    this.#target = '';
    this.#headers = [];
    this.#inValue = false;
    this.#headerBytes = 0;
    this.#inBody = false;
    this.#toldTo = -1;
    this.#untold = 0;
    this.#bodyBytes = 0;
    this.#reader.begin?.();
    return OK;
  }

  url(at: number, length: number): number {
    if (this.#tell(at, length)) return STOP;
    this.#target += this.#text(at, length);
    return this.#target.length > this.#bounds.target ? STOP : OK;
  }

  headerField(at: number, length: number): number {
    if (this.#tell(at, length)) return STOP;
    if (this.#inBody) {
      this.#trailer = (this.#inValue ? '' : this.#trailer) + this.#text(at, length);
      this.#inValue = false;
      return this.#countHeader(length + HEADER_PUNCTUATION);
    }
    // A name or a value may come in parts, when it lies across two chunks.
    if (this.#inValue || this.#headers.length === 0) this.#headers.push(this.#text(at, length), '');
    else this.#headers[this.#headers.length - 2] += this.#text(at, length);
    this.#inValue = false;
    return this.#countHeader(length + HEADER_PUNCTUATION);
  }

  headerValue(at: number, length: number): number {
    if (this.#tell(at, length)) return STOP;
    if (this.#inBody) {
      // llhttp obeys these where they stand, although trailers must change nothing (RFC 9110, 6.5.1).
      if (!this.#inValue && FRAMING.has(this.#trailer.toLowerCase())) return STOP;
      this.#inValue = true;
      return this.#countHeader(length);
    }
    this.#headers[this.#headers.length - 1] += this.#text(at, length);
    this.#inValue = true;
    return this.#countHeader(length);
  }

  headersComplete(keepAlive: boolean): number {
    const method = methodNames[llhttp.llhttp_get_method(this.#pointer)] ?? '';
    this.#inBody = true;
    this.#inValue = true;
    this.#untold = 0;
    const version = versionOf(llhttp.llhttp_get_http_major(this.#pointer), llhttp.llhttp_get_http_minor(this.#pointer));
    trimValues(this.#headers);
    this.#reader.head({ method, target: this.#target, version, headers: this.#headers, keepAlive });
    return OK;
  }

  body(at: number, length: number): number {
    if (this.#tell(at, length)) return STOP;
    this.#bodyBytes += length;
    const start = at + this.#shift;
    this.#reader.body(this.#chunk.subarray(start, start + length));
    return OK;
  }

  messageComplete(): number {
    this.#toldTo = -1;
    this.#reader.end();
    return OK;
  }

  /** Notes where a span lies. @returns whether too much lies between the spans */
  #tell(at: number, length: number): boolean {
    const start = at - region + this.#fed;
    if (this.#toldTo >= 0) this.#untold += start - this.#toldTo;
    this.#toldTo = start + length;
    return this.#isOverdone(this.#untold);
  }

  #overflow(): ParseProblem {
    return this.#inBody ? 'FRAMING_OVERFLOW' : 'HEADER_OVERFLOW';
  }

  #isOverdone(untold: number): boolean {
    if (!this.#inBody) return untold > this.#bounds.headers + REQUEST_LINE;
    return untold > MAX_FRAMING + this.#bodyBytes * FRAMING_PER_BYTE;
  }

  #text(at: number, length: number): string {
    const start = at + this.#shift;
    return this.#chunk.toString('latin1', start, start + length);
  }

  #countHeader(bytes: number): number {
    this.#headerBytes += bytes;
    return this.#headerBytes > this.#bounds.headers ? STOP : OK;
  }
}

const EMPTY: Buffer = Buffer.alloc(0);
/** `: ` and the end of the line. */
const HEADER_PUNCTUATION = 4;
/** What a request line has behind its target. */
const REQUEST_LINE = 16;
/** Bytes of chunk sizes, extensions and line ends: Node's own bound, and what chunks of a single byte need. */
const MAX_FRAMING = 16_384;
const FRAMING_PER_BYTE = 8;
const FRAMING = new Set(['connection', 'content-length', 'proxy-connection', 'transfer-encoding', 'upgrade']);

function versionOf(major: number, minor: number): string {
  if (major === 1 && minor === 1) return '1.1';
  return `${major}.${minor}`;
}

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
  const running = (call: (parser: RequestParser) => number): number => (current === undefined ? STOP : call(current));
  const spans: Record<string, Callback> = {
    wasm_on_url: (_, at, length) => running((parser) => parser.url(at, length)),
    wasm_on_status: () => OK,
    wasm_on_header_field: (_, at, length) => running((parser) => parser.headerField(at, length)),
    wasm_on_header_value: (_, at, length) => running((parser) => parser.headerValue(at, length)),
    wasm_on_body: (_, at, length) => running((parser) => parser.body(at, length)),
  };
  const points = {
    wasm_on_message_begin: () => running((parser) => parser.begin()),
    wasm_on_message_complete: () => running((parser) => parser.messageComplete()),
    wasm_on_headers_complete: (_: number, _status: number, _upgrade: number, keepAlive: number) =>
      running((parser) => parser.headersComplete(keepAlive === 1)),
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
