import type { ResolvedGatewayResponse } from '../definition/definition.ts';
import type { Context, Fault, MethodRequest, MethodResponse, StageContext } from '../exchange/exchange.ts';
import { compileSource, mappedResponseHeaders } from '../integrations/integrations.ts';
import { isHeaderName, isHeaderValue, lastHeader } from '../lib/headers.ts';
import { compileGatewayTemplate, type Read, readError } from './mapping/gateway-template.ts';

/** A fault as the client sees it. */
export type RenderFault = (fault: Fault, rq: MethodRequest, cx: Context) => MethodResponse;

/**
 * A fault as AWS answers it where the API says nothing else. What is refused before the integration has no space after the
 * colon, and what fails in it has one; ACCESS_DENIED says Message (recorded on AWS, aws-behaviour.md §2.1 and §4.1, G3, G4).
 */
export function renderFault(fault: Fault): MethodResponse {
  if (fault.fault === 'REQUEST_TOO_LARGE') {
    return {
      status: fault.status,
      headers: ['Content-Type', 'text/*', 'x-amzn-ErrorType', fault.errorType],
      body: String(fault.message),
    };
  }
  const name = fault.fault === 'ACCESS_DENIED' ? 'Message' : 'message';
  const space = fault.phase === 'integration' ? ' ' : '';
  return {
    status: fault.status,
    headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', fault.errorType],
    body: `{"${name}":${space}${JSON.stringify(fault.message)}}`,
  };
}

/** The gateway responses of a stage. */
export function compileGatewayResponses(
  responses: { readonly [type: string]: ResolvedGatewayResponse },
  stage: StageContext,
): RenderFault {
  const entries = Object.entries(responses);
  if (entries.length === 0) return renderFault;
  // The types of a family mostly share one response.
  const compiled = new Map<ResolvedGatewayResponse, RenderFault>();
  for (const [, response] of entries) {
    if (!compiled.has(response)) compiled.set(response, compileGatewayResponse(response, stage));
  }
  const byType = new Map<string, RenderFault | undefined>(
    entries.map(([type, response]) => [type, compiled.get(response)]),
  );
  return (fault, rq, cx) => (byType.get(fault.fault) ?? renderFault)(fault, rq, cx);
}

function compileGatewayResponse(response: ResolvedGatewayResponse, stage: StageContext): RenderFault {
  const body = compileBody(response.templateByType, stage);
  const mapHeaders = compileHeaders(response.headers);
  return (fault, rq, cx) => {
    const rendered = body(fault, rq, cx);
    // deviation: A gateway response whose body would be longer than 10 MB is answered with AWS's default; what AWS does is not recorded.
    if (rendered === undefined) return renderFault(fault);
    const headers = ['Content-Type', rendered.contentType, 'x-amzn-ErrorType', fault.errorType];
    mapHeaders(headers, fault, rq, cx);
    return { status: response.status ?? fault.status, headers, body: rendered.body };
  };
}

interface Rendered {
  readonly contentType: string;
  readonly body: string;
}

type RenderBody = (fault: Fault, rq: MethodRequest, cx: Context) => Rendered | undefined;

/** The template for the client's `Accept`, else for application/json, else the first, as integration responses choose. */
// deviation: Of several templates of a gateway response the first media type of Accept chooses, then application/json, then the first; AWS's rule is not recorded.
// deviation: A gateway response without any template has an empty body of type application/json; AWS's answer is not recorded.
function compileBody(templateByType: ResolvedGatewayResponse['templateByType'], stage: StageContext): RenderBody {
  const bodies = new Map(
    Object.entries(templateByType).map(([type, template]): [string, RenderBody] => {
      const contentType = isHeaderValue(type) && type !== '' ? type : JSON_TYPE;
      const render = compileGatewayTemplate(template, stage);
      return [
        type.toLowerCase(),
        (fault, rq, cx) => {
          const text = render(fault, rq, cx);
          return text === undefined ? undefined : { contentType, body: text };
        },
      ];
    }),
  );
  const [first = () => ({ contentType: JSON_TYPE, body: '' })] = bodies.values();
  const otherwise = bodies.get(JSON_TYPE) ?? first;
  if (bodies.size <= 1) return otherwise;
  return (fault, rq, cx) => {
    const accept = lastHeader(rq.headers, 'accept');
    const type = accept === undefined ? JSON_TYPE : (accept.split(/[;,]/, 1)[0] as string).trim().toLowerCase();
    return (bodies.get(type) ?? otherwise)(fault, rq, cx);
  };
}

const JSON_TYPE = 'application/json';

/** Headers that stand for themselves where an integration's would be remapped: a 401 may ask for credentials. */
const OWN = new Set(['content-type', 'www-authenticate']);

/** What a mapped header is called in the answer; `undefined`: it would break the message, and is left out. */
// deviation: Of a gateway response's headers, those that an integration response cannot set by their name are remapped or dropped like there, but for WWW-Authenticate; AWS's table is not recorded.
function sentAs(name: string): string | undefined {
  if (!isHeaderName(name)) return undefined;
  return OWN.has(name.toLowerCase()) ? name : mappedResponseHeaders([name, ''])[2];
}

/** Adds the mapped headers, over those that are there. A value that is absent, empty or cannot stand in a header is left out. */
// deviation: A gateway response's header whose value has control characters or characters beyond Latin-1 is left out; what AWS does is not recorded.
function compileHeaders(
  mapped: ResolvedGatewayResponse['headers'],
): (headers: string[], fault: Fault, rq: MethodRequest, cx: Context) => void {
  const mappings = mapped.flatMap(({ name, from }): [name: string, read: Read][] => {
    const sent = sentAs(name);
    if (sent === undefined) return [];
    const error = from.source === 'context' ? readError(from.name) : undefined;
    const source = compileSource(from);
    return [[sent, error ?? ((_, rq, cx) => source(rq, cx).join(','))]];
  });
  return (headers, fault, rq, cx) => {
    for (const [name, read] of mappings) {
      const value = read(fault, rq, cx);
      if (value === '' || !isHeaderValue(value)) continue;
      const at = headers.findIndex((other, i) => i % 2 === 0 && other.toLowerCase() === name.toLowerCase());
      if (at < 0) headers.push(name, value);
      else headers[at + 1] = value;
    }
  };
}
