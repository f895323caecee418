import { serializationError } from './service-error.ts';

/** AWS documents no limit; nothing that it accepts comes near this one, and it bounds the recursion of documents. */
const deepest = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Parses a JSON body. An empty body is an empty object, as AWS takes it. Throws SerializationException. */
export function parseJsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {};
  let parsed: unknown;
  try {
    const text = utf8.decode(bytes);
    if (nesting(text) > deepest) throw new RangeError('nested too deeply');
    parsed = JSON.parse(text);
  } catch (error) {
    throw serializationError(
      error instanceof RangeError
        ? 'The request body is nested too deeply'
        : 'Could not parse the request body as JSON',
    ); // our choice of words
  }
  return parsed ?? {};
}

function nesting(text: string): number {
  let depth = 0;
  let deepestSeen = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 0x5c) i++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) deepestSeen = Math.max(deepestSeen, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepestSeen;
}
