import type { Context, MethodRequest } from '../exchange/exchange.ts';

/** The headers that API Gateway adds to what an integration receives: name, value, name, value … */
export function forwardedHeaders(rq: MethodRequest, cx: Context): string[] {
  const before = rq.headers.filter((_, i) => i % 2 === 1 && rq.headers[i - 1]?.toLowerCase() === 'x-forwarded-for');
  return [
    'X-Amzn-Trace-Id',
    cx.traceHeader,
    'X-Forwarded-For',
    [...before, cx.sourceIp].join(', '),
    'X-Forwarded-Port',
    String(rq.port),
    'X-Forwarded-Proto',
    rq.secure ? 'https' : 'http',
  ];
}
