import {
  type FunctionRecord,
  functionAliasKey,
  functionKey,
  functionVersionKey,
  type PolicyStatement,
} from '../../definition/definition.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Reader, Store, Transaction } from '../../store/store.ts';
import type { Input } from './configuration.ts';
import { checkRevision, errors } from './errors.ts';
import { readAlias, readFunction, readVersion } from './records.ts';
import { type FunctionReference, isAlias, qualified, referenceOf } from './reference.ts';

/** "The maximum size of a function's resource-based policy: 20 KB" (Lambda quotas). */
const MAX_POLICY = 20_480;

export type PermissionHandlers = Pick<Handlers<'lambda'>, 'AddPermission' | 'RemovePermission' | 'GetPolicy'>;

/**
 * Resource policies. Each stands under the qualifier that it was added to. The revision of a policy is that of the alias or
 * version, which every change of the policy moves on, as on AWS.
 */
export function permissionHandlers(store: Store): PermissionHandlers {
  return {
    async AddPermission(input, call) {
      const to = referenceOf(call, input.FunctionName, input.Qualifier);
      if (to.qualifier === '$LATEST') {
        throw errors.InvalidParameterValueException('We currently do not support adding policies for $LATEST.');
      }
      const statement = statementOf(input, qualified(to));
      return store.transact(async (tx) => {
        const record = await readFunction(tx, to, to.arn);
        checkRevision(input.RevisionId, (await readSubject(tx, to)).RevisionId);
        const before = record.policies[to.qualifier] ?? [];
        if (before.some(({ Sid }) => Sid === statement.Sid)) {
          throw errors.ResourceConflictException(
            `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
          );
        }
        const after = [...before, statement];
        const size = Buffer.byteLength(documentOf(after));
        if (size > MAX_POLICY) {
          throw errors.PolicyLengthExceededException(
            `The final policy size (${size}) is bigger than the limit (${MAX_POLICY}).`,
          );
        }
        await putPolicy(tx, to, record, after);
        return { Statement: JSON.stringify(statement) };
      });
    },

    async RemovePermission(input, call) {
      const to = referenceOf(call, input.FunctionName, input.Qualifier);
      await store.transact(async (tx) => {
        const record = await readFunction(tx, to, to.arn);
        const before = record.policies[policyOf(to)];
        if (before === undefined) {
          throw errors.ResourceNotFoundException('No policy is associated with the given resource.');
        }
        const after = before.filter(({ Sid }) => Sid !== input.StatementId);
        if (after.length === before.length) {
          throw errors.ResourceNotFoundException(`Statement ${input.StatementId} is not found in resource policy.`);
        }
        checkRevision(input.RevisionId, (await readSubject(tx, to)).RevisionId);
        await putPolicy(tx, to, record, after);
      });
    },

    async GetPolicy(input, call) {
      const to = referenceOf(call, input.FunctionName, input.Qualifier);
      const statements = (await readFunction(store, to, to.arn)).policies[policyOf(to)];
      if (statements === undefined) {
        throw errors.ResourceNotFoundException('The resource you requested does not exist.');
      }
      return { Policy: documentOf(statements), RevisionId: (await readSubject(store, to)).RevisionId };
    },
  };
}

/** `$LATEST` is the unqualified function. */
function policyOf({ qualifier }: FunctionReference): string {
  return qualifier === '$LATEST' ? '' : qualifier;
}

function documentOf(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

/** The alias or version that a policy belongs to. */
async function readSubject(reader: Reader, to: FunctionReference): Promise<{ readonly RevisionId: string }> {
  if (isAlias(to.qualifier)) return readAlias(reader, to, to.qualifier);
  return readVersion(reader, to, to.qualifier === '' ? '$LATEST' : to.qualifier);
}

async function putPolicy(
  tx: Transaction,
  to: FunctionReference,
  record: FunctionRecord,
  statements: readonly PolicyStatement[],
): Promise<void> {
  const { scope, name, qualifier } = to;
  const { [policyOf(to)]: _, ...others } = record.policies;
  const policies = statements.length === 0 ? others : { ...others, [policyOf(to)]: statements };
  tx.put(functionKey(scope, name), { ...record, policies });
  const RevisionId = newUuid();
  if (isAlias(qualifier)) {
    tx.put(functionAliasKey(scope, name, qualifier), { ...(await readAlias(tx, to, qualifier)), RevisionId });
  } else {
    const version = qualifier === '' ? '$LATEST' : qualifier;
    tx.put(functionVersionKey(scope, name, version), { ...(await readVersion(tx, to, version)), RevisionId });
  }
}

/** Parameters of AddPermission that become conditions: parameter, operator, condition key. */
const conditions = [
  ['SourceArn', 'ArnLike', 'AWS:SourceArn'],
  ['SourceAccount', 'StringEquals', 'AWS:SourceAccount'],
  ['PrincipalOrgID', 'StringEquals', 'aws:PrincipalOrgID'],
  ['EventSourceToken', 'StringEquals', 'lambda:EventSourceToken'],
  ['FunctionUrlAuthType', 'StringEquals', 'lambda:FunctionUrlAuthType'],
  ['InvokedViaFunctionUrl', 'Bool', 'lambda:InvokedViaFunctionUrl'],
] as const;

function statementOf(input: Input<'AddPermission'>, Resource: string): PolicyStatement {
  const Condition: Record<string, Record<string, string>> = {};
  for (const [parameter, operator, key] of conditions) {
    const value = input[parameter];
    if (value !== undefined) Condition[operator] = { ...Condition[operator], [key]: String(value) };
  }
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

function principalOf(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:aws[a-z-]*:(?:iam|sts)::/.test(principal)) return { AWS: principal };
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.com(?:\.cn)?|amazon\.com)$/.test(principal))
    return { Service: principal };
  throw errors.InvalidParameterValueException(
    'The provided principal was invalid. Please check the principal and try again.',
  );
}
