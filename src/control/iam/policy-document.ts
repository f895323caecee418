import { compileIdentityPolicy, PolicySyntaxError } from '../../iam-policy/iam-policy.ts';
import { isObject } from '../../lib/json.ts';
import { malformedPolicy, validationError } from './errors.ts';

/**
 * The grammar of policies (IAM User Guide, "Grammar of the IAM JSON policy language"), so far as IAM refuses what breaks it. The
 * sentences of identity policies are AWS's as moto's tests have them, recorded there against AWS; those of trust policies are
 * recorded in LocalStack's test_update_assume_role_policy_errors.
 */

type Statement = Readonly<Record<string, unknown>>;

const SYNTAX = 'Syntax errors in policy.';

/** A policy of a role, user or group, or a managed one: who it is for is whom it is attached to. */
export function checkIdentityPolicy(text: string): void {
  const statements = readStatements(text, SYNTAX, true);
  for (const statement of statements) {
    if (hasEither(statement, 'Principal', 'NotPrincipal'))
      throw malformedPolicy('Policy document should not specify a principal.');
    checkStatement(statement);
  }
  checkSids(statements);
  for (const statement of statements) {
    if (textsOf(statement, 'Action', 'NotAction').length === 0)
      throw malformedPolicy('Policy statement must contain actions.');
    const resources = textsOf(statement, 'Resource', 'NotResource');
    if (resources.length === 0) throw malformedPolicy('Policy statement must contain resources.');
    for (const resource of resources)
      if (resource !== '*' && !resource.startsWith('arn:'))
        throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
    for (const action of textsOf(statement, 'Action', 'NotAction')) checkAction(action);
  }
  checkEvaluated(text);
}

/** What could not be evaluated would deny whoever has it. */
function checkEvaluated(text: string): void {
  try {
    compileIdentityPolicy(text);
  } catch (error) {
    throw error instanceof PolicySyntaxError ? malformedPolicy(SYNTAX) : error;
  }
}

/**
 * Who may assume a role.
 *
 * deviation: The principals of a trust policy need not exist.
 */
export function checkTrustPolicy(text: string): void {
  const statements = readStatements(text, 'This policy contains invalid Json', false);
  for (const statement of statements) {
    for (const field of ['Resource', 'NotResource'])
      if (Object.hasOwn(statement, field)) throw malformedPolicy(`Has prohibited field ${field}`);
    checkStatement(statement);
    const actions = textsOf(statement, 'Action', 'NotAction');
    if (actions.length === 0) throw malformedPolicy('Policy statement must contain actions.');
    if (!actions.every((action) => /^sts:[a-z*?]+$/i.test(action)))
      throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
    if (!hasEither(statement, 'Principal', 'NotPrincipal')) throw malformedPolicy('Missing required field Principal');
    checkPrincipal(statement['Principal'] ?? statement['NotPrincipal']);
  }
  checkSids(statements);
}

function readStatements(text: string, noJson: string, recentOnly: boolean): readonly Statement[] {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformedPolicy(noJson);
  }
  if (!isObject(policy) || !onlyHas(policy, POLICY_FIELDS)) throw malformedPolicy(SYNTAX);
  const { Version, Id, Statement } = policy;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') throw malformedPolicy(SYNTAX);
  if (Id !== undefined && typeof Id !== 'string') throw malformedPolicy(SYNTAX);
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0 || !statements.every(isObject)) throw malformedPolicy(SYNTAX);
  if (recentOnly && Version !== '2012-10-17')
    throw malformedPolicy('Policy document must be version 2012-10-17 or greater.');
  return statements;
}

const POLICY_FIELDS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/** What a field of a statement has to be. */
const STATEMENT_FIELDS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['Sid', (value) => typeof value === 'string'],
  ['Effect', (value) => value === 'Allow' || value === 'Deny'],
  ['Principal', () => true],
  ['NotPrincipal', () => true],
  ['Action', isTexts],
  ['NotAction', isTexts],
  ['Resource', isTexts],
  ['NotResource', isTexts],
  ['Condition', isCondition],
]);

function checkStatement(statement: Statement): void {
  const fields = Object.entries(statement);
  if (!fields.every(([name, value]) => STATEMENT_FIELDS.get(name)?.(value) === true)) throw malformedPolicy(SYNTAX);
  if (!Object.hasOwn(statement, 'Effect')) throw malformedPolicy(SYNTAX);
  for (const field of ['Action', 'Resource', 'Principal'])
    if (Object.hasOwn(statement, field) && Object.hasOwn(statement, `Not${field}`)) throw malformedPolicy(SYNTAX);
}

/** The condition operators of the grammar; `ForAllValues:` and `ForAnyValue:` go before, `IfExists` behind all but `Null`. */
const OPERATOR =
  /^(?:For(?:All|Any)Values?:)?(?:Null|(?:String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)|(?:Numeric|Date)(?:NotEquals|Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?)$/i;

function isCondition(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([operator, keys]) =>
        OPERATOR.test(operator) &&
        isObject(keys) &&
        Object.values(keys).every((values) => (Array.isArray(values) ? values : [values]).every(isConditionValue)),
    )
  );
}

function isConditionValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function checkSids(statements: readonly Statement[]): void {
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== '');
  if (!sids.every((sid) => /^[0-9A-Za-z]*$/.test(String(sid))))
    throw malformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  if (new Set(sids).size < sids.length) throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.');
}

function checkAction(action: string): void {
  if (action === '*') return;
  const [vendor = '', name, more] = action.split(':');
  if (name === undefined)
    throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  if (more !== undefined) throw malformedPolicy('Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9\-.]+$/.test(vendor)) throw malformedPolicy(`Vendor ${vendor} is not valid`);
}

const PRINCIPALS: ReadonlyMap<string, RegExp> = new Map([
  ['AWS', /^(?:\*|\d{12}|arn:aws[\w-]*:(?:iam|sts)::\d{12}:.+|A[IR][DO]A[A-Z0-9]+)$/],
  ['Service', /^[\w.-]+$/],
  ['Federated', /^.+$/],
  ['CanonicalUser', /^.+$/],
]);

function checkPrincipal(principal: unknown): void {
  if (principal === '*') return;
  if (!isObject(principal) || Object.keys(principal).length === 0) throw malformedPolicy(SYNTAX);
  for (const [kind, given] of Object.entries(principal)) {
    const pattern = PRINCIPALS.get(kind);
    if (pattern === undefined || !isTexts(given)) throw malformedPolicy(SYNTAX);
    for (const one of Array.isArray(given) ? given : [given])
      if (!pattern.test(one)) throw malformedPolicy(`Invalid principal in policy: "${kind}":"${one}"`);
  }
}

function isTexts(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

function textsOf(statement: Statement, ...fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => (Object.hasOwn(statement, field) ? (statement[field] as string | string[]) : []));
}

function hasEither(statement: Statement, ...fields: readonly string[]): boolean {
  return fields.some((field) => Object.hasOwn(statement, field));
}

function onlyHas(value: object, fields: ReadonlySet<string>): boolean {
  return Object.keys(value).every((name) => fields.has(name));
}

/** Percent-encoded as RFC 3986 has it: "Policies returned by this operation are URL-encoded compliant with RFC 3986" (GetRolePolicy). */
export function encodePolicy(document: string): string {
  try {
    return encodeURIComponent(document).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    throw validationError('The policy document holds half a surrogate pair.'); // the model's pattern admits none
  }
}

/** The characters that count against a quota: "IAM doesn't count white space" (IAM quotas). */
export function policySize(document: string): number {
  return document.replace(/\s+/g, '').length;
}
