/**
 * Compiles src/ to dist/ as JavaScript, for `npm pack`: Node strips no types under node_modules. `npm run build`.
 *
 * What src/main.ts reaches is compiled, so that no test is; the files that are read or run by their place are copied.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');
const dist = join(root, 'dist');

/** Below src/. Each is found at run time by `new URL(…, import.meta.url)`. */
const copied = ['functions/bootstrap', 'model'];
/** A young generation of 8 MB, and nothing allocated as old: a third less resident memory under load, without a price in CPU that could be measured (decision 10). */
const SHEBANG = '#!/usr/bin/env -S node --max-semi-space-size=8 --no-allocation-site-pretenuring\n';

build();

function build(): void {
  rmSync(dist, { recursive: true, force: true });
  if (!compile()) return;
  for (const folder of copied) copy(folder);
  refuseTypeScript();
  const main = join(dist, 'main.js');
  const text = readFileSync(main, 'utf8');
  writeFileSync(main, text.startsWith('#!') ? text : SHEBANG + text);
  chmodSync(main, 0o755);
}

/** Whether it compiled. The project's own configuration, but for what is compiled and where to: in a file, because tsc takes no files beside --project. */
function compile(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-build-'));
  const config = join(folder, 'tsconfig.json');
  const options = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      noEmitOnError: true,
      rewriteRelativeImportExtensions: true,
      rootDir: src,
      outDir: dist,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [],
    files: [join(src, 'main.ts')],
  };
  try {
    writeFileSync(config, JSON.stringify(options));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status } = spawnSync(process.execPath, [tsc, '--project', config], { cwd: root, stdio: 'inherit' });
    // It has said why.
    if (status !== 0) process.exitCode = 1;
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files of a folder of src/ that are not TypeScript. */
function copy(folder: string): void {
  cpSync(join(src, folder), join(dist, folder), {
    recursive: true,
    filter: (path) => extname(path) !== '.ts' && !path.includes('__pycache__'),
  });
}

/** tsc rewrites import statements alone: a file that is named in any other way would not be found in dist/. */
function refuseTypeScript(): void {
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (extname(file) !== '.js') continue;
    const named = /(['"`])\.[^'"`\n]*\.ts\1/.exec(readFileSync(join(dist, file), 'utf8'))?.[0];
    if (named !== undefined) throw new Error(`dist/${file} names ${named}, which is not in dist/`);
  }
}
