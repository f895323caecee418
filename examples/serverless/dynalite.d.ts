/** What of dynalite's face the examples use; the package comes without types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @param options `createTableMs`: how long a new table stays in the state CREATING */
  export default function dynalite(options?: { readonly createTableMs?: number }): Server;
}
