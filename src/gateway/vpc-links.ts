import { vpcLinkKey } from '../definition/definition.ts';
import type { Store } from '../store/store.ts';

/**
 * Where VPC links lead, by what an operator configured for their ids and for the load balancers that they name.
 *
 * @param configured origin by the id of a link or the ARN of a load balancer
 */
export function vpcLinkOrigins(
  store: Store,
  configured: ReadonlyMap<string, string>,
): (scope: string, id: string) => Promise<string | undefined> {
  return async (scope, id) => {
    const own = configured.get(id);
    if (own !== undefined || configured.size === 0) return own;
    const link = await store.get(vpcLinkKey(scope, id));
    const target = link?.value.targetArns.find((arn) => configured.has(arn));
    return target === undefined ? undefined : configured.get(target);
  };
}
