import { Readable } from 'node:stream';
import type { RequestBody } from './phases.ts';

/** A request body that is there already. */
export function wholeBody(bytes: Buffer): RequestBody {
  return {
    length: bytes.length,
    bytes: async () => bytes,
    asSent: async () => bytes,
    stream: () => Readable.from([bytes]),
  };
}
