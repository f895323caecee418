import { isJsonArray } from '../lib/json-value.ts';
import { compilePath, type Place, type Run, type Step } from './compile-path.ts';
import { FAILED, UNFIT } from './errors.ts';
import { FUNCTIONS, type Read } from './functions.ts';
import { readLenient } from './lenient-json.ts';
import { type FunctionSegment, isFunctionPath, type Parameter, type Value } from './path.ts';

/** What a function yields is found even where the path goes on from it. */
export function compileFunction({ name, parameters }: FunctionSegment, place: Place): Step {
  const { required, isLeaf, next } = place;
  const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (apply === undefined) return unknown;
  const readers = parameters.map((parameter) => compileParameter(parameter, required));
  const count = name === 'length' || name === 'size' ? compileCount(parameters[0], required) : undefined;
  return (value, run, found) => {
    run.budget.spend(1);
    const values = readers.map((read) => read(run));
    const result = count?.(value, run) ?? apply(value, values, run.budget);
    found.push(result);
    if (!isLeaf) next(result, run, found);
  };
}

const unknown: Step = () => {
  throw UNFIT;
};

/** Paths are read at once and from the root, and JSON when the function asks for it. */
function compileParameter(parameter: Parameter, required: boolean): (run: Run) => Read {
  if (parameter.kind === 'json') {
    const { text } = parameter;
    return ({ budget }) =>
      () => {
        budget.made(text.length);
        const value = readLenient(text);
        if (value === undefined) throw FAILED;
        return value;
      };
  }
  const find = compilePath(parameter.path, required);
  return (run) => {
    const value = find(run.root, run);
    return () => value;
  };
}

/**
 * The length of a path is of what its end holds, which is read as a path of its own: from what the function works on, and
 * to many places as to one, the last. `undefined` where that is no list: the parameter counts for nothing then.
 */
function compileCount(
  parameter: Parameter | undefined,
  required: boolean,
): ((model: Value, run: Run) => number | undefined) | undefined {
  if (parameter === undefined) return undefined;
  if (parameter.kind === 'json') return failed;
  const { path } = parameter;
  const isCounted = path.segments.length === 0 || isFunctionPath(path);
  const find = compilePath(path, required, isCounted ? undefined : { kind: 'wildcard', isAdded: true });
  return (model, run) => {
    if (model === null) throw FAILED;
    const found = find(model, run.of(model));
    return isJsonArray(found) ? found.length : undefined;
  };
}

function failed(): never {
  throw FAILED;
}
