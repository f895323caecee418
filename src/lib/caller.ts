/** Work that somebody may lose interest in. */
export interface Cancellable {
  /** Harmless when there is nothing to cancel any more. */
  cancel(): void;
}

/** Who waits for an answer. What works for it stands in `whenGone`, and is cancelled when the caller goes away. */
export interface Caller {
  whenGone: Cancellable | undefined;
}
