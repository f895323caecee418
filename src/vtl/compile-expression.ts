import { type BinaryOperator, type Expression, type Reference, type Step, sourceOf } from './ast.ts';
import { compileBlock } from './compile.ts';
import { Definition } from './definition.ts';
import { getIndex, methodCall, propertyOf, setIndex, setProperty } from './methods.ts';
import { type Arithmetic, compare, compute, isNumber, parseInteger, toInt } from './numbers.ts';
import type { Frame, Run } from './run.ts';
import type { Unit } from './unit.ts';
import { JavaDouble, JavaList, JavaMap, javaEquals, sameText, type Value } from './values.ts';

/** `null` is no value: what an operation gives that cannot be done. A reference always has one. */
export type Evaluate = (frame: Frame) => Value;

/** Whether a condition holds. */
export type Test = (frame: Frame) => boolean;

export function compileExpression(expression: Expression, unit: Unit): Evaluate {
  switch (expression.type) {
    case 'reference':
      return compileReference(expression, unit);
    case 'string': {
      const { value, template, cut } = expression;
      if (template === undefined) return () => value;
      const render = compileBlock(template, unit);
      return (frame) => {
        const text = frame.run.capture(() => render(frame));
        return cut ? text.slice(0, -1) : text;
      };
    }
    case 'integer': {
      const value = parseInteger(expression.image);
      return () => value;
    }
    case 'float': {
      const value = new JavaDouble(Number(expression.image));
      return () => value;
    }
    case 'boolean': {
      const { value } = expression;
      return () => value;
    }
    case 'word':
      return () => null;
    case 'list': {
      const items = expression.items.map((item) => compileExpression(item, unit));
      return (frame) => {
        frame.run.allocate(16 + 16 * items.length);
        return new JavaList(items.map((item) => item(frame)));
      };
    }
    case 'map': {
      const entries = expression.entries.map(
        ([key, value]) => [compileExpression(key, unit), compileExpression(value, unit)] as const,
      );
      return (frame) => {
        frame.run.allocate(16 + 32 * entries.length);
        const map = new JavaMap();
        for (const [key, value] of entries) map.put(key(frame), value(frame), frame.run.spend);
        return map;
      };
    }
    case 'range':
      return range(compileExpression(expression.from, unit), compileExpression(expression.to, unit));
    case 'and':
    case 'or':
    case 'not':
    case 'eq':
    case 'ne':
    case 'lt':
    case 'gt':
    case 'le':
    case 'ge':
      return compileTest(expression, unit);
    default:
      return arithmetic(expression, expression.type, unit);
  }
}

/** Only references, `true`, comparisons and what joins them can hold: a text or a number does not, whatever it is. */
export function compileTest(expression: Expression, unit: Unit): Test {
  switch (expression.type) {
    case 'reference': {
      const value = compileReference(expression, unit);
      return (frame) => holds(value(frame), frame);
    }
    case 'boolean': {
      const { value } = expression;
      return () => value;
    }
    case 'not': {
      const operand = compileTest(expression.operand, unit);
      return (frame) => !operand(frame);
    }
    case 'and': {
      const [left, right] = [compileTest(expression.left, unit), compileTest(expression.right, unit)];
      return (frame) => left(frame) && right(frame);
    }
    case 'or': {
      const [left, right] = [compileTest(expression.left, unit), compileTest(expression.right, unit)];
      return (frame) => left(frame) || right(frame);
    }
    case 'eq':
    case 'ne':
    case 'lt':
    case 'gt':
    case 'le':
    case 'ge':
      return comparison(
        expression.type,
        compileExpression(expression.left, unit),
        compileExpression(expression.right, unit),
        unit,
      );
    default:
      return () => false;
  }
}

function holds(value: Value, frame: Frame): boolean {
  if (typeof value === 'boolean') return value;
  return value instanceof Definition ? value.text(frame) !== undefined : value !== null;
}

/** The text of a value where Java would call `toString()`; `null` has none, nor has a block that is in itself too often. */
function text(value: Value, run: Run, frame: Frame): string | null {
  if (value === null) return null;
  return value instanceof Definition ? (value.text(frame) ?? null) : run.print(value);
}

/** Whether what compares as `a` does with `b`, which are numbers, is in that order. */
const ORDER: { readonly [operator: string]: (a: number, b: number) => boolean } = {
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  ge: (a, b) => a >= b,
};

function comparison(operator: BinaryOperator, left: Evaluate, right: Evaluate, unit: Unit): Test {
  unit.steps++;
  const ordered = ORDER[operator];
  if (ordered !== undefined)
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      if (typeof a === 'number' && typeof b === 'number') return ordered(a, b);
      return isNumber(a) && isNumber(b) && ordered(compare(a, b), 0);
    };
  const wanted = operator === 'eq';
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return equal(a, b, frame) === wanted;
  };
}

