/**
 * A date of a condition as milliseconds since the epoch: "one of the W3C implementations of the ISO 8601 date formats or … epoch
 * (UNIX) time" ("Condition operators"). `undefined`: the text is none. Four digits are a year.
 *
 * deviation: A date with a time but without a time zone is refused, as the W3C's note has it.
 */
export function readDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  if (!W3C_DATE.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

const EPOCH_SECONDS = /^(?:\d{1,3}|\d{5,12})(?:\.\d{1,9})?$/;
const W3C_DATE =
  /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?)?)?$/;
