import { type Block, type Call, type Expression, imagesOf, type Node, type Reference, sourceOf } from './ast.ts';
import { compileAssignment, compileExpression, compileTest, type Evaluate } from './compile-expression.ts';
import { compileForeach } from './compile-foreach.ts';
import { Definition } from './definition.ts';
import { TemplateFault } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { MAX_MACRO_DEPTH } from './limits.ts';
import { type Frame, MacroFrame, StopSignal } from './run.ts';
import { ForeachScope } from './scope.ts';
import type { Macro, Render, Unit } from './unit.ts';

/**
 * Macros are defined in the order of the text, before anything is rendered; of two with one name the first stays.
 * @param before text that is written first
 */
export function compileBlock(block: Block, unit: Unit, before = ''): Render {
  const { compiled: renders, steps } = unit.counted(() => compileNodes(block, unit, before));
  const [first, second, third] = renders;
  if (first === undefined) return () => undefined;
  if (second === undefined) {
    if (steps === 0) return first;
    return (frame) => {
      frame.run.step(steps);
      first(frame);
    };
  }
  if (third === undefined)
    return (frame) => {
      frame.run.step(steps);
      first(frame);
      second(frame);
    };
  return (frame) => {
    frame.run.step(steps);
    for (const render of renders) render(frame);
  };
}

/** Text that is longer is not repeated in every branch behind it. */
const MAX_REPEATED = 256;

/**
 * Pieces of text that follow each other are one, whatever is set between them, and what comes behind writes it before itself:
 * a third of what rendering costs is the number of the pieces (bench/vtl).
 */
function compileNodes(block: Block, unit: Unit, before: string): Render[] {
  const renders: Render[] = [];
  let text = before;
  for (const node of block) {
    const { type } = node;
    if (type === 'set') {
      renders.push(assignment(node, text, unit));
    } else if (type === 'reference' && node.reading === 'value') {
      renders.push(insertion(node, text, unit));
      text = '';
    } else if (type === 'if' && text.length <= MAX_REPEATED) {
      renders.push(conditional(node, text, unit));
      text = '';
    } else {
      const compiled = compileNode(node, unit);
      if (typeof compiled === 'string') {
        text += compiled;
        continue;
      }
      if (text !== '') renders.push(writing(text));
      text = '';
      renders.push(compiled);
    }
  }
  if (text !== '') renders.push(writing(text));
  return renders;
}

/** What `evaluate` gives. When it stops what is rendered, the text that stands before it is written all the same. */
function behind<T>(text: string, evaluate: (frame: Frame) => T, frame: Frame): T {
  try {
    return evaluate(frame);
  } catch (error) {
    if (error instanceof StopSignal) frame.run.write(text);
    throw error;
  }
}

const writing =
  (text: string): Render =>
  ({ run }) =>
    run.write(text);

/** A text when that is what it writes whatever the variables are. */
function compileNode(node: Exclude<Node, { type: 'set' }>, unit: Unit): Render | string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'reference':
      return reference(node, unit);
    case 'if':
      return conditional(node, '', unit);
    case 'foreach':
      return compileForeach(node, unit);
    case 'define': {
      const variable = unit.variable(node.name);
      const render = compileBlock(node.body, unit);
      return (frame) => frame.put(variable, new Definition(frame, render));
    }
    case 'macro':
      defineMacro(node, unit);
      return '';
    case 'call':
      return call(node, unit);
    case 'literal':
      compileBlock(node.body, unit);
      return node.text;
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

/** What is escaped or without a value is shown as it stands; in a macro, as the argument stands in the call. */
const shown = (frame: Frame, source: string): string => frame.source(source) ?? source;

/** One that has no value to write. */
function reference(node: Reference, unit: Unit): Render | string {
  const { reading, root, escapes, source } = node;
  if (reading !== 'escaped') return reading === 'text' ? root : '';
  const value = compileExpression(node, unit);
  return (frame) => {
    value(frame);
    frame.run.write(escapes + shown(frame, source));
  };
}

/** A reference, and the text before it. */
function insertion(node: Reference, before: string, unit: Unit): Render {
  const { prefix, escapes, source } = node;
  unit.steps++;
  const value = compileExpression(node, unit);
  const text = before + prefix;
  return (frame) => {
    const { run } = frame;
    const inserted = behind(before, value, frame);
    if (typeof inserted === 'string') run.writeBoth(text, inserted);
    else if (!(inserted instanceof Definition)) run.writeBoth(text, run.print(inserted));
    else {
      run.write(before);
      if (!inserted.render(frame)) run.write(escapes + prefix + shown(frame, source));
    }
  };
}

/** The text before it is not written here, but when something in it stops. */
function assignment(node: Extract<Node, { type: 'set' }>, before: string, unit: Unit): Render {
  unit.steps++;
  const right = compileExpression(node.right, unit);
  if (node.left.steps.length === 0) {
    const variable = unit.variable(node.left.root);
    return (frame) => {
      const value = behind(before, right, frame);
      if (value !== null) frame.put(variable, value);
    };
  }
  const assign = compileAssignment(node.left, unit);
  const set = (frame: Frame): void => {
    const value = right(frame);
    if (value !== null) assign(frame, value);
  };
  return (frame) => behind(before, set, frame);
}

/** Whichever branch is taken begins with the text before all of them. */
function conditional(node: Extract<Node, { type: 'if' }>, before: string, unit: Unit): Render {
  unit.steps++;
  const branches = node.branches.map(({ condition, body }) => {
    const { compiled: test, steps } = unit.counted(() => compileTest(condition, unit));
    return { test, steps, render: compileBlock(body, unit, before) };
  });
  const otherwise = node.otherwise ?? [];
  const last = compileBlock(otherwise, unit, before);
  const [only] = branches;
  if (only !== undefined && branches.length === 1) {
    const { test, steps, render } = only;
    unit.steps += steps;
    return (frame) => (behind(before, test, frame) ? render(frame) : last(frame));
  }
  return (frame) => {
    for (const { test, steps, render } of branches) {
      frame.run.step(steps);
      if (behind(before, test, frame)) return render(frame);
    }
    return last(frame);
  };
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
  if (arg.type !== 'reference' || arg.steps.length > 0 || arg.reading !== 'value') {
    const { compiled: evaluated, steps } = unit.counted(() => compileExpression(arg, unit));
    if (steps === 0) return evaluated;
    return (frame) => {
      frame.run.step(steps);
      return evaluated(frame);
    };
  }
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
