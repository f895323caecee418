import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { BodyFlow } from '../lib/body-flow.ts';
import type { Caller } from '../lib/caller.ts';
import type { Clock } from '../lib/clock.ts';
import type { RawHeaders } from '../lib/headers.ts';
import { Addresses, type Lookup, lookupBySystem } from './addresses.ts';
import { Call } from './call.ts';
import { Deadlines } from './deadlines.ts';
import { UnsendableError } from './render-request.ts';
import { Upstream, type UpstreamContext } from './upstream.ts';
import type { ClientCertificate, Endpoint } from './upstream-dial.ts';

export interface ClientRequest {
  /** `http://host:port`, `https://host` */
  readonly origin: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Without framing: Content-Length, Transfer-Encoding, Connection and the like are the client's own business. */
  readonly headers: RawHeaders;
  /** A stream is destroyed when the request is over, whether or not all of it was needed. */
  readonly body: Buffer | string | NodeJS.ReadableStream | undefined;
  /** Length of a body that is a stream; without one it goes out in chunks. */
  readonly length?: number | undefined;
  /** From the call, or the last piece of a body that is a stream, to the last byte of the answer. */
  readonly timeoutMs: number;
  /** From the call to the head of the answer, when that is to be less. */
  readonly headersTimeoutMs?: number;
  /**
   * Takes a certificate whoever signed it; its dates and its name still have to be right (API Gateway's reference, TlsConfig).
   */
  readonly insecureSkipVerification?: boolean;
  /** Shown to an https endpoint that asks for one. */
  readonly clientCertificate?: ClientCertificate | undefined;
  /**
   * The answer is there with its head, and its body comes as `stream`, of any size: the time limits are those of the head, and
   * whoever takes the stream has to limit and to end it.
   */
  readonly streams?: boolean | undefined;
  /** Whose answer it is: when it goes away, so does the request. */
  readonly caller?: Caller | undefined;
}

export type ClientAnswer =
  | {
      readonly answer: 'response';
      readonly status: number;
      readonly headers: RawHeaders;
      readonly body: Buffer;
      readonly stream?: BodyFlow | undefined;
    }
  | { readonly answer: 'timeout' }
  /** There is nothing to send, or nowhere: the name does not resolve, is none, or the request cannot stand on the wire. */
  | { readonly answer: 'no address'; readonly detail: string }
  /** Refused, reset, closed early, not HTTP, untrusted certificate, larger than `maxResponseBytes`; too many that wait. */
  | { readonly answer: 'network error'; readonly detail: string };

export interface Client {
  /** Never rejects. */
  send(request: ClientRequest): Promise<ClientAnswer>;
  /** Ends all connections; what is under way is answered with a network error. */
  close(): Promise<void>;
}

export interface ClientOptions {
  readonly clock: Clock;
  readonly maxResponseBytes: number;
  /** Connections per origin. */
  readonly connections: number;
  /** Requests per origin that may wait for a connection: 4,096 */
  readonly waiting?: number;
  /** Origins with connections, at a time: 1,024 */
  readonly origins?: number;
  /** Certificates, in PEM, that are trusted besides those that Node trusts. */
  readonly trusted?: readonly string[];
  readonly lookup?: Lookup;
}

const MAX_WAITING = 4_096;
const MAX_ORIGINS = 1_024;

/** Sends requests over pools of keep-alive connections, one per origin. */
export function openClient(options: ClientOptions): Client {
  const { clock, maxResponseBytes, connections, waiting = MAX_WAITING, trusted = [] } = options;
  const deadlines = new Deadlines(clock);
  const verified = new Map<string, Upstream>();
  const unverified = new Map<string, Upstream>();
  /** All that have connections, also those that are being closed. */
  const opened = new Set<Upstream>();
  let secureContext: SecureContext | undefined;
  const ownContexts = new WeakMap<ClientCertificate, SecureContext>();
  let emptied: (() => void) | undefined;
  let closed = false;

  const context: UpstreamContext = {
    clock,
    deadlines,
    connections,
    waiting,
    addresses: new Addresses(clock, options.lookup ?? lookupBySystem),
    // Made once: it takes a millisecond to read what is trusted.
    secureContext(own) {
      const ca = trusted.length === 0 ? {} : { ca: [...rootCertificates, ...trusted] };
      if (own === undefined) {
        secureContext ??= createSecureContext(ca);
        return secureContext;
      }
      const made = ownContexts.get(own) ?? createSecureContext({ ...ca, cert: own.certificate, key: own.privateKey });
      ownContexts.set(own, made);
      return made;
    },
    emptied(upstream) {
      const { name, endpoint } = upstream;
      const upstreams = endpoint.verified ? verified : unverified;
      if (upstreams.get(name) === upstream) upstreams.delete(name);
      opened.delete(upstream);
      if (opened.size === 0) emptied?.();
    },
  };

  function open(
    name: string,
    { origin, clientCertificate }: ClientRequest,
    upstreams: Map<string, Upstream>,
  ): Upstream | ClientAnswer {
    if (closed) return { answer: 'network error', detail: 'The client is closed' };
    const endpoint = parseOrigin(origin, upstreams === verified, clientCertificate);
    if (endpoint === undefined) return { answer: 'no address', detail: `${JSON.stringify(origin)} is no origin` };
    if (verified.size + unverified.size >= (options.origins ?? MAX_ORIGINS) && !dropUnused()) {
      return { answer: 'network error', detail: 'There are connections to too many endpoints' };
    }
    const upstream = new Upstream(name, endpoint, context);
    upstreams.set(name, upstream);
    opened.add(upstream);
    return upstream;
  }

  /** Makes room for another origin. */
  function dropUnused(): boolean {
    for (const upstreams of [verified, unverified]) {
      for (const [name, upstream] of upstreams) {
        if (!upstream.unused) continue;
        upstreams.delete(name);
        upstream.close();
        return true;
      }
    }
    return false;
  }

  function start(request: ClientRequest, settle: (answer: ClientAnswer) => void): void {
    const upstreams = request.insecureSkipVerification === true ? unverified : verified;
    const { origin, clientCertificate } = request;
    // No origin has a blank in it.
    const name = clientCertificate === undefined ? origin : `${origin} ${clientCertificate.id}`;
    const upstream = upstreams.get(name) ?? open(name, request, upstreams);
    if (!(upstream instanceof Upstream)) {
      settle(upstream);
      return;
    }
    try {
      upstream.send(new Call(request, upstream.endpoint.authority, deadlines, maxResponseBytes, settle));
    } catch (error) {
      upstream.dropIfEmpty();
      if (!(error instanceof UnsendableError)) throw error;
      settle({ answer: 'no address', detail: error.message });
    }
  }

  return {
    send: (request) => new Promise((resolve) => start(request, resolve)),
    async close() {
      closed = true;
      verified.clear();
      unverified.clear();
      if (opened.size === 0) return;
      const ended = new Promise<void>((resolve) => {
        emptied = resolve;
      });
      for (const upstream of opened) upstream.close();
      await ended;
    },
  };
}

/** @returns `undefined` for what is no `http:` or `https:` origin */
function parseOrigin(
  origin: string,
  verified: boolean,
  clientCertificate: ClientCertificate | undefined,
): Endpoint | undefined {
  const url = URL.parse(origin);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '' || url.pathname !== '/') return undefined;
  const secure = url.protocol === 'https:';
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return { secure, host, port, authority: url.host, verified, clientCertificate };
}
