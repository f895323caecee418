import type { ResolvedVpcLink } from '../definition/definition.ts';
import type { SendHttp } from './http-proxy.ts';

/** Where a VPC link leads: scheme, host and port. @returns `undefined`: nowhere, or there is no such link */
export type VpcLinkOrigin = (scope: string, id: string) => Promise<string | undefined>;

/**
 * Sends to where a VPC link leads; the URI of the integration gives path and Host alone, as on AWS. A link that leads nowhere
 * is answered like an address that there is not.
 */
// deviation: Where a VPC link leads is configured (--vpc-links), with scheme and port; a TLS connection to it checks the certificate against the name there, not against the one in the integration's URI.
export function throughVpcLink({ scope, id }: ResolvedVpcLink, originOf: VpcLinkOrigin, send: SendHttp): SendHttp {
  return async (rq) => {
    const origin = await originOf(scope, id);
    if (origin !== undefined) return send({ ...rq, origin });
    return { answer: 'no address', detail: `VPC link ${JSON.stringify(id)} leads to no address (--vpc-links)` };
  };
}
