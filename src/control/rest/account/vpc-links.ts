import { type VpcLinkRecord, vpcLinkKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { VpcLink } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest, notFound } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable, replaceText } from '../patch.ts';
import { optional } from '../record.ts';
import { checkTags, tagsIfAny } from './tag-rules.ts';
import { usesOfVpcLink } from './uses.ts';

// deviation: A VPC link is available as soon as it was created, and nothing looks at the load balancer that it names.
export function vpcLinkHandlers({
  store,
  limits,
}: RestControl): RestHandlers<'CreateVpcLink' | 'GetVpcLink' | 'GetVpcLinks' | 'UpdateVpcLink' | 'DeleteVpcLink'> {
  return {
    async CreateVpcLink(input, call) {
      checkName(input.name);
      checkTargets(input.targetArns);
      checkTags(limits, input.tags);
      const link: VpcLinkRecord = {
        id: newId(6),
        name: input.name,
        ...optional('description', input.description || undefined),
        targetArns: input.targetArns,
        tags: input.tags ?? {},
      };
      await store.transact(async (tx) => {
        const links = await tx.list({ scope: call.scope, kind: 'vpclink' });
        checkRoom(limits, 'vpcLinks', links.length);
        tx.put(vpcLinkKey(call.scope, link.id), link);
      });
      // Recorded: test_vpc_link_lifecycle.
      const { tags, ...shown } = link;
      return { ...shown, status: 'PENDING', ...tagsIfAny(tags) };
    },

    async GetVpcLink(input, call) {
      return vpcLinkView(await findVpcLink(store, call, input.vpcLinkId));
    },

    async GetVpcLinks(input, call) {
      return page<VpcLinkRecord, VpcLink>(store, { scope: call.scope, kind: 'vpclink' }, input, (link) => {
        const { tags, ...shown } = link;
        return { ...shown, ...AVAILABLE, ...tagsIfAny(tags) };
      });
    },

    async UpdateVpcLink(input, call) {
      return store.transact(async (tx) => {
        const link = await findVpcLink(tx, call, input.vpcLinkId);
        const after = applyPatch(link, input.patchOperations, vpcLinkPatches);
        tx.put(vpcLinkKey(call.scope, link.id), after);
        return vpcLinkView(after);
      });
    },

    async DeleteVpcLink(input, call) {
      await store.transact(async (tx) => {
        const { id } = await findVpcLink(tx, call, input.vpcLinkId);
        const uses = await usesOfVpcLink(tx, call.scope, id);
        if (uses.length > 0) {
          // Quoted from AWS by its users for one reference.
          throw badRequest(
            `Cannot delete vpc link. Vpc link '${id}', is referenced in [${uses.join(', ')}] in format of [Method:Resource:Stage].`,
          );
        }
        tx.delete(vpcLinkKey(call.scope, id));
      });
    },
  };
}

export async function findVpcLink(reader: Reader, call: Call, id: string): Promise<VpcLinkRecord> {
  const link = await find(reader, vpcLinkKey(call.scope, id));
  if (link === undefined) throw notFound('Invalid Vpc Link identifier specified');
  return link;
}

function vpcLinkView(link: VpcLinkRecord): VpcLink {
  return { ...link, ...AVAILABLE };
}

const AVAILABLE = { status: 'AVAILABLE', statusMessage: 'Your vpc link is ready for use' } as const;

/** Paths: API reference, "Patch Operations". */
const vpcLinkPatches: PatchTable<VpcLinkRecord> = {
  wording: 'listed',
  rules: [
    {
      path: '/name',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        checkName(value);
        draft.name = value;
      },
    },
    replaceText<VpcLinkRecord>('description'),
  ],
};

/** Recorded: test_create_vpc_link_invalid_parameters. */
function checkName(name: string): void {
  if (name === '') throw badRequest('Name cannot be empty');
}

const TARGET_ARN = /^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/;

function checkTargets(targetArns: readonly string[]): void {
  for (const arn of targetArns) {
    if (!TARGET_ARN.test(arn)) throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`);
  }
  // deviation: The sentence for a VPC link that has not exactly one target is ours; AWS's is not recorded.
  if (targetArns.length !== 1) throw badRequest('A VPC link must have exactly one target ARN');
}
