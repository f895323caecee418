import { posix } from 'node:path';
import { importStatements } from './import-statements.ts';
import { bootstraps, type Exception, type Folder, folders, outside, reserved } from './import-table.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Sources by their path below src/, as in `lib/clock.ts`. */
export type Sources = Readonly<Record<string, string>>;

/** Everything about these sources that the table forbids, one sentence each. */
export function violations(sources: Sources, packages: readonly string[]): string[] {
  return Object.entries(sources).flatMap(([file, source]) => [
    ...unknownFolder(file),
    ...importStatements(source).flatMap(({ specifier, line }) =>
      importProblem(file, specifier, packages).map((problem) => `${file}:${line}: ${problem}`),
    ),
    // A test may look at the clock and set variables; that it neither sleeps nor prints is for its reader to see.
    ...(isTest(file) ? [] : reservedNames(file, tokensOf(source))),
  ]);
}

/** Tests, their fixtures, and the suites that several implementations share: nothing that a user runs. */
export function isTest(file: string): boolean {
  return /[./](?:test|fixture)\.ts$/.test(file) || /\/(?:contract|fixtures)(?:\/|\.ts$)/.test(file);
}

function unknownFolder(file: string): string[] {
  return folders[folderOf(file)] === undefined ? [`${file}: add src/${folderOf(file)} to the table`] : [];
}

/** `main.ts` counts as a folder of its own. */
function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : file.replace(/\.ts$/, '');
}

function importProblem(file: string, specifier: string | undefined, packages: readonly string[]): string[] {
  // What a bootstrap computes is where the function's own module lies.
  if (specifier === undefined) return file.startsWith(bootstraps) ? [] : ['what it imports is computed'];
  if (specifier.startsWith('node:')) return [];
  if (file.startsWith(bootstraps)) return [`a bootstrap imports ${specifier}; it may import node: and nothing else`];
  if (specifier.startsWith('.')) return relativeProblem(file, specifier);
  if (isTest(file) || packages.includes(specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'))) return [];
  return [`imports ${specifier}, which is not among the dependencies of package.json`];
}

function relativeProblem(file: string, specifier: string): string[] {
  const target = posix.join(posix.dirname(file), specifier);
  if (target.startsWith('..')) {
    const allowed = outside.some((exception) => exception.in === file && exception.specifier === specifier);
    return allowed ? [] : [`imports ${specifier}, which is outside of src/`];
  }
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === to) return [];
  const { imports = [] } = folders[from] ?? {};
  if (!imports.includes(to) && !imports.includes('*')) return [`${from} may not import ${to}`];
  const face = `${to}/${to}.ts`;
  const byFile = folders[to]?.byFile === true;
  return byFile || target === face ? [] : [`imports ${target}; ${to} is imported through ${face}`];
}

function reservedNames(file: string, tokens: readonly Token[]): string[] {
  return reserved
    .filter(({ allowed }) => !allowed.some((exception) => covers(exception, file)))
    .flatMap(({ name, tokens: wanted }) =>
      tokens
        .filter((_, i) => wanted.every((text, j) => written(tokens[i + j]) === text) && !isMember(tokens, i))
        .map(({ line }) => `${file}:${line}: uses ${name}`),
    );
}

function covers(exception: Exception, file: string): boolean {
  return exception.in.endsWith('/') ? file.startsWith(exception.in) : file === exception.in;
}

function written(token: Token | undefined): string | undefined {
  return token?.kind === 'string' ? `'${token.text}'` : token?.text;
}

/** `socket.setTimeout` is not `setTimeout`, but `globalThis.setTimeout` is. */
function isMember(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.text === '.' && tokens[at - 2]?.text !== 'globalThis';
}

/** The folders that one imports in these sources, by folder. */
export function folderGraph(sources: Sources): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [file, source] of Object.entries(sources)) {
    for (const { specifier } of importStatements(source)) {
      if (specifier === undefined || !specifier.startsWith('.')) continue;
      const target = posix.join(posix.dirname(file), specifier);
      if (target.startsWith('..') || folderOf(target) === folderOf(file)) continue;
      const imports = graph.get(folderOf(file)) ?? new Set();
      graph.set(folderOf(file), imports.add(folderOf(target)));
    }
  }
  return graph;
}

/** What the table allows, as a graph. */
export function tableGraph(table: Readonly<Record<string, Folder>>): Map<string, Set<string>> {
  // `*` is for the roof: nobody may import what imports everybody, which the table itself shows.
  return new Map(Object.entries(table).map(([name, { imports }]) => [name, new Set(imports)]));
}

/** A circle of folders, as `a → b → a`; `undefined` when there is none. */
export function circle(graph: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const clear = new Set<string>();
  const walk = (folder: string, path: readonly string[]): string | undefined => {
    if (path.includes(folder)) return [...path.slice(path.indexOf(folder)), folder].join(' → ');
    if (clear.has(folder)) return undefined;
    for (const next of graph.get(folder) ?? []) {
      const found = walk(next, [...path, folder]);
      if (found !== undefined) return found;
    }
    clear.add(folder);
    return undefined;
  };
  for (const folder of graph.keys()) {
    const found = walk(folder, []);
    if (found !== undefined) return found;
  }
  return undefined;
}
