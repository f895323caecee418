import { connect, type Socket } from 'node:net';
import { AnswerReader, AnswerShape } from './answer-reader.ts';

/** What all lanes of a load share: what they send and expect, when they stop, and who counts. */
export interface Course {
  readonly host: string;
  readonly port: number;
  /** The next request as it goes over the wire. */
  next(): string | Buffer;
  readonly status: number;
  readonly body: Buffer;
  mayGoOn(): boolean;
  /** A right answer came. Times are of `performance.now`. */
  answered(sentAt: number, now: number): void;
  failed(reason: string): void;
  /** A lane came to rest: it sends no more. */
  rested(): void;
}

/** One for all sockets: what is read is looked at before the next read. */
const room = Buffer.allocUnsafe(65_536);
const shapes = new WeakMap<Course, AnswerShape>();

/**
 * A connection that is replaced when it ends. It opens; `begin` makes it send, each time the last answer is there, until the
 * course says that it is over; then it rests, open, until `close`. One on which `ask` is called instead of `begin` is asked
 * once, and then has to stay open without a word.
 */
export class Lane {
  readonly #course: Course;
  readonly #shape: AnswerShape;
  #socket: Socket | undefined;
  #reader = new AnswerReader();
  #connected = false;
  #begun = false;
  #over = false;
  #idle = false;
  #sentAt: number | undefined;
  #failure: string | undefined;
  #settled = Promise.withResolvers<void>();

  constructor(course: Course) {
    this.#course = course;
    this.#shape = shapes.get(course) ?? new AnswerShape();
    shapes.set(course, this.#shape);
  }

  /** Over when it is connected, or could not be: then `begin` tries again. */
  open(): Promise<void> {
    this.#connect();
    return this.#settled.promise;
  }

  /** Again after it came to rest, too. */
  begin(): void {
    this.#begun = true;
    this.#over = false;
    if (this.#connected) this.#send();
    else this.#connect();
  }

  /** Over when the answer is there, or will not come. */
  ask(): Promise<void> {
    this.#idle = true;
    this.#settled = Promise.withResolvers<void>();
    if (this.#connected) this.#write();
    else this.#settled.resolve();
    return this.#settled.promise;
  }

  close(): void {
    this.#over = true;
    this.#socket?.destroy();
  }

  /** Ends what it waits for, as a failure. */
  giveUp(): void {
    this.#socket?.destroy();
  }

  #connect(): void {
    const { host, port } = this.#course;
    const onread = { buffer: room, callback: (size: number) => this.#read(size) };
    this.#reader = new AnswerReader();
    this.#failure = undefined;
    const socket = connect({ host, port, noDelay: true, onread });
    this.#socket = socket;
    socket.on('connect', () => {
      this.#connected = true;
      this.#settled.resolve();
      if (this.#begun) this.#send();
    });
    socket.on('error', (error) => {
      this.#failure = error.message;
    });
    socket.on('close', () => this.#closed());
  }

  #closed(): void {
    this.#connected = false;
    if (this.#over) return;
    if (this.#failure === undefined && this.#sentAt !== undefined)
      this.#failure = 'the connection ended without an answer';
    if (this.#failure === undefined && this.#idle) this.#failure = 'an idle connection ended';
    if (this.#failure !== undefined) this.#course.failed(this.#failure);
    this.#sentAt = undefined;
    this.#settled.resolve();
    if (!this.#begun) return;
    if (this.#course.mayGoOn()) this.#connect();
    else this.#rest();
  }

  #send(): void {
    if (this.#course.mayGoOn()) this.#write();
    else this.#rest();
  }

  #write(): void {
    const request = this.#course.next();
    this.#sentAt = performance.now();
    if (typeof request === 'string') this.#socket?.write(request, 'latin1');
    else this.#socket?.write(request);
  }

  #rest(): void {
    if (this.#over) return;
    this.#over = true;
    this.#course.rested();
  }

  #read(size: number): boolean {
    try {
      const closes = this.#take(size);
      if (closes === undefined) return true;
      this.#sentAt = undefined;
      if (closes) this.#socket?.destroy();
      else if (this.#begun) this.#send();
      else this.#settled.resolve();
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#socket?.destroy();
    }
    return true;
  }

  /** Checks and counts an answer: whether the server closes after it, `undefined` while there is more to come. */
  #take(size: number): boolean | undefined {
    const sentAt = this.#sentAt;
    if (sentAt === undefined) throw new Error('bytes that nobody asked for');
    const { status, body } = this.#course;
    if (!this.#reader.within && this.#shape.fits(room, size)) {
      this.#course.answered(sentAt, performance.now());
      return false;
    }
    const bytes = room.subarray(0, size);
    const fresh = !this.#reader.within;
    const answer = this.#reader.take(bytes);
    if (answer === undefined) return undefined;
    if (answer.status !== status || !answer.body.equals(body)) {
      this.#course.failed(`${answer.status} ${answer.body.toString('utf8', 0, 200)}`);
      return answer.closes;
    }
    this.#course.answered(sentAt, performance.now());
    if (fresh) this.#shape.learn(bytes, answer.closes);
    return answer.closes;
  }
}
