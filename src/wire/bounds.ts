import type { Refusal } from './head.ts';

/** API Gateway's limits for the URL and for all header names, values and terminators (aws-behaviour.md §3.2). */
export const BOUNDS = { target: 10_240, headers: 10_240 };

// deviation: Headers over 10,240 bytes answer 431 and a URL over 10,240 bytes 414, each with a JSON message; AWS's bodies for these are not recorded.
export const HEADERS_TOO_LARGE: Refusal = { status: 431, message: 'Request Header Fields Too Large' };
export const TARGET_TOO_LONG: Refusal = { status: 414, message: 'Request URI Too Long' };

/** What is left of a body when its answer is ready: up to here it is worth reading to keep the connection. */
export const MAX_DRAINED_BYTES = 65_536;

/** Between requests, as at AWS. */
export const IDLE_MS = 310_000;
/** A TLS handshake, from the connection on. Our choice. */
export const HANDSHAKE_MS = 10_000;
export const HEAD_MS = 30_000;
export const BODY_MS = 300_000;
/** How long a client may take to take an answer, and how long it may go on sending after it. */
export const WRITE_MS = 60_000;
export const LINGER_MS = 5_000;
