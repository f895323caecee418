import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type LoadResult, runLoad } from '../../load.ts';
import { treeUsage } from '../../process-tree.ts';
import type { Contender } from './contender.ts';

export interface Plan {
  readonly rounds: number;
  readonly seconds: number;
  /** Once for each contender, before the first round. */
  readonly warmUpSeconds: number;
  readonly connections: number;
}

export interface Round {
  readonly contender: string;
  readonly round: number;
  readonly load: LoadResult;
  /** Of the whole process tree, per answered request. `undefined` without /proc. */
  readonly cpuMsPerRequest?: number;
  /** The tree at the end of the round. */
  readonly processes?: number;
  readonly threads?: number;
  readonly residentMb?: number;
}

const QUERY = '?city=Bern';
const expected = { status: 200, body: '{"city":"Bern","celsius":7,"method":"GET"}' };

/** Uncounted load right before a round, so that the environments that ended while the others were measured are there again. */
export const SETTLE_SECONDS = 1;

/** The contenders in turn, in reversed order every other round. */
export async function measure(contenders: readonly Contender[], plan: Plan): Promise<Round[]> {
  const rounds: Round[] = [];
  for (const contender of contenders) await load(contender, plan, plan.warmUpSeconds);
  for (let round = 1; round <= plan.rounds; round++) {
    for (const contender of round % 2 === 1 ? contenders : contenders.toReversed()) {
      await load(contender, plan, SETTLE_SECONDS);
      rounds.push(await measureOnce(contender, plan, round));
    }
  }
  return rounds;
}

async function measureOnce(contender: Contender, plan: Plan, round: number): Promise<Round> {
  const before = treeUsage(contender.pid);
  const result = await load(contender, plan, plan.seconds);
  const after = treeUsage(contender.pid);
  const of = { contender: contender.name, round, load: result };
  if (before === undefined || after === undefined) return of;
  const { cpuSeconds, ...size } = after;
  // Infinite, not 0, when nothing was answered; JSON shows it as null.
  return { ...of, cpuMsPerRequest: ((cpuSeconds - before.cpuSeconds) * 1000) / result.requests, ...size };
}

function load({ url }: Contender, { connections }: Plan, seconds: number): Promise<LoadResult> {
  return runLoad({ url: url + QUERY, connections, seconds, ...expected });
}

/** What the generator reaches against a server that does nothing: as long as a contender is far below, it is not the bottleneck. */
export async function measureCeiling({ connections }: Plan): Promise<LoadResult> {
  const program = fileURLToPath(new URL('../../ceiling.ts', import.meta.url));
  const server = spawn(process.execPath, [program, expected.body], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => server.kill();
  process.once('exit', kill);
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    return await runLoad({ url: `http://127.0.0.1:${Number(line)}/`, connections, seconds: 2, ...expected });
  } finally {
    kill();
    process.off('exit', kill);
  }
}
