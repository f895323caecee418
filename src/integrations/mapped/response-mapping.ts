import type { ResolvedIntegrationResponse, ResolvedMapping, ResponseSource } from '../../definition/definition.ts';
import {
  type Context,
  configurationError,
  contextVariable,
  type EndpointResponse,
  type Fault,
  type MethodResponse,
} from '../../exchange/exchange.ts';
import { JsonPathBudgetError } from '../../json-path/json-path.ts';
import { isHeaderName, isHeaderValue, lastHeader, type RawHeaders } from '../../lib/headers.ts';
import type { Binary } from '../binary.ts';
import { mappedResponseHeaders } from '../header-tables.ts';
import { compilePath } from '../parameters.ts';
import { compileTemplate, TemplateFailed } from './body-template.ts';
import { overlay, overriddenStatus } from './overrides.ts';
import { InvalidJson, JsonBody, responsePayload } from './payload.ts';
import type { MappedRequest } from './request-mapping.ts';
import { compileSelection } from './select-response.ts';
import { compileResponseChoice } from './templates.ts';

/** @param subject what selection patterns match: the endpoint's status, or a function's error message */
export type ResponseMapping = (
  rs: EndpointResponse,
  subject: string,
  request: MappedRequest,
  cx: Context,
) => MethodResponse | Fault;

/** The whole way of an answer that is no proxy's: selection, parameters, template, overrides (aws-behaviour.md §1.10). */
export function compileResponseMapping(mapping: ResolvedMapping, binary: Binary): ResponseMapping {
  const select = compileSelection(mapping.responses.map((response) => compileResponse(response, binary)));
  return (rs, subject, request, cx) => {
    const response = select(subject);
    if (response === undefined) {
      return configurationError('No match for output mapping and no default output mapping configured');
    }
    try {
      return response.answer(rs, request, cx);
    } catch (error) {
      if (error instanceof InvalidJson) return configurationError('The body of the endpoint is no JSON');
      if (error instanceof TemplateFailed || error instanceof JsonPathBudgetError) {
        return configurationError(error.message);
      }
      throw error;
    }
  };
}

interface CompiledResponse {
  readonly status: number;
  readonly selectionPattern: string;
  readonly answer: (rs: EndpointResponse, request: MappedRequest, cx: Context) => MethodResponse | Fault;
}

function compileResponse(response: ResolvedIntegrationResponse, binary: Binary): CompiledResponse {
  const { status, selectionPattern, contentHandling } = response;
  const templates = new Map(Object.entries(response.templates).map(([type, text]) => [type, compileTemplate(text)]));
  const choose = compileResponseChoice(templates);
  const parameters = response.parameters.map(({ name, from }) => ({ name, read: compileResponseSource(from) }));
  const isStatic = response.parameters.every(({ from }) => from.source === 'static');
  const staticHeaders = isStatic
    ? headersOf(
        response.parameters.flatMap(({ name, from }) =>
          from.source === 'static' ? [[name, from.value] as const] : [],
        ),
      )
    : undefined;

  return {
    status,
    selectionPattern,
    answer(rs, request, cx) {
      const accept = lastHeader(request.rq.headers, 'accept');
      const template = choose(accept);
      if (template?.constant !== undefined && staticHeaders !== undefined)
        return done(staticHeaders, template.constant);
      const payload = responsePayload(
        rs.body as Buffer,
        lastHeader(rs.headers, 'content-type'),
        accept,
        binary,
        contentHandling,
      );
      if (payload === undefined)
        return configurationError('The body of the endpoint is no base64, and is to become binary');
      const json = new JsonBody(payload);
      const headers =
        staticHeaders ?? headersOf(parameters.flatMap(({ name, read }) => pairOf(name, read(rs.headers, cx, json))));
      if (template === undefined) return done(headers, payload);
      return done(
        headers,
        template.constant ?? template.render({ rq: request.rq, cx, body: json, overrides: request.overrides }),
      );

      function done(mapped: Pairs | Fault, body: string | Buffer): MethodResponse | Fault {
        if ('fault' in mapped) return mapped;
        const { overrides } = request;
        const over = overrides.response.header;
        const pairs = over.size === 0 ? mapped : headersOf(overlay(mapped, over, (name) => name.toLowerCase()));
        if ('fault' in pairs) return pairs;
        const overridden = overriddenStatus(overrides) ?? status;
        // deviation: A response whose status is overridden with one below 200 answers 500, because it can end no exchange in HTTP; AWS's answer is not recorded.
        if (overridden < 200) return configurationError(`The status is overridden with ${overridden}`);
        return { status: overridden, headers: mappedResponseHeaders(pairs.flat()), body };
      }
    },
  };
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** A value that the endpoint sent or a template made must not become a header of its own. */
function headersOf(pairs: Pairs): Pairs | Fault {
  const wrong = pairs.find(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  return wrong === undefined
    ? pairs
    : configurationError(`The value mapped to the header ${wrong[0]} cannot stand in a header`);
}

function pairOf(name: string, values: readonly string[]): Pairs {
  return values.length === 0 ? [] : [[name, values.join(',')]];
}

type ReadResponse = (headers: RawHeaders, cx: Context, body: JsonBody) => readonly string[];

const SOURCES: {
  readonly [S in ResponseSource['source']]: (from: ResponseSource & { readonly source: S }) => ReadResponse;
} = {
  static:
    ({ value }) =>
    () => [value],
  header:
    ({ name }) =>
    (headers) =>
      valuesOf(headers, name).slice(-1),
  multivalueheader:
    ({ name }) =>
    (headers) =>
      valuesOf(headers, name),
  context({ name }) {
    const read = contextVariable(name);
    return (_, cx) => {
      const value = read?.(cx) ?? null;
      return value === null ? [] : [String(value)];
    };
  },
  body({ path }) {
    const read = compilePath(path);
    return (_, _cx, body) => read(body);
  },
};

function compileResponseSource(from: ResponseSource): ReadResponse {
  return (SOURCES[from.source] as (from: ResponseSource) => ReadResponse)(from);
}

function valuesOf(headers: RawHeaders, name: string): string[] {
  const lower = name.toLowerCase();
  return headers.filter((_, i) => i % 2 === 1 && headers[i - 1]?.toLowerCase() === lower);
}
