const FOREIGN = /[^A-Za-z0-9+/]/;

/** Whether a text is base64, padded or not. One expression for all of it would take quadratic time, or V8's whole stack, on a body of megabytes. */
export function isBase64Text(text: string): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const beyond = text.length % 4;
  if (padding === 0 ? beyond === 1 : beyond !== 0) return false;
  return !FOREIGN.test(padding === 0 ? text : text.slice(0, -padding));
}
