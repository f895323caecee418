import type { Config } from '../config/config.ts';
import { type Capabilities, vpcLinkOrigins } from '../gateway/gateway.ts';
import type { Store } from '../store/store.ts';

/** What integrations reach outside of this process, as the operator configured it. */
export function backendsOf(config: Config, store: Store): Pick<Capabilities, 'aws' | 'vpcLinkOrigin'> {
  const { awsCredentials: credentials, awsEndpoints: endpoints, vpcLinks } = config;
  return { aws: { credentials, endpoints }, vpcLinkOrigin: vpcLinkOrigins(store, vpcLinks) };
}
