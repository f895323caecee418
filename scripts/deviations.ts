/**
 * Collects what the sources and tests declare as a deviation from AWS into docs/deviations.md. `npm run deviations` writes it;
 * with `--check` it only says, by its exit code, whether the file is up to date, as test/house/deviations.test.ts does.
 *
 * A declaration is a comment that begins with `deviation:`, on lines of its own, and goes to the end of that comment, to an
 * empty comment line or to the next declaration. It ends with a full stop.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const DOCUMENT = 'docs/deviations.md';

export interface Deviation {
  /** From the root, with forward slashes. */
  readonly file: string;
  readonly sentence: string;
}

const DECLARED = /^\s*(?<marker>\/\/|\/\*\*?|\*)\s*deviation:\s*(?<text>.*)$/;

/** The deviations that a source declares, in its order. */
export function deviationsOf(file: string, source: string): Deviation[] {
  const lines = source.split('\n');
  return lines.flatMap((line, i) => {
    const { marker, text } = DECLARED.exec(line)?.groups ?? {};
    if (marker === undefined || text === undefined) return [];
    const sentence = marker === '//' ? lineComment(lines, i, text) : blockComment(lines, i, text);
    if (!/^\S.*\.$/.test(sentence))
      throw new Error(`${file}:${i + 1}: a deviation is a sentence that ends with a full stop`);
    return [{ file, sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1) }];
  });
}

function lineComment(lines: readonly string[], at: number, first: string): string {
  return [first, ...following(lines, at, /^\s*\/\/\s*(\S.*)$/)].join(' ').trim();
}

function blockComment(lines: readonly string[], at: number, first: string): string {
  const end = first.indexOf('*/');
  if (end !== -1) return first.slice(0, end).trim();
  // A tag, as in `@param`, or the end of the comment ends it.
  const text = [first, ...following(lines, at, /^\s*\*\s+([^\s@].*)$/)].join(' ');
  return text.replace(/\*\/.*$/, '').trim();
}

/** What the lines after `at` have in the pattern's group, up to the first that has not or that begins a declaration. */
function following(lines: readonly string[], at: number, pattern: RegExp): string[] {
  const texts: string[] = [];
  for (const line of lines.slice(at + 1)) {
    const text = pattern.exec(line)?.[1];
    if (text === undefined || DECLARED.test(line)) break;
    texts.push(text.trim());
  }
  return texts;
}

/** The document: grouped by folder, in the order of the paths and, within a file, of the declarations. */
export function renderDeviations(deviations: readonly Deviation[]): string {
  const folders = Map.groupBy(deviations, ({ file }) => folderOf(file));
  const sections = [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, items]) =>
      [`## ${folder}`, '', ...items.map(({ file, sentence }) => `* ${escapeMarkdown(sentence)} (\`${file}\`)`)].join(
        '\n',
      ),
    );
  const head = [
    '# Deviations from AWS',
    '',
    'Every known difference between Gatehouse and AWS, where it is declared in the code or in a test.',
    'Written by `npm run deviations`; to change a sentence, change the comment that declares it.',
  ].join('\n');
  return `${[head, ...sections].join('\n\n')}\n`;
}

/** `src/plan` for everything in it, however deep. */
function folderOf(file: string): string {
  const [top = '', ...below] = file.split('/');
  return below.length > 1 ? `${top}/${below[0]}` : top;
}

/** Sentences speak of `*`, `_`, `<` and `[` as such, unless they put them into backticks; `_` within a word is safe. */
function escapeMarkdown(sentence: string): string {
  return sentence
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1 ? part : part.replace(/[\\*<>[\]`]|(?<!\w)_|_(?!\w)/g, '\\$&'),
    )
    .join('');
}

/** Path and text of the document, as the files are now. */
export function writtenDeviations(): { readonly path: string; readonly text: string } {
  const deviations = ['src', 'test'].flatMap(sourcesBelow).flatMap((file) => {
    return deviationsOf(file, readFileSync(join(root, file), 'utf8'));
  });
  return { path: join(root, DOCUMENT), text: renderDeviations(deviations) };
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.m?[tj]s$/.test(file) && !file.includes('node_modules'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}

if (import.meta.main) {
  const { path, text } = writtenDeviations();
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${DOCUMENT} is stale: npm run deviations`);
    process.exitCode = 1;
  }
}
