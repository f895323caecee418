import { BODY_SIZES, bodyOf, itemPath, SMALL, type StartContender } from './contender.ts';
import { startHttpProxy, startMock } from './gatehouse.ts';
import { startHaproxy } from './haproxy.ts';
import { startNginx, startNginxKeyed, startNginxLua } from './nginx.ts';
import { startExpressGateway, startFastify, startHttpProxy3 } from './peers.ts';

/** In the order of the report. The first is what the others are compared with. */
export const CONTENDERS: Readonly<Record<string, StartContender>> = {
  nginx: startNginx,
  'nginx-keyed': startNginxKeyed,
  'nginx-lua': startNginxLua,
  haproxy: startHaproxy,
  gatehouse: startHttpProxy,
  'gatehouse-mock': startMock,
  'express-gateway': startExpressGateway,
  'fastify-http-proxy': startFastify,
  'http-proxy-3': startHttpProxy3,
};

/** Rows for what is not built yet. */
export const TO_COME: readonly string[] = ['gatehouse with API key + throttle + access log + metrics'];

/** One row: a contender under one kind of load. */
export interface Case {
  readonly row: string;
  /** Rows of one kind are compared: with the first of them. */
  readonly kind: string;
  readonly contender: string;
  /** Cases of one table with the same contender and the same instance are served by the same process. */
  readonly instance: string;
  readonly resources?: number;
  /** Of the upstream; taken in turn. */
  readonly paths: readonly string[];
  readonly send?: string;
  readonly body: string;
  readonly connections: number;
  readonly idle?: number;
}

export interface Table {
  readonly title: string;
  /** Whose rows are shown without `--only`. */
  readonly contenders: readonly string[];
  /** Whether the upstream has to read bodies and to answer with others than the small one. */
  readonly bodies?: boolean;
  readonly casesOf: (contender: string) => readonly Case[];
}

const CONNECTIONS = 64;

const small = { kind: '', paths: ['/small'], body: SMALL, connections: CONNECTIONS, instance: '' };

export const TABLES: Readonly<Record<string, Table>> = {
  contenders: {
    title: `A small JSON through every contender, ${CONNECTIONS} connections`,
    contenders: Object.keys(CONTENDERS),
    casesOf: (contender) => [{ ...small, row: contender, contender }],
  },
  resources: {
    title: `Resources of the API, requests spread over all of them, ${CONNECTIONS} connections`,
    contenders: ['gatehouse'],
    casesOf: (contender) =>
      contender !== 'gatehouse'
        ? []
        : [1, 100, 1_000, 10_000].map((resources) => ({
            ...small,
            row: `${contender}, ${resources} resources`,
            contender,
            instance: String(resources),
            resources,
            paths: Array.from({ length: resources }, (_, i) => itemPath(i)),
          })),
  },
  bodies: {
    title: 'Bodies of requests and of responses',
    contenders: ['nginx', 'gatehouse'],
    bodies: true,
    casesOf: (contender) =>
      contender === 'gatehouse-mock'
        ? []
        : BODY_SIZES.flatMap((size, i) => {
            const of = { ...small, contender, connections: [CONNECTIONS, 16, 4][i] ?? 1 };
            const load = `${of.connections} × ${nameOf(size)}`;
            const [body, path] = [bodyOf(size), `/bytes-${size}`];
            return [
              { ...of, ...named(contender, `${load} up`), paths: ['/sink'], send: body },
              { ...of, ...named(contender, `${load} down`), paths: [path], body },
            ];
          }),
  },
  connections: {
    title: 'Connections, active and idle',
    contenders: ['nginx', 'gatehouse'],
    casesOf: (contender) => [
      ...[64, 1_000, 10_000].map((connections) => ({
        ...small,
        ...named(contender, `${connections} active`),
        contender,
        instance: `${connections} active`,
        connections,
      })),
      ...[1_000, 10_000].map((idle) => ({
        ...small,
        ...named(contender, `64 active, ${idle} idle`),
        contender,
        instance: `${idle} idle`,
        idle,
      })),
    ],
  },
};

function named(contender: string, kind: string): Pick<Case, 'row' | 'kind'> {
  return { row: `${contender}, ${kind}`, kind };
}

function nameOf(size: number): string {
  return size >= 2 ** 20 ? `${size / 2 ** 20} MB` : `${size / 1024} KB`;
}

/** How many connections to one upstream Gatehouse has at most; the others have one for each request that is under way. */
const GATEHOUSE_UPSTREAM = 256;

/** Open files that a contender needs for a case: both sides of every connection, and some of its own. */
export function filesOf({ contender, connections, idle = 0 }: Case): number {
  const upstream = contender === 'gatehouse' ? GATEHOUSE_UPSTREAM : connections;
  return connections + idle + upstream + 500;
}
