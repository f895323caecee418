import { serializationError } from './service-error.ts';

/** AWS documents no limit; nothing that it accepts comes near this one, and it bounds the recursion of documents. */
const deepest = 100;
/** The same of a body's commas, objects and lists: of `{}` alone it takes thirty times its size in memory. Large bodies are few long texts. */
const mostValues = 250_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Parses a JSON body. An empty body is an empty object, as AWS takes it. Throws SerializationException. */
export function parseJsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {};
  let parsed: unknown;
  try {
    const text = utf8.decode(bytes);
    checkExtent(text);
    parsed = JSON.parse(text);
  } catch (error) {
    const tooMuch = error instanceof RangeError ? error.message : undefined;
    throw serializationError(tooMuch ?? 'Could not parse the request body as JSON'); // our choice of words
  }
  return parsed ?? {};
}

/** Looks before anything is made of the text. @throws RangeError */
function checkExtent(text: string): void {
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 0x5c) i++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      values++;
      if (++depth > deepest) throw new RangeError('The request body is nested too deeply');
    } else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === 0x2c && ++values > mostValues) throw new RangeError('The request body has too many values');
  }
}
