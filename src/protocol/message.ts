/** One HTTP request as the protocols see it. The caller has bounded the body's size. */
export interface WireRequest {
  readonly method: string;
  /** As it came: percent-encoded, without the query. */
  readonly path: string;
  /** As it came, without the question mark; empty when there is none. */
  readonly query: string;
  /** A header's value by its lower-case name. */
  readonly headers: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: [name: string, value: string][];
  readonly body: Uint8Array | string | undefined;
  /** The operation that was asked for, where it was recognised: for logs and metrics. */
  readonly operation?: string;
  /** What a handler threw that is no ServiceError: a bug. The caller logs it; the client saw a 500. */
  readonly bug?: unknown;
}

/** Who calls, as far as the caller of `answer` has found out. */
export interface Caller {
  readonly requestId: string;
  readonly account: string;
  readonly region: string;
  readonly accessKey?: string | undefined;
}

/** What a handler knows about the call besides its input. */
export interface Call extends Caller {
  readonly service: string;
  readonly operation: string;
  /** `account/region`: what resources belong to. */
  readonly scope: string;
}
