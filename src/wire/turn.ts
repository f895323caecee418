import type { Socket } from 'node:net';

/**
 * One turn of the event loop, in phases. What sockets bring in it is put aside; at its end all that endpoints have answered is read,
 * then all that clients ask, and then all that was written leaves. One request goes through a megabyte of code, and so does the
 * next: with system calls between every two steps of it, each finds the processor's caches filled with something else. And a write to
 * a peer that sleeps wakes it, which costs several times what the write does; one that is awake already, because it is handling what
 * was written to it or to its neighbours a moment ago, need not be woken.
 */

/** Who has put something aside. */
export interface Arrival {
  /** Belongs to this module: it is among those that wait, and once is enough. False at first. */
  waits: boolean;
  /** Handles it, if it is still of interest. Must not throw. */
  catchUp(): void;
}

/**
 * What may be put aside of one socket, in bytes. Node reads on, without an end, from a socket that fills its buffer of 64 KB, so that
 * longer pieces are handled at once, and can hold the socket.
 */
export const MAX_ASIDE = 16_384;

/** So many of each are handled in a turn: those behind them wait for the next, with what comes until then behind them. */
const MOST = 64;

let responses: Arrival[] = [];
let requests: Arrival[] = [];
let corked: Socket[] = [];
let begun = false;

/** Something has come from an endpoint: `catchUp` is called at the end of this turn, or of a later one when many wait. */
export function responseArrived(arrival: Arrival): void {
  put(arrival, responses);
}

/** The same for a client's. */
export function requestArrived(arrival: Arrival): void {
  put(arrival, requests);
}

/** What is written to the socket from here on leaves at the end of this turn, or when it is ended. */
export function writeTogether(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  corked.push(socket);
  begin();
}

function put(arrival: Arrival, waiting: Arrival[]): void {
  if (arrival.waits) return;
  arrival.waits = true;
  waiting.push(arrival);
  begin();
}

function begin(): void {
  if (begun) return;
  begun = true;
  // Node runs what each of them has promised before the next.
  setImmediate(readResponses);
  setImmediate(readRequests);
  setImmediate(leave);
}

function readResponses(): void {
  const now = responses;
  responses = now.length > MOST ? now.splice(MOST) : [];
  catchUp(now);
}

function readRequests(): void {
  const now = requests;
  requests = now.length > MOST ? now.splice(MOST) : [];
  catchUp(now);
}

function catchUp(arrivals: readonly Arrival[]): void {
  for (const arrival of arrivals) {
    arrival.waits = false;
    arrival.catchUp();
  }
}

function leave(): void {
  begun = false;
  const now = corked;
  corked = [];
  for (const socket of now) socket.uncork();
  if (responses.length > 0 || requests.length > 0) begin();
}
