import type { Socket } from 'node:net';
import type { BodyFlow } from '../lib/body-flow.ts';
import {
  BODY_MS,
  BOUNDS,
  HEAD_MS,
  HEADERS_TOO_LARGE,
  IDLE_MS,
  LINGER_MS,
  MAX_DRAINED_BYTES,
  TARGET_TOO_LONG,
  WRITE_MS,
} from './bounds.ts';
import { type ReadHead, type Refusal, readHead } from './head.ts';
import {
  type ParseProblem,
  type RequestHead,
  type RequestParser,
  RequestParsers,
  type RequestReader,
} from './http1.ts';
import { IncomingRequest, type RequestConnection } from './request.ts';
import {
  type BodyFraming,
  isBodyless,
  renderResponse,
  renderStreamHead,
  renderSwitch,
  type TakenOver,
  type WireResponse,
} from './response.ts';
import { ResponseBody } from './response-body.ts';
import { type ConnectionContext, clientAddress, type ServedConnection } from './served.ts';
import { type Arrival, MAX_ASIDE, requestArrived, writeTogether } from './turn.ts';

/** Under which a socket knows its connection. */
const SERVED = Symbol('connection');

interface ServedSocket extends Socket {
  [SERVED]: Connection;
}

const parsers = new RequestParsers(BOUNDS);

/** Requests that may wait behind the one being answered. */
const MAX_PIPELINED = 32;

/**
 * How long a client that has ended its side is worked for: it may be one that waits for its answer all the same, and is
 * far more often one that gave up.
 */
// deviation: A client that ends its side of the connection while its answer is made is worked for 5 more seconds; what AWS does then is not recorded.
const HALF_CLOSED_MS = 5_000;

/** What an overdue connection does: end, as after a long silence; answer 408; go at once; or let go of who works for it. */
type Overdue = 'end' | 'refuse' | 'destroy' | 'forsake';

/**
 * One HTTP/1.1 connection of a client. Requests are answered one at a time in the order in which they came. A connection is
 *
 * - *idle*: nothing has come of the next request; it ends after 310 s, as at AWS;
 * - *reading*: a head or a body is on its way, within its time;
 * - *answering*: the answer is being made, or streamed, however long that takes: integrations have their own limits;
 * - *lingering*: the last answer is out, and what the client still sends is read and forgotten, so that the system does not
 *   reset the connection and take the answer with it;
 * - *ended*: everything is released.
 */
export class Connection implements RequestReader, RequestConnection, ServedConnection, Arrival {
  waits = false;
  readonly remoteAddress: string;
  readonly port: number;
  readonly secure: boolean;
  /** Milliseconds since the epoch, after which `expire` is due. */
  deadline = Number.POSITIVE_INFINITY;
  #overdue: Overdue = 'end';
  readonly #socket: Socket;
  readonly #context: ConnectionContext;
  /** Read from the socket, and not yet parsed. */
  #aside: Buffer | undefined;
  /** When what is being parsed, or was last, came to be: milliseconds since the epoch. */
  #readAt = 0;
  /** Only while a request is arriving. */
  #parser: RequestParser | undefined;
  /** Parsed and not yet being answered. */
  #waiting: IncomingRequest[] = [];
  /** Being answered. */
  #active: IncomingRequest | undefined;
  /** Its body is arriving. */
  #receiving: IncomingRequest | undefined;
  #expectsContinue: IncomingRequest | undefined;
  /** What follows is no request: answered once everything before it is. */
  #refusal: Refusal | undefined;
  /** Part of a head has arrived. */
  #inHead = false;
  #draining = false;
  /** The answer that goes out as it comes; `#draining` as well, until it is out. */
  #streamed: ResponseBody | undefined;
  #lingering = false;
  #halfClosed = false;
  #finishing = false;
  #takenOver: TakenOver | undefined;
  #ended = false;

  /** @param secure the socket is TLS's */
  constructor(socket: Socket, context: ConnectionContext, secure = false) {
    this.secure = secure;
    this.#socket = socket;
    this.#context = context;
    this.remoteAddress = clientAddress(socket);
    this.port = socket.localPort ?? 0;
    this.#arm(IDLE_MS, 'end');
    const served = socket as ServedSocket;
    served[SERVED] = this;
    served.on('data', onData);
    served.on('end', onEnd);
    served.on('error', onError);
    served.on('close', onClose);
  }

