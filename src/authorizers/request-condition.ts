import type { Context, MethodRequest } from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { lastHeader } from '../lib/headers.ts';

type Read = (rq: MethodRequest, cx: Context) => string | null | undefined;

/**
 * The condition keys of requests, by their lower-case names (developer guide, "AWS condition keys that can be used in API Gateway
 * resource policies"; IAM user guide, "AWS global condition context keys"). Those of VPCs have no value: a request that came through no VPC
 * endpoint has none; nor has aws:SourceArn, for no service of AWS asks on behalf of a resource.
 */
const KEYS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['aws:requestedregion', (_rq, cx) => cx.stage.region],
  ['aws:resourceaccount', (_rq, cx) => cx.stage.accountId],
  ['aws:referer', (rq) => lastHeader(rq.headers, 'referer')],
  ['aws:securetransport', (rq) => String(rq.secure)],
  ['aws:sourceip', (_rq, cx) => cx.sourceIp],
  ['aws:useragent', (_rq, cx) => cx.userAgent],
]);

/** The condition keys of the time. */
export function timeCondition(lowerKey: string, clock: Clock): readonly string[] | undefined {
  if (lowerKey === 'aws:currenttime') return [new Date(clock.now()).toISOString()];
  return lowerKey === 'aws:epochtime' ? [String(Math.floor(clock.now() / 1000))] : undefined;
}

/** @returns `undefined` when the request has no such key */
export function requestCondition(
  lowerKey: string,
  rq: MethodRequest,
  cx: Context,
  clock: Clock,
): readonly string[] | undefined {
  const value = KEYS.get(lowerKey)?.(rq, cx);
  return value === undefined || value === null ? timeCondition(lowerKey, clock) : [value];
}
