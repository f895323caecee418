import type { ResolvedMapping, ResolvedParameter } from '../../definition/definition.ts';
import {
  type Context,
  configurationError,
  type Fault,
  type MethodRequest,
  unsupportedMediaType,
} from '../../exchange/exchange.ts';
import { JsonPathBudgetError } from '../../json-path/json-path.ts';
import { isHeaderName, isHeaderValue, lastHeader } from '../../lib/headers.ts';
import type { Binary } from '../binary.ts';
import type { MappedHeader } from '../endpoint-headers.ts';
import { ILLEGAL_FOR_HTTP, MAPPED_DROPS } from '../header-tables.ts';
import { compileSource, isDecoded, type Read } from '../parameters.ts';
import { compileTemplate, isConstant, type Template, TemplateFailed } from './body-template.ts';
import { NO_OVERRIDES, newOverrides, type Overrides, overlay } from './overrides.ts';
import { InvalidJson, JsonBody, type Payload, requestPayload } from './payload.ts';
import { compileRequestChoice } from './templates.ts';

/** A request after its mapping: what is left is to say it in the endpoint's protocol. */
export interface MappedRequest {
  readonly rq: MethodRequest;
  /** Set by the request's template, and by the response's. */
  readonly overrides: Overrides;
  readonly headers: readonly MappedHeader[];
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Values for `{name}` in the URI. */
  readonly path: ReadonlyMap<string, string>;
  readonly body: Payload;
}

export interface RequestMapping {
  /** Whether some request's body has to be read. */
  readonly readsBody: boolean;
  readonly map: (rq: MethodRequest, body: Buffer, cx: Context) => MappedRequest | Fault;
}

/** The whole way of a request that is no proxy's: template, parameters, overrides (aws-behaviour.md §1.9). */
export function compileRequestMapping(mapping: ResolvedMapping, binary: Binary): RequestMapping {
  const templates = new Map(
    Object.entries(mapping.requestTemplates).map(([type, text]) => [type, compileTemplate(text)]),
  );
  const choose = compileRequestChoice(templates);
  const parameters = mapping.parameters
    .filter(({ to, name }) => to !== 'header' || !MAPPED_DROPS.has(name.toLowerCase()))
    .map((parameter) => ({ ...parameter, read: compileSource(parameter.from), decoded: isDecoded(parameter) }));
  const { passthroughBehavior, contentHandling } = mapping;
  const refuses =
    passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.size > 0);
  const allConstant = [...templates.values()].every(({ constant }) => constant !== undefined);
  const passes = !refuses && !templates.has('$default');
  const responseTemplates = mapping.responses.flatMap((response) => Object.values(response.templates));
  const isStatic = allConstant && responseTemplates.every(isConstant);

  function render(
    template: Template | undefined,
    payload: Payload,
    json: JsonBody,
    rq: MethodRequest,
    cx: Context,
    overrides: Overrides,
  ): Payload {
    if (template === undefined) return payload;
    if (template.constant !== undefined) return template.constant;
    return template.render({ rq, cx, body: json, overrides });
  }

  return {
    readsBody: passes || !allConstant || parameters.some(({ from }) => from.source === 'body'),
    map(rq, bytes, cx) {
      const contentType = lastHeader(rq.headers, 'content-type');
      const template = choose(contentType);
      if (template === undefined && refuses) return unsupportedMediaType;
      const payload = requestPayload(bytes, contentType, binary, contentHandling);
      if (payload === undefined)
        return configurationError('The request body is no base64, and contentHandling is CONVERT_TO_BINARY');
      const overrides = isStatic ? NO_OVERRIDES : newOverrides();
      try {
        const json = new JsonBody(payload);
        const body = render(template, payload, json, rq, cx, overrides);
        const mapped = evaluate(parameters, rq, cx, json, overrides);
        return 'fault' in mapped ? mapped : { rq, overrides, ...mapped, body };
      } catch (error) {
        if (error instanceof InvalidJson) return error.fault;
        if (error instanceof TemplateFailed || error instanceof JsonPathBudgetError) {
          return configurationError(error.message);
        }
        throw error;
      }
    },
  };
}

type Parameter = ResolvedParameter & { readonly read: Read; readonly decoded: boolean };

/** The parameter mappings, and over them what the template set. */
// deviation: What a mapping cannot set of a request's headers, an override cannot either: it is dropped, or answers 500; AWS's answer to that is not recorded.
function evaluate(
  parameters: readonly Parameter[],
  rq: MethodRequest,
  cx: Context,
  json: JsonBody,
  { request }: Overrides,
): Pick<MappedRequest, 'headers' | 'query' | 'path'> | Fault {
  if (parameters.length === 0 && isEmpty(request)) return NOTHING_MAPPED;
  const headers: MappedHeader[] = [];
  const query: [string, string][] = [];
  const path = new Map<string, string>();
  for (const { to, name, read, decoded } of parameters) {
    const values = read(rq, cx, json);
    if (values.length === 0) continue;
    if (to === 'header') headers.push([name, values.join(',')]);
    else if (to === 'querystring') for (const value of values) query.push([name, value]);
    else path.set(name, decoded ? (values[0] as string).replaceAll('%', '%25') : (values[0] as string));
  }
  for (const [name, value] of request.path) path.set(name, value);
  for (const name of request.header.keys()) {
    const lower = name.toLowerCase();
    if (ILLEGAL_FOR_HTTP.has(lower)) return configurationError(`Illegal override of the request header ${name}`);
    if (MAPPED_DROPS.has(lower)) request.header.delete(name);
  }
  const allHeaders = overlay(headers, request.header, (name) => name.toLowerCase());
  const wrong = allHeaders.find(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  if (wrong !== undefined)
    return configurationError(`The value mapped to the header ${wrong[0]} cannot stand in a header`);
  return { headers: allHeaders, query: overlay(query, request.querystring, (name) => name), path };
}

const NOTHING_MAPPED: Pick<MappedRequest, 'headers' | 'query' | 'path'> = { headers: [], query: [], path: new Map() };

function isEmpty({ header, path, querystring }: Overrides['request']): boolean {
  return header.size + path.size + querystring.size === 0;
}
