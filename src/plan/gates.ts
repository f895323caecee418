import type { ResolvedMethod, ResolvedStage } from '../definition/definition.ts';
import { type BodyGate, type Gate, notImplemented } from '../exchange/exchange.ts';
import { requiredParameters, validBody } from './validation-gates.ts';

/** Makes a gate for a method, or nothing when the method has no use for it. */
type CompileGate = (method: ResolvedMethod, stage: ResolvedStage) => Gate | undefined;

/**
 * What a request passes between its route and its integration, in AWS's order: resource policy, authorizer, API key,
 * throttle, quota, cache, validation. Routing itself comes first, because AWS routes before it authorizes. What is
 * configured and not implemented denies.
 */
const GATES: readonly CompileGate[] = [unhonoured, requiredParameters];

/** The gates of a method: those that need the head of a request alone, and the one that needs the body, which AWS has last. */
export interface Gates {
  readonly admit: Gate | undefined;
  readonly admitBody: BodyGate | undefined;
}

export function compileGates(method: ResolvedMethod, stage: ResolvedStage): Gates {
  const gates = GATES.map((compile) => compile(method, stage)).filter((gate) => gate !== undefined);
  return { admit: gates.length <= 1 ? gates[0] : inOrder(gates), admitBody: validBody(method, stage) };
}

function inOrder(gates: readonly Gate[]): Gate {
  return async (rq, cx) => {
    for (const gate of gates) {
      const fault = await gate(rq, cx);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}

function unhonoured(method: ResolvedMethod, stage: ResolvedStage): Gate | undefined {
  const [first] = [...stage.unhonoured, ...method.unhonoured];
  if (first === undefined) return undefined;
  const fault = notImplemented(first);
  return () => fault;
}
