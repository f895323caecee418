import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { circle, folderGraph, type Sources, tableGraph, violations } from './import-rules.ts';
import { importStatements } from './import-statements.ts';
import { folders } from './import-table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function readSources(): Sources {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) =>
    /\.m?[tj]s$/.test(f),
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(root, 'src', file), 'utf8')]));
}

function readPackages(): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies);
}

describe('src/', () => {
  const sources = readSources();

  test('imports, time, environment and console keep to the table', () => {
    assert.ok(Object.keys(sources).length > 50, 'src/ was found');
    assert.deepEqual(violations(sources, readPackages()), []);
  });

  test('no folder imports itself by way of others', () => {
    assert.equal(circle(folderGraph(sources)), undefined);
  });

  test('the table allows no circle, and names only folders of its own', () => {
    assert.equal(circle(tableGraph(folders)), undefined);
    const unknown = Object.values(folders).flatMap(({ imports }) =>
      imports.filter((to) => to !== '*' && !(to in folders)),
    );
    assert.deepEqual(unknown, []);
  });
});

describe('what would be found', () => {
  const cases: readonly [string, string, string, string[]][] = [
    ['a folder above', 'lib/a.ts', "import { b } from '../store/store.ts';", ['lib/a.ts:1: lib may not import store']],
    ['a type', 'lib/a.ts', "\nimport type { B } from '../store/store.ts';", ['lib/a.ts:2: lib may not import store']],
    ['a re-export', 'wire/a.ts', "export * from '../plan/plan.ts';", ['wire/a.ts:1: wire may not import plan']],
    [
      'export type',
      'wire/a.ts',
      "export type { A } from '../plan/plan.ts';",
      ['wire/a.ts:1: wire may not import plan'],
    ],
    ['import()', 'wire/a.ts', "await import('../plan/plan.ts');", ['wire/a.ts:1: wire may not import plan']],
    ['an effect', 'wire/a.ts', "import '../plan/plan.ts';", ['wire/a.ts:1: wire may not import plan']],
    [
      'the other plane',
      'control/a.ts',
      "import '../gateway/gateway.ts';",
      ['control/a.ts:1: control may not import gateway'],
    ],
    ['a computed name', 'wire/a.ts', 'await import(`../${x}.ts`);', ['wire/a.ts:1: what it imports is computed']],
    [
      'not the face',
      'gateway/a.ts',
      "import { b } from '../plan/routes.ts';",
      ['gateway/a.ts:1: imports plan/routes.ts; plan is imported through plan/plan.ts'],
    ],
    [
      'outside',
      'lib/a.ts',
      "import '../../scripts/x.ts';",
      ['lib/a.ts:1: imports ../../scripts/x.ts, which is outside of src/'],
    ],
    [
      'a devDependency',
      'lib/a.ts',
      "import { x } from '@aws-sdk/client-iam';",
      ['lib/a.ts:1: imports @aws-sdk/client-iam, which is not among the dependencies of package.json'],
    ],
    [
      'a bootstrap with an import',
      'functions/bootstrap/node.mjs',
      "import x from './x.mjs';",
      ['functions/bootstrap/node.mjs:1: a bootstrap imports ./x.mjs; it may import node: and nothing else'],
    ],
    ['a folder that is not in the table', 'utils/a.ts', '', ['utils/a.ts: add src/utils to the table']],
    ['the environment', 'cli/a.ts', 'const a = process.env.HOME;', ['cli/a.ts:1: uses process.env']],
    ['the environment by name', 'cli/a.ts', "process['env']", ['cli/a.ts:1: uses process.env']],
    ['the environment by import', 'cli/a.ts', "import { env } from 'node:process'", ['cli/a.ts:1: uses node:process']],
    ['the time', 'plan/a.ts', 'Date.now()', ['plan/a.ts:1: uses Date.now']],
    ['the time within a template', 'plan/a.ts', '`${`}`} ${new Date().x}`', ['plan/a.ts:1: uses new Date()']],
    ['a timer', 'wire/a.ts', '/x/.exec(a);\nsetTimeout(f, 1)', ['wire/a.ts:2: uses setTimeout']],
    ['a timer by import', 'wire/a.ts', "import { setInterval } from 'node:timers'", ['wire/a.ts:1: uses setInterval']],
    ['a timer by globalThis', 'wire/a.ts', 'globalThis.setTimeout(f)', ['wire/a.ts:1: uses setTimeout']],
    ['console', 'wire/a.ts', 'console.log(1)', ['wire/a.ts:1: uses console']],
  ];
  for (const [name, file, source, expected] of cases)
    test(name, () => assert.deepEqual(violations({ [file]: source }, ['pino']), expected));

  test('a circle', () => {
    const sources = {
      'a/a.ts': "import '../b/b.ts';",
      'b/b.ts': "import type { C } from '../c/c.ts';",
      'c/c.ts': "import '../b/b.ts';",
    };
    assert.equal(circle(folderGraph(sources)), 'b → c → b');
  });
});

describe('what would not be found', () => {
  const cases: readonly [string, string, string][] = [
    ['the same folder', 'plan/mapping/a.ts', "import '../routes.ts';"],
    ['a face', 'gateway/a.ts', "import { type P, q } from '../plan/plan.ts';"],
    ['a leaf by file', 'gateway/a.ts', "import { q } from '../lib/ids.ts';"],
    ['a dependency', 'lib/log.ts', "import { pino } from 'pino';\nimport fs from 'node:fs';"],
    ['comments', 'wire/a.ts', "// import '../plan/plan.ts' and Date.now()\n/* console.log */"],
    ['strings', 'wire/a.ts', "const a = 'Date.now()' + \"import '../plan/plan.ts'\" + `setTimeout(${a})`;"],
    ['regular expressions', 'wire/a.ts', 'const a = /[/"]process.env/;'],
    ['a date of something', 'wire/a.ts', 'new Date(0)'],
    ['members of the same name', 'wire/a.ts', 'socket.setTimeout(0); clock.Date.now(); a.import(b)'],
    [
      'import.meta and export without from',
      'wire/a.ts',
      "export { a };\nimport.meta.url;\nconst from = '../plan/plan.ts';",
    ],
    ['a test that reads the clock', 'wire/a.test.ts', 'Date.now()'],
  ];
  for (const [name, file, source] of cases)
    test(name, () => assert.deepEqual(violations({ [file]: source }, ['pino']), []));

  test('every form of statement is read once, with its line', () => {
    const source = [
      "import a, { type b as c, default as d } from 'one';",
      "import * as e from 'two' with { type: 'json' };",
      "export * as f from 'three';",
      "type G = import('four').G;",
      "import 'five';",
    ].join('\n');
    assert.deepEqual(
      importStatements(source).map(({ specifier, line }) => `${line} ${specifier}`),
      ['1 one', '2 two', '3 three', '4 four', '5 five'],
    );
  });
});
