import { copyOf, setMember } from '../../lib/json.ts';
import { loadModel } from '../../model/model.ts';
import { badRequest } from './errors.ts';

/** Of these, AWS's nouns know the first three, and a stage `copy`; `move` and `test` are in the model and are refused everywhere. */
export type PatchOp = 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';

/** A record that a patch may write to, on its way to becoming the next version of the frozen one. */
export type Draft<T> = T extends object ? { -readonly [K in keyof T]: Draft<T[K]> } : T;

export interface PatchOperationInput {
  readonly op?: string | undefined;
  readonly path?: string | undefined;
  readonly value?: string | undefined;
  readonly from?: string | undefined;
}

export interface Patch {
  readonly op: PatchOp;
  /** As the caller wrote it. */
  readonly path: string;
  /** `undefined` when the operation has none. */
  readonly value: string | undefined;
  readonly from: string | undefined;
  /** What stands where the rule has `{…}`, `~1` and `~0` decoded. */
  readonly at: readonly string[];
}

export interface PatchRule<R> {
  /** `/requestModels/{contentType}` */
  readonly path: string;
  readonly ops: readonly PatchOp[];
  /** Writes the change into the draft, or throws AWS's error. */
  readonly apply: (draft: Draft<R>, patch: Patch) => void;
}

/** What a noun lets a patch do. AWS has two ways of wording what it refuses; each noun has one of them. */
export interface PatchTable<R> {
  readonly rules: readonly PatchRule<R>[];
  /**
   * `listed`: "Invalid patch path  '/x' specified for op 'replace'. Must be one of: […]" (Resource, Model …);
   * `named`: "Invalid patch path /x" (RestApi, Method …).
   */
  readonly wording: 'listed' | 'named';
}

/** Applies patch operations in their order; the first that is refused refuses all. @returns the next version */
export function applyPatch<R extends object>(
  record: R,
  operations: readonly PatchOperationInput[] | undefined,
  table: PatchTable<R>,
): R {
  const draft = copyOf(record) as Draft<R>;
  for (const operation of bounded(operations)) {
    const { rule, patch } = ruleFor(operation, table);
    rule.apply(draft, patch);
  }
  return draft as R;
}

/** How many operations one patch may have. */
const MAX_OPERATIONS = 1_000;
/** Characters of a path, and of a value: above every size that a member may have. */
const MAX_PATH = 4_096;
const MAX_VALUE = 1_048_576;

// deviation: The bounds of a patch, 1,000 operations with values of 1,048,576 characters, and their sentences are ours; AWS's are not recorded.
export function bounded(operations: readonly PatchOperationInput[] = []): readonly PatchOperationInput[] {
  if (operations.length > MAX_OPERATIONS)
    throw badRequest(`A patch may have no more than ${MAX_OPERATIONS} operations`);
  for (const { path = '', value = '', from = '' } of operations) {
    if (path.length > MAX_PATH || from.length > MAX_PATH) {
      throw badRequest(`The path of a patch operation may have no more than ${MAX_PATH} characters`);
    }
    if (value.length > MAX_VALUE) {
      throw badRequest(`The value of a patch operation may have no more than ${MAX_VALUE} characters`);
    }
  }
  return operations;
}

function ruleFor<R>(operation: PatchOperationInput, table: PatchTable<R>): { rule: PatchRule<R>; patch: Patch } {
  const { op = 'replace', path, value, from } = operation;
  const segments = path?.split('/') ?? [];
  const fitting = table.rules.filter((rule) => fits(rule.path, segments));
  const rule = fitting.find((candidate) => candidate.ops.includes(op as PatchOp));
  if (rule === undefined || path === undefined) throw refusal(table, fitting, op, path);
  const pattern = rule.path.split('/');
  const at = segments.filter((_, i) => pattern[i]?.startsWith('{')).map(unescapePointer);
  return { rule, patch: { op: op as PatchOp, path, value, from, at } };
}

function fits(rulePath: string, segments: readonly string[]): boolean {
  const pattern = rulePath.split('/');
  return (
    pattern.length === segments.length &&
    pattern.every((part, i) => (part.startsWith('{') ? segments[i] !== '' : part === segments[i]))
  );
}

