import { isObject } from '../lib/json.ts';
import type { ConditionNode, ElementNode, PolicyNode, PrincipalKind, PrincipalsNode, StatementNode } from './ast.ts';
import { PolicySyntaxError, shown } from './errors.ts';

/**
 * Whether statements name principals: those of a resource's policy must, those of any other policy must not. The resource of a role's trust
 * policy is the role, which is not named.
 */
export type Naming = 'names principals' | 'names no principals' | 'trusts principals';

/**
 * @param policy as JSON.parse gives it
 * @throws PolicySyntaxError
 */
export function parsePolicy(policy: unknown, naming: Naming): PolicyNode {
  const { Version, Id, Statement } = fieldsOf(policy, POLICY_FIELDS, 'A policy');
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    throw new PolicySyntaxError(`Version is ${shown(Version)}, not "2012-10-17" or "2008-10-17"`);
  if (Id !== undefined && typeof Id !== 'string') throw new PolicySyntaxError('Id is no text');
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) throw new PolicySyntaxError('A policy has no statement');
  return {
    variables: Version === '2012-10-17',
    statements: statements.map((statement) => parseStatement(statement, naming)),
  };
}

const POLICY_FIELDS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

const STATEMENT_FIELDS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

function parseStatement(given: unknown, naming: Naming): StatementNode {
  const fields = fieldsOf(given, STATEMENT_FIELDS, 'A statement');
  const { Sid, Effect } = fields;
  if (Sid !== undefined && typeof Sid !== 'string') throw new PolicySyntaxError('Sid is no text');
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new PolicySyntaxError(`Effect is ${shown(Effect)}, not "Allow" or "Deny"`);
  const common = {
    effect: Effect,
    actions: parseElement(fields, 'Action'),
    resources: naming === 'trusts principals' ? itself(fields) : parseElement(fields, 'Resource'),
    conditions: parseConditions(fields['Condition']),
  } as const;
  if (naming !== 'names no principals') return { ...common, principals: parsePrincipals(fields) };
  if (fields['Principal'] !== undefined || fields['NotPrincipal'] !== undefined)
    throw new PolicySyntaxError('This policy must not specify a principal');
  return common;
}

type Fields = Readonly<Record<string, unknown>>;

/** A copy of an object's own members: what is not named in `known` is refused, `__proto__` too. */
function fieldsOf(given: unknown, known: ReadonlySet<string>, what: string): Fields {
  if (!isObject(given)) throw new PolicySyntaxError(`${what} is ${shown(given)}, not an object`);
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(given)) {
    if (!known.has(name)) throw new PolicySyntaxError(`${what} has the unknown element ${shown(name)}`);
    fields[name] = value;
  }
  return fields;
}

/** Which of `name` and `Not…` a statement has; it must be one. */
function eitherOf(fields: Fields, name: string): { readonly negated: boolean; readonly value: unknown } {
  const [plain, not] = [fields[name], fields[`Not${name}`]];
  if ((plain === undefined) === (not === undefined))
    throw new PolicySyntaxError(`A statement must have one of ${name} and Not${name}`);
  return plain === undefined ? { negated: true, value: not } : { negated: false, value: plain };
}

function parseElement(fields: Fields, name: 'Action' | 'Resource'): ElementNode {
  const { negated, value } = eitherOf(fields, name);
  return { negated, texts: textsOf(value, name) };
}

/** Of a trust policy: whatever is asked about. */
function itself({ Resource, NotResource }: Fields): ElementNode {
  if (Resource !== undefined || NotResource !== undefined)
    throw new PolicySyntaxError('A trust policy must not specify a resource');
  return { negated: false, texts: ['*'] };
}

function textsOf(value: unknown, what: string): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0) throw new PolicySyntaxError(`${what} is an empty list`);
  return texts.map((text) => {
    if (typeof text !== 'string') throw new PolicySyntaxError(`${what} is ${shown(text)}, not a text`);
    return text;
  });
}

const PRINCIPAL_KINDS: ReadonlyMap<string, PrincipalKind> = new Map(
  (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).map((kind) => [kind, kind]),
);

function parsePrincipals(fields: Fields): PrincipalsNode {
  const { negated, value } = eitherOf(fields, 'Principal');
  if (value === '*') return { negated, named: [{ kind: 'AWS', texts: ['*'] }] };
  if (!isObject(value)) throw new PolicySyntaxError(`Principal is ${shown(value)}, not "*" or an object`);
  const named = Object.entries(value).map(([name, texts]) => {
    const kind = PRINCIPAL_KINDS.get(name);
    if (kind === undefined) throw new PolicySyntaxError(`Principal has the unknown kind ${shown(name)}`);
    return { kind, texts: textsOf(texts, kind) };
  });
  if (named.length === 0) throw new PolicySyntaxError('Principal names nobody');
  return { negated, named };
}

function parseConditions(given: unknown): readonly ConditionNode[] {
  if (given === undefined) return [];
  if (!isObject(given)) throw new PolicySyntaxError(`Condition is ${shown(given)}, not an object`);
  return Object.entries(given).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw new PolicySyntaxError(`The condition ${shown(operator)} is no object`);
    if (Object.keys(keys).length === 0) throw new PolicySyntaxError(`The condition ${shown(operator)} has no key`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      lowerKey: key.toLowerCase(),
      values: conditionValues(values, key),
    }));
  });
}

function conditionValues(given: unknown, key: string): readonly string[] {
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (values.length === 0) throw new PolicySyntaxError(`The condition key ${shown(key)} has no value`);
  return values.map((value) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new PolicySyntaxError(`The condition key ${shown(key)} has ${shown(value)} for a value`);
  });
}
