import { isJsonArray, isJsonObject, type JsonObject } from '../lib/json-value.ts';
import { compileFilter, type Test } from './compile-filter.ts';
import type { Place, Step } from './compile-path.ts';
import { FAILED } from './errors.ts';
import { isDefiniteSegment, type Segment } from './path.ts';

/**
 * `..`: the segment behind it at every object and list below. Of a list that matches every item goes on behind the segment,
 * whichever it names.
 */
export function compileScan({ segments, at, required, next, beyond }: Place): Step {
  const segment = segments[at + 1];
  if (segment === undefined) return failed;
  const isLeaf = at + 2 === segments.length;
  const matches = compileMatch(segment, isLeaf, required);
  const after = segments[at + 2];
  const shownByPosition = at + 3 === segments.length && (after?.kind === 'property' || after?.kind === 'wildcard');

  const walk: Step = (value, run, found) => {
    if (isJsonObject(value)) {
      run.budget.spend(1 + value.size);
      if (matches(value, run)) next(value, run, found);
      for (const member of value.values()) walk(member, run, found);
    } else if (isJsonArray(value)) {
      run.budget.spend(1 + value.length);
      if (matches(value, run)) {
        if (after === undefined) next(value, run, found);
        else {
          for (const [i, item] of value.entries()) {
            if (shownByPosition) run.walked.set(after, i);
            beyond(item, run, found);
          }
        }
      }
      for (const item of value) walk(item, run, found);
    }
  };
  return walk;
}

const failed: Step = () => {
  throw FAILED;
};

function compileMatch(segment: Segment, isLeaf: boolean, required: boolean): Test {
  switch (segment.kind) {
    case 'property': {
      const { names } = segment;
      const any = !isDefiniteSegment(segment, isLeaf);
      return (value) => isJsonObject(value) && (any || hasAll(value, names));
    }
    case 'index':
    case 'slice':
      return isJsonArray;
    case 'wildcard':
      return () => true;
    case 'filter':
      return compileFilter(segment.test, required);
    default:
      return () => false;
  }
}

function hasAll(value: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => value.has(name));
}
