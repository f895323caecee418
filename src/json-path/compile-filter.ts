import { compileJavaPattern } from '../lib/java-pattern.ts';
import type { JsonValue } from '../lib/json-value.ts';
import { compilePath, type Find, type Run } from './compile-path.ts';
import type { Operand as Value } from './equality.ts';
import { JsonPathError, NOT_FOUND, UNFIT } from './errors.ts';
import { matchesPattern, OPERATORS, type Pattern } from './operators.ts';
import type { Expression, Operand, Path } from './path.ts';

/** Whether a filter takes an item. */
export type Test = (item: JsonValue, run: Run) => boolean;

/** @throws JsonPathError for a regular expression that is none, or cannot run in linear time */
export function compileFilter(expression: Expression): Test {
  const test = compileExpression(expression);
  return (item, run) => {
    run.budget.spend(1);
    try {
      return test(item, run);
    } catch (error) {
      if (error === UNFIT) return false;
      throw error;
    }
  };
}

function compileExpression(expression: Expression): Test {
  switch (expression.kind) {
    case 'and': {
      const tests = expression.of.map(compileExpression);
      return (item, run) => tests.every((test) => test(item, run));
    }
    case 'or': {
      const tests = expression.of.map(compileExpression);
      return (item, run) => tests.some((test) => test(item, run));
    }
    case 'not': {
      const test = compileExpression(expression.of);
      return (item, run) => !test(item, run);
    }
    case 'exists':
      return compileExists(expression.path, expression.expected);
    case 'relation':
      return compileRelation(expression.left, expression.operator, expression.right);
  }
}

/** A path that leads to many places exists when its way does, even if nothing is there (recorded: json-path-comparison). */
function compileExists(path: Path, expected: boolean): Test {
  const find = compilePath(path, true);
  return (item, run) => {
    try {
      find(item, run);
      return expected;
    } catch (error) {
      if (error === NOT_FOUND) return !expected;
      throw error;
    }
  };
}

function compileRelation(left: Operand, operator: string, right: Operand): Test {
  if (operator === '=~') return compileMatch(left, right);
  const [readLeft, readRight] = [compileOperand(left), compileOperand(right)];
  const relate = OPERATORS[operator] as (typeof OPERATORS)[string];
  return (item, run) => relate(readLeft(item, run), readRight(item, run), run.budget);
}

/** Exactly one side is the pattern. */
function compileMatch(left: Operand, right: Operand): Test {
  if ((left.kind === 'pattern') === (right.kind === 'pattern')) return () => false;
  const [subject, regexp] = left.kind === 'pattern' ? [right, left] : [left, right];
  const read = compileOperand(subject);
  const pattern = compilePattern(regexp as Operand & { readonly kind: 'pattern' });
  return (item, run) => matchesPattern(read(item, run), pattern, run.budget);
}

/** Java's flags that change nothing here, for there are no comments and Unicode is always whole. */
const FLAGS = /^[idmsuU]*$/;

// deviation: A regular expression in a JSONPath with lookarounds or back references is refused, because they run in linear time.
function compilePattern({ source, flags, position }: Operand & { readonly kind: 'pattern' }): Pattern {
  const inline = ['i', 'm', 's'].filter((flag) => flags.includes(flag)).join('');
  const compiled = FLAGS.test(flags)
    ? compileJavaPattern(`(?${inline}${inline.includes('s') ? '' : '-s'})${source}`)
    : undefined;
  if (compiled === undefined)
    throw new JsonPathError(`The regular expression /${source}/${flags} is not taken`, position);
  return compiled;
}

type Read = (item: JsonValue, run: Run) => Value;

function compileOperand(operand: Operand): Read {
  switch (operand.kind) {
    case 'value':
      return () => operand.value;
    case 'pattern':
      return () => undefined;
    case 'path':
      return operand.path.root === '$'
        ? fromRoot(operand.path, compilePath(operand.path))
        : found(compilePath(operand.path));
  }
}

function found(find: Find): Read {
  return (item, run) => {
    try {
      return find(item, run);
    } catch (error) {
      if (error === NOT_FOUND) return undefined;
      throw error;
    }
  };
}

function fromRoot(path: Path, find: Find): Read {
  const read = found(find);
  return (_, run) => {
    if (!run.known.has(path)) run.known.set(path, read(run.root, run));
    return run.known.get(path);
  };
}