function refusal<R>(
  table: PatchTable<R>,
  fitting: readonly PatchRule<R>[],
  op: string,
  path: string | undefined,
): Error {
  if (table.wording === 'named') {
    if (fitting.length === 0) return badRequest(`Invalid patch path ${path ?? 'null'}`);
    const ops = [...new Set(fitting.flatMap((rule) => rule.ops))];
    // Both sentences are recorded: the first where only replace is possible, the second where all three are.
    return ops.length === 3
      ? badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'")
      : badRequest(`Invalid patch operation specified. Must be one of: [${ops.join(', ')}]`);
  }
  const possible = table.rules.filter((rule) => rule.ops.includes(op as PatchOp)).map((rule) => rule.path);
  const start = `Invalid patch path  '${path ?? 'null'}' specified for op '${op}'.`;
  return badRequest(
    possible.length === 0
      ? `${start} Please choose supported operations`
      : `${start} Must be one of: [${possible.join(', ')}]`,
  );
}

/** JSON pointer escapes: `~1` is `/`, `~0` is `~`. */
export function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

// --- the kinds of rules that several nouns share ---

type StringMember<R> = { [K in keyof R]-?: string extends Exclude<R[K], undefined> ? K : never }[keyof R] & string;

/** Replaces a text member; no value, or an empty one, takes an optional member away. */
export function replaceText<R>(member: StringMember<R>, path = `/${member}`): PatchRule<R> {
  return {
    path,
    ops: ['replace'],
    apply(draft, { value }) {
      const bag = draft as Record<string, unknown>;
      if (value === undefined || value === '') delete bag[member];
      else bag[member] = value;
    },
  };
}

/** Replaces a member that has a fixed set of values; no value takes an optional member away. */
// deviation: The sentence for a patch value that is not one of the member's fixed values is ours; AWS's are not recorded.
export function replaceEnum<R>(member: keyof R & string, values: readonly string[], optional: boolean): PatchRule<R> {
  return {
    path: `/${member}`,
    ops: ['replace'],
    apply(draft, { value = '' }) {
      const bag = draft as Record<string, unknown>;
      if (value === '' && optional) delete bag[member];
      else if (values.includes(value)) bag[member] = value;
      else throw badRequest(`Invalid ${member} specified. Valid options are ${values.join(',')}`);
    },
  };
}

/** The values of an enum of the model: `SecurityPolicy`. */
export function valuesOf(name: string): readonly string[] {
  return loadModel('apigateway').enums[name]?.values ?? [];
}

/** Replaces a boolean member; whatever is not `true` is false (recorded: test_update_method_validation). */
export function replaceBoolean<R>(member: keyof R & string, path = `/${member}`): PatchRule<R> {
  return {
    path,
    ops: ['replace'],
    apply(draft, { value }) {
      (draft as Record<string, unknown>)[member] = value === 'true';
    },
  };
}

/**
 * Adds, replaces and removes entries of a map member: `/requestParameters/{name}`. A map whose last entry goes, goes
 * (recorded: test_update_method_response).
 *
 * @param read what the entry becomes; it may throw
 * @param missing what removing or replacing an entry that is not there answers (recorded: test_update_method_wrong_param_names)
 */
export function mapEntries<R>(
  member: keyof R & string,
  read: (value: string | undefined, name: string) => unknown,
  missing: (name: string) => Error,
): PatchRule<R> {
  return {
    path: `/${member}/{name}`,
    ops: ['add', 'remove', 'replace'],
    apply(draft, { op, at, value }) {
      const bag = draft as Record<string, Record<string, unknown> | undefined>;
      const name = at[0] as string;
      const entries = bag[member] ?? {};
      if (op !== 'add' && !Object.hasOwn(entries, name)) throw missing(name);
      if (op === 'remove') {
        delete entries[name];
        if (Object.keys(entries).length === 0) delete bag[member];
        return;
      }
      setMember(entries, name, read(value, name));
      bag[member] = entries;
    },
  };
}
