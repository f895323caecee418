import type { PrincipalKind, PrincipalsNode } from './ast.ts';
import { PolicySyntaxError, shown } from './errors.ts';
import type { PolicyPrincipal } from './policy.ts';

/**
 * Who a statement speaks of (IAM User Guide, "AWS JSON policy elements: Principal" and "… NotPrincipal"). An account, by its number or
 * its root user, stands for everyone in it; a role for its sessions.
 *
 * deviation: NotPrincipal with Deny spares whoever it names, also where it does not name the account of the spared too, which AWS may then deny.
 * deviation: No request is that of a federated or canonical user: a statement that allows such a principal allows nobody, and one that denies or spares it is refused.
 *
 * @throws PolicySyntaxError
 */
export function compilePrincipals(
  { negated, named }: PrincipalsNode,
  effect: 'Allow' | 'Deny',
): (principal: PolicyPrincipal) => boolean {
  const names = emptyNames();
  for (const { kind, texts } of named)
    for (const text of texts) {
      if (!READERS[kind](text, names)) throw new PolicySyntaxError(`The principal ${kind} ${shown(text)} is none`);
      if ((kind === 'Federated' || kind === 'CanonicalUser') && (negated || effect === 'Deny'))
        throw new PolicySyntaxError(`Whether a caller is the principal ${kind} ${shown(text)} is not known here`);
    }
  return negated ? (principal) => !isNamed(principal, names) : (principal) => isNamed(principal, names);
}

interface Names {
  everyone: boolean;
  readonly accounts: Set<string>;
  /** ARNs and unique ids. */
  readonly ids: Set<string>;
  readonly services: Set<string>;
}

const emptyNames = (): Names => ({ everyone: false, accounts: new Set(), ids: new Set(), services: new Set() });

/** Each takes note of a text and says whether it can be one of its kind. "You cannot use a wildcard to match part of a principal name or ARN." */
const READERS: { readonly [Kind in PrincipalKind]: (text: string, names: Names) => boolean } = {
  AWS(text, names) {
    if (text === '*') names.everyone = true;
    const account = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
    if (account !== undefined) names.accounts.add(account);
    else names.ids.add(text);
    return (
      text === '*' || account !== undefined || /^(?:arn:aws[\w-]*:(?:iam|sts)::\w+:[^*?]+|A[A-Z0-9]{7,})$/.test(text)
    );
  },
  Service(text, names) {
    names.services.add(text);
    return /^[\w.-]+$/.test(text);
  },
  Federated: (text) => text !== '',
  CanonicalUser: (text) => text !== '',
};

function isNamed({ arn, accountId, userId, roleArn, service }: PolicyPrincipal, names: Names): boolean {
  if (names.everyone) return true;
  const { accounts, ids, services } = names;
  if (accountId !== null && accounts.has(accountId)) return true;
  if (service !== undefined && service !== null && services.has(service)) return true;
  if (ids.size === 0) return false;
  if (arn !== null && ids.has(arn)) return true;
  if (roleArn !== null && ids.has(roleArn)) return true;
  if (userId === null) return false;
  const colon = userId.indexOf(':');
  // The part before it is the role's own id.
  return ids.has(userId) || (colon > 0 && ids.has(userId.slice(0, colon)));
}
