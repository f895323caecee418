import type { Clock } from '../lib/clock.ts';
import { type Client, openClient } from '../wire/wire.ts';

/** API Gateway's limit for a buffered response (aws-behaviour.md §3.2). */
const MAX_RESPONSE_BYTES = 10_485_760;
const CONNECTIONS_PER_ENDPOINT = 256;
/** Requests that may wait for one of them: as many as there may be clients. */
const WAITING_PER_ENDPOINT = 20_000;

/** What reaches HTTP endpoints and functions that live elsewhere: one in each thread. */
export function openEndpointClient(clock: Clock): Client {
  return openClient({
    clock,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    connections: CONNECTIONS_PER_ENDPOINT,
    waiting: WAITING_PER_ENDPOINT,
  });
}
