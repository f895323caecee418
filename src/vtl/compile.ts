import { type Block, type Call, type Expression, imagesOf, type Node, type Reference, sourceOf } from './ast.ts';
import { compileAssignment, compileExpression, compileTest, type Evaluate } from './compile-expression.ts';
import { Definition } from './definition.ts';
import { TemplateFault } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { MAX_ITERATIONS, MAX_MACRO_DEPTH } from './limits.ts';
import { type Frame, MacroFrame, StopSignal } from './run.ts';
import { ForeachScope } from './scope.ts';
import type { Macro, Render, Unit } from './unit.ts';
import { JavaIterator, JavaList, JavaMap, type Value } from './values.ts';

/** Macros are defined in the order of the text, before anything is rendered; of two with one name the first stays. */
export function compileBlock(block: Block, unit: Unit): Render {
  const renders = block.map((node) => compileNode(node, unit)).filter((render) => render !== undefined);
  const [first, second, third] = renders;
  if (first === undefined) return () => undefined;
  if (second === undefined) return first;
  if (third === undefined)
    return (frame) => {
      first(frame);
      second(frame);
    };
  return (frame) => {
    for (const render of renders) render(frame);
  };
}

function compileNode(node: Node, unit: Unit): Render | undefined {
  switch (node.type) {
    case 'text': {
      const { text } = node;
      return ({ run }) => run.write(text);
    }
    case 'reference':
      return insertion(node, unit);
    case 'set': {
      const assign = compileAssignment(node.left, unit);
      const right = compileExpression(node.right, unit);
      return (frame) => {
        frame.run.step();
        const value = right(frame);
        if (value !== null) assign(frame, value);
      };
    }
    case 'if':
      return conditional(node, unit);
    case 'foreach':
      return loop(node, unit);
    case 'define': {
      const variable = unit.variable(node.name);
      const render = compileBlock(node.body, unit);
      return (frame) => frame.put(variable, new Definition(frame, render));
    }
    case 'macro':
      defineMacro(node, unit);
      return undefined;
    case 'call':
      return call(node, unit);
    case 'literal': {
      compileBlock(node.body, unit);
      const { text } = node;
      return ({ run }) => run.write(text);
    }
    case 'evaluate': {
      const source = compileExpression(node.source, unit);
      return (frame) => {
        const value = source(frame);
        const text = value instanceof Definition ? value.text(frame) : frame.run.print(value);
        if (text === undefined) throw new TemplateFault('#evaluate: a block that is in itself too often has no text');
        evaluate(frame, text);
      };
    }
    case 'stop': {
      const signal = new StopSignal('all');
      const message = node.message === undefined ? undefined : compileExpression(node.message, unit);
      return (frame) => {
        message?.(frame);
        throw signal;
      };
    }
    default:
      return breaking(node.scope === undefined ? undefined : compileExpression(node.scope, unit));
  }
}

function insertion(reference: Reference, unit: Unit): Render | undefined {
  const { prefix, escapes, source, reading, root } = reference;
  if (reading === 'text') return ({ run }) => run.write(root);
  if (reading === 'none') return undefined;
  // What is escaped or without a value is shown as it stands; in a macro, as the argument stands in the call.
  const shown = (frame: Frame): string => frame.source(source) ?? source;
  const value = compileExpression(reference, unit);
  if (reading === 'escaped')
    return (frame) => {
      value(frame);
      frame.run.write(escapes + shown(frame));
    };
  return (frame) => {
    const { run } = frame;
    run.step();
    const inserted = value(frame);
    if (inserted instanceof Definition) {
      if (!inserted.render(frame)) run.write(escapes + prefix + shown(frame));
    } else run.write(prefix === '' ? run.print(inserted) : prefix + run.print(inserted));
  };
}

function conditional(node: Extract<Node, { type: 'if' }>, unit: Unit): Render {
  const branches = node.branches.map(({ condition, body }) => ({
    test: compileTest(condition, unit),
    render: compileBlock(body, unit),
  }));
  const otherwise = node.otherwise === undefined ? undefined : compileBlock(node.otherwise, unit);
  return (frame) => {
    frame.run.step();
    for (const { test, render } of branches) {
      if (!test(frame)) continue;
      render(frame);
      return;
    }
    otherwise?.(frame);
  };
}

function iteratorOf(value: Value): JavaIterator | undefined {
  if (value instanceof JavaList || value instanceof JavaMap) return new JavaIterator(value);
  return value instanceof JavaIterator ? value : undefined;
}

/** The variables of loops; a template that does not name one does without it. */
const COUNT = 'velocityCount';
const HAS_NEXT = 'velocityHasNext';
const SCOPE = 'foreach';

