import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../lib/json-value.ts';
import type { Budget } from './budget.ts';
import { compileFilter, type Test } from './compile-filter.ts';
import { NOT_FOUND } from './errors.ts';
import { FUNCTIONS } from './functions.ts';
import { isDefinite, isDefiniteSegment, isFunctionPath, type Parameter, type Path, type Segment } from './path.ts';

/** One reading of one document. */
export interface Run {
  readonly root: JsonValue;
  readonly budget: Budget;
  /** What paths from the root found, for filters ask for the same again and again. */
  readonly known: Map<Path, JsonValue | undefined>;
}

/** Finds what a path leads to from `item`. @throws NOT_FOUND */
export type Find = (item: JsonValue, run: Run) => JsonValue;

/** Goes on from a value that a segment found. */
type Step = (value: JsonValue, run: Run, found: JsonValue[]) => void;

/** A segment in its place, as the tokens of Jayway know it. */
interface Place {
  /** All segments before it lead to one place. */
  readonly upstreamDefinite: boolean;
  readonly isLeaf: boolean;
  /** A member that is missing ends the whole search, as in `[?(@.a)]`. */
  readonly required: boolean;
}

/** @param required as in Place */
export function compilePath(path: Path, required = false): Find {
  const definite = isDefinite(path);
  const step = compileSegments(path.segments, 0, true, required);
  return (item, run) => {
    const found: JsonValue[] = [];
    step(item, run, found);
    if (!definite) return found;
    if (found.length === 0) throw NOT_FOUND;
    return found[0] as JsonValue;
  };
}

function compileSegments(segments: readonly Segment[], at: number, upstreamDefinite: boolean, required: boolean): Step {
  const segment = segments[at];
  if (segment === undefined) return keep;
  const isLeaf = at === segments.length - 1;
  const definite = upstreamDefinite && isDefiniteSegment(segment, isLeaf);
  const next = compileSegments(segments, at + 1, definite, required);
  const place: Place = { upstreamDefinite, isLeaf, required };
  if (segment.kind === 'scan') return compileScan(segments, at, next, required);
  return (COMPILE[segment.kind] as (segment: Segment, place: Place, next: Step) => Step)(segment, place, next);
}

const keep: Step = (value, _, found) => {
  found.push(value);
};

const COMPILE: {
  readonly [K in Exclude<Segment['kind'], 'scan'>]: (
    segment: Segment & { readonly kind: K },
    place: Place,
    next: Step,
  ) => Step;
} = {
  property({ names }, place, next) {
    if (names.length === 1) return compileMember(names[0] as string, place, true, next);
    if (place.isLeaf) return compileMerged(names, place);
    const steps = names.map((name) => compileMember(name, place, false, next));
    return (value, run, found) => {
      for (const step of steps) step(value, run, found);
    };
  },
  index: ({ indexes }, place, next) =>
    overArray(place, (list, run, found) => {
      for (const index of indexes) {
        run.budget.spend(1);
        const item = list.at(index);
        if (item !== undefined) next(item, run, found);
      }
    }),
  slice: ({ from, to }, place, next) =>
    overArray(place, (list, run, found) => {
      const { length } = list;
      // A slice with a negative start and an end begins behind the end of the list and goes on at its beginning (recorded: json-path-comparison).
      const begin = from === undefined ? 0 : from < 0 && to === undefined ? Math.max(0, length + from) : from;
      const end = Math.min(length, to === undefined ? length : from === undefined && to < 0 ? length + to : to);
      for (let i = Math.max(begin, -length); i < end; i++) {
        run.budget.spend(1);
        next(list.at(i) as JsonValue, run, found);
      }
    }),
  wildcard:
    (_, { isLeaf, required }, next) =>
    (value, run, found) => {
      if (isJsonObject(value)) {
        for (const member of value.values()) {
          run.budget.spend(1);
          next(member, run, found);
        }
      } else if (isJsonArray(value)) {
        for (const item of value) {
          run.budget.spend(1);
          try {
            next(item, run, found);
          } catch (error) {
            if (error !== NOT_FOUND || required) throw error;
          }
        }
      } else if (!isLeaf) throw NOT_FOUND;
    },
  filter({ test }, { upstreamDefinite }, next) {
    const accepts = compileFilter(test);
    return (value, run, found) => {
      if (isJsonObject(value)) {
        if (accepts(value, run)) next(value, run, found);
      } else if (isJsonArray(value)) {
        for (const item of value) if (accepts(item, run)) next(item, run, found);
      } else if (upstreamDefinite) throw NOT_FOUND;
    };
  },
  function({ name, parameters }, { isLeaf }, next) {
    const apply = FUNCTIONS[name] as (typeof FUNCTIONS)[string];
    const readers = parameters.map((parameter) => compileParameter(parameter, name));
    return (value, run, found) => {
      run.budget.spend(1);
      const values = readers.map((read) => read(value, run));
      const result = apply(value, values, run.budget);
      found.push(result);
      if (!isLeaf) next(result, run, found);
    };
  },
};

