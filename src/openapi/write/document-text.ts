import { yaml } from '../yaml.ts';
import type { Node } from './node.ts';

export type DocumentFormat = 'json' | 'yaml';

/** A document as text: JSON with two spaces, or YAML as AWS writes it, with every text in double quotes. */
export function documentText(document: Node, format: DocumentFormat): string {
  if (format === 'json') return JSON.stringify(document, null, 2);
  return `---\n${yaml().stringify(document, {
    aliasDuplicateObjects: false,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    indentSeq: false,
    lineWidth: 0,
  })}`;
}
