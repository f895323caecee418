import { isJsonArray, isJsonObject, type JsonValue } from '../lib/json-value.ts';
import type { Budget } from './budget.ts';
import { compileFilter } from './compile-filter.ts';
import { compileFunction } from './compile-function.ts';
import { compileScan } from './compile-scan.ts';
import { NOT_FOUND, OUT_OF_BOUNDS, UNFIT } from './errors.ts';
import type { Operand } from './operand.ts';
import { isDefinite, isDefiniteSegment, type Path, type Segment, type Value } from './path.ts';

/** One reading of one document. */
export class Run {
  readonly root: Value;
  readonly budget: Budget;
  #known: Map<Path, Operand> | undefined;
  #walked: Map<Segment, number> | undefined;

  constructor(root: Value, budget: Budget) {
    this.root = root;
    this.budget = budget;
  }

  /** What paths from the root found, for filters ask for the same again and again. */
  get known(): Map<Path, Operand> {
    this.#known ??= new Map();
    return this.#known;
  }

  /** The position of the list's item that a scan last went on to this segment from. */
  get walked(): Map<Segment, number> {
    this.#walked ??= new Map();
    return this.#walked;
  }

  /** The same with another root. */
  of(root: Value): Run {
    const run = new Run(root, this.budget);
    run.#walked = this.walked;
    return run;
  }
}

/** Finds what a path leads to from `item`. @throws NOT_FOUND, and what else a reading ends with */
export type Find = (item: Value, run: Run) => Value;

/** Goes on from a value that a segment found. */
export type Step = (value: Value, run: Run, found: Value[]) => void;

/** A segment in its place, as the tokens of Jayway know it. */
export interface Place {
  readonly segments: readonly Segment[];
  readonly at: number;
  /** All segments before it lead to one place. */
  readonly upstreamDefinite: boolean;
  readonly isLeaf: boolean;
  /** A member that is missing ends the whole search, as in `[?(@.a)]`. */
  readonly required: boolean;
  /** From the value that this segment leads to, and from the one that the segment behind it would lead to. */
  readonly next: Step;
  readonly beyond: Step;
}

/** @param required as in Place @param added a wildcard behind the path, which leads to one place where the path does */
export function compilePath(path: Path, required: boolean, added: Segment | undefined = undefined): Find {
  const definite = isDefinite(path);
  const namesKeys = path.segments.some((segment) => segment.kind === 'function' && segment.name === 'keys');
  const step = compileSegments(added === undefined ? path.segments : [...path.segments, added], required);
  return (item, run) => {
    if (added !== undefined) run.walked.delete(added);
    const found: Value[] = [];
    step(item, run, found);
    if (!definite) return namesKeys ? found.map(plain) : (found as JsonValue[]);
    if (found.length === 0) throw NOT_FOUND;
    // A function in the middle of a path leaves its result before what is found behind it.
    return found.at(-1) as Value;
  };
}

/** From the last to the first, for a scan needs two of those behind it. */
function compileSegments(segments: readonly Segment[], required: boolean): Step {
  const definite = [true];
  for (const [i, segment] of segments.entries()) {
    const isScanned = segment.kind === 'function' && segment.scanned;
    definite.push(definite[i] === true && !isScanned && isDefiniteSegment(segment, i === segments.length - 1));
  }
  let [next, beyond] = [keep, keep];
  for (let at = segments.length - 1; at >= 0; at--) {
    const [upstreamDefinite = false, isLeaf] = [definite[at], at === segments.length - 1];
    const place: Place = { segments, at, upstreamDefinite, isLeaf, required, next, beyond };
    const segment = segments[at] as Segment;
    beyond = next;
    next = (COMPILE[segment.kind] as (segment: Segment, place: Place) => Step)(segment, place);
  }
  return next;
}

const keep: Step = (value, _, found) => {
  found.push(value);
};

/** What is shown of a set of names is a list. */
export function plain(value: Value): JsonValue {
  return value instanceof Set ? [...value] : (value as JsonValue);
}

