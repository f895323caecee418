import { readdirSync, readFileSync } from 'node:fs';

/** Documents of the shapes that tools write for AWS, all of our own making: one file, one shape, named after it. */
export interface CorpusDocument {
  readonly name: string;
  readonly text: string;
}

const directory = new URL('documents/', import.meta.url);

export const corpus: readonly CorpusDocument[] = readdirSync(directory)
  .sort()
  .map((name) => ({ name, text: readFileSync(new URL(name, directory), 'utf8') }));
