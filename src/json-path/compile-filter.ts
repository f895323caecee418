import { compileJavaPattern } from '../lib/java-pattern.ts';
import { compilePath, type Find, type Run } from './compile-path.ts';
import { JsonPathError, NOT_FOUND, UNFIT } from './errors.ts';
import { operandOf, type Operand as Related, UNEQUAL } from './operand.ts';
import { matchesPattern, type Pattern, RELATE } from './operators.ts';
import type { Expression, Operand, Operator, Path, Value } from './path.ts';

/** Whether a filter takes an item. */
export type Test = (item: Value, run: Run) => boolean;

/** Compiled ones: a scan asks for the filter behind it once more, and what is inside of that twice would be so at every depth. */
const COMPILED = { true: new WeakMap<Expression, Test>(), false: new WeakMap<Expression, Test>() };

/**
 * @param required paths of the filter lead nowhere where a member is missing, as for `compilePath`
 * @throws JsonPathError for a regular expression that is none, or cannot run in linear time
 */
export function compileFilter(expression: Expression, required: boolean): Test {
  const compiled = COMPILED[`${required}`];
  const test = compiled.get(expression) ?? accepting(compileExpression(expression, required));
  compiled.set(expression, test);
  return test;
}

/** What a filter cannot tell of an item, it does not take. */
function accepting(test: Test): Test {
  return (item, run) => {
    run.budget.spend(1);
    try {
      return test(item, run);
    } catch (error) {
      if (error === UNFIT || error === NOT_FOUND) return false;
      throw error;
    }
  };
}

function compileExpression(expression: Expression, required: boolean): Test {
  switch (expression.kind) {
    case 'and': {
      const tests = expression.of.map((part) => compileExpression(part, required));
      return (item, run) => tests.every((test) => test(item, run));
    }
    case 'or': {
      const tests = expression.of.map((part) => compileExpression(part, required));
      return (item, run) => tests.some((test) => test(item, run));
    }
    case 'not': {
      const test = compileExpression(expression.of, required);
      return (item, run) => !test(item, run);
    }
    case 'exists':
      return compileExists(expression.path, expression.expected);
    case 'relation':
      return compileRelation(expression, required);
  }
}

/** A path that leads to many places exists when its way does, even if nothing is there. `$` is the item here, too. */
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

function compileRelation(
  { left, operator, right }: { readonly left: Operand; readonly operator: Operator; readonly right: Operand },
  required: boolean,
): Test {
  const [readLeft, readRight] = [compileOperand(left, required), compileOperand(right, required)];
  const [a, b] = [compilePattern(left), compilePattern(right)];
  if (operator !== '=~') {
    const relate = RELATE[operator];
    return (item, run) => {
      run.budget.spend(1);
      return relate(readLeft(item, run), readRight(item, run), run.budget);
    };
  }
  const pattern = a ?? b;
  return (item, run) => {
    const [subject, other] = [readLeft(item, run), readRight(item, run)];
    // Exactly one side is the pattern.
    if (pattern === undefined || (a !== undefined && b !== undefined)) return false;
    return matchesPattern(a === undefined ? subject : other, pattern, run.budget);
  };
}

/** What the flag `x` takes out of a pattern. */
const COMMENTS = /(\\.)|\s|#.*/g;

// deviation: A regular expression in a JSONPath is RE2's, so that it takes linear time: lookarounds, back references and classes in classes are refused, and the flags d, u and U change nothing.
function compilePattern(operand: Operand): Pattern | undefined {
  if (operand.kind !== 'pattern') return undefined;
  const { source, flags, position } = operand;
  const inline = ['i', 'm', 's'].filter((flag) => flags.includes(flag)).join('');
  const text = flags.includes('x') ? source.replace(COMMENTS, '$1') : source;
  const compiled = compileJavaPattern(`(?${inline}${inline.includes('s') ? '' : '-s'})${text}`);
  if (compiled === undefined)
    throw new JsonPathError(`The regular expression /${source}/${flags} is not taken`, position);
  return compiled;
}

type Read = (item: Value, run: Run) => Related;

function compileOperand(operand: Operand, required: boolean): Read {
  switch (operand.kind) {
    case 'value':
      return () => operand.value;
    case 'pattern':
      return () => UNEQUAL;
    case 'path':
      return operand.path.root === '$'
        ? fromRoot(operand.path, compilePath(operand.path, required))
        : found(compilePath(operand.path, required));
  }
}

function found(find: Find): Read {
  return (item, run) => {
    try {
      return operandOf(find(item, run));
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