const COMPILE: {
  readonly [K in Segment['kind']]: (segment: Segment & { readonly kind: K }, place: Place) => Step;
} = {
  property({ names }, place) {
    if (names.length === 1) return compileMember(names[0] as string, place, true);
    if (place.isLeaf) return compileMerged(names, place);
    const steps = names.map((name) => compileMember(name, place, false));
    return (value, run, found) => {
      for (const step of steps) step(value, run, found);
    };
  },
  index: ({ indexes }, place) =>
    overArray(place, (list, run, found) => {
      for (const index of indexes) toItem(list, index, place, run, found);
    }),
  slice: ({ from, to }, place) =>
    overArray(place, (list, run, found) => {
      const { length } = list;
      // A slice with a negative start and an end begins behind the end of the list and goes on at its beginning (recorded: json-path-comparison).
      const begin = from === undefined ? 0 : from < 0 && to === undefined ? Math.max(0, length + from) : from;
      const end = Math.min(length, to === undefined ? length : from === undefined && to < 0 ? length + to : to);
      for (let i = Math.max(begin, -length); i < end; i++) toItem(list, i, place, run, found);
    }),
  wildcard(segment, place) {
    const { next, required } = place;
    const shows = compileShows(segment, place);
    return (value, run, found) => {
      if (isJsonObject(value)) {
        for (const member of value.values()) {
          run.budget.spend(1);
          if (shows(run)) next(member, run, found);
        }
      } else if (isJsonArray(value)) {
        for (let i = 0; i < value.length; i++) {
          try {
            toItem(value, i, place, run, found);
          } catch (error) {
            if (error !== NOT_FOUND || required) throw error;
          }
        }
      }
    };
  },
  filter({ test }, place) {
    const { upstreamDefinite, required, next } = place;
    const accepts = compileFilter(test, required);
    return (value, run, found) => {
      if (isJsonObject(value)) {
        if (accepts(value, run)) next(value, run, found);
      } else if (isJsonArray(value)) {
        for (const [i, item] of value.entries()) if (accepts(item, run)) toItem(value, i, place, run, found);
      } else if (upstreamDefinite) throw UNFIT;
    };
  },
  scan: (_, place) => compileScan(place),
  function: compileFunction,
};

/** @param definite the segment has no other names */
function compileMember(name: string, place: Place, definite: boolean): Step {
  const { segments, at, upstreamDefinite, isLeaf, required, next } = place;
  const failsWithout = required || (!isLeaf && upstreamDefinite && definite);
  const shows = compileShows(segments[at] as Segment, place);
  return (value, run, found) => {
    run.budget.spend(1);
    if (!isJsonObject(value)) {
      if (upstreamDefinite) throw NOT_FOUND;
      return;
    }
    const member = value.get(name);
    if (member !== undefined) {
      if (shows(run)) next(member, run, found);
    } else if (failsWithout) throw NOT_FOUND;
  };
}

const always = (): boolean => true;

/**
 * Whether what the last segment leads to is found. Behind a scan and a segment that goes through lists it is only where the
 * scan came to it from the one item that this segment names, or from no list so far: `$..[1].a` is of each list's second item.
 */
function compileShows(segment: Segment, { segments, at, isLeaf }: Place): (run: Run) => boolean {
  if (!isLeaf || segments[at - 2]?.kind !== 'scan') return always;
  const before = segments[at - 1] as Segment;
  const isAdded = segment.kind === 'wildcard' && segment.isAdded === true;
  const named = before.kind === 'index' && before.indexes.length === 1 && !isAdded ? before.indexes[0] : -1;
  return ({ walked }) => (walked.get(segment) ?? named) === named;
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
  step: (list: readonly JsonValue[], run: Run, found: Value[]) => void,
): Step {
  return (value, run, found) => {
    run.budget.spend(1);
    if (isJsonArray(value)) step(value, run, found);
    else if (upstreamDefinite) throw NOT_FOUND;
  };
}

/** Goes on from an item of a list, if it has this one; a position that is out of bounds on the way counts as this one. */
function toItem(list: readonly JsonValue[], index: number, { next }: Place, run: Run, found: Value[]): void {
  run.budget.spend(1);
  const item = list.at(index);
  if (item === undefined) return;
  try {
    next(item, run, found);
  } catch (error) {
    if (error !== OUT_OF_BOUNDS) throw error;
  }
}
