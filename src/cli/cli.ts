import { VERSION } from '../process/process.ts';
import { start } from './start.ts';

/** A verb of the command line: its file is its name. @returns the exit code */
export interface Verb {
  readonly doc: string;
  readonly run: (args: readonly string[]) => Promise<number>;
}

const VERBS: { readonly [name: string]: Verb } = {
  start,
  version: {
    doc: 'print the version',
    async run() {
      console.log(`gatehouse ${VERSION}`);
      return 0;
    },
  },
};

const ALIASES: { readonly [word: string]: string } = { '--version': 'version', '-v': 'version' };

/** @returns the exit code: 0 done, 1 it failed, 2 the command line is wrong */
export async function run(args: readonly string[]): Promise<number> {
  const [word = '--help', ...rest] = args;
  if (word === '--help' || word === '-h' || word === 'help') {
    console.log(help());
    return args.length === 0 ? 2 : 0;
  }
  const verb = VERBS[ALIASES[word] ?? word];
  if (verb === undefined) {
    console.error(`gatehouse: there is no verb "${word}". gatehouse --help lists them.`);
    return 2;
  }
  return verb.run(rest);
}

function help(): string {
  const verbs = Object.entries(VERBS).map(([name, { doc }]) => `  ${name.padEnd(10)}${doc}`);
  return [
    'Gatehouse is Amazon API Gateway that anyone can run.',
    '',
    'Usage: gatehouse <verb> [options]',
    '',
    ...verbs,
    '',
    'gatehouse <verb> --help tells more.',
  ].join('\n');
}
