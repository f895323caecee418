import { type Context, type Fault, isFault, type MethodResponse } from '../../exchange/exchange.ts';
import { hasHeader } from '../../lib/headers.ts';

/** The trace id that a client of HTTP and AWS integrations is told, unless a mapping says another (recorded on AWS, aws-behaviour.md §2.1). */
export function withTraceId(answer: MethodResponse | Fault, cx: Context): MethodResponse | Fault {
  if (isFault(answer) || hasHeader(answer.headers, 'x-amzn-trace-id')) return answer;
  return { ...answer, headers: [...answer.headers, 'X-Amzn-Trace-Id', cx.traceId] };
}
