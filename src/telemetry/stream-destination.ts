import type { Destination } from './destination.ts';

/** Streams that have our listener: one, however many destinations they are. */
const heard = new WeakSet<NodeJS.WritableStream>();

/** A stream that is not ours to end, as standard output is. Several destinations may be one stream: a line of each is whole. */
export function streamDestination(stream: NodeJS.WritableStream): Destination {
  // A write that fails says so to its callback; without a listener the same error would end the process.
  if (!heard.has(stream)) stream.on('error', ignore);
  heard.add(stream);
  return {
    write: (batch) =>
      new Promise((resolve, reject) => {
        stream.write(batch, (error) => (error ? reject(error) : resolve()));
      }),
    reopen: nothing,
    close: nothing,
  };
}

function ignore(): void {
  // The write that failed has the error.
}

async function nothing(): Promise<void> {
  // It is neither a file nor ours to close.
}
