import { type Context, type Gate, type MethodRequest, presentedApiKey } from '../exchange/exchange.ts';
import { redacted } from '../lib/redacted.ts';
import { logOpening } from './execution-log.ts';
import type { Guarded } from './gates.ts';
import { methodLogOf } from './resolve-logs.ts';

/**
 * Lines of the execution log about how a request was admitted, where the method's level is INFO. They stand between the gates and refuse
 * nobody. Their sentences and order: published logs of AWS of 2016 (with a key), 2018 (without) and 2019 (throttled).
 */

/** Before the usage plan is asked. */
export function logVerifying(guarded: Guarded): Gate | undefined {
  if (!isTold(guarded)) return undefined;
  const { stage, method } = guarded;
  return (rq, cx) => {
    const key = shownKey(guarded, rq, cx);
    const at = `${stage.apiId}/${stage.stage}`;
    const log = cx.record?.log;
    log?.line(`Verifying Usage Plan for request: ${cx.requestId}. API Key: ${key} API Stage: ${at}`);
    if (method.apiKeyRequired) return undefined;
    log?.line(
      `API Key ${key} authorized because method '${rq.httpMethod} ${cx.resourcePath}' does not require API Key. Request will not contribute to throttle or quota limits`,
    );
    return undefined;
  };
}

/** When nothing but the request's own form can refuse it any more. */
export function logAdmitted(guarded: Guarded): Gate | undefined {
  if (!isTold(guarded)) return undefined;
  const { stage, resourcePath, method } = guarded;
  const setting = stage.logs === null ? undefined : methodLogOf(stage.logs, resourcePath, method.httpMethod);
  return (rq, cx) => {
    const log = cx.record?.log;
    if (log === undefined) return undefined;
    const key = shownKey(guarded, rq, cx);
    log.line(`Usage Plan check succeeded for API Key ${key} and API Stage ${stage.apiId}/${stage.stage}`);
    logOpening(log, rq, cx, setting?.dataTrace === true, key);
    return undefined;
  };
}

function isTold({ stage, resourcePath, method }: Guarded): boolean {
  return stage.logs !== null && methodLogOf(stage.logs, resourcePath, method.httpMethod)?.level === 'INFO';
}

/** Empty where the method asks for none, whatever the client brings. */
function shownKey({ stage, method }: Guarded, rq: MethodRequest, cx: Context): string {
  const value = method.apiKeyRequired ? presentedApiKey(stage.apiKeySource, rq, cx) : undefined;
  return value === undefined ? '' : redacted(value);
}