/** @param definite the segment has no other names */
function compileMember(name: string, place: Place, definite: boolean, next: Step): Step {
  const { upstreamDefinite, isLeaf, required } = place;
  const failsWithout = required || (!isLeaf && upstreamDefinite && definite);
  return (value, run, found) => {
    run.budget.spend(1);
    if (!isJsonObject(value)) {
      if (upstreamDefinite) throw NOT_FOUND;
      return;
    }
    const member = value.get(name);
    if (member !== undefined) next(member, run, found);
    else if (failsWithout) throw NOT_FOUND;
  };
}

/** `['a','b']` at the end of a path: one object with what there is of them. */
function compileMerged(names: readonly string[], { upstreamDefinite, required }: Place): Step {
  return (value, run, found) => {
    run.budget.spend(names.length);
    if (!isJsonObject(value)) {
      if (upstreamDefinite) throw NOT_FOUND;
      return;
    }
    const merged = new Map<string, JsonValue>();
    for (const name of names) {
      const member = value.get(name);
      if (member !== undefined) merged.set(name, member);
      else if (required) throw NOT_FOUND;
    }
    found.push(merged);
  };
}

function overArray(
  { upstreamDefinite }: Place,
  step: (list: readonly JsonValue[], run: Run, found: JsonValue[]) => void,
): Step {
  return (value, run, found) => {
    run.budget.spend(1);
    if (isJsonArray(value)) step(value, run, found);
    else if (upstreamDefinite) throw NOT_FOUND;
  };
}

function compileParameter(parameter: Parameter, name: string): Find {
  if (parameter.kind === 'value') return () => parameter.value;
  const { path } = parameter;
  // The length of a path is the number of what is below it.
  const counted = (name === 'length' || name === 'size') && path.segments.length > 0 && !isFunctionPath(path);
  const find = compilePath(counted ? { ...path, segments: [...path.segments, { kind: 'wildcard' }] } : path);
  return (value, run) => find(counted ? value : run.root, run);
}

/** `..`: the segment behind it at every object and list below. */
function compileScan(segments: readonly Segment[], at: number, target: Step, required: boolean): Step {
  const segment = segments[at + 1] as Segment;
  const isLeaf = at + 1 === segments.length - 1;
  const matches = compileMatch(segment, isLeaf, required);
  // Of a list that matches, every item goes on behind the segment (recorded: json-path-comparison, $..[1].key).
  const beyond = isLeaf ? undefined : compileSegments(segments, at + 2, false, required);

  const walk: Step = (value, run, found) => {
    if (isJsonObject(value)) {
      run.budget.spend(1);
      if (matches(value, run)) target(value, run, found);
      for (const member of value.values()) walk(member, run, found);
    } else if (isJsonArray(value)) {
      run.budget.spend(1 + value.length);
      if (matches(value, run)) {
        if (beyond === undefined) target(value, run, found);
        else for (const item of value) beyond(item, run, found);
      }
      for (const item of value) walk(item, run, found);
    }
  };
  return walk;
}

function compileMatch(segment: Segment, isLeaf: boolean, required: boolean): Test {
  switch (segment.kind) {
    case 'property': {
      const { names } = segment;
      const any = required || !isDefiniteSegment(segment, isLeaf);
      return (value) => isJsonObject(value) && (any || hasAll(value, names));
    }
    case 'index':
    case 'slice':
      return isJsonArray;
    case 'wildcard':
      return () => true;
    case 'filter':
      return compileFilter(segment.test);
    default:
      return () => false;
  }
}

function hasAll(value: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => value.has(name));
}
