/** A gateway under measurement, running, with the upstream behind it. */
export interface Contender {
  readonly version: string;
  /** What about how it runs bears on the numbers. */
  readonly notes: readonly string[];
  /** The upstream's path as a client of the contender asks for it. */
  at(path: string): { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** The root of its process tree. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** What could not be started: a word for its row, and one line that says why and what to do. */
export interface Missing {
  readonly missing: 'NOT INSTALLED' | 'NOT RUN';
  readonly why: string;
}

export interface Place {
  /** Empty, and the contender's own: for configuration, logs and other files. */
  readonly folder: string;
  /** On 127.0.0.1; answers `SMALL` to a GET of `/small`. */
  readonly upstreamPort: number;
  /** What stands before its command: pins it to the gateway's core. */
  readonly prefix: readonly string[];
  /** Connections to the upstream that it should keep. */
  readonly keep: number;
  /** Of the API, where the contender knows them: `/item00000` and so on, instead of the paths of `ROUTES`. */
  readonly resources?: number;
  /** For Gatehouse: more options of `start`. */
  readonly startOptions: readonly string[];
  /** For Gatehouse: a folder that takes a CPU profile of the process. */
  readonly profile?: string;
}

export type StartContender = (place: Place) => Promise<Contender | Missing>;

/** What the upstream answers, and what it is asked for: a small JSON, as an ordinary API has it. */
export const SMALL = '{"city":"Bern","celsius":7,"sky":"clear"}';
export const BODY_SIZES = [1024, 102_400, 10_485_760] as const;

/** Of the upstream. `/sink` takes a body and answers `SMALL`; `/bytes-N` answers `bodyOf(N)`. */
export const ROUTES: readonly { readonly path: string; readonly httpMethod: 'GET' | 'POST' }[] = [
  { path: '/small', httpMethod: 'GET' },
  { path: '/sink', httpMethod: 'POST' },
  ...BODY_SIZES.map((size) => ({ path: `/bytes-${size}`, httpMethod: 'GET' as const })),
];

export function bodyOf(size: number): string {
  return '0123456789abcdef'.repeat(Math.ceil(size / 16)).slice(0, size);
}

export function itemPath(index: number): string {
  return `/item${String(index).padStart(5, '0')}`;
}

/** Of the clients that the contenders with key checks know. */
export const API_KEY = 'k3y-000042-0123456789abcdef0123';
export const API_KEYS: readonly string[] = Array.from(
  { length: 100 },
  (_, i) => `k3y-${String(i).padStart(6, '0')}-0123456789abcdef0123`,
);

export const START_MS = 60_000;
