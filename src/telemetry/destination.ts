/** Where the lines of an access log go. A new kind of store is a new function that makes one of these. */
export interface Destination {
  /**
   * Takes whole lines, each ended by a line feed. One call at a time; the bytes are the caller's again when the promise
   * settles. When it rejects, lines of this batch are lost and the next batch is tried all the same.
   */
  write(batch: Uint8Array): Promise<void>;
  /** Goes on in a new file, if it is one: the old one was moved away. Never during a write. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}
