import { globMatches } from '../../lib/glob.ts';
import { isObject } from '../../lib/json.ts';
import { notImplemented } from '../iam/errors.ts';

/** Who wants to assume a role, and how. */
export interface Assumption {
  readonly account: string;
  /** Of the user, session or root user. */
  readonly arn: string;
  readonly userId: string;
  readonly externalId: string | undefined;
}

/**
 * Whether a role's trust policy lets a caller do `sts:AssumeRole` or `sts:TagSession`. What it says of others, it says by account, by
 * ARN or with `*`; a condition on `sts:ExternalId` is asked, and a statement that fits but for another condition answers 501.
 *
 * deviation: Of the conditions of trust policies, AssumeRole honours StringEquals on sts:ExternalId, and answers 501 where another one decides.
 */
export function trusts(trustPolicy: string, action: string, assumption: Assumption): boolean {
  const { Statement } = JSON.parse(trustPolicy) as { readonly Statement: unknown };
  const statements = (Array.isArray(Statement) ? Statement : [Statement]).filter(isObject);
  const fitting = statements.filter(
    (statement) => speaksOf(statement, action) && names(statement, assumption) && holds(statement, assumption),
  );
  return fitting.length > 0 && fitting.every(({ Effect }) => Effect === 'Allow');
}

type Statement = Readonly<Record<string, unknown>>;

function speaksOf(statement: Statement, action: string): boolean {
  const fits = (glob: string) => globMatches(glob.toLowerCase(), action.toLowerCase());
  if (Object.hasOwn(statement, 'NotAction')) return !texts(statement['NotAction']).some(fits);
  return texts(statement['Action']).some(fits);
}

function names(statement: Statement, assumption: Assumption): boolean {
  const within = (principal: unknown) =>
    principal === '*' || (isObject(principal) && texts(principal['AWS']).some((one) => means(one, assumption)));
  return Object.hasOwn(statement, 'NotPrincipal') ? !within(statement['NotPrincipal']) : within(statement['Principal']);
}

/** An account, by its number or its root user, stands for everyone in it. A session is also the role that it came from. */
function means(principal: string, { account, arn, userId }: Assumption): boolean {
  const own = principal === '*' || principal === account || principal === arn || principal === userId;
  if (own || principal === `arn:aws:iam::${account}:root`) return true;
  const [, role] = /^arn:aws:sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role === undefined) return false;
  // The ARN of a session does not have the role's path.
  return new RegExp(`^arn:aws:iam::${account}:role/(?:[!-~]+/)?${escapeRegExp(role)}$`).test(principal);
}

function holds({ Condition, Effect }: Statement, { externalId }: Assumption): boolean {
  for (const [operator, keys] of Object.entries(isObject(Condition) ? Condition : {}))
    for (const [key, values] of Object.entries(isObject(keys) ? keys : {})) {
      if (operator !== 'StringEquals' || key.toLowerCase() !== 'sts:externalid' || Effect !== 'Allow')
        throw notImplemented(`AssumeRole under a trust policy with the condition ${operator} ${key}`);
      if (externalId === undefined || !texts(values).includes(externalId)) return false;
    }
  return true;
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
