import { type AuthorizerAccess, compileAuthorization, type RenderRequest } from '../authorizers/authorizers.ts';
import type { ResolvedMethod, ResolvedStage } from '../definition/definition.ts';
import { type BodyGate, type Gate, notImplemented } from '../exchange/exchange.ts';
import { compileRequestMembers } from '../integrations/integrations.ts';
import { compileApiKey, compileQuota, compileThrottle, type UsageAccess } from '../limits/limits.ts';
import { logAdmitted, logVerifying } from './log-gates.ts';
import { requiredParameters, validBody } from './validation-gates.ts';

/** What gates use of the process they run in. */
export interface GateAccess extends AuthorizerAccess, UsageAccess {}

/** A method of a stage, and where it is. */
export interface Guarded {
  readonly stage: ResolvedStage;
  readonly resourcePath: string;
  readonly method: ResolvedMethod;
}

/** Makes a gate for a method, or nothing when the method has no use for it. */
type CompileGate = (guarded: Guarded, access: GateAccess) => Gate | undefined;

/**
 * What a request passes between its route and its integration, in AWS's order: resource policy and authorizer, API key,
 * throttle, quota, cache, validation. Routing itself comes first, because AWS routes before it authorizes. What is
 * configured and not implemented denies.
 */
const GATES: readonly CompileGate[] = [
  unhonoured,
  (guarded, access) => compileAuthorization({ ...guarded, compileRequest: () => requestMembers(guarded) }, access),
  logVerifying,
  compileApiKey,
  compileThrottle,
  compileQuota,
  logAdmitted,
  ({ method }) => requiredParameters(method),
];

/** The gates of a method: those that need the head of a request alone, and the one that needs the body, which AWS has last. */
export interface Gates {
  readonly admit: Gate | undefined;
  readonly admitBody: BodyGate | undefined;
}

export function compileGates(guarded: Guarded, access: GateAccess): Gates {
  const { method, stage } = guarded;
  const gates = GATES.map((compile) => compile(guarded, access)).filter((gate) => gate !== undefined);
  return { admit: gates.length <= 1 ? gates[0] : inOrder(gates), admitBody: validBody(method, stage) };
}

/** The first fault, or none. Nothing waits that need not. */
function inOrder(gates: readonly Gate[]): Gate {
  const from =
    (first: number): Gate =>
    (rq, cx) => {
      for (let i = first; i < gates.length; i++) {
        const fault = (gates[i] as Gate)(rq, cx);
        if (fault instanceof Promise) return fault.then((fault) => fault ?? rest[i + 1]?.(rq, cx));
        if (fault !== undefined) return fault;
      }
      return undefined;
    };
  const rest = gates.map((_, i) => from(i));
  return from(0);
}

/** What authorizers are shown of a request. */
function requestMembers({ stage, resourcePath, method: { operationName } }: Guarded): RenderRequest {
  return compileRequestMembers(stage, { resourcePath, operationName }, '{}');
}

function unhonoured({ method, stage }: Guarded): Gate | undefined {
  const [first] = [...stage.unhonoured, ...method.unhonoured];
  if (first === undefined) return undefined;
  const fault = notImplemented(first);
  return () => fault;
}
