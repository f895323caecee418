import type { Key, Store, Transaction } from '../../../store/store.ts';
import type { Limits } from '../../limits.ts';
import { checkTags, type TagMap } from '../account/tag-rules.ts';
import { badRequest, conflict } from '../errors.ts';

/**
 * Ids that the caller chooses, so that URLs stay the same between runs: by a tag, as AWS's emulators have it. The tags give
 * the id and are gone: they do not come back as tags.
 */
// deviation: The tags _custom_id_, ms-custom-id, floci:override-id and gatehouse:id choose the id of what is created; on AWS they are tags like any other.
const PINS: ReadonlySet<string> = new Set(['_custom_id_', 'ms-custom-id', 'floci:override-id', 'gatehouse:id']);

const ID = /^[a-zA-Z0-9_-]{1,64}$/;

export interface Pinned {
  /** `undefined` when the caller leaves the id to us. */
  readonly id: string | undefined;
  readonly tags: TagMap;
}

/**
 * Tags as Create… takes them: checked, and without those that choose the id.
 *
 * @throws BadRequestException for tags that may not be, for an id that cannot be one, and for two that differ
 */
export function takeTags(limits: Limits, tags: TagMap | undefined): Pinned {
  checkTags(limits, tags);
  const entries = Object.entries(tags ?? {});
  const ids = new Set(entries.filter(([key]) => PINS.has(key)).map(([, value]) => value));
  const [id] = ids;
  if (ids.size > 1) throw badRequest(`The tags that choose an id do not agree: ${[...ids].join(', ')}`);
  if (id !== undefined && !ID.test(id)) {
    throw badRequest(`Invalid id chosen by a tag: ${id}. It must be 1 to 64 characters of a-zA-Z0-9_-`);
  }
  return { id, tags: Object.fromEntries(entries.filter(([key]) => !PINS.has(key))) };
}

/** Whether nothing has the key of a chosen id yet. @throws ConflictException */
export async function checkFree(tx: Transaction, key: Key<unknown>): Promise<void> {
  if ((await tx.get(key)) !== undefined) throw taken(key.id);
}

const GUARD: Key<{ readonly newest: string }> = { scope: '*', kind: 'pin', id: 'restapi' };

/**
 * The same for an API: its id is in the name of its host, where all accounts and regions share one space. Those who choose
 * ids at the same time collide at the guard.
 */
export async function checkFreeApiId(store: Store, tx: Transaction, id: string): Promise<void> {
  await tx.get(GUARD);
  tx.put(GUARD, { newest: id });
  const apis = await store.scan('restapi');
  if (apis.some(({ key }) => key.id.toLowerCase() === id.toLowerCase())) throw taken(id);
}

function taken(id: string): Error {
  return conflict(`The id ${id} is taken`);
}
