import type { Context, MethodRequest } from '../exchange/exchange.ts';
import { lastHeader } from '../lib/headers.ts';

/** The headers that API Gateway adds to what an integration receives: name, value, name, value … */
export function forwardedHeaders(rq: MethodRequest, cx: Context): string[] {
  const before = lastHeader(rq.headers, 'x-forwarded-for');
  return [
    'X-Amzn-Trace-Id',
    cx.traceHeader,
    'X-Forwarded-For',
    before === undefined ? cx.sourceIp : `${before}, ${cx.sourceIp}`,
    'X-Forwarded-Port',
    String(rq.port),
    'X-Forwarded-Proto',
    rq.secure ? 'https' : 'http',
  ];
}
