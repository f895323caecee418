import type { Context, MethodRequest } from '../exchange/exchange.ts';
import { compileNames, remember } from '../lib/names.ts';
import { HTTP_PROXY_REQUEST_DROPS } from './header-tables.ts';

export type MappedHeader = readonly [name: string, value: string];

/** What becomes of a client's header, if it does not just pass. */
type Fate = 'drop' | 'user-agent' | 'forwarded-for';

/** Set anew below. */
const GATEWAYS_OWN = ['x-amzn-apigateway-api-id', 'x-amzn-trace-id', 'x-forwarded-port', 'x-forwarded-proto'];

const findFate = compileNames<Fate>([
  ...[...HTTP_PROXY_REQUEST_DROPS, ...GATEWAYS_OWN].map((name) => [name, 'drop'] as const),
  ['user-agent', 'user-agent'],
  ['x-forwarded-for', 'forwarded-for'],
]);

function fateOf(name: string): Fate | undefined {
  const fate = findFate(name);
  // To many servers behind us `_` and `-` are the same: what is ours under one name must not be the client's under the other.
  // deviation: A client's header that differs from one of the gateway's own only by _ in place of - is not passed to an HTTP endpoint; AWS is not known to drop it.
  if (fate !== undefined || !name.includes('_')) return fate;
  const dashed = findFate(name.replaceAll('_', '-'));
  return dashed === undefined || dashed === 'user-agent' ? undefined : 'drop';
}

/**
 * What an HTTP endpoint gets: what the client sent and may pass, what the gateway adds, and over both what is mapped.
 *
 * @param host as the endpoint's URI has it
 */
export function endpointHeaders(
  rq: MethodRequest,
  cx: Context,
  host: string,
  mapped: readonly MappedHeader[],
): string[] {
  const { headers } = rq;
  const { apiId } = cx.stage;
  const out = ['Host', host];
  let forwardedFor = '';
  let userAgent = false;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    const value = headers[i + 1] as string;
    const fate = fateOf(name);
    if (fate === undefined) out.push(name, value);
    else if (fate === 'user-agent') {
      userAgent = true;
      out.push(name, value);
    } else if (fate === 'forwarded-for') forwardedFor += `${value}, `;
  }
  out.push(
    'X-Amzn-Trace-Id',
    cx.traceHeader,
    'X-Forwarded-For',
    forwardedFor + cx.sourceIp,
    'X-Forwarded-Port',
    String(rq.port),
    'X-Forwarded-Proto',
    rq.secure ? 'https' : 'http',
    'X-Amzn-Apigateway-Api-Id',
    apiId,
  );
  if (!userAgent) out.push('User-Agent', ownUserAgent(apiId));
  return mapped.length === 0 ? out : overlay(out, mapped);
}

const ownUserAgent = remember((apiId) => `AmazonAPIGateway_${apiId}`);

/** Mapped headers take the place of all others of their name, and of those that read like it. */
function overlay(headers: readonly string[], mapped: readonly MappedHeader[]): string[] {
  const overwritten = new Set(mapped.map(([name]) => name.toLowerCase()));
  const out: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    const lower = name.toLowerCase();
    if (overwritten.has(lower) || overwritten.has(lower.replaceAll('_', '-'))) continue;
    out.push(name, headers[i + 1] as string);
  }
  for (const [name, value] of mapped) out.push(name, value);
  return out;
}
