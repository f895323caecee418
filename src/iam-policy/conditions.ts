import type { ConditionNode } from './ast.ts';
import { PolicySyntaxError, shown } from './errors.ts';
import { OPERATORS, readBoolean } from './operators.ts';
import type { PolicyQuestion } from './policy.ts';
import { type Match, matchAny } from './text-match.ts';

export type Condition = (question: PolicyQuestion) => boolean;

/**
 * One operator with one key. What it comes to, "Condition operators" and "Single-valued vs. multivalued context keys" say:
 *
 * | | key absent | several values of the request | several of the policy |
 * |---|---|---|---|
 * | plain | false | (not said) | any |
 * | negated | true | (not said) | none |
 * | `ForAllValues:` | true | each must hold | any, or none |
 * | `ForAnyValue:` | false | one must hold | any, or none |
 * | `…IfExists` | true | as without | as without |
 *
 * Where it cannot be told whether the condition holds, the statement counts against the caller.
 *
 * deviation: A plain condition on a key with several values holds where one of them matches, a negated one where none does; AWS asks for a set operator there.
 * deviation: A condition on a value that is not of its operator's kind, as a number is none of an IP address, does not hold in a statement that allows and holds in one that denies.
 * deviation: A negated condition on a policy variable that has no value does not hold in a statement that allows and holds in one that denies.
 *
 * @param doubt whether a condition holds of which that cannot be told: true in a statement that denies
 * @throws PolicySyntaxError for an operator or value that is not known
 */
export function compileCondition(node: ConditionNode, variables: boolean, doubt: boolean): Condition {
  const { operator, lowerKey, values } = node;
  const lower = operator.toLowerCase();
  if (lower === 'null') return compileNull(lowerKey, values);
  const set = lower.startsWith(ALL) ? ALL : lower.startsWith(ANY) ? ANY : '';
  const ifExists = lower.endsWith(IF_EXISTS);
  const known = OPERATORS.get(lower.slice(set.length, ifExists ? -IF_EXISTS.length : undefined));
  if (known === undefined) throw new PolicySyntaxError(`The condition operator ${shown(operator)} is not known`);

  const { negated } = known;
  const match = known.compile(values, variables);
  const holds = (result: Match) => {
    if (result === 'unreadable' || (result === 'unresolved' && negated)) return doubt;
    return (result === true) !== negated;
  };
  if (set === ALL)
    return (question) => {
      const given = present(question.condition(lowerKey));
      return given === undefined || given.every((value) => holds(match(value, question)));
    };
  if (set === ANY)
    return (question) => {
      const given = question.condition(lowerKey);
      if (given === undefined) return ifExists;
      return present(given)?.some((value) => holds(match(value, question))) === true;
    };
  const absent = ifExists || negated;
  return (question) => {
    const given = question.condition(lowerKey);
    if (given === undefined || given.length === 0) return absent;
    return holds(matchAny(given, (value) => match(value, question)));
  };
}

const ALL = 'forallvalues:';
const ANY = 'foranyvalue:';
const IF_EXISTS = 'ifexists';

/** `undefined` for what set operators and `Null` take for no value: "a null dataset, such as an empty string". */
function present(given: readonly string[] | undefined): readonly string[] | undefined {
  return given?.some((value) => value !== '') === true ? given : undefined;
}

/** `true`: the key is not there; `false`: it is, "and its value is not null". */
function compileNull(lowerKey: string, values: readonly string[]): Condition {
  const wanted = values.map((value) => {
    const isAbsent = readBoolean(value);
    if (isAbsent === undefined) throw new PolicySyntaxError(`${shown(value)} is neither "true" nor "false"`);
    return isAbsent;
  });
  return (question) => wanted.includes(present(question.condition(lowerKey)) === undefined);
}
