import {
  type DocumentationVersionRecord,
  documentationVersionKey,
  restApiKey,
  type StageRecord,
  stageKey,
} from '../../../definition/definition.ts';
import type { DocumentationVersion } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { find, findApi, ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable, replaceText } from '../patch.ts';
import { optional, stamp } from '../record.ts';
import { partsOf } from './parts.ts';

export function documentationVersionHandlers({
  store,
  clock,
  limits,
}: RestControl): RestHandlers<
  | 'CreateDocumentationVersion'
  | 'GetDocumentationVersion'
  | 'GetDocumentationVersions'
  | 'UpdateDocumentationVersion'
  | 'DeleteDocumentationVersion'
> {
  return {
    async CreateDocumentationVersion(input, call) {
      const { restApiId, documentationVersion: version, stageName } = input;
      return store.transact(async (tx) => {
        await findApi(tx, call, restApiId);
        checkVersion(version);
        const key = documentationVersionKey(call.scope, restApiId, version);
        // deviation: The sentence for a documentation version that exists already is ours; AWS's is not recorded.
        if ((await tx.get(key)) !== undefined) throw conflict('Documentation version already exists for this REST API');
        const all = await tx.list(ofApi(call.scope, 'documentationversion', restApiId));
        checkRoom(limits, 'documentationVersions', all.length);
        const record: DocumentationVersionRecord = {
          version,
          ...optional('description', input.description),
          createdDate: stamp(clock),
          parts: await partsOf(tx, call, restApiId),
        };
        if (stageName !== undefined && stageName !== '') await pointStage(tx, call, restApiId, stageName, record);
        tx.put(key, record);
        await tx.touch(restApiKey(call.scope, restApiId));
        return versionView(record);
      });
    },

    async GetDocumentationVersion(input, call) {
      return versionView(await findVersion(store, call, input));
    },

    async GetDocumentationVersions(input, call) {
      await findApi(store, call, input.restApiId);
      const range = ofApi<DocumentationVersionRecord>(call.scope, 'documentationversion', input.restApiId);
      return page(store, range, input, versionView);
    },

    async UpdateDocumentationVersion(input, call) {
      return store.transact(async (tx) => {
        const before = await findVersion(tx, call, input);
        const after = applyPatch(before, input.patchOperations, versionPatches);
        tx.put(documentationVersionKey(call.scope, input.restApiId, before.version), after);
        await tx.touch(restApiKey(call.scope, input.restApiId));
        return versionView(after);
      });
    },

    async DeleteDocumentationVersion(input, call) {
      await store.transact(async (tx) => {
        const { version } = await findVersion(tx, call, input);
        const stages = await tx.list<StageRecord>(ofApi(call.scope, 'stage', input.restApiId));
        // deviation: The sentence for deleting a documentation version that a stage has is ours, in the form AWS uses for deployments; AWS's is not recorded.
        if (stages.some(({ value }) => value.documentationVersion === version)) {
          throw badRequest('Active stages pointing to this documentation version must be moved or deleted');
        }
        tx.delete(documentationVersionKey(call.scope, input.restApiId, version));
        await tx.touch(restApiKey(call.scope, input.restApiId));
      });
    },
  };
}

/** "You can only update a documentation snapshot by modifying the description property" (developer guide). */
const versionPatches: PatchTable<DocumentationVersionRecord> = {
  wording: 'listed',
  rules: [replaceText<DocumentationVersionRecord>('description')],
};

/** Our bound. */
const MAX_VERSION = 64;

/** A version is any text that can stand in a path: AWS's pattern is not recorded. */
// deviation: A documentation version has 1 to 64 characters, none of them a control character; the rule and its sentence are ours.
function checkVersion(version: string): void {
  if (version.length === 0 || version.length > MAX_VERSION || /\p{Cc}/u.test(version) || !version.isWellFormed()) {
    throw badRequest('Documentation version must have 1 to 64 characters and no control characters');
  }
}

async function pointStage(
  tx: Transaction,
  call: Call,
  restApiId: string,
  stageName: string,
  { version, createdDate }: DocumentationVersionRecord,
): Promise<void> {
  const key = stageKey(call.scope, restApiId, stageName);
  const stage = await find(tx, key);
  if (stage === undefined) throw notFound('Invalid stage identifier specified');
  tx.put(key, { ...stage, documentationVersion: version, lastUpdatedDate: createdDate });
}

export async function findVersion(
  reader: Reader,
  call: Call,
  at: { readonly restApiId: string; readonly documentationVersion: string },
): Promise<DocumentationVersionRecord> {
  await findApi(reader, call, at.restApiId);
  const version = await find(reader, documentationVersionKey(call.scope, at.restApiId, at.documentationVersion));
  // AWS's sentence, as deliveryhero/serverless-aws-documentation compares it; not among the recorded ones.
  if (version === undefined) throw notFound('Invalid Documentation version specified');
  return version;
}

function versionView({ parts: _, ...view }: DocumentationVersionRecord): DocumentationVersion {
  return view;
}
