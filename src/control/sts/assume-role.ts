import { roleKey, type SessionRecord, sessionKey, type Tag } from '../../definition/definition.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import { callerOf } from '../iam/caller.ts';
import { notImplemented, validationError } from '../iam/errors.ts';
import { checkIdentityPolicy, policySize } from '../iam/policy-document.ts';
import { accessDenied, errors, invalidParameter } from './errors.ts';
import { openSession } from './sessions.ts';
import type { StsOptions } from './sts.ts';
import { trusts } from './trust.ts';

type Input = OperationsOf<'sts'>['AssumeRole']['input'];
type Output = OperationsOf<'sts'>['AssumeRole']['output'];

/** Seconds. */
const DEFAULT_DURATION = 3600;
/** "Role chaining limits your AWS CLI or AWS API role session to a maximum of one hour" (AssumeRole). */
const LONGEST_CHAINED = 3600;
/** "The plaintext … can't exceed 2,048 characters" (AssumeRole). */
const LONGEST_POLICY = 2048;

/**
 * deviation: Whether the caller's own policies allow AssumeRole is not asked, and root users may assume roles; the role's trust policy is asked.
 */
export async function assumeRole({ store, clock }: StsOptions, input: Input, call: Call): Promise<Output> {
  for (const member of ['SerialNumber', 'TokenCode', 'ProvidedContexts', 'MinimumSessionTokenSize'] as const)
    if (input[member] !== undefined) throw notImplemented(`AssumeRole with ${member}`);
  const { RoleArn, RoleSessionName, DurationSeconds = DEFAULT_DURATION } = input;
  const { account, name } = parseRoleArn(RoleArn);
  checkPolicies(input);

  const caller = await callerOf(store, clock, call);
  const chained = await callingSession(store, call, clock.now());
  const tags = sessionTags(input, chained);
  const record = (await store.get(roleKey(account, name)))?.value;
  const found = record !== undefined && `arn:aws:iam::${account}:role${record.path}${record.name}` === RoleArn;
  const allowed = (action: string) =>
    found &&
    trusts(record.assumeRolePolicyDocument, action, {
      account: call.account,
      arn: caller.arn,
      userId: caller.userId,
      externalId: input.ExternalId,
    });
  const actions = [
    'sts:AssumeRole',
    ...(input.Tags === undefined || input.Tags.length === 0 ? [] : ['sts:TagSession']),
    ...(input.SourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  for (const action of actions)
    if (!allowed(action))
      throw accessDenied(`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${RoleArn}`);
  if (record === undefined) throw new Error('a role that is not there trusts nobody');

  // Both as users of AWS's tools quote them.
  if (DurationSeconds > record.maxSessionDuration)
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  if (chained?.role !== undefined && DurationSeconds > LONGEST_CHAINED)
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );

  const arn = `arn:aws:sts::${account}:assumed-role/${record.name}/${RoleSessionName}`;
  const userId = `${record.id}:${RoleSessionName}`;
  const sourceIdentity = input.SourceIdentity ?? chained?.sourceIdentity;
  const Credentials = await store.transact((tx) =>
    openSession(tx, clock, account, DurationSeconds, {
      arn,
      userId,
      role: record.name.toLowerCase(),
      policies: input.Policy === undefined ? [] : [input.Policy],
      policyArns: (input.PolicyArns ?? []).flatMap(({ arn: one }) => (one === undefined ? [] : [one])),
      ...tags,
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    }),
  );
  const packed = policySize(input.Policy ?? '') + JSON.stringify(input.Tags ?? []).length - 2;
  return {
    Credentials,
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    // deviation: PackedPolicySize is the share of plain characters; AWS packs policies and tags before it measures them.
    ...(packed > 0 && { PackedPolicySize: Math.min(100, Math.ceil((packed * 100) / LONGEST_POLICY)) }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  };
}

/** "… is invalid": recorded, LocalStack's test_sts_invalid_parameters. */
function parseRoleArn(arn: string): { account: string; name: string } {
  const [, account, name] = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/.exec(arn) ?? [];
  if (account === undefined || name === undefined) throw validationError(`${arn} is invalid`);
  return { account, name };
}

function checkPolicies({ Policy }: Input): void {
  if (Policy === undefined) return;
  checkIdentityPolicy(Policy);
  if (policySize(Policy) > LONGEST_POLICY)
    // deviation: The sentence for a session policy that is too long is ours; AWS's is not recorded.
    throw errors.PackedPolicyTooLargeException('The session policy is longer than 2048 characters.');
}

/** The session that signs the call, when it is one. */
async function callingSession(
  store: StsOptions['store'],
  { account, accessKey = '' }: Call,
  nowMs: number,
): Promise<SessionRecord | undefined> {
  if (!/^ASIA[A-Z2-7]{16}$/.test(accessKey)) return undefined;
  const session = (await store.get(sessionKey(account, accessKey)))?.value;
  return session !== undefined && session.expiration > nowMs ? session : undefined;
}

/** The tags given, and those that the calling session passes on. Sentences: recorded, LocalStack's TestSTSAssumeRoleTagging. */
function sessionTags(
  { Tags = [], TransitiveTagKeys = [] }: Input,
  chained: SessionRecord | undefined,
): Pick<SessionRecord, 'tags' | 'transitiveTagKeys'> {
  const lower = (key: string) => key.toLowerCase();
  const keys = new Set(Tags.map(({ Key }) => lower(Key)));
  if (keys.size < Tags.length)
    throw invalidParameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  if (!TransitiveTagKeys.every((key) => keys.has(lower(key))))
    throw invalidParameter('The specified transitive tag key must be included in the requested tags.');
  const passedOn = new Set(chained?.transitiveTagKeys.map(lower));
  if ([...keys].some((key) => passedOn.has(key)))
    throw invalidParameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  const inherited: readonly Tag[] = chained?.tags.filter(({ Key }) => passedOn.has(lower(Key))) ?? [];
  return {
    tags: [...inherited, ...Tags.map(({ Key, Value }) => ({ Key, Value }))],
    transitiveTagKeys: [...inherited.map(({ Key }) => Key), ...TransitiveTagKeys],
  };
}
