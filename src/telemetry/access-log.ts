import type { Cancel, Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Destination } from './destination.ts';

/** Sizes are in characters while lines are text, which are bytes as long as they are ASCII. */
export interface AccessLogBounds {
  /** A batch is written when the next line would make it longer than this. */
  readonly batchBytes: number;
  /** A line is written at the latest so long after it came, if the destination keeps up. Milliseconds. */
  readonly flushMs: number;
  /** Lines wait for a slow destination up to this much. */
  readonly waitingBytes: number;
  /** What is longer is cut. */
  readonly lineBytes: number;
  /** How long closing waits for the destination. Milliseconds. */
  readonly closeMs: number;
}

/** 64 KB is nginx's buffer and Envoy's, a second Envoy's interval for files; 1 MB is AWS's limit for a line (aws-behaviour.md §1.15). */
// deviation: A line of an access log is cut after 1 MB; how AWS treats a longer one is not documented for REST APIs.
export const ACCESS_LOG_BOUNDS: AccessLogBounds = {
  batchBytes: 65_536,
  flushMs: 1000,
  waitingBytes: 4_194_304,
  lineBytes: 1_048_576,
  closeMs: 2000,
};

/** What access logs have done, for the metrics: `accessLogLines` … of src/limits/tallies.ts. */
export type Tally = (
  name: 'accessLogLines' | 'accessLogBytes' | 'accessLogLost' | 'accessLogFailedWrites',
  by: number,
) => void;

/** Memory that all logs of a thread share. */
export interface Room {
  /** Characters that they may take beyond what they hold. */
  left: number;
  /** A batch's bytes, between two batches: a busy log does not allocate. */
  spare: Buffer | undefined;
}

export interface AccessLogOptions {
  /** What it is called in the process log. */
  readonly name: string;
  readonly destination: Destination;
  readonly clock: Clock;
  readonly log: Log;
  readonly tally: Tally;
  readonly room: Room;
  readonly bounds: AccessLogBounds;
}

interface Batch {
  readonly text: string;
  readonly lines: number;
}

/** Stands among the batches: what came before goes to the old file, what comes after to the new one. */
const REOPEN = 'reopen';

/**
 * The access log of one destination, in one thread. Lines are joined to a text, which becomes bytes as a whole: a line costs
 * a concatenation, a batch one write. Batches wait in line while the destination is busy; when too many wait, lines are
 * lost, counted, and the process log says so when it begins and when it ends.
 */
export class AccessLog {
  readonly #name: string;
  readonly #destination: Destination;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #tally: Tally;
  readonly #room: Room;
  readonly #bounds: AccessLogBounds;
  #text = '';
  #lines = 0;
  /** When the oldest line of the text is to be written. */
  #due = 0;
  #alarm: Cancel | undefined;
  #queue: (Batch | typeof REOPEN)[] = [];
  /** Characters in the text, in the queue and in the write under way. */
  #held = 0;
  #draining: Promise<void> | undefined;
  /** Lines lost since the process log was told how many. */
  #lost = 0;
  /** The process log knows that lines are being dropped, and that writes fail. */
  #dropping = false;
  #failing = false;
  #closed: Promise<void> | undefined;

  constructor(options: AccessLogOptions) {
    this.#name = options.name;
    this.#destination = options.destination;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#tally = options.tally;
    this.#room = options.room;
    this.#bounds = options.bounds;
  }

