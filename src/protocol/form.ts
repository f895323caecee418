import { serializationError } from './service-error.ts';
import { parseQuery } from './uri.ts';

/** `a.b.1=x` as a tree: each dot goes one level down. */
export interface FormNode {
  value?: string;
  readonly children: Map<string, FormNode>;
}

/** Deeper than any parameter of STS or IAM. */
const deepest = 32;
/** More than any of their operations takes. Forms are read before it is known who sent them. */
const MOST_PARAMETERS = 5_000;
/** Above the longest policy document, 131,072 characters, with every byte percent-encoded. */
const MOST_BYTES = 4 * 1024 * 1024;

/** @throws SerializationException for a form with more, longer or deeper parameters than any operation takes, and for broken escapes */
export function parseForm(body: Uint8Array, query: string): FormNode {
  if (body.length > MOST_BYTES) throw tooLarge();
  const texts = [query, new TextDecoder().decode(body)];
  if (texts.some(hasTooMany)) throw tooLarge();
  const root: FormNode = { children: new Map() };
  for (const text of texts)
    for (const [name, values] of parseQuery(text)) {
      const path = name.split('.');
      if (path.length > deepest) throw serializationError('A parameter name is nested too deeply'); // our choice of words
      let node = root;
      for (const part of path) {
        let child = node.children.get(part);
        if (child === undefined) {
          child = { children: new Map() };
          node.children.set(part, child);
        }
        node = child;
      }
      node.value = values[0] ?? '';
    }
  return root;
}

function hasTooMany(text: string): boolean {
  let at = -1;
  for (let parameters = 1; parameters <= MOST_PARAMETERS; parameters++) {
    at = text.indexOf('&', at + 1);
    if (at < 0) return false;
  }
  return true;
}

const tooLarge = () => serializationError('The form has more or longer parameters than any operation takes'); // our choice of words