function loop(node: Extract<Node, { type: 'foreach' }>, unit: Unit): Render {
  const element = unit.variable(node.variable);
  const list = node.list === undefined ? () => null : compileExpression(node.list, unit);
  const body = compileBlock(node.body, unit);
  return (frame) => {
    const { run } = frame;
    run.step();
    const iterator = iteratorOf(list(frame));
    if (iterator === undefined) return;
    // Which are named is known when all of the template is compiled.
    const [count, hasNext, scope] = [run.unit.find(COUNT), run.unit.find(HAS_NEXT), run.unit.find(SCOPE)];
    const kept = [element, count, hasNext].map((variable) => (variable === undefined ? null : frame.get(variable)));
    const before = scope === undefined ? null : frame.get(scope);
    const here = scope === undefined ? undefined : new ForeachScope(node, before);
    if (scope !== undefined && here !== undefined) frame.put(scope, here);
    const clean = (): void => {
      for (const [i, variable] of [element, count, hasNext].entries())
        if (variable !== undefined) restore(frame, variable, kept[i] ?? null);
      const now = scope === undefined ? null : frame.get(scope);
      if (scope !== undefined && now instanceof ForeachScope) restore(frame, scope, now.parent ?? now.replaced);
    };
    for (let i = 0; i < MAX_ITERATIONS && iterator.hasNext; i++) {
      run.step();
      const value = iterator.next();
      if (value === undefined) throw new TemplateFault(`What #foreach goes over was changed (line ${node.place.line})`);
      if (count !== undefined) frame.put(count, i + 1);
      if (hasNext !== undefined) frame.put(hasNext, iterator.hasNext);
      frame.put(element, value);
      if (here !== undefined) {
        here.index = i;
        here.hasNext = iterator.hasNext;
      }
      try {
        body(frame);
      } catch (signal) {
        if (!(signal instanceof StopSignal)) throw signal;
        if (signal.isFor(node)) break;
        clean();
        throw signal;
      }
    }
    clean();
  };
}

function restore(frame: Frame, variable: number, value: Value): void {
  if (value === null) frame.remove(variable);
  else frame.put(variable, value);
}

function breaking(scope: Evaluate | undefined): Render {
  const nearest = new StopSignal('nearest');
  return (frame) => {
    if (scope === undefined) throw nearest;
    const value = scope(frame);
    if (value instanceof ForeachScope) throw new StopSignal(value.owner);
    throw new TemplateFault('#break takes a scope, such as $foreach');
  };
}

function defineMacro({ name, parameters, body }: Extract<Node, { type: 'macro' }>, unit: Unit): void {
  const render = compileBlock(body, unit);
  const macro = { name, parameters: parameters.map((of) => ({ name: of, variable: unit.variable(of) })), render };
  if (!unit.macros.has(name)) unit.macros.set(name, macro);
}

/** Arguments that are literals are bound once; the others are evaluated at each use. */
const CONSTANT: readonly string[] = ['integer', 'float', 'boolean'];

/** A variable alone may have no value in a macro, where any other reference is `""`. */
function argument(arg: Expression, unit: Unit): Evaluate {
  if (arg.type !== 'reference' || arg.steps.length > 0 || arg.reading !== 'value') return compileExpression(arg, unit);
  const variable = unit.variable(arg.root);
  return (frame) => frame.get(variable);
}

const BODY = 'bodyContent';

function call(node: Call, unit: Unit): Render {
  const { name } = node;
  const args = node.args.map((arg) => ({
    type: arg.type,
    evaluate: argument(arg, unit),
    source: sourceOf(arg.span),
  }));
  const body = node.body === undefined ? undefined : compileBlock(node.body, unit);
  const content = body === undefined ? undefined : unit.variable(BODY);
  const word = args.find(({ type }) => type === 'word');
  const text = imagesOf(node.span);
  const bind = (frame: Frame, macro: Macro): Frame => {
    const inner = new MacroFrame(frame);
    for (const [i, { name: parameter, variable }] of macro.parameters.entries()) {
      const arg = args[i];
      if (arg === undefined) break;
      if (CONSTANT.includes(arg.type)) inner.bind(variable, arg.evaluate(frame));
      else inner.bindSource(variable, parameter, arg.evaluate, arg.source);
    }
    if (body !== undefined && content !== undefined) inner.bind(content, new Definition(frame, body, MAX_MACRO_DEPTH));
    return inner;
  };
  return (frame) => {
    const { run } = frame;
    run.step();
    const macro = run.unit.macros.get(name);
    if (macro === undefined) {
      run.write(text);
      return;
    }
    if (word !== undefined)
      throw new TemplateFault(`Invalid arg '${word.source}' in macro #${name} at line ${node.place.line}`);
    if (run.macroDepth >= MAX_MACRO_DEPTH)
      throw new TemplateFault(`Max calling depth of ${MAX_MACRO_DEPTH} was exceeded in macro '${name}'`);
    run.macroDepth++;
    try {
      macro.render(bind(frame, macro));
    } catch (signal) {
      if (!(signal instanceof StopSignal) || !signal.isFor(node)) throw signal;
    }
    run.macroDepth--;
  };
}
