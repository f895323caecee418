import { isObject } from '../lib/json.ts';
import type { ElementNode, PolicyNode, StatementNode } from './ast.ts';
import { type Condition, compileCondition } from './conditions.ts';
import { PolicySyntaxError } from './errors.ts';
import { readPolicyText } from './json-text.ts';
import { parsePolicy } from './parse.ts';
import type { Policy, PolicyQuestion } from './policy.ts';
import { compilePrincipals } from './principals.ts';
import { compileResources, type OwnApi } from './resources.ts';
import { compileTexts, like, type Match } from './text-match.ts';

/**
 * The policy of an API, or of anything else that is asked for by several principals: its statements name them.
 *
 * @throws PolicySyntaxError
 */
export function compileResourcePolicy(text: string, own: OwnApi): Policy {
  return compilePolicy(parsePolicy(readPolicyText(text), 'names principals'), own);
}

/**
 * The policy of a user, group, role or session, or a permissions boundary.
 *
 * @param policy its text, or what JSON.parse makes of it
 * @throws PolicySyntaxError
 */
export function compileIdentityPolicy(policy: string | object): Policy {
  const document = typeof policy === 'string' ? readPolicyText(policy) : policy;
  return compilePolicy(parsePolicy(document, 'names no principals'), {});
}

/**
 * The trust policy of a role: who may assume it.
 *
 * @throws PolicySyntaxError
 */
export function compileTrustPolicy(text: string): Policy {
  return compilePolicy(parsePolicy(readPolicyText(text), 'trusts principals'), {});
}

/** The first statement that denies decides, then one that allows ("Policy evaluation logic"). */
function compilePolicy({ statements, variables }: PolicyNode, own: OwnApi): Policy {
  const compiled = (effect: StatementNode['effect']) =>
    statements
      .filter((statement) => statement.effect === effect)
      .map((statement) => compileStatement(statement, variables, own));
  const denying = compiled('Deny');
  const allowing = compiled('Allow');
  return (question) => {
    const action = question.action.toLowerCase();
    for (const applies of denying) if (applies(question, action)) return 'DENY';
    for (const applies of allowing) if (applies(question, action)) return 'ALLOW';
    return 'NONE';
  };
}

type Statement = (question: PolicyQuestion, lowerAction: string) => boolean;

function compileStatement(statement: StatementNode, variables: boolean, own: OwnApi): Statement {
  const { effect, principals, actions, resources, conditions } = statement;
  const doubt = effect === 'Deny';
  const isAction = compileElement(
    actions,
    doubt,
    compileTexts(
      actions.texts.map((text) => [{ kind: 'text', text: text.toLowerCase() }]),
      like,
    ),
  );
  const isResource = compileElement(resources, doubt, compileResources(resources.texts, variables, own));
  const isPrincipal = principals === undefined ? undefined : compilePrincipals(principals, effect);
  const all: readonly Condition[] = conditions.map((condition) => compileCondition(condition, variables, doubt));
  return (question, lowerAction) => {
    if (!isAction(lowerAction, question) || !isResource(question.resource, question)) return false;
    if (isPrincipal !== undefined && !isPrincipal(question.principal)) return false;
    for (const holds of all) if (!holds(question)) return false;
    return true;
  };
}

/**
 * deviation: NotResource with a policy variable that has no value does not match in a statement that allows and matches in one that denies.
 */
function compileElement(
  { negated }: ElementNode,
  doubt: boolean,
  match: (text: string, question: PolicyQuestion) => Match,
): (text: string, question: PolicyQuestion) => boolean {
  if (!negated) return (text, question) => match(text, question) === true;
  return (text, question) => {
    const result = match(text, question);
    return result === false || (result !== true && doubt);
  };
}

/**
 * The policy that a Lambda authorizer returned.
 *
 * deviation: A policy whose keys and values come to more than 8,192 characters, or that has a resource of more than 512, is refused; AWS documents the one for WebSocket APIs and does not say what becomes of either.
 *
 * @param policy what JSON.parse makes of the function's answer
 * @throws PolicySyntaxError
 */
export function compileAuthorizerPolicy(policy: unknown): Policy {
  if (charactersOf(policy, MAX_CHARACTERS) > MAX_CHARACTERS)
    throw new PolicySyntaxError(`The policy has more than ${MAX_CHARACTERS} characters`);
  const node = parsePolicy(policy, 'names no principals');
  for (const { resources } of node.statements)
    if (resources.texts.some((text) => text.length > MAX_RESOURCE))
      throw new PolicySyntaxError(`A resource has more than ${MAX_RESOURCE} characters`);
  return compilePolicy(node, {});
}

/** Amazon API Gateway quotas, "AWS Lambda authorizer result size". */
const MAX_CHARACTERS = 8_192;
/** Output from an API Gateway Lambda authorizer: "the Resource ARN … is currently limited to 512 characters". */
const MAX_RESOURCE = 512;

/** Of keys and values, and one for each value; counting ends soon after `enough`. */
function charactersOf(policy: unknown, enough: number): number {
  let count = 0;
  const left: unknown[] = [policy];
  while (left.length > 0 && count <= enough) {
    const value = left.pop();
    count += 1 + (typeof value === 'string' ? value.length : 0);
    const members = isObject(value) ? Object.entries(value).flat() : Array.isArray(value) ? value : [];
    count += members.length;
    if (count <= enough) for (const member of members) left.push(member);
  }
  return count;
}
