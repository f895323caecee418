import type { ResolvedVpcLink } from '../definition/definition.ts';
import type { SendHttp } from './http-proxy.ts';

/** Where a VPC link leads: scheme, host and port. @returns `undefined`: nowhere, or there is no such link */
export type VpcLinkOrigin = (link: ResolvedVpcLink) => Promise<string | undefined>;

/**
 * Sends to where a VPC link leads; the URI of the integration gives path and Host alone, as on AWS. A link that leads nowhere
 * is answered like an address that there is not.
 */
// deviation: Where a VPC link leads is configured (--vpc-links), with scheme and port; a TLS connection to it checks the certificate against the name there, not against the one in the integration's URI.
export function throughVpcLink(link: ResolvedVpcLink, originOf: VpcLinkOrigin, send: SendHttp): SendHttp {
  return async (rq) => {
    const origin = await originOf(link);
    if (origin !== undefined) return send({ ...rq, origin });
    return { answer: 'no address', detail: `VPC link ${JSON.stringify(link.id)} leads to no address (--vpc-links)` };
  };
}

/**
 * Whether an integration is sent the request's own path with its stage, as private integrations by VPC links V2 are: their URI gives scheme
 * and Host alone, and `$context.requestOverride.path` another path (developer guide, "Private integrations for REST APIs").
 */
// deviation: Through a VPC link V2, neither the path nor the query of the integration's URI is sent, and a template alone can set $context.requestOverride.path, which sets nothing elsewhere; AWS's page shows no request with either.
export function sendsStagePath(link: ResolvedVpcLink | null): boolean {
  return link !== null && link.target !== null;
}
