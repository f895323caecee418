import type { InvokeRequest, PolicyStatement } from '../definition/definition.ts';
import { globMatches } from '../lib/glob.ts';

/** A service that invokes a function on behalf of its client. */
export type ServiceCaller = NonNullable<InvokeRequest['caller']>;

/**
 * Whether a function's resource policy lets a service invoke the function. Every condition of a statement must hold; one
 * that is not in the table below denies, because it cannot be evaluated.
 */
export function allowsInvoke(statements: readonly PolicyStatement[], caller: ServiceCaller): boolean {
  return statements.some(
    (statement) =>
      actions.has(statement.Action.toLowerCase()) &&
      isPrincipal(statement.Principal, caller.service) &&
      Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, caller)),
      ),
  );
}

const actions = new Set(['lambda:invokefunction', 'lambda:*', '*']);

function isPrincipal(principal: PolicyStatement['Principal'], service: string): boolean {
  if (principal === '*') return true;
  return principal['Service'] === service || principal['AWS'] === '*';
}

const operators: { readonly [operator: string]: (wanted: string, given: string) => boolean } = {
  ArnLike: arnLike,
  StringEquals: (wanted, given) => wanted === given,
};

/** Condition keys are compared without regard to case (IAM JSON policy elements: Condition). */
const conditionKeys: { readonly [key: string]: (caller: ServiceCaller) => string } = {
  'aws:sourcearn': (caller) => caller.sourceArn,
  'aws:sourceaccount': (caller) => caller.sourceAccount,
};

function holds(operator: string, key: string, wanted: string, caller: ServiceCaller): boolean {
  const given = conditionKeys[key.toLowerCase()]?.(caller);
  return given !== undefined && operators[operator]?.(wanted, given) === true;
}

/** "Each of the six colon-delimited components of the ARN is checked separately and each can include … wildcards (* or ?)." */
function arnLike(pattern: string, arn: string): boolean {
  const wanted = components(pattern);
  const given = components(arn);
  return wanted.length === given.length && wanted.every((part, i) => globMatches(part, given[i] ?? ''));
}

/** The sixth component holds all colons that follow. */
function components(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
