/** What the wire is meant to cost, and whether it does: from medians of one run. */
interface Goal {
  readonly table: string;
  readonly says: string;
  /** What is bounded; `undefined` when a row that it needs is missing. */
  readonly value: (figure: Figure, threads: number) => number | undefined;
  readonly atMost: number;
}

/** A median by row and title of the figure. */
export type Figure = (row: string, title: string) => number | undefined;

const CPU = 'CPU µs/request';
const NODE_PEERS = ['express-gateway', 'fastify-http-proxy', 'http-proxy-3'];
const RESOURCES = [1, 100, 1_000, 10_000].map((count) => `gatehouse, ${count} resources`);

const GOALS: readonly Goal[] = [
  {
    table: 'contenders',
    says: 'CPU of gatehouse / nginx',
    value: (figure) => ratio(figure('gatehouse', CPU), figure('nginx', CPU)),
    atMost: 1.25,
  },
  {
    table: 'contenders',
    says: 'CPU of gatehouse / nginx-lua',
    value: (figure) => ratio(figure('gatehouse', CPU), figure('nginx-lua', CPU)),
    atMost: 1,
  },
  {
    table: 'contenders',
    says: 'CPU of gatehouse / the cheapest of the Node peers',
    value: (figure) => ratio(figure('gatehouse', CPU), least(NODE_PEERS.map((peer) => figure(peer, CPU)))),
    atMost: 1 / 3,
  },
  {
    table: 'resources',
    says: 'dearest / cheapest CPU from 1 to 10,000 resources',
    value: (figure) => {
      const costs = RESOURCES.map((row) => figure(row, CPU));
      return ratio(most(costs), least(costs));
    },
    atMost: 1.1,
  },
  {
    table: 'connections',
    says: 'MB of RSS of gatehouse for each gateway thread, with 10,000 idle connections',
    value: (figure, threads) => ratio(figure('gatehouse, 64 active, 10000 idle', 'RSS MB'), threads),
    atMost: 150,
  },
];

/** @param threads that serve, of Gatehouse */
export function verdicts(table: string, figure: Figure, threads: number): string[] {
  const goals = GOALS.filter((goal) => goal.table === table);
  if (goals.length === 0) return [];
  return [
    '',
    ...goals.map(({ says, value, atMost }) => {
      const is = value(figure, threads);
      const bound = `goal: ${says} at most ${Number(atMost.toFixed(3))}`;
      return is === undefined
        ? `${bound}: not measured`
        : `${bound}: ${is.toFixed(2)}, ${is <= atMost ? 'met' : 'MISSED'}`;
    }),
  ];
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

/** `undefined` when one of them is. */
function least(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : Math.min(...known);
}

function most(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : Math.max(...known);
}
