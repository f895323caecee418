/** One entry of the desync matrix, and the words in which the tables are written. */
export interface Row {
  /** Unique in the whole table. */
  readonly name: string;
  /** What the client sends, a character a byte. */
  readonly bytes: string;
  /** What it sends once so many answers have come. */
  readonly later?: { readonly after: number; readonly bytes: string };
  /** The client ends its side after these bytes. */
  readonly ends?: true;
  /** Statuses of all answers in order, interim ones included. */
  readonly answers: readonly number[];
  /** Whether Gatehouse closes the connection after these answers. Where not, the next request on it is served. */
  readonly closes: boolean;
  /** What the upstream must have seen: this and nothing more. */
  readonly upstream: readonly Expected[];
  /** What differs when the upstream is nginx, which refuses some requests that node:http takes. */
  readonly nginx?: { readonly answers: readonly number[]; readonly upstream?: readonly Expected[] };
}

/** A request as the upstream must have seen it. */
export interface Expected {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: string;
  /** By lower-case name: the values in their order, joined with ` | `, or `undefined` where there must be none. */
  readonly headers?: { readonly [name: string]: string | undefined };
  /** The connection ended before the body was complete. */
  readonly cut?: boolean;
}

export interface Group {
  readonly name: string;
  /** Where the expected values come from. */
  readonly source: string;
  readonly rows: readonly Row[];
}

/** Stands for the id of the API under test, which has as many characters. */
export const API_ID = 'apiidapiid';
export const HOST = `${API_ID}.execute-api.localhost`;
const HOST_LINE = `Host: ${HOST}`;

/** A request with a Host header, further header lines and a body. */
export function rq(line: string, fields: readonly string[] = [], body = ''): string {
  return bare(line, [HOST_LINE, ...fields], body);
}

/** A request with these header lines alone. */
export function bare(line: string, fields: readonly string[], body = ''): string {
  return `${[line, ...fields].join('\r\n')}\r\n\r\n${body}`;
}

export const GET = 'GET /v1/a HTTP/1.1';
export const POST = 'POST /v1/a HTTP/1.1';
/** What an attacker hides behind a request. Were it ever seen as a request, the upstream would see `/evil`. */
export const EVIL = rq('GET /v1/evil HTTP/1.1');

/** Answered without the upstream, and the connection ends: everything behind it is forgotten. */
export function refused(name: string, bytes: string, status = 400): Row {
  return { name, bytes, answers: [status], closes: true, upstream: [] };
}

/** Forwarded, and the connection is kept. */
export function passed(name: string, bytes: string, ...upstream: readonly Expected[]): Row {
  return { name, bytes, answers: upstream.map(() => 200), closes: false, upstream };
}

/** Forwarded, and the connection ends. */
export function last(name: string, bytes: string, ...upstream: readonly Expected[]): Row {
  return { ...passed(name, bytes, ...upstream), closes: true };
}

/** Answered by the gateway itself, and the connection is kept. */
export function answered(name: string, bytes: string, ...answers: readonly number[]): Row {
  return { name, bytes, answers, closes: false, upstream: [] };
}

export function seen(request: string, body = '', headers: Expected['headers'] = {}): Expected {
  const space = request.indexOf(' ');
  return { method: request.slice(0, space), path: request.slice(space + 1), body, headers };
}