/** Numbers by value, values of one type as `equals` has it, and all others by their text. */
function equal(a: Value, b: Value, frame: Frame): boolean {
  const { spend } = frame.run;
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b, spend);
  if (isNumber(a) && isNumber(b)) return compare(a, b) === 0;
  if (a instanceof JavaMap && b instanceof JavaMap) return javaEquals(a, b, spend);
  if (a instanceof JavaList && b instanceof JavaList && a.kind === b.kind) return javaEquals(a, b, spend);
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  if (a === b) return true;
  return text(a, frame.run, frame) === text(b, frame.run, frame);
}

function arithmetic(expression: Extract<Expression, { left: Expression }>, type: BinaryOperator, unit: Unit): Evaluate {
  const left = compileExpression(expression.left, unit);
  const right = compileExpression(expression.right, unit);
  unit.steps++;
  const operation = type as Arithmetic;
  if (operation === 'mul')
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      if (typeof a === 'number' && typeof b === 'number') {
        const product = a * b;
        // No zero has a sign.
        const integer = product | 0;
        if (integer === product) return integer;
      }
      return isNumber(a) && isNumber(b) ? compute(operation, a, b) : null;
    };
  if (operation !== 'add')
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      return isNumber(a) && isNumber(b) ? compute(operation, a, b) : null;
    };
  const [leftSource, rightSource] = [sourceOf(expression.left.span), sourceOf(expression.right.span)];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const { run } = frame;
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      return (sum | 0) === sum ? sum : compute('add', a, b);
    }
    if (typeof a !== 'string' && typeof b !== 'string') return isNumber(a) && isNumber(b) ? compute('add', a, b) : null;
    const sum = (text(a, run, frame) ?? leftSource) + (text(b, run, frame) ?? rightSource);
    run.allocate(sum.length);
    return sum;
  };
}

function range(from: Evaluate, to: Evaluate): Evaluate {
  return (frame) => {
    const a = from(frame);
    const b = to(frame);
    if (!isNumber(a) || !isNumber(b)) return null;
    const [first, last] = [toInt(a), toInt(b)];
    const count = Math.abs(last - first) + 1;
    frame.run.allocate(16 * count);
    frame.run.step(1 + (count >> 3));
    const delta = first >= last ? -1 : 1;
    return new JavaList(Array.from({ length: count }, (_, i) => first + i * delta));
  };
}

type Get = (self: Value, frame: Frame) => Value | undefined;

function compileStep(step: Step, unit: Unit): Get {
  switch (step.type) {
    case 'property':
      return propertyOf(step.name);
    case 'index': {
      const key = compileExpression(step.key, unit);
      return (self, frame) => getIndex(self, key(frame), frame);
    }
    default: {
      const call = methodCall(step.name);
      const args = step.args.map((arg) => compileExpression(arg, unit));
      const [first, second] = args;
      if (first === undefined) return (self, frame) => call(self, [], frame);
      if (second === undefined) return (self, frame) => call(self, [first(frame)], frame);
      return (self, frame) => {
        const values: Value[] = [];
        for (const arg of args) values.push(arg(frame));
        return call(self, values, frame);
      };
    }
  }
}

/** What does not resolve, at whatever step, is `""`: the one thing in which API Gateway is not Velocity. */
function compileReference(reference: Reference, unit: Unit): Evaluate {
  if (reference.reading === 'none' || reference.reading === 'text') return () => null;
  const variable = unit.variable(reference.root);
  const steps = reference.steps.map((step) => compileStep(step, unit));
  const [first, second] = steps;
  if (first === undefined) return (frame) => frame.get(variable) ?? '';
  const [step] = reference.steps;
  if (second === undefined && step?.type === 'property') {
    const { name } = step;
    unit.steps++;
    return (frame) => {
      const self = frame.get(variable);
      if (!(self instanceof JavaMap)) return self === null ? '' : (first(self, frame) ?? '');
      return self.named(name) ?? '';
    };
  }
  if (second === undefined)
    return (frame) => {
      const self = frame.get(variable);
      return self === null ? '' : (first(self, frame) ?? '');
    };
  return (frame) => {
    let value: Value | undefined = frame.get(variable);
    for (const step of steps) {
      if (value === null || value === undefined) return '';
      value = step(value, frame);
    }
    return value ?? '';
  };
}

/** `#set` */
export function compileAssignment(left: Reference, unit: Unit): (frame: Frame, value: Value) => void {
  const variable = unit.variable(left.root);
  const last = left.steps.at(-1);
  if (last === undefined) return (frame, value) => frame.put(variable, value);
  const steps = left.steps.slice(0, -1).map((step) => compileStep(step, unit));
  const key = last.type === 'index' ? compileExpression(last.key, unit) : undefined;
  const name = last.type === 'index' ? '' : last.name;
  return (frame, value) => {
    let self: Value | undefined = frame.get(variable);
    for (const step of steps) {
      if (self === null || self === undefined) return;
      self = step(self, frame);
    }
    if (self === null || self === undefined) return;
    if (key === undefined) setProperty(self, name, value, frame);
    else setIndex(self, key(frame), value, frame);
  };
}