  /** Takes a line, or several that stay together; the last character is a line feed. Never throws, never waits. */
  line(line: string): void {
    const { batchBytes, waitingBytes, lineBytes } = this.#bounds;
    if (line.length > lineBytes) line = `${line.slice(0, lineBytes - 1)}\n`;
    if (this.#held + line.length > waitingBytes || line.length > this.#room.left || this.#closed !== undefined) {
      this.#dropLine();
      return;
    }
    if (this.#lines > 0 && this.#text.length + line.length > batchBytes) this.#seal();
    if (this.#lines === 0) this.#expect();
    this.#text += line;
    this.#lines++;
    this.#held += line.length;
    this.#room.left -= line.length;
  }

  /** After the file was moved away. What came before still goes to it. */
  reopen(): void {
    if (this.#closed !== undefined) return;
    this.#seal();
    this.#queue.push(REOPEN);
    this.#drain();
  }

  /** Writes what there is and closes the destination, or gives up after `closeMs`. Lines that come later are lost. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#alarm?.();
    this.#alarm = undefined;
    this.#seal();
    const ended = (async () => {
      await this.#draining;
      await this.#destination.close().catch((error: unknown) => {
        this.#log.error(`The log ${this.#name} could not be closed`, { error });
      });
    })();
    let cancel: Cancel | undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.#clock.after(this.#bounds.closeMs, () => resolve('late'));
    });
    if ((await Promise.race([ended, late])) === 'late') this.#abandon();
    cancel?.();
    this.#tellLost();
  }

  /** The destination does not answer: what waits for it is lost, and what it was given may be. */
  #abandon(): void {
    this.#log.error(`The log ${this.#name} did not take its last lines within ${this.#bounds.closeMs} ms`);
    for (const next of this.#queue) {
      if (next === REOPEN) continue;
      this.#free(next);
      this.#lose(next.lines);
    }
    this.#queue = [];
  }

  /** The first line of a text: it is due some time. The alarm may still be set for a text that was sealed since. */
  #expect(): void {
    this.#due = this.#clock.now() + this.#bounds.flushMs;
    this.#alarm ??= this.#clock.after(this.#bounds.flushMs, () => this.#rung());
  }

  #rung(): void {
    this.#alarm = undefined;
    if (this.#lines === 0) return;
    const wait = this.#due - this.#clock.now();
    if (wait > 0) this.#alarm = this.#clock.after(wait, () => this.#rung());
    // A busy destination gets what has come until then, in one batch, when it is free: see #drained.
    else if (this.#draining === undefined) this.#seal();
  }

  #seal(): void {
    if (this.#lines === 0) return;
    this.#queue.push({ text: this.#text, lines: this.#lines });
    this.#text = '';
    this.#lines = 0;
    this.#drain();
  }

  #drain(): void {
    this.#draining ??= this.#drained();
  }

  async #drained(): Promise<void> {
    for (;;) {
      const next = this.#queue.shift();
      if (next !== undefined) await this.#pass(next);
      else if (this.#lines > 0 && this.#due <= this.#clock.now()) this.#seal();
      else break;
    }
    this.#draining = undefined;
    if (!this.#failing && this.#closed === undefined) this.#tellLost();
  }

  async #pass(next: Batch | typeof REOPEN): Promise<void> {
    try {
      if (next === REOPEN) await this.#destination.reopen();
      else await this.#write(next);
      this.#failing = false;
    } catch (error) {
      this.#tally('accessLogFailedWrites', 1);
      if (!this.#failing) this.#log.error(`The log ${this.#name} cannot be written: lines are lost`, { error });
      this.#failing = true;
      if (next !== REOPEN) this.#lose(next.lines);
    } finally {
      if (next !== REOPEN) this.#free(next);
    }
  }

  async #write({ text, lines }: Batch): Promise<void> {
    const length = Buffer.byteLength(text);
    const whole = this.#room.spare ?? Buffer.allocUnsafeSlow(this.#bounds.batchBytes);
    this.#room.spare = undefined;
    const bytes = length <= whole.length ? whole.subarray(0, whole.write(text)) : Buffer.from(text);
    try {
      await this.#destination.write(bytes);
    } finally {
      this.#room.spare = whole;
    }
    this.#tally('accessLogLines', lines);
    this.#tally('accessLogBytes', length);
  }

  #free({ text }: Batch): void {
    this.#held -= text.length;
    this.#room.left += text.length;
  }

  #dropLine(): void {
    if (!this.#dropping) {
      const why = this.#closed === undefined ? 'is slower than its requests' : 'is closed';
      this.#log.error(`The log ${this.#name} ${why}: lines are lost`);
    }
    this.#dropping = true;
    this.#lose(1);
  }

  #lose(lines: number): void {
    this.#lost += lines;
    this.#tally('accessLogLost', lines);
  }

  #tellLost(): void {
    this.#dropping = false;
    if (this.#lost === 0) return;
    this.#log.error(`The log ${this.#name} has lost ${this.#lost} lines`, { lost: this.#lost });
    this.#lost = 0;
  }
}
