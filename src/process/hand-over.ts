import type { Answer, WireRequest, WireResponse } from '../wire/wire.ts';
import { busy } from './body-room.ts';
import { asBuffer, type Link, Moved, ownBytes } from './link.ts';
import type { OfMain, OfThread } from './thread-words.ts';

/** A request as it travels to the main thread; its body stays behind until it is asked for. */
export interface HandedRequest extends Pick<WireRequest, 'method' | 'target' | 'protocol' | 'headers'> {
  readonly request: number;
  readonly remoteAddress: string;
  readonly port: number;
  readonly secure: boolean;
  readonly length: number | undefined;
}

export interface HandedResponse extends Omit<WireResponse, 'body'> {
  readonly body: Uint8Array | string;
}

/** The side of a gateway thread: it answers by asking the main thread. */
export class HandOver {
  readonly #requests = new Map<number, WireRequest>();
  #last = 0;

  async answer(rq: WireRequest, main: Link<OfThread, OfMain>): Promise<WireResponse> {
    const request = ++this.#last;
    const { method, target, protocol, headers, remoteAddress, port, secure, length } = rq;
    this.#requests.set(request, rq);
    try {
      const handed = { request, method, target, protocol, headers, remoteAddress, port, secure, length };
      const { body, ...head } = await main.ask('request', handed);
      return { ...head, body: typeof body === 'string' ? body : asBuffer(body) };
    } finally {
      this.#requests.delete(request);
    }
  }

  /** The main thread wants the body of a request. */
  async body(request: number, limit: number): Promise<Moved<Uint8Array> | 'too large' | 'aborted'> {
    const bytes = (await this.#requests.get(request)?.bytes(limit)) ?? 'aborted';
    if (typeof bytes === 'string') return bytes;
    const own = ownBytes(bytes);
    return new Moved(own, [own.buffer]);
  }
}

/** How many the main thread means at a time. The memory of their bodies is bounded where they arrive: `BodyRoom`. */
const MAX_MEANT = 512;

/** The side of the main thread, which answers what its threads hand over. */
export class HandedOver {
  readonly #answer: Answer;
  #meant = 0;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  async answer(handed: HandedRequest, thread: Link<OfMain, OfThread>): Promise<HandedResponse | Moved<HandedResponse>> {
    if (this.#meant >= MAX_MEANT) return busy('Too many requests of the control plane are in flight');
    this.#meant++;
    try {
      const { body, status, headers } = await this.#answer(
        // Who waits for a body holds nothing here, and takes nobody's place: strangers may let us wait for minutes.
        requestOf(handed, thread, (sign) => {
          this.#meant += sign;
        }),
      );
      if (typeof body === 'string') return { status, headers, body };
      const own = ownBytes(body);
      return new Moved({ status, headers, body: own }, [own.buffer]);
    } finally {
      this.#meant--;
    }
  }
}

function requestOf(handed: HandedRequest, thread: Link<OfMain, OfThread>, count: (sign: 1 | -1) => void): WireRequest {
  const { request, ...head } = handed;
  return {
    ...head,
    async bytes(limit) {
      if (head.length === 0) return Buffer.alloc(0);
      // A thread that has died took the client's connection with it.
      count(-1);
      const bytes = await thread.ask('body', { request, limit }).catch(() => 'aborted' as const);
      count(1);
      return typeof bytes === 'string' ? bytes : asBuffer(bytes);
    },
    stream() {
      throw new Error('The body of a request that was handed over is taken whole');
    },
  };
}
