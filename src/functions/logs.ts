import { StringDecoder } from 'node:string_decoder';

/** One line that a function wrote to its standard output or standard error. */
export interface FunctionLogLine {
  readonly scope: string;
  readonly functionName: string;
  readonly version: string;
  /** The invocation under way, or the last one; absent while the function initialises. */
  readonly requestId?: string;
  /** Without the line feed. Line breaks inside one message, which Lambda's runtimes write as `\r`, are `\n`. */
  readonly text: string;
}

/** Longer lines are cut into several, in UTF-16 units. CloudWatch Logs bounds an event too, at 256 KB. */
const MAX_LINE = 65_536;

/** Lambda returns "the last 4 KB of the execution log" (Invoke API, `LogType: Tail`). */
const TAIL = 4096;

/** Cuts a stream of bytes into lines. */
export class Lines {
  readonly #decoder = new StringDecoder('utf8');
  readonly #line: (text: string) => void;
  #rest = '';

  constructor(line: (text: string) => void) {
    this.#line = line;
  }

  add(chunk: Buffer): void {
    let text = this.#rest + this.#decoder.write(chunk);
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
      this.#emit(text.slice(0, end));
      text = text.slice(end + 1);
    }
    while (text.length >= MAX_LINE) {
      this.#emit(text.slice(0, MAX_LINE));
      text = text.slice(MAX_LINE);
    }
    this.#rest = text;
  }

  /** What is left without a line feed when the stream ends. */
  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (rest !== '') this.#emit(rest);
  }

  #emit(text: string): void {
    while (text.length > MAX_LINE) {
      this.#line(text.slice(0, MAX_LINE));
      text = text.slice(MAX_LINE);
    }
    this.#line(text.includes('\r') ? text.replace(/\r$/, '').replaceAll('\r', '\n') : text);
  }
}

/** The end of one invocation's log. */
export class LogTail {
  #text = '';

  add(line: string): void {
    this.#text += `${line}\n`;
    // Cut now and then, not for every line.
    if (this.#text.length > 8 * TAIL) this.#text = this.#text.slice(-TAIL);
  }

  /** Nothing of it counts: the invocation has not begun after all. */
  clear(): void {
    this.#text = '';
  }

  /** At most 4 KB of UTF-8. */
  read(): string {
    const bytes = Buffer.from(this.#text);
    if (bytes.length <= TAIL) return this.#text;
    let start = bytes.length - TAIL;
    // Do not begin in the middle of a character.
    while (((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
    return bytes.toString('utf8', start);
  }
}

/** Lambda's platform lines, as CloudWatch Logs shows them in the text format. */
export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}`;
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}`;
}

export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memorySize: number;
  /** Absent for all but the first invocation of an environment. */
  readonly initMs?: number;
  readonly status?: 'timeout' | 'error';
}

/** deviation: Max Memory Used is left out, because memory is not accounted. */
export function reportLine({ requestId, durationMs, memorySize, initMs, status }: Report): string {
  const init = initMs === undefined ? '' : `Init Duration: ${initMs.toFixed(2)} ms\t`;
  const end = status === undefined ? '' : `Status: ${status}\t`;
  const billed = `Billed Duration: ${Math.ceil(durationMs)} ms`;
  const duration = `Duration: ${durationMs.toFixed(2)} ms`;
  return `REPORT RequestId: ${requestId}\t${duration}\t${billed}\tMemory Size: ${memorySize} MB\t${init}${end}`;
}
