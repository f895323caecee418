import { openAuthorizerResults } from '../authorizers/authorizers.ts';
import type { Config } from '../config/config.ts';
import { type Capabilities, openUserPools, vpcLinkOrigins } from '../gateway/gateway.ts';
import type { Clock } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';
import type { Client } from '../wire/wire.ts';

/** What integrations and authorizers reach outside of this process, as the operator configured it, and what authorizers found out there. */
export function backendsOf(
  config: Config,
  { store, clock, client }: { readonly store: Store; readonly clock: Clock; readonly client: Client },
): Pick<Capabilities, 'aws' | 'vpcLinkOrigin' | 'results' | 'userPoolKeys'> {
  const { awsCredentials: credentials, awsEndpoints: endpoints, vpcLinks, userPools } = config;
  return {
    aws: { credentials, endpoints },
    vpcLinkOrigin: vpcLinkOrigins(store, vpcLinks),
    results: openAuthorizerResults(clock),
    userPoolKeys: openUserPools(userPools, { clock, sendHttp: client.send }),
  };
}
