import type { Node } from './ast.ts';
import { compileBlock } from './compile.ts';
import { compileExpression } from './compile-expression.ts';
import { TemplateFault } from './errors.ts';
import { MAX_ITERATIONS } from './limits.ts';
import { type Frame, StopSignal } from './run.ts';
import { ForeachScope } from './scope.ts';
import type { Render, Unit } from './unit.ts';
import { JavaIterator, JavaList, JavaMap, type Value } from './values.ts';

function iteratorOf(value: Value): JavaIterator | undefined {
  if (value instanceof JavaList || value instanceof JavaMap) return new JavaIterator(value);
  return value instanceof JavaIterator ? value : undefined;
}

/** The variables of loops; a template that does not name one does without it. */
const COUNT = 'velocityCount';
const HAS_NEXT = 'velocityHasNext';
const SCOPE = 'foreach';

/** `#foreach` */
export function compileForeach(node: Extract<Node, { type: 'foreach' }>, unit: Unit): Render {
  unit.steps++;
  const element = unit.variable(node.variable);
  const list = node.list === undefined ? () => null : compileExpression(node.list, unit);
  const body = compileBlock(node.body, unit);
  // Which are named is known when all of the template is compiled, before it is first rendered.
  let named: { readonly [name: string]: number | undefined } | undefined;
  return (frame) => {
    const { run } = frame;
    const iterator = iteratorOf(list(frame));
    if (iterator === undefined) return;
    named ??= { count: run.unit.find(COUNT), hasNext: run.unit.find(HAS_NEXT), scope: run.unit.find(SCOPE) };
    const { count, hasNext, scope } = named;
    const elementBefore = frame.get(element);
    const countBefore = count === undefined ? null : frame.get(count);
    const hasNextBefore = hasNext === undefined ? null : frame.get(hasNext);
    const here = scope === undefined ? undefined : new ForeachScope(node, frame.get(scope));
    if (scope !== undefined && here !== undefined) frame.put(scope, here);
    try {
      for (let i = 0; i < MAX_ITERATIONS && iterator.hasNext; i++) {
        run.step();
        const value = iterator.next();
        if (value === undefined)
          throw new TemplateFault(`What #foreach goes over was changed (line ${node.place.line})`);
        if (count !== undefined) frame.put(count, i + 1);
        if (hasNext !== undefined) frame.put(hasNext, iterator.hasNext);
        frame.put(element, value);
        if (here !== undefined) {
          here.index = i;
          here.hasNext = iterator.hasNext;
        }
        body(frame);
      }
    } catch (signal) {
      if (!(signal instanceof StopSignal && signal.isFor(node))) throw signal;
    } finally {
      restore(frame, element, elementBefore);
      if (count !== undefined) restore(frame, count, countBefore);
      if (hasNext !== undefined) restore(frame, hasNext, hasNextBefore);
      const now = scope === undefined ? null : frame.get(scope);
      if (scope !== undefined && now instanceof ForeachScope) restore(frame, scope, now.parent ?? now.replaced);
    }
  };
}

function restore(frame: Frame, variable: number, value: Value): void {
  if (value === null) frame.remove(variable);
  else frame.put(variable, value);
}
