/** What a folder of src/ may import of the others, and how it is imported. */
export interface Folder {
  readonly imports: readonly string[];
  /** It has no face: its files are imported one by one. */
  readonly byFile?: true;
}

/** ARCHITECTURE.md, "Imports run one way". `main` is the file src/main.ts. A folder that is not here may not exist. */
export const folders: Readonly<Record<string, Folder>> = {
  lib: { imports: [], byFile: true },
  model: { imports: [], byFile: true },
  store: { imports: ['lib'] },
  definition: { imports: ['lib', 'model', 'store'] },
  exchange: { imports: ['lib', 'definition'] },
  'json-path': { imports: ['lib'] },
  vtl: { imports: ['lib'] },
  validation: { imports: ['lib'] },
  integrations: { imports: ['exchange', 'definition', 'json-path', 'vtl', 'lib'] },
  'iam-policy': { imports: ['lib'] },
  authorizers: { imports: ['iam-policy', 'exchange', 'definition', 'lib'] },
  limits: { imports: ['exchange', 'definition', 'lib'] },
  plan: { imports: ['authorizers', 'limits', 'integrations', 'validation', 'exchange', 'definition', 'lib'] },
  wire: { imports: ['lib'] },
  functions: { imports: ['lib', 'definition', 'store', 'wire'] },
  gateway: {
    imports: ['plan', 'authorizers', 'limits', 'iam-policy', 'exchange', 'wire', 'store', 'definition', 'lib'],
  },
  protocol: { imports: ['lib', 'model'] },
  openapi: { imports: ['definition', 'lib'] },
  control: { imports: ['openapi', 'iam-policy', 'vtl', 'protocol', 'model', 'store', 'definition', 'lib'] },
  telemetry: { imports: ['lib'] },
  config: { imports: ['lib'] },
  // Where the planes are put together: what would make a circle between them is handed from one to the other here.
  process: {
    imports: [
      'config',
      'control',
      'gateway',
      'authorizers',
      'limits',
      'functions',
      'protocol',
      'wire',
      'store',
      'definition',
      'telemetry',
      'lib',
    ],
  },
  cli: { imports: ['*'] },
  main: { imports: ['*'] },
};

/** A place that may do what no other may. `in` is a file of src/, or a folder of it that ends in a slash. */
export interface Exception {
  readonly in: string;
  readonly why: string;
}

/** The bootstraps run in the function's process, where nothing of Gatehouse is: they import `node:` and nothing else. */
export const bootstraps = 'functions/bootstrap/';

/** Names in code that only some places may use. */
export interface Reserved {
  readonly name: string;
  /** One of the sequences of tokens that stand for it; a string is written with its quotes. */
  readonly tokens: readonly string[];
  readonly allowed: readonly Exception[];
}

const clock: readonly Exception[] = [
  { in: 'lib/clock.ts', why: 'the one place that knows what time it is' },
  { in: bootstraps, why: 'the function runs on real time, and the clock is in another process' },
];
const environment: readonly Exception[] = [
  { in: 'config/', why: 'the one place that reads the environment' },
  { in: bootstraps, why: 'the environment is how Lambda tells a runtime what to run' },
];

export const reserved: readonly Reserved[] = [
  { name: 'process.env', tokens: ['process', '.', 'env'], allowed: environment },
  { name: 'process.env', tokens: ['process', '[', "'env'"], allowed: environment },
  // By which `env` would come under its own name; the global `process` is there anyway.
  { name: 'node:process', tokens: ["'node:process'"], allowed: [] },
  { name: 'Date.now', tokens: ['Date', '.', 'now'], allowed: clock },
  { name: 'new Date()', tokens: ['new', 'Date', '(', ')'], allowed: clock },
  { name: 'new Date', tokens: ['new', 'Date', ';'], allowed: clock },
  { name: 'setTimeout', tokens: ['setTimeout'], allowed: clock },
  { name: 'setInterval', tokens: ['setInterval'], allowed: clock },
  {
    name: 'console',
    tokens: ['console', '.'],
    allowed: [
      { in: 'cli/', why: 'it talks to whoever typed the command' },
      { in: bootstraps, why: 'console is what the function writes its log with' },
    ],
  },
];

/** Files of src/ that import something outside of it. */
export const outside: readonly (Exception & { readonly specifier: string })[] = [
  {
    in: 'model/extract-models.test.ts',
    specifier: '../../scripts/extract-models.ts',
    why: 'it checks that the committed models are what the script writes',
  },
];
