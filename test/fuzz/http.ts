/**
 * Fuzzes Gatehouse's listener with Node's own parser for an oracle: whatever both accept must be the same requests, and
 * neither may hang.
 *
 *     node test/fuzz/http.ts [--minutes 10] [--cases N] [--seed N]
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { type Case, makeCase, smaller } from './cases.ts';
import { Random } from './random.ts';
import { nodeSide, type Outcome, ourSide, type Side, type Understood } from './sides.ts';

export interface Failure {
  readonly problem: string;
  /** As small as it could be made. */
  readonly given: Case;
}

export interface FuzzResult {
  readonly cases: number;
  /** Requests that both sides understood alike. */
  readonly requests: number;
  readonly failure: Failure | undefined;
}

/** Runs until `goOn` says no, or a case fails. */
export async function fuzz(seed: number, goOn: (cases: number) => boolean): Promise<FuzzResult> {
  await using ours = await ourSide();
  await using nodes = await nodeSide();
  const random = new Random(seed);
  let cases = 0;
  let requests = 0;
  for (; goOn(cases); cases++) {
    const given = makeCase(random);
    const { problem, alike } = await compare(given, ours, nodes);
    requests += alike;
    if (problem !== undefined) {
      return { cases: cases + 1, requests, failure: await minimise({ problem, given }, ours, nodes) };
    }
    const bug = ours.log.lines.find(({ level }) => level === 'error');
    if (bug !== undefined) {
      return {
        cases: cases + 1,
        requests,
        failure: { problem: `a bug was logged: ${String(bug.fields['error'])}`, given },
      };
    }
  }
  return { cases, requests, failure: undefined };
}

async function compare(
  given: Case,
  ours: Side,
  nodes: Side,
): Promise<{ readonly problem: string | undefined; readonly alike: number }> {
  const [our, node] = [await ours.play(given), await nodes.play(given)];
  const alike = Math.min(our.requests.length, node.requests.length);
  return { problem: difference(our, node), alike };
}

/** What is wrong, if something is. */
export function difference(our: Outcome, node: Outcome): string | undefined {
  if (our.hung) return 'Gatehouse hung';
  const theirs = node.requests.map(asWeTellIt);
  for (const [i, request] of our.requests.entries()) {
    const other = theirs[i];
    if (other === undefined) {
      // We are to refuse whatever Node refuses: there must be nothing that we alone take for a request.
      return `request ${i} is one for Gatehouse alone: ${JSON.stringify(request)}`;
    }
    if (!isDeepStrictEqual(request, other)) {
      return `request ${i} differs: Gatehouse ${JSON.stringify(request)}, node:http ${JSON.stringify(other)}`;
    }
    // Node forgets what is behind a request that asks for an upgrade; we go on with it (RFC 9110, 7.8).
    if (request.headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'upgrade')) return undefined;
  }
  if (node.hung) return 'node:http hung';
  const more = theirs[our.requests.length];
  if (more !== undefined && !our.refused && !node.refused) {
    return `request ${our.requests.length} is one for node:http alone, and nobody refused: ${JSON.stringify(more)}`;
  }
  return undefined;
}

/** Targets as the listener hands them on: absolute and asterisk forms as paths. */
function asWeTellIt(request: Understood): Understood {
  const { method, target } = request;
  if (method === 'OPTIONS' && target === '*') return { ...request, target: '/' };
  const [, path] = /^https?:\/\/[^/?#]*(.*)$/i.exec(target) ?? [];
  if (path === undefined) return request;
  return { ...request, target: path.startsWith('/') ? path : `/${path}` };
}

/** Takes away what is not needed to fail, though perhaps for another reason. */
async function minimise(failure: Failure, ours: Side, nodes: Side): Promise<Failure> {
  for (;;) {
    let better: Failure | undefined;
    for (const given of smaller(failure.given)) {
      if (given.length === 0) continue;
      const { problem } = await compare(given, ours, nodes);
      if (problem === undefined) continue;
      better = { problem, given };
      break;
    }
    if (better === undefined) return failure;
    failure = better;
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { minutes: { type: 'string' }, cases: { type: 'string' }, seed: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const most = values.cases === undefined ? Number.POSITIVE_INFINITY : Number(values.cases);
  const end = Date.now() + Number(values.minutes ?? 10) * 60_000;
  console.log(`seed ${seed}`);
  const { cases, requests, failure } = await fuzz(seed, (done) => done < most && Date.now() < end);
  console.log(`${cases} cases, ${requests} requests that both understood`);
  if (failure === undefined) return 0;
  console.error(`${failure.problem}\n${JSON.stringify(failure.given, undefined, 2)}`);
  return 1;
}

if (import.meta.main) process.exitCode = await main();
