import { parseArgs } from 'node:util';
import { CONTENDERS, TABLES } from './tables.ts';

export interface WireOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly tables: readonly string[];
  /** `undefined`: those that each table has by itself. */
  readonly only: readonly string[] | undefined;
  /** More options for every `gatehouse start`: `--gatehouse='--threads 1'`. */
  readonly startOptions: readonly string[];
  /** A folder; made if need be. */
  readonly out: string;
}

/** @throws an Error that says what an option takes */
export function parseOptions(args: readonly string[], out: string): WireOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      table: { type: 'string', default: 'contenders' },
      only: { type: 'string' },
      gatehouse: { type: 'string', default: '' },
      out: { type: 'string', default: out },
    },
  });
  return {
    rounds: numberFrom('rounds', values.rounds, 50),
    seconds: numberFrom('seconds', values.seconds, 60),
    tables:
      values.table === 'all' ? Object.keys(TABLES) : namesFrom('table', values.table, [...Object.keys(TABLES), 'all']),
    only: values.only === undefined ? undefined : namesFrom('only', values.only, Object.keys(CONTENDERS)),
    startOptions: values.gatehouse.split(' ').filter((word) => word !== ''),
    out: values.out,
  };
}

function numberFrom(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${name} takes a whole number from 1 to ${most}`);
  return value;
}

/** Names in the order of the table that they are from, whatever the order that they are given in. */
function namesFrom(name: string, text: string, known: readonly string[]): readonly string[] {
  const given = text.split(',').map((word) => word.trim());
  if (given.some((word) => !known.includes(word) || word === 'all'))
    throw new Error(`--${name} takes some of ${known.join(', ')}, with commas between`);
  return known.filter((word) => given.includes(word));
}
