import type { Tag } from '../../definition/definition.ts';
import { invalidInput, limitExceeded } from './errors.ts';

/** "Tags that can be attached to an IAM resource" (IAM quotas). */
const MAX_TAGS = 50;

/**
 * Tags as they are kept: by key, which is how lists show them (recorded: test_policy_tag_lifecycle).
 *
 * @param caseMatters keys of policies' tags do, those of roles and users do not
 */
export function readTags(tags: readonly Tag[] | undefined, caseMatters: boolean): readonly Tag[] {
  const seen = new Set<string>();
  for (const { Key } of tags ?? []) {
    const same = caseMatters ? Key : Key.toLowerCase();
    // Recorded: test_role_tag_errors, test_policy_tag_create_errors.
    if (seen.has(same))
      throw invalidInput(
        caseMatters
          ? 'Duplicate tag keys found.'
          : 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    seen.add(same);
  }
  return sorted((tags ?? []).map(({ Key, Value }) => ({ Key, Value })));
}

export function addTags(before: readonly Tag[], more: readonly Tag[], caseMatters: boolean): readonly Tag[] {
  const given = readTags(more, caseMatters);
  const same = (a: string, b: string) => a === b || (!caseMatters && a.toLowerCase() === b.toLowerCase());
  const kept = before.filter(({ Key }) => !given.some((tag) => same(tag.Key, Key)));
  const after = sorted([...kept, ...given]);
  // deviation: The sentence for tags that are too many together is ours; AWS's is not recorded.
  if (after.length > MAX_TAGS) throw limitExceeded(`Cannot exceed quota for TagsPerResource: ${MAX_TAGS}`);
  return after;
}

export function removeTags(before: readonly Tag[], keys: readonly string[], caseMatters: boolean): readonly Tag[] {
  const form = (key: string) => (caseMatters ? key : key.toLowerCase());
  const gone = new Set(keys.map(form));
  return before.filter(({ Key }) => !gone.has(form(Key)));
}

function sorted(tags: readonly Tag[]): readonly Tag[] {
  return [...tags].sort((a, b) => (a.Key < b.Key ? -1 : 1));
}
