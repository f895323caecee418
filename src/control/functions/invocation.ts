import type { InvokeFunction, InvokeOutcome } from '../../definition/definition.ts';
import { type Handlers, ServiceError } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import type { Operations } from './configuration.ts';
import { errors } from './errors.ts';
import { readQualified } from './records.ts';
import { qualified, referenceOf } from './reference.ts';
import { refuseUnhonoured } from './unhonoured.ts';

type InvocationResponse = Operations['Invoke']['output'];

export interface InvocationSource {
  readonly store: Store;
  readonly invokeFunction: InvokeFunction;
  /** Resolves once `invokeFunction` sees everything that was committed before the call. */
  readonly caughtUp: () => Promise<void>;
}

/** A function runs under its caller's account: who may call the Lambda API at all is settled before. */
export function invocationHandlers(source: InvocationSource): Pick<Handlers<'lambda'>, 'Invoke'> {
  const { store, invokeFunction, caughtUp } = source;
  return {
    async Invoke(input, call) {
      refuseUnhonoured(call.operation, input);
      const to = referenceOf(call, input.FunctionName, input.Qualifier);
      const type = input.InvocationType ?? 'RequestResponse';
      const payload = readPayload(input.Payload);
      if (type === 'DryRun') {
        await readQualified(store, to);
        return { StatusCode: 204 };
      }
      // So that who has just created or updated a function runs what was written.
      await caughtUp();
      const outcome = await invokeFunction({
        scope: to.scope,
        name: to.name,
        arn: qualified(to),
        qualifier: to.qualifier,
        payload,
        type,
        requestId: call.requestId,
        ...(input.ClientContext !== undefined && { clientContext: input.ClientContext }),
        ...(input.LogType === 'Tail' && { tail: true }),
      });
      return answer(outcome);
    },
  };
}

/** Without a payload the function gets `{}`. */
function readPayload(payload: Uint8Array | undefined): Uint8Array | string {
  if (payload === undefined || payload.length === 0) return '{}';
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return payload;
  } catch (error) {
    // AWS's sentence up to the parser's own words, which are Jackson's there.
    const reason = error instanceof Error ? error.message : String(error);
    throw errors.InvalidRequestContentException(
      `Could not parse request body into json: Could not parse payload into json: ${reason}`,
    );
  }
}

function answer(outcome: InvokeOutcome): InvocationResponse {
  if (outcome.outcome === 'refused') throw refusal(outcome);
  if (outcome.outcome === 'accepted') return { StatusCode: 202 };
  return {
    StatusCode: 200,
    ...(outcome.outcome === 'failed' && { FunctionError: outcome.functionError }),
    ...(outcome.logTail !== undefined && { LogResult: Buffer.from(outcome.logTail).toString('base64') }),
    Payload: outcome.payload,
    ExecutedVersion: outcome.version,
  };
}

function refusal({ error, message, reason }: Extract<InvokeOutcome, { outcome: 'refused' }>): ServiceError {
  if (error === 'TooManyRequestsException') {
    return errors.TooManyRequestsException(message, reason === undefined ? {} : { Reason: reason as never });
  }
  const modelled = (errors as { readonly [name: string]: ((message: string) => ServiceError) | undefined })[error];
  return (
    modelled?.(message) ?? new ServiceError(error, message, { status: error === 'AccessDeniedException' ? 403 : 500 })
  );
}
