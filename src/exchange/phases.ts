import type { BodyFlow } from '../lib/body-flow.ts';
import type { Caller } from '../lib/caller.ts';
import type { RawHeaders } from '../lib/headers.ts';
import type { Context } from './context.ts';
import type { Fault } from './fault.ts';

/** The request as the client sent it, before any mapping. */
export interface MethodRequest {
  readonly httpMethod: string;
  /** The path behind the stage, percent-encoded: `/weather/oslo/`. Always starts with `/`. */
  readonly path: string;
  /** Raw, without `?`. */
  readonly query: string;
  /** The path as it stood in the request line, with all that `path` lacks: what a signature covers. */
  readonly signedPath: string;
  /** As received; what API Gateway never lets in is dropped by whoever passes them on. */
  readonly headers: RawHeaders;
  /** Percent-encoded, as AWS shows them; `null` when the resource has none. */
  readonly pathParameters: { readonly [name: string]: string } | null;
  /** The port and scheme that the client used. */
  readonly port: number;
  readonly secure: boolean;
  readonly body: RequestBody;
  /** Who is to learn that the client has gone, where there is a connection. */
  readonly caller?: Caller | undefined;
}

/** A request body: taken as it arrives, at most once, or read whole, and then as often as one likes; never beyond API Gateway's 10 MB. */
export interface RequestBody {
  /** What `Content-Length` said; `undefined` when the body is chunked, or was read: then only `bytes` gives it. */
  readonly length: number | undefined;
  /** The whole body. @returns REQUEST_TOO_LARGE above 10,485,760 bytes. */
  bytes(): Promise<Buffer | Fault>;
  /** The same, where the client packed it still packed: what a signature covers. */
  asSent(): Promise<Buffer | Fault>;
  /** The body as it arrives; only for a body of known length. */
  stream(): NodeJS.ReadableStream;
}

/** What the integration answered; what it was sent, each integration defines for itself. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Buffer | string;
  /** The body as it comes, where it is streamed; `body` is empty then. Whoever does not take it has to cancel it. */
  readonly stream?: BodyFlow | undefined;
}

/** The answer to the client, without the headers that every answer carries (Date, Content-Length, request ids). */
export interface MethodResponse {
  readonly status: number;
  /** Content-Type first. */
  readonly headers: RawHeaders;
  readonly body: Buffer | string;
  /** As in EndpointResponse. */
  readonly stream?: BodyFlow | undefined;
}

/** May refuse. What it finds out about the caller it notes in the context; it changes nothing else. */
export type Gate = (rq: MethodRequest, cx: Context) => Fault | undefined | Promise<Fault | undefined>;

/** A gate that has to see the whole body, which is read for it when all other gates have been passed. */
export type BodyGate = (rq: MethodRequest, body: Buffer, cx: Context) => Fault | undefined;

/**
 * One method, compiled. `Q` is what the integration sends, `R` what comes back: the mapping builds and reads them, the
 * integration exchanges them, and nobody else looks inside.
 */
export interface MethodPlan<Q, R extends EndpointResponse = EndpointResponse> {
  /** `undefined` when nothing has to admit the request. */
  readonly admit: Gate | undefined;
  /** Absent when nothing has to admit the body; then it is read for the integration alone. */
  readonly admitBody?: BodyGate | undefined;
  /** `body` is the whole body when `reads.body`, else empty and still unread in `rq.body`. */
  readonly toEndpoint: (rq: MethodRequest, body: Buffer, cx: Context) => Q | Fault;
  readonly integrate: (rq: Q, cx: Context) => R | Fault | Promise<R | Fault>;
  readonly toClient: (rs: R, cx: Context) => MethodResponse | Fault;
  readonly reads: { readonly body: boolean };
  /** What execution logs show of the endpoint; absent where there is none. */
  readonly shown?: {
    readonly request: (rq: Q, cx: Context) => ShownRequest;
    readonly responseHeaders: (rs: R, cx: Context) => RawHeaders;
    /** `$context.integration.status`; absent: the endpoint's. */
    readonly status?: (answer: MethodResponse) => number;
  };
}

export interface ShownRequest {
  readonly uri: string;
  readonly headers: RawHeaders;
  /** Absent: the client's own. */
  readonly body?: string;
}
