/** What one rendering may use. */
export interface Limits {
  /** UTF-16 units that one rendering may write. */
  readonly output: number;
  /** Statements, expressions, iterations and pieces of work of about the same size. */
  readonly steps: number;
  /** UTF-16 units of all strings made, and elements of all lists and maps times 16, whether or not they are still referred to. */
  readonly memory: number;
}

/** AWS's payload limit of 10 MB for the output; the others are our choice: about a second's work, and what a payload can need. */
export const DEFAULT_LIMITS: Limits = { output: 10 * 1024 * 1024, steps: 3_000_000, memory: 64 * 1024 * 1024 };

/** Bytes of UTF-8: "Mapping template size" in API Gateway's quotas. */
export const MAX_TEMPLATE_BYTES = 300 * 1024;

/** Of one `#foreach`, which ends there without an error, as Velocity's `directive.foreach.maxloops` does it; AWS's quota. */
export const MAX_ITERATIONS = 1000;

/** Calls of macros inside each other: Velocity's `velocimacro.max.depth`. */
export const MAX_MACRO_DEPTH = 20;

/** Renderings of one `#define` inside itself: Velocity's `directive.define.max.depth`. */
export const MAX_DEFINE_DEPTH = 2;

/** Levels of what nests: blocks, expressions, arguments, strings in strings, values in values. Our choice: far from the end of the stack. */
export const MAX_DEPTH = 100;
