import {
  type ClientCertificateRecord,
  clientCertificateKey,
  clientCertificateKeyKey,
} from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { ClientCertificate } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest, notFound } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable, replaceText } from '../patch.ts';
import { optional, stamp } from '../record.ts';
import { selfSigned } from './self-signed.ts';
import { checkTags, tagsIfAny } from './tag-rules.ts';
import { usesOfClientCertificate } from './uses.ts';

/** "valid for 365 days" (Developer Guide, "Use an API Gateway-generated certificate for backend authentication"). */
const VALID_MS = 365 * 24 * 60 * 60 * 1000;

export function clientCertificateHandlers({
  store,
  clock,
  limits,
}: RestControl): RestHandlers<
  | 'GenerateClientCertificate'
  | 'GetClientCertificate'
  | 'GetClientCertificates'
  | 'UpdateClientCertificate'
  | 'DeleteClientCertificate'
> {
  async function checkThereIsRoom(reader: Reader, call: Call): Promise<void> {
    const all = await reader.list({ scope: call.scope, kind: 'clientcertificate' });
    checkRoom(limits, 'clientCertificates', all.length);
  }

  return {
    async GenerateClientCertificate(input, call) {
      checkTags(limits, input.tags);
      // Before the key is made too, which is dear.
      await checkThereIsRoom(store, call);
      const createdDate = stamp(clock);
      const expirationDate = createdDate + VALID_MS;
      const { certificate, privateKey } = await selfSigned(createdDate, expirationDate);
      const record: ClientCertificateRecord = {
        clientCertificateId: newId(6),
        ...optional('description', input.description || undefined),
        pemEncodedCertificate: certificate,
        createdDate,
        expirationDate,
        tags: input.tags ?? {},
      };
      await store.transact(async (tx) => {
        await checkThereIsRoom(tx, call);
        tx.put(clientCertificateKey(call.scope, record.clientCertificateId), record);
        tx.put(clientCertificateKeyKey(call.scope, record.clientCertificateId), { privateKey });
      });
      return briefView(record);
    },

    async GetClientCertificate(input, call) {
      return findClientCertificate(store, call, input.clientCertificateId);
    },

    async GetClientCertificates(input, call) {
      return page(store, { scope: call.scope, kind: 'clientcertificate' }, input, briefView);
    },

    async UpdateClientCertificate(input, call) {
      return store.transact(async (tx) => {
        const before = await findClientCertificate(tx, call, input.clientCertificateId);
        const after = applyPatch(before, input.patchOperations, clientCertificatePatches);
        tx.put(clientCertificateKey(call.scope, before.clientCertificateId), after);
        return after;
      });
    },

    async DeleteClientCertificate(input, call) {
      await store.transact(async (tx) => {
        const { clientCertificateId: id } = await findClientCertificate(tx, call, input.clientCertificateId);
        const uses = await usesOfClientCertificate(tx, call.scope, id);
        // deviation: A client certificate that stages use cannot be deleted; what AWS answers is not recorded, and the sentence is ours.
        if (uses.length > 0)
          throw badRequest(`Cannot delete client certificate ${id}, used by stages ${uses.join(', ')}`);
        tx.delete(clientCertificateKey(call.scope, id));
        tx.delete(clientCertificateKeyKey(call.scope, id));
      });
    },
  };
}

// deviation: The sentence for a client certificate that does not exist is ours; AWS's is not recorded.
export async function findClientCertificate(reader: Reader, call: Call, id: string): Promise<ClientCertificateRecord> {
  const record = await find(reader, clientCertificateKey(call.scope, id));
  if (record === undefined) throw notFound('Invalid client certificate identifier specified');
  return record;
}

/** For a stage that is to present the certificate: it must exist, and cannot be deleted in the same moment. */
export async function useClientCertificate(tx: Transaction, call: Call, id: string): Promise<void> {
  await findClientCertificate(tx, call, id);
  await tx.touch(clientCertificateKey(call.scope, id));
}

function briefView({ tags, ...view }: ClientCertificateRecord): ClientCertificate {
  return { ...view, ...tagsIfAny(tags) };
}

/** Path: API reference, "Patch Operations". */
const clientCertificatePatches: PatchTable<ClientCertificateRecord> = {
  wording: 'listed',
  rules: [replaceText<ClientCertificateRecord>('description')],
};
