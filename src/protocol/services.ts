import { readPresented } from '../lib/presented.ts';
import { dialects } from './dialect.ts';
import type { WireRequest } from './message.ts';
import type { ServiceServer } from './server.ts';

/**
 * Compiles the choice of service for one port. A signed request goes to the service of its credential scope; v1 and v2 share
 * theirs and are told apart by the path (aws-behaviour §1.2 W1). An unsigned one goes by its path, and on `/` by its
 * `X-Amz-Target` or the Action in its form. Undefined: the request is not for the control plane.
 *
 * The management API lives below a stage: hand in the path from `/@connections` on.
 */
export function chooseService(servers: readonly ServiceServer[]): (request: WireRequest) => ServiceServer | undefined {
  const bySigningName = new Map<string, ServiceServer[]>();
  for (const server of servers) {
    const { signingName } = dialects[server.service];
    bySigningName.set(signingName, [...(bySigningName.get(signingName) ?? []), server]);
  }
  return (request) => {
    const end = request.path.indexOf('/', 1);
    const root = end < 0 ? request.path.slice(1) : request.path.slice(1, end);
    const signed = readPresented(request)?.service;
    if (signed === undefined) {
      if (root === '') return servers.find((server) => server.roots.has('') && server.operation(request) !== undefined);
      return servers.find((server) => server.roots.has(root));
    }
    const candidates = bySigningName.get(signed);
    const byRoot = candidates?.find((server) => server.roots.has(root));
    // execute-api also signs calls to the APIs themselves; the other names belong to the control plane whatever the path.
    return byRoot ?? (signed === 'execute-api' ? undefined : candidates?.[0]);
  };
}
