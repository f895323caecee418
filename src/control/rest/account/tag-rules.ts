import { checkSize, type Limits } from '../../limits.ts';
import { badRequest } from '../errors.ts';

const MAX_KEY = 128;
const MAX_VALUE = 256;

export type TagMap = { readonly [key: string]: string };

/**
 * Whether something may have these tags: 50, keys up to 128 characters that do not start with `aws:`, values up to 256
 * (API reference, TagResource). @throws BadRequestException
 */
// deviation: The sentences about tags that may not be are ours; the rules are AWS's, its sentences are not recorded.
export function checkTags(limits: Limits, tags: TagMap | undefined): void {
  const entries = Object.entries(tags ?? {});
  checkSize(limits, 'tags', entries.length);
  for (const [key, value] of entries) {
    if (key === '' || key.length > MAX_KEY) throw badRequest(`Tag keys must have between 1 and ${MAX_KEY} characters`);
    if (/^aws:/i.test(key)) throw badRequest(`Tag keys must not start with 'aws:': ${key}`);
    if (value.length > MAX_VALUE) throw badRequest(`The value of tag ${key} must have at most ${MAX_VALUE} characters`);
  }
}

/**
 * What Create… and lists show: tags only when there are some, whereas Get… and Update… always show them (recorded:
 * test_vpc_link_lifecycle, test_list_and_delete_apis, test_usage_plan_crud).
 */
export function tagsIfAny(tags: TagMap): { readonly tags?: TagMap } {
  return Object.keys(tags).length === 0 ? {} : { tags };
}
