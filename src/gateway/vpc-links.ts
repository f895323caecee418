import { type ResolvedVpcLink, vpcLinkKey } from '../definition/definition.ts';
import type { Store } from '../store/store.ts';

/**
 * Where VPC links lead, by what an operator configured for their ids and for the load balancers that they, or integrations for them, name.
 *
 * @param configured origin by the id of a link or the ARN of a load balancer
 */
export function vpcLinkOrigins(
  store: Store,
  configured: ReadonlyMap<string, string>,
): (link: ResolvedVpcLink) => Promise<string | undefined> {
  return async ({ scope, id, target: v2 }) => {
    const own = configured.get(id) ?? (v2 === null ? undefined : configured.get(v2));
    // The load balancers of a link are those of V1.
    if (own !== undefined || v2 !== null || configured.size === 0) return own;
    const link = await store.get(vpcLinkKey(scope, id));
    const target = link?.value.targetArns.find((arn) => configured.has(arn));
    return target === undefined ? undefined : configured.get(target);
  };
}
