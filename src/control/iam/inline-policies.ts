import type { PrincipalRecord } from '../../definition/definition.ts';
import type { Call } from '../../protocol/protocol.ts';
import { noSuchEntity } from './errors.ts';
import { type PageEnd, type PageRequest, pageOf } from './paging.ts';
import { checkIdentityPolicy, encodePolicy, policySize } from './policy-document.ts';
import { findPrincipal, type Iam, type Principal } from './principals.ts';
import { checkInlinePolicies } from './quotas.ts';

/** The policies that stand in a role, user or group itself. */
export function inlinePolicies<R extends PrincipalRecord>({ store }: Iam, principal: Principal<R>) {
  const missing = (policyName: string) =>
    noSuchEntity(`The ${principal.kind} policy with name ${policyName} cannot be found.`);

  return {
    put(call: Call, name: string, policyName: string, document: string): Promise<void> {
      checkIdentityPolicy(document);
      return store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, principal, name);
        const policies = { ...record.inlinePolicies, [policyName]: document };
        const size = Object.values(policies).reduce((sum, text) => sum + policySize(text), 0);
        checkInlinePolicies(principal.kind, record.name, size);
        tx.put(principal.key(call.account, name), { ...record, inlinePolicies: policies });
      });
    },

    async get(call: Call, name: string, policyName: string): Promise<{ PolicyName: string; PolicyDocument: string }> {
      const { inlinePolicies: policies } = await findPrincipal(store, call, principal, name);
      const document = Object.hasOwn(policies, policyName) ? policies[policyName] : undefined;
      if (document === undefined) throw missing(policyName);
      return { PolicyName: policyName, PolicyDocument: encodePolicy(document) };
    },

    async list(call: Call, name: string, input: PageRequest): Promise<{ PolicyNames: readonly string[] } & PageEnd> {
      const { inlinePolicies: policies } = await findPrincipal(store, call, principal, name);
      const { items, end } = pageOf(Object.keys(policies).sort(), input);
      return { PolicyNames: items, ...end };
    },

    remove(call: Call, name: string, policyName: string): Promise<void> {
      return store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, principal, name);
        if (!Object.hasOwn(record.inlinePolicies, policyName)) throw missing(policyName);
        const rest = Object.entries(record.inlinePolicies).filter(([other]) => other !== policyName);
        tx.put(principal.key(call.account, name), { ...record, inlinePolicies: Object.fromEntries(rest) });
      });
    },
  };
}
