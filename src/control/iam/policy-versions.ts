import { type PolicyRecord, type PolicyVersionRecord, policyKey } from '../../definition/definition.ts';
import { deleteConflict, limitExceeded, noSuchEntity, notImplemented } from './errors.ts';
import { pageOf } from './paging.ts';
import { checkIdentityPolicy, encodePolicy, policySize } from './policy-document.ts';
import { findOwnPolicy, findPolicy } from './policy-reference.ts';
import { type Iam, type IamHandlers, now } from './principals.ts';

/** Recorded: test_policy_version_limit. */
const MAX_VERSIONS = 5;

export type PolicyVersionHandlers = IamHandlers<
  'CreatePolicyVersion' | 'GetPolicyVersion' | 'ListPolicyVersions' | 'SetDefaultPolicyVersion' | 'DeletePolicyVersion'
>;

export function policyVersionHandlers(iam: Iam): PolicyVersionHandlers {
  const { store, checkQuota } = iam;
  return {
    async CreatePolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault = false }, call) {
      checkIdentityPolicy(PolicyDocument);
      checkQuota('PolicySize', policySize(PolicyDocument));
      return store.transact(async (tx) => {
        const record = await findOwnPolicy(tx, call, PolicyArn);
        if (record.versions.length >= MAX_VERSIONS)
          throw limitExceeded(
            `A managed policy can have up to ${MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
          );
        const version = { version: record.nextVersion, document: PolicyDocument, createDate: now(iam) };
        const after: PolicyRecord = {
          ...record,
          versions: [...record.versions, version],
          nextVersion: record.nextVersion + 1,
          ...(SetAsDefault && { defaultVersion: version.version, updateDate: version.createDate }),
        };
        tx.put(policyKey(call.account, record.name), after);
        return { PolicyVersion: listed(after, version) };
      });
    },

    async GetPolicyVersion({ PolicyArn, VersionId }, call) {
      const found = await findPolicy(store, call, PolicyArn);
      if (found === undefined) throw missing(PolicyArn, VersionId);
      if (found.by === 'account') {
        const version = versionOf(found.record, PolicyArn, VersionId);
        return { PolicyVersion: { ...listed(found.record, version), Document: encodePolicy(version.document) } };
      }
      const { document, createDate } = found.policy;
      if (VersionId !== 'v1') throw missing(PolicyArn, VersionId);
      if (document === undefined) throw notImplemented(`GetPolicyVersion of ${PolicyArn}`);
      return {
        PolicyVersion: { VersionId, IsDefaultVersion: true, CreateDate: createDate, Document: encodePolicy(document) },
      };
    },

    /** Newest first: recorded, test_policy_version_set_default. */
    async ListPolicyVersions(input, call) {
      const found = await findPolicy(store, call, input.PolicyArn);
      if (found === undefined) throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
      if (found.by === 'aws') {
        const only = { VersionId: 'v1', IsDefaultVersion: true, CreateDate: found.policy.createDate };
        return { Versions: [only], IsTruncated: false };
      }
      const { record } = found;
      const { items, end } = pageOf([...record.versions].reverse(), input);
      return { Versions: items.map((version) => listed(record, version)), ...end };
    },

    async SetDefaultPolicyVersion({ PolicyArn, VersionId }, call) {
      await store.transact(async (tx) => {
        const record = await findOwnPolicy(tx, call, PolicyArn, sentence(PolicyArn, VersionId));
        const { version } = versionOf(record, PolicyArn, VersionId);
        tx.put(policyKey(call.account, record.name), { ...record, defaultVersion: version, updateDate: now(iam) });
      });
    },

    async DeletePolicyVersion({ PolicyArn, VersionId }, call) {
      await store.transact(async (tx) => {
        const record = await findOwnPolicy(tx, call, PolicyArn, sentence(PolicyArn, VersionId));
        const { version } = versionOf(record, PolicyArn, VersionId);
        if (version === record.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
        const versions = record.versions.filter((other) => other.version !== version);
        tx.put(policyKey(call.account, record.name), { ...record, versions });
      });
    },
  };
}

function versionOf(record: PolicyRecord, arn: string, versionId: string): PolicyVersionRecord {
  const version = record.versions.find((one) => `v${one.version}` === versionId);
  if (version === undefined) throw missing(arn, versionId);
  return version;
}

/** Recorded: test_policy_version_errors. */
function sentence(arn: string, versionId: string): string {
  return `Policy ${arn} version ${versionId} does not exist or is not attachable.`;
}

function missing(arn: string, versionId: string) {
  return noSuchEntity(sentence(arn, versionId));
}

function listed(record: PolicyRecord, { version, createDate }: PolicyVersionRecord) {
  return { VersionId: `v${version}`, IsDefaultVersion: version === record.defaultVersion, CreateDate: createDate };
}
