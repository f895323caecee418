import { type LoadResult, runLoad } from '../../load.ts';
import type { Contender } from './contender.ts';
import type { Case } from './tables.ts';

/** A row that is measured. */
export interface Entry {
  readonly of: Case;
  readonly contender: Contender;
}

export interface Plan {
  readonly rounds: number;
  readonly seconds: number;
  /** What stands before the generator's command: pins it. */
  readonly prefix: readonly string[];
  /** The contender's processor. */
  readonly core?: number;
}

export interface Round {
  readonly row: string;
  /** 1 and up. */
  readonly round: number;
  readonly load: LoadResult;
}

/** Once for each row, before the first round: what is compiled while it runs is compiled by then. */
export const WARM_UP_SECONDS = 3;
/** Load before each round, on its connections, that is not counted. */
export const SETTLE_SECONDS = 1;

/** The rows in turn, in reversed order every other round. `told` hears of each as it is done. */
export async function measure(
  entries: readonly Entry[],
  plan: Plan,
  told: (round: Round) => void,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (const entry of entries) await load(entry, plan, 0, Math.min(WARM_UP_SECONDS, plan.seconds));
  for (let round = 1; round <= plan.rounds; round++) {
    for (const entry of round % 2 === 1 ? entries : entries.toReversed()) {
      const result = await load(entry, plan, SETTLE_SECONDS, plan.seconds);
      rounds.push({ row: entry.of.row, round, load: result });
      told({ row: entry.of.row, round, load: result });
    }
  }
  return rounds;
}

/** One load on a row; its `watched` is the contender's process tree. */
export function load(
  { of, contender }: Entry,
  { prefix, core }: Pick<Plan, 'prefix' | 'core'>,
  settleSeconds: number,
  seconds: number,
): Promise<LoadResult> {
  const { url, headers } = contender.at('');
  const { connections, idle = 0, body, send } = of;
  return runLoad(
    {
      url,
      paths: of.paths.map((path) => new URL(contender.at(path).url).pathname),
      headers,
      ...(send === undefined ? {} : { send }),
      ...{ connections, idle, settleSeconds, seconds, status: 200, body, watch: contender.pid },
      ...(core === undefined ? {} : { watchCore: core }),
    },
    prefix,
  );
}

/** Microseconds of processor time of the contender, all its processes and threads, for each answer; `undefined` without /proc. */
export function cpuPerRequest({ watched, requests }: LoadResult): number | undefined {
  return watched === undefined ? undefined : (watched.cpuSeconds * 1e6) / requests;
}

/** How much of a core the contender used; near 1: it was driven to its limit. */
export function busy({ watched, wallSeconds }: LoadResult): number | undefined {
  return watched === undefined ? undefined : watched.cpuSeconds / wallSeconds;
}

/** How much of the contender's core went to someone else: what disturbs the measurement. */
export function others(load: LoadResult): number | undefined {
  const own = busy(load);
  return own === undefined || load.coreBusy === undefined ? undefined : Math.max(0, load.coreBusy - own);
}
