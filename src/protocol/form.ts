import { serializationError } from './service-error.ts';
import { parseQuery } from './uri.ts';

/** `a.b.1=x` as a tree: each dot goes one level down. */
export interface FormNode {
  value?: string;
  readonly children: Map<string, FormNode>;
}

/** Deeper than any parameter of STS or IAM. */
const deepest = 32;

export function parseForm(body: Uint8Array, query: string): FormNode {
  const root: FormNode = { children: new Map() };
  for (const text of [query, new TextDecoder().decode(body)])
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
