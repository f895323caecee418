import { type AccessKeyRecord, accessKeyKey, type UserRecord } from '../../definition/definition.ts';
import { type Call, ServiceError } from '../../protocol/protocol.ts';
import type { Reader } from '../../store/store.ts';
import { callerOf } from './caller.ts';
import { noSuchEntity, validationError } from './errors.ts';
import { newAccessKeyId, newSecretAccessKey } from './ids.ts';
import { pageOf } from './paging.ts';
import { findPrincipal, type Iam, type IamHandlers, now, user } from './principals.ts';

export type AccessKeyHandlers = IamHandlers<
  'CreateAccessKey' | 'ListAccessKeys' | 'UpdateAccessKey' | 'DeleteAccessKey' | 'GetAccessKeyLastUsed'
>;

/** Access keys of users. The secret is shown once, by CreateAccessKey, and kept: signatures are made with it. */
export function accessKeyHandlers(iam: Iam): AccessKeyHandlers {
  const { store, clock, checkQuota } = iam;

  /** Without a name, the user who calls. */
  const named = async (call: Call, userName: string | undefined): Promise<string> => {
    const name = userName ?? (await callerOf(store, clock, call)).userName;
    // Recorded: test_access_key_errors.
    if (name === undefined) throw validationError('Must specify userName when calling with non-User credentials');
    return name;
  };

  return {
    async CreateAccessKey({ UserName }, call) {
      const name = await named(call, UserName);
      const id = newAccessKeyId('AKIA', call.account);
      return store.transact(async (tx) => {
        const owner = await findPrincipal(tx, call, user, name);
        checkQuota('AccessKeysPerUser', owner.accessKeys.length + 1);
        const key = user.key(call.account, name);
        const record: AccessKeyRecord = {
          user: key.id,
          status: 'Active',
          secretAccessKey: newSecretAccessKey(),
          createDate: now(iam),
        };
        tx.put(key, { ...owner, accessKeys: [...owner.accessKeys, id] });
        tx.put(accessKeyKey(call.account, id), record);
        return { AccessKey: { ...shown(owner, id, record), SecretAccessKey: record.secretAccessKey } };
      });
    },

    async ListAccessKeys(input, call) {
      const owner = await findPrincipal(store, call, user, await named(call, input.UserName));
      const { items, end } = pageOf(owner.accessKeys, input);
      const keys = await Promise.all(items.map(async (id) => shown(owner, id, await find(store, call, owner, id))));
      return { AccessKeyMetadata: keys, ...end };
    },

    async UpdateAccessKey({ UserName, AccessKeyId, Status }, call) {
      const name = await named(call, UserName);
      // The model has a third value, which AWS itself sets.
      if (Status !== 'Active' && Status !== 'Inactive') throw validationError(`Invalid status ${Status}.`);
      await store.transact(async (tx) => {
        const record = await find(tx, call, await findPrincipal(tx, call, user, name), AccessKeyId);
        tx.put(accessKeyKey(call.account, AccessKeyId), { ...record, status: Status });
        await tx.touch(user.key(call.account, name));
      });
    },

    async DeleteAccessKey({ UserName, AccessKeyId }, call) {
      const name = await named(call, UserName);
      await store.transact(async (tx) => {
        const owner = await findPrincipal(tx, call, user, name);
        await find(tx, call, owner, AccessKeyId);
        const accessKeys = owner.accessKeys.filter((other) => other !== AccessKeyId);
        tx.put(user.key(call.account, name), { ...owner, accessKeys });
        tx.delete(accessKeyKey(call.account, AccessKeyId));
      });
    },

    /** deviation: When and where an access key was last used is not kept: it shows as never used. */
    async GetAccessKeyLastUsed({ AccessKeyId }, call) {
      const record = (await store.get(accessKeyKey(call.account, AccessKeyId)))?.value;
      if (record === undefined) {
        const { arn } = await callerOf(store, clock, call);
        // Recorded: test_access_key_errors.
        const sentence = `User: ${arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${AccessKeyId}`;
        throw new ServiceError('AccessDenied', sentence, { status: 403 });
      }
      const { name } = await findPrincipal(store, call, user, record.user);
      // The model requires a date; AWS sends none (recorded: test_access_key_last_used).
      return { UserName: name, AccessKeyLastUsed: { Region: 'N/A', ServiceName: 'N/A' } };
    },
  };
}

async function find(reader: Reader, call: Call, owner: UserRecord, id: string): Promise<AccessKeyRecord> {
  const record = owner.accessKeys.includes(id) ? (await reader.get(accessKeyKey(call.account, id)))?.value : undefined;
  if (record === undefined) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return record;
}

function shown({ name }: UserRecord, AccessKeyId: string, { status, createDate }: AccessKeyRecord) {
  return { UserName: name, AccessKeyId, Status: status, CreateDate: createDate };
}
