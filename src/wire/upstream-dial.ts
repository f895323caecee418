import { connect, isIP, type OnReadOpts, type Socket } from 'node:net';
import { checkServerIdentity, type SecureContext, type TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Clock } from '../lib/clock.ts';
import type { Addresses } from './addresses.ts';
import { type Deadlines, Timed } from './deadlines.ts';

/** Where connections of a pool go. */
export interface Endpoint {
  readonly secure: boolean;
  /** A name or an IP address, this without brackets. */
  readonly host: string;
  readonly port: number;
  /** As the Host header has it. */
  readonly authority: string;
  /** False: a certificate need not be signed by somebody whom we know. */
  readonly verified: boolean;
  readonly clientCertificate: ClientCertificate | undefined;
}

/** Who we are, for an endpoint that asks: certificate and private key in PEM. */
export interface ClientCertificate {
  /** Connections are shared by those who have the same. */
  readonly id: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** What all pools share. */
export interface DialContext {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly addresses: Addresses;
  secureContext(clientCertificate: ClientCertificate | undefined): SecureContext;
}

export type DialFailure =
  | { readonly answer: 'timeout' }
  | { readonly answer: 'no address' | 'network error'; readonly detail: string };

/** A connection, and TLS on it, has to be there within this time: of the last address, or the only one. */
const CONNECT_MS = 10_000;
/** An address that is followed by others gets less. */
const ATTEMPT_MS = 1_000;

/** One attempt to get a connection: the addresses of a name in their order, until one answers. */
export class Dial extends Timed {
  readonly #endpoint: Endpoint;
  readonly #context: DialContext;
  readonly #onread: OnReadOpts;
  readonly #done: (result: Socket | DialFailure) => void;
  #addresses: readonly string[] = [];
  #next = 0;
  #socket: Socket | undefined;
  #over = false;

  /** @param done is called once, and never before `start` returns; not after `cancel` */
  constructor(
    endpoint: Endpoint,
    context: DialContext,
    onread: OnReadOpts,
    done: (result: Socket | DialFailure) => void,
  ) {
    super();
    this.#endpoint = endpoint;
    this.#context = context;
    this.#onread = onread;
    this.#done = done;
  }

  start(): void {
    const { addresses, deadlines } = this.#context;
    deadlines.set(this, CONNECT_MS);
    addresses.find(this.#endpoint.host, (error, found) => {
      if (this.#over) return;
      if (error === undefined) {
        this.#addresses = found;
        this.#attempt();
      } else {
        this.#end({ answer: 'no address', detail: describe(error) });
      }
    });
  }

  cancel(): void {
    this.#over = true;
    this.#context.deadlines.clear(this);
    this.#drop();
  }

  expire(): void {
    this.#lost({ answer: 'timeout' });
  }

  #attempt(): void {
    const { host, port, secure } = this.#endpoint;
    const address = this.#addresses[this.#next++] as string;
    this.#context.deadlines.set(this, this.#next < this.#addresses.length ? ATTEMPT_MS : CONNECT_MS);
    const options = { host: address, port, onread: this.#onread, noDelay: true };
    const socket = secure
      ? tlsConnect({
          ...options,
          // RFC 6066, 3: the name indication is never an address.
          ...(isIP(host) === 0 && { servername: host }),
          secureContext: this.#context.secureContext(this.#endpoint.clientCertificate),
          rejectUnauthorized: this.#endpoint.verified,
          ALPNProtocols: ['http/1.1'],
        })
      : connect(options);
    this.#socket = socket;
    socket.on('error', (error) => this.#lost({ answer: 'network error', detail: describe(error) }));
    if (secure) socket.once('secureConnect', () => this.#secured(socket as TLSSocket));
    else socket.once('connect', () => this.#connected(socket));
    // A handshake may end without an error.
    socket.once('close', () => this.#lost({ answer: 'network error', detail: 'The connection was closed' }));
  }

  #secured(socket: TLSSocket): void {
    const problem = this.#endpoint.verified ? undefined : this.#certificateProblem(socket);
    if (problem === undefined) {
      socket.setNoDelay(true);
      this.#connected(socket);
    } else {
      this.#end({ answer: 'network error', detail: problem });
    }
  }

  /** Only who signed it is not asked (API Gateway's reference, TlsConfig insecureSkipVerification): dates and name are. */
  #certificateProblem(socket: TLSSocket): string | undefined {
    const { authorizationError } = socket as { authorizationError?: Error | string | null };
    if (authorizationError === null || authorizationError === undefined) return undefined;
    if (!SIGNED_BY_NOBODY.has(String(authorizationError))) return String(authorizationError);
    const certificate = socket.getPeerCertificate();
    const now = this.#context.clock.now();
    if (!(Date.parse(certificate.valid_from) <= now)) return 'CERT_NOT_YET_VALID';
    if (!(Date.parse(certificate.valid_to) >= now)) return 'CERT_HAS_EXPIRED';
    return checkServerIdentity(this.#endpoint.host, certificate)?.message;
  }

  #connected(socket: Socket): void {
    socket.removeAllListeners('error');
    socket.removeAllListeners('close');
    this.#socket = undefined;
    this.#end(socket);
  }

  /** This address is none; perhaps another is. */
  #lost(failure: DialFailure): void {
    if (this.#over) return;
    this.#drop();
    const tried = this.#addresses[this.#next - 1];
    if (tried !== undefined) this.#context.addresses.demote(this.#endpoint.host, tried);
    if (tried === undefined || this.#next === this.#addresses.length) this.#end(failure);
    else this.#attempt();
  }

  #drop(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    socket.removeAllListeners('close');
    socket.removeAllListeners('error');
    socket.on('error', ignore);
    socket.destroy();
  }

  #end(result: Socket | DialFailure): void {
    this.#over = true;
    this.#context.deadlines.clear(this);
    this.#drop();
    this.#done(result);
  }
}

/** What is wrong when nobody whom we know has signed (names of OpenSSL's verification errors). */
const SIGNED_BY_NOBODY = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export function describe(error: NodeJS.ErrnoException): string {
  const { code, message } = error;
  return code === undefined || message.includes(code) ? message : `${code}: ${message}`;
}

function ignore(): void {
  // The attempt is over, and has been told so.
}
