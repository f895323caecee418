import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How the functions of one family of runtimes are started. */
export interface Runtime {
  /** What the runtime identifiers of the family look like. */
  readonly ids: RegExp;
  /** The command line; `code` is the folder of the unpacked function. */
  command(code: string): readonly [string, ...string[]];
  /** Whether the process speaks the Runtime API over file descriptor 3, as our own bootstraps do, or over TCP. */
  readonly transport: 'descriptor' | 'tcp';
  /** A file of the function that must be there and executable. */
  readonly entrypoint?: string;
  /** Whether AWS sets AWS_EXECUTION_ENV: it does not for OS-only runtimes. */
  readonly namesItself: boolean;
  /** Why this machine cannot run it. `path` is the search path for programs. */
  problem(path: string): Promise<string | undefined>;
}

/** The folder of our bootstraps: LAMBDA_RUNTIME_DIR of every function. */
export const runtimeDir = fileURLToPath(new URL('bootstrap', import.meta.url));

/** deviation: whatever version a runtime identifier names, the function runs on the Node and the Python that are installed. */
const runtimes: readonly Runtime[] = [
  {
    ids: /^nodejs\d+\.x$/,
    command: () => [process.execPath, join(runtimeDir, 'node.mjs')],
    transport: 'descriptor',
    namesItself: true,
    problem: async () => undefined,
  },
  {
    ids: /^python3\.\d+$/,
    command: () => ['python3', join(runtimeDir, 'python.py')],
    transport: 'descriptor',
    namesItself: true,
    problem: pythonProblem,
  },
  {
    ids: /^provided(?:\.al2|\.al2023)?$/,
    command: (code) => [join(code, 'bootstrap')],
    transport: 'tcp',
    entrypoint: 'bootstrap',
    namesItself: false,
    problem: async () => undefined,
  },
];

export function runtimeOf(id: string): Runtime | undefined {
  return runtimes.find((runtime) => runtime.ids.test(id));
}

/** A sentence that says why this machine cannot run the runtime; `undefined` when it can. `path` is the search path for programs. */
export async function runtimeProblem(id: string, path: string): Promise<string | undefined> {
  const runtime = runtimeOf(id);
  if (runtime === undefined) {
    return `Runtime ${id} cannot run here: Gatehouse runs nodejs*, python3.* and provided.* functions.`;
  }
  const problem = await runtime.problem(path);
  return problem === undefined ? undefined : `Runtime ${id} cannot run here: ${problem}`;
}

function pythonProblem(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // 3.8 is the oldest Python that the bootstrap is written for.
    const test = 'import sys; sys.exit(0 if sys.version_info >= (3, 8) else 3)';
    execFile('python3', ['-c', test], { env: { PATH: path }, timeout: 10_000 }, (error) => {
      if (error === null) resolve(undefined);
      else if (error.code === 3) resolve('the python3 on the PATH is older than 3.8.');
      else resolve('there is no working python3 on the PATH.');
    });
  });
}
