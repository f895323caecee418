import type { Socket } from 'node:net';

/**
 * Lets what is written to sockets in one turn of the event loop leave together at its end. A write to a peer that sleeps wakes
 * it, which costs several times what the write does; to one that is awake already, because it is handling what was written
 * to it or to its neighbours a moment ago, it does not.
 */
const corked: Socket[] = [];
/** So many leave at once even if the turn goes on: nobody waits for all the others. */
const MOST = 16;

/** What is written to the socket from here on leaves at the end of this turn, or when it is ended. */
export function writeTogether(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  const { length } = corked;
  corked.push(socket);
  if (length === 0) setImmediate(flush);
  else if (length + 1 === MOST) flush();
}

function flush(): void {
  for (const socket of corked.splice(0)) socket.uncork();
}
