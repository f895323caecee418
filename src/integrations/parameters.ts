import type { ParameterSource, ResolvedParameter } from '../definition/definition.ts';
import { type Context, contextVariable, type MethodRequest } from '../exchange/exchange.ts';
import { compileJsonPath, JsonPathError, type ReadPath } from '../json-path/json-path.ts';
import { writeJson } from '../lib/json-print.ts';
import { parseQuery } from '../lib/query.ts';
import { NEVER_MAPPED } from './header-tables.ts';
import type { JsonBody } from './mapped/payload.ts';

/** What a source yields of one request: no value when it is absent or empty, for then the mapping is skipped. */
export type Read = (rq: MethodRequest, cx: Context, body?: JsonBody) => readonly string[];

const SOURCES: {
  readonly [S in ParameterSource['source']]: (from: ParameterSource & { readonly source: S }) => Read;
} = {
  static({ value }) {
    const values = present(value);
    return () => values;
  },
  path:
    ({ name }) =>
    ({ pathParameters }) =>
      pathParameters !== null && Object.hasOwn(pathParameters, name) ? present(pathParameters[name]) : [],
  // Single-valued sources take the last value (recorded on AWS, aws-behaviour.md §1.9).
  querystring:
    ({ name }) =>
    (rq) =>
      present(queryValues(rq, name).at(-1)),
  multivaluequerystring:
    ({ name }) =>
    (rq) =>
      queryValues(rq, name),
  header: ({ name }) => (NEVER_MAPPED.has(name.toLowerCase()) ? none : (rq) => present(headerValues(rq, name).at(-1))),
  multivalueheader: ({ name }) => (NEVER_MAPPED.has(name.toLowerCase()) ? none : (rq) => headerValues(rq, name)),
  body({ path }) {
    const read = compilePath(path);
    return (_rq, _cx, body) => (body === undefined ? [] : read(body));
  },
  context({ name }) {
    const read = contextVariable(name);
    return read === undefined ? none : (_, cx) => present(read(cx)?.toString());
  },
};

// deviation: A mapping of a body whose JSONPath cannot be read is skipped; AWS refuses some of them when they are put.
function readable(path: string): ReadPath | undefined {
  try {
    return compileJsonPath(path);
  } catch (error) {
    if (error instanceof JsonPathError) return undefined;
    throw error;
  }
}

/** A JSONPath into a body: a text as it is, anything else as JSON. */
export function compilePath(path: string): (body: JsonBody) => readonly string[] {
  if (path === '$') return (body) => present(body.text);
  const read = readable(path);
  return (body) => {
    const found = read?.(body.json(), body.budget);
    return found === undefined || found === null
      ? []
      : present(typeof found === 'string' ? found : writeJson(found, body.budget.made));
  };
}

export function compileSource(from: ParameterSource): Read {
  return (SOURCES[from.source] as (from: ParameterSource) => Read)(from);
}

/** Whether values come decoded: those of the query were on their way in; path parameters stand as the client encoded them. */
export function isDecoded({ from }: ResolvedParameter): boolean {
  return from.source === 'querystring' || from.source === 'multivaluequerystring';
}

const none: Read = () => [];

function present(value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [value];
}

function queryValues(rq: MethodRequest, name: string): string[] {
  return parseQuery(rq.query)
    .filter(([key]) => key === name)
    .map(([, value]) => value);
}

/** Mapping expressions look headers up in their exact spelling (recorded on AWS). */
function headerValues(rq: MethodRequest, name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < rq.headers.length; i += 2) if (rq.headers[i] === name) values.push(rq.headers[i + 1] as string);
  return values;
}

/** Whether `context.{name}` can be mapped. */
export function isMappableContext(name: string): boolean {
  return contextVariable(name) !== undefined;
}
