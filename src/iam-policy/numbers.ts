/**
 * A number of a condition, as the Numeric operators compare it; `undefined`: the text is none.
 *
 * deviation: A number of more than 15 digits is not compared: a statement that allows does not match, one that denies does.
 */
export function readNumber(text: string): number | undefined {
  const match = /^[+-]?(\d{1,15})(?:\.(\d{1,15}))?(?:[eE][+-]?\d{1,2})?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = '', part = ''] = match;
  return whole.length + part.length > 15 ? undefined : Number(text);
}
