import type { ResolvedMethod, ResolvedStage } from '../definition/definition.ts';
import { type Gate, notImplemented } from '../exchange/exchange.ts';

/** Makes a gate for a method, or nothing when the method has no use for it. */
type CompileGate = (method: ResolvedMethod, stage: ResolvedStage) => Gate | undefined;

/**
 * What a request passes between its route and its integration, in AWS's order: resource policy, authorizer, API key,
 * throttle, quota, cache, validation. Routing itself comes first, because AWS routes before it authorizes. So far there
 * is one gate, and it stands for all the others: what is configured and not implemented denies.
 */
const GATES: readonly CompileGate[] = [unhonoured];

export function compileGates(method: ResolvedMethod, stage: ResolvedStage): Gate | undefined {
  const gates = GATES.map((compile) => compile(method, stage)).filter((gate) => gate !== undefined);
  if (gates.length <= 1) return gates[0];
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