  /** Whether an answer is owed. */
  get busy(): boolean {
    // What is put aside of a client that has its last answer is forgotten.
    const unread = this.#aside !== undefined && !this.#lingering;
    return this.#active !== undefined || this.#waiting.length > 0 || this.#draining || unread;
  }

  // --- from the socket ---

  arrived(chunk: Buffer): void {
    if (this.#aside === undefined && chunk.length <= MAX_ASIDE) {
      this.#aside = chunk;
      requestArrived(this);
      return;
    }
    const before = this.#aside;
    this.#aside = undefined;
    // As one: between them the connection could be handed over, and what follows would be read as HTTP nevertheless.
    this.#read(before === undefined ? chunk : Buffer.concat([before, chunk]));
  }

  catchUp(): void {
    const chunk = this.#aside;
    this.#aside = undefined;
    if (chunk !== undefined) this.#read(chunk);
  }

  #read(chunk: Buffer): void {
    if (this.#lingering || this.#refusal !== undefined) return;
    this.#parser ??= parsers.take(this);
    this.#readAt = this.#context.now();
    const parser = this.#parser;
    const problem = parser.execute(chunk);
    if (problem === undefined && parser.resting) {
      this.#parser = undefined;
      parsers.giveBack(parser);
    }
    if (problem !== undefined) {
      this.#refusal ??= refusalOf(problem);
      this.#cutBody();
    }
    if (this.#active === undefined) this.#next();
  }

  clientEnded(): void {
    this.#halfClosed = true;
    this.catchUp();
    if (this.#receiving !== undefined) {
      this.#cutBody();
      this.#socket.destroy();
    } else if (!this.busy) {
      this.#socket.end();
    } else {
      this.#arm(HALF_CLOSED_MS, this.#streamed === undefined ? 'forsake' : 'destroy');
    }
  }

  closed(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#aside = undefined;
    this.#parser?.free();
    this.#active?.gone();
    this.#streamed?.stop();
    this.#streamed = undefined;
    this.#receiving?.abort();
    this.#active = undefined;
    this.#draining = false;
    this.#waiting = [];
    this.#context.settled(this);
  }

  // --- from the parser ---

  begin(): void {
    this.#inHead = true;
    this.#arm(HEAD_MS, 'refuse', this.#readAt);
  }

  head(head: RequestHead): void {
    this.#inHead = false;
    if (this.#refusal !== undefined) return;
    const read: ReadHead | Refusal = readHead(head);
    if ('status' in read) {
      this.#refusal = read;
      return;
    }
    const request = new IncomingRequest(head, read.target, read.length, this);
    // A list that was emptied and is added to would keep room for many.
    if (this.#waiting.length === 0) this.#waiting = [request];
    else this.#waiting.push(request);
    this.#receiving = request;
    this.#arm(BODY_MS, 'refuse', this.#readAt);
    if (read.expectsContinue) this.#expectsContinue = request;
    if (this.#waiting.length > MAX_PIPELINED) this.#socket.pause();
  }

  body(piece: Buffer): void {
    this.#receiving?.push(piece);
  }

  end(): void {
    const request = this.#receiving;
    this.#receiving = undefined;
    if (this.#expectsContinue === request) this.#expectsContinue = undefined;
    this.#arm(IDLE_MS, 'end', this.#readAt);
    request?.end();
  }

  // --- from a request ---

  hold(): void {
    this.#socket.pause();
  }

  release(): void {
    if (!this.#ended && this.#waiting.length <= MAX_PIPELINED) this.#socket.resume();
  }

  bodyWanted(): void {
    if (this.#expectsContinue === undefined || this.#expectsContinue !== this.#active) return;
    this.#expectsContinue = undefined;
    this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
  }

  // --- from the listener ---

  /** The deadline has passed. */
  expire(): void {
    if (this.#overdue === 'forsake') this.#forsake();
    else if (this.#overdue === 'destroy') this.#socket.destroy();
    // An answer that is being made is waited for, and so is what follows it.
    else if (this.#active !== undefined && this.#receiving === undefined) this.#arm(HEAD_MS, this.#overdue);
    else if (this.#overdue === 'end') this.finish();
    else if (this.busy) this.#cutBody();
    else this.#refuse({ status: 408, message: 'Request Timeout' });
  }

  /** Ends when nothing is owed, now or as soon as that is so. */
  finish(): void {
    if (this.busy || this.#finishing) return;
    this.#finishing = true;
    this.#arm(LINGER_MS, 'destroy');
    if (this.#takenOver !== undefined) this.#takenOver.finish();
    // Who lingers has been told that this is the end, and goes by itself.
    else if (!this.#lingering) this.#socket.destroySoon();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  // --- inside ---

  /** The client has ended its side a while ago: it hardly waits for the answer, and nobody else should work for it. */
  #forsake(): void {
    this.#arm(IDLE_MS, 'end');
    this.#active?.gone();
  }

  #arm(ms: number, overdue: Overdue, now = this.#context.now()): void {
    // While an answer is being taken, what else arrives gives no more time for it.
    if ((this.#draining || this.#lingering) && overdue !== 'destroy') return;
    this.deadline = now + ms;
    this.#overdue = overdue;
  }

  /** Answers what waits, as far as answers are there at once. */
  #next(): void {
    while (this.#active === undefined && !this.#draining && !this.#lingering && !this.#ended && !this.#takenOver) {
      const request = this.#waiting.shift();
      if (request === undefined) {
        if (this.#refusal !== undefined) this.#refuse(this.#refusal);
        else if (this.#halfClosed) this.finish();
        this.#context.settled(this);
        return;
      }
      if (this.#waiting.length === MAX_PIPELINED) this.#socket.resume();
      this.#active = request;
      const answered = this.#answer(request);
      if (answered === undefined) return;
      this.#write(request, answered);
    }
  }

  /** @returns the answer, when it is there at once */
  #answer(request: IncomingRequest): WireResponse | undefined {
    let answered: WireResponse | Promise<WireResponse>;
    try {
      answered = this.#context.answer(request);
    } catch (error) {
      this.#abandon(error);
      return undefined;
    }
    if (!(answered instanceof Promise)) return answered;
    answered.then(
      (response) => {
        if (this.#ended) {
          response.stream?.cancel();
          return;
        }
        this.#write(request, response);
        this.#next();
      },
      (error: unknown) => this.#abandon(error),
    );
    return undefined;
  }

  #abandon(error: unknown): void {
    this.#context.log.error('A request was not answered because of a bug in Gatehouse', { error });
    this.#drop();
  }

  /** Ends at once; what waits is not begun. */
  #drop(): void {
    this.#waiting = [];
    this.#lingering = true;
    this.#socket.destroy();
  }

  #write(request: IncomingRequest, response: WireResponse): void {
    this.#active = undefined;
    const left = request.complete ? 0 : (request.length ?? Number.POSITIVE_INFINITY) - request.arrived;
    const withheld = this.#expectsContinue === request;
    const close =
      !request.keepAlive ||
      request.overran ||
      request.aborted ||
      this.#context.closing() ||
      (this.#halfClosed && this.#waiting.length === 0) ||
      left > MAX_DRAINED_BYTES ||
      withheld;
    const socket = this.#socket;
    if (response.stream !== undefined) {
      this.#stream(request, response, response.stream, close);
      return;
    }
    if (response.takeOver !== undefined) {
      this.#handOver(request, response, response.takeOver, close);
      return;
    }
    let taken: boolean;
    const now = this.#context.now();
    writeTogether(socket);
    try {
      taken = renderResponse(response, request.method === 'HEAD', this.#context.date(now), close, socket);
    } catch (error) {
      this.#abandon(error);
      return;
    }
    request.drop();
    if (close) {
      this.#lastAnswerIsOut(request.complete);
      return;
    }
    if (taken) {
      this.#armForWhatComes(now);
      return;
    }
    // The next request waits until the client has taken this answer: that bounds what is kept for it.
    this.#draining = true;
    this.#arm(WRITE_MS, 'destroy');
    socket.once('drain', () => {
      this.#draining = false;
      this.#armForWhatComes();
      this.#next();
    });
  }

  /** The body comes piece by piece; the next request waits until all of it is out. */
  #stream(request: IncomingRequest, response: WireResponse, flow: BodyFlow, close: boolean): void {
    const { length } = flow;
    const framing: BodyFraming = length ?? (request.protocol === 'HTTP/1.1' ? 'chunked' : 'close');
    const last = close || framing === 'close';
    let head: string;
    try {
      head = renderStreamHead(response, framing, this.#context.date(), last);
    } catch (error) {
      flow.cancel();
      this.#abandon(error);
      return;
    }
    const socket = this.#socket;
    writeTogether(socket);
    socket.write(head, 'latin1');
    request.drop();
    this.#draining = true;
    if (request.method === 'HEAD' || isBodyless(response.status)) {
      flow.cancel();
      this.#streamIsOut(request, last);
      return;
    }
    if (this.#halfClosed) this.#arm(HALF_CLOSED_MS, 'destroy');
    else this.deadline = Number.POSITIVE_INFINITY;
    this.#streamed = new ResponseBody(flow, framing, socket, (complete) => {
      this.#streamed = undefined;
      if (complete) this.#streamIsOut(request, last);
      else this.#breakOff(framing);
    });
    this.#streamed.start();
  }

  #streamIsOut(request: IncomingRequest, last: boolean): void {
    if (last) {
      this.#draining = false;
      this.#lastAnswerIsOut(request.complete);
      return;
    }
    const goOn = (): void => {
      this.#draining = false;
      this.#armForWhatComes();
      this.#next();
    };
    if (!this.#socket.writableNeedDrain) {
      goOn();
      return;
    }
    this.#arm(WRITE_MS, 'destroy');
    this.#socket.once('drain', goOn);
  }

  /** The client gets what there was, and no end of it: a connection that only closes would be one with HTTP/1.0. */
  #breakOff(framing: BodyFraming): void {
    this.#waiting = [];
    this.#lingering = true;
    this.#arm(LINGER_MS, 'destroy');
    if (framing === 'close') this.#socket.resetAndDestroy();
    else this.#socket.destroySoon();
  }

  /** The connection speaks another protocol from here on. */
  #handOver(
    request: IncomingRequest,
    response: WireResponse,
    takeOver: (socket: Socket) => TakenOver,
    close: boolean,
  ): void {
    const socket = this.#socket;
    const more = this.#waiting.length > 0 || this.#inHead || this.#aside !== undefined || this.#refusal !== undefined;
    // Who goes on before the answer cannot know which protocol it is to be read as.
    if (close || more || !request.complete || request.protocol !== 'HTTP/1.1') {
      this.#drop();
      return;
    }
    try {
      renderSwitch(response, this.#context.date(), socket);
      socket.off('data', onData);
      socket.off('end', onEnd);
      this.#parser?.free();
      this.#parser = undefined;
      this.deadline = Number.POSITIVE_INFINITY;
      this.#takenOver = takeOver(socket);
    } catch (error) {
      this.#abandon(error);
    }
  }

  #armForWhatComes(now = this.#context.now()): void {
    if (this.#halfClosed) this.#arm(HALF_CLOSED_MS, 'forsake', now);
    else if (this.#receiving !== undefined) this.#arm(BODY_MS, 'refuse', now);
    else if (this.#inHead) this.#arm(HEAD_MS, 'refuse', now);
    else this.#arm(IDLE_MS, 'end', now);
  }

  #refuse({ status, message }: Refusal): void {
    const headers = ['Content-Type', 'application/json'];
    const body = JSON.stringify({ message });
    renderResponse({ status, headers, body }, false, this.#context.date(), true, this.#socket);
    this.#lastAnswerIsOut(false);
  }

  #lastAnswerIsOut(allWasRead: boolean): void {
    this.#waiting = [];
    this.#lingering = true;
    this.#arm(allWasRead ? WRITE_MS : LINGER_MS, 'destroy');
    this.#socket.end();
    this.#socket.resume();
    this.#context.settled(this);
  }

  /** What is missing of a body will not come: who reads it is told, and its request is answered as far as it can be. */
  #cutBody(): void {
    const cut = this.#receiving;
    this.#receiving = undefined;
    cut?.abort();
  }

  /** Whether everything is released. */
  get ended(): boolean {
    return this.#ended;
  }
}

// All sockets share these: listeners of its own would be a good part of what an idle connection takes.

function onData(this: ServedSocket, chunk: Buffer): void {
  this[SERVED].arrived(chunk);
}

function onEnd(this: ServedSocket): void {
  this[SERVED].clientEnded();
}

/** An error is always followed by `close`, where everything is released. */
function onError(this: ServedSocket): void {
  this.destroy();
}

function onClose(this: ServedSocket): void {
  this[SERVED].closed();
}

function refusalOf(problem: ParseProblem): Refusal {
  return PROBLEMS[problem] ?? { status: 400, message: 'Bad Request' };
}

const PROBLEMS: { readonly [problem: string]: Refusal } = {
  HEADER_OVERFLOW: HEADERS_TOO_LARGE,
  TARGET_OVERFLOW: TARGET_TOO_LONG,
};
