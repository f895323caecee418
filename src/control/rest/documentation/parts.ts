import {
  type DocumentationLocationRecord,
  type DocumentationPartRecord,
  documentationPartKey,
  restApiKey,
} from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { DocumentationPart, GetDocumentationPartsRequest } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkRoom, checkSize } from '../../limits.ts';
import { conflict, notFound } from '../errors.ts';
import { find, findApi, ofApi } from '../lookup.ts';
import { matching } from '../matching.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch } from '../patch.ts';
import { describeLocation, locationId, readLocation } from './location.ts';
import { documentationPartPatches, readProperties } from './part-patches.ts';

/** Documentation parts are no part of a deployment: what captures them is a documentation version. */
export function documentationPartHandlers({
  store,
  limits,
}: RestControl): RestHandlers<
  | 'CreateDocumentationPart'
  | 'GetDocumentationPart'
  | 'GetDocumentationParts'
  | 'UpdateDocumentationPart'
  | 'DeleteDocumentationPart'
> {
  return {
    async CreateDocumentationPart(input, call) {
      return store.transact(async (tx) => {
        await findApi(tx, call, input.restApiId);
        const location = readLocation(input.location);
        const properties = readProperties(input.properties);
        // As an imported part is bounded.
        checkSize(limits, 'apiDefinition', Buffer.byteLength(properties));
        const all = await partsOf(tx, call, input.restApiId);
        const id = locationId(location);
        if (all.some((other) => locationId(other.location) === id)) throw exists(location);
        checkRoom(limits, 'documentationParts', all.length);
        const part: DocumentationPartRecord = { id: newId(6), location, properties };
        tx.put(documentationPartKey(call.scope, input.restApiId, part.id), part);
        await tx.touch(restApiKey(call.scope, input.restApiId));
        return partView(part);
      });
    },

    async GetDocumentationPart(input, call) {
      return partView(await findPart(store, call, input));
    },

    async GetDocumentationParts(input, call) {
      await findApi(store, call, input.restApiId);
      const range = ofApi<DocumentationPartRecord>(call.scope, 'documentationpart', input.restApiId);
      return page(matching(store, matches(input)), range, input, partView);
    },

    async UpdateDocumentationPart(input, call) {
      return store.transact(async (tx) => {
        const before = await findPart(tx, call, input);
        const after = applyPatch(before, input.patchOperations, documentationPartPatches);
        tx.put(documentationPartKey(call.scope, input.restApiId, before.id), after);
        await tx.touch(restApiKey(call.scope, input.restApiId));
        return partView(after);
      });
    },

    async DeleteDocumentationPart(input, call) {
      await store.transact(async (tx) => {
        // Only here is an unknown API named (recorded: test_invalid_delete_documentation_part, test_invalid_get_documentation_part).
        await findApi(tx, call, input.restApiId);
        await findPart(tx, call, input);
        tx.delete(documentationPartKey(call.scope, input.restApiId, input.documentationPartId));
        await tx.touch(restApiKey(call.scope, input.restApiId));
      });
    },
  };
}

export async function partsOf(reader: Reader, call: Call, restApiId: string): Promise<DocumentationPartRecord[]> {
  const entries = await reader.list<DocumentationPartRecord>(ofApi(call.scope, 'documentationpart', restApiId));
  return entries.map(({ value }) => value);
}

/** An unknown API and an unknown part look the same (recorded: test_invalid_get_documentation_part). */
async function findPart(
  reader: Reader,
  call: Call,
  at: { readonly restApiId: string; readonly documentationPartId: string },
): Promise<DocumentationPartRecord> {
  const part = await find(reader, documentationPartKey(call.scope, at.restApiId, at.documentationPartId));
  if (part === undefined) throw notFound('Invalid Documentation part identifier specified');
  return part;
}

/** The developer guide quotes the sentence ("Document the API entity"). */
function exists(location: DocumentationLocationRecord): Error {
  return conflict(`Documentation part already exists for the specified location: ${describeLocation(location)}.`);
}

/** Members that are no filter are not asked. `DOCUMENTED` are parts with content, `UNDOCUMENTED` those without (API reference). */
// deviation: A documentation part counts as undocumented when its properties are an empty object, and name and path are compared whole; what AWS does is not recorded.
function matches(input: GetDocumentationPartsRequest): (part: DocumentationPartRecord) => boolean {
  const { type, path, nameQuery, locationStatus } = input;
  return ({ location, properties }) =>
    (type === undefined || location.type === type) &&
    (path === undefined || location.path === path) &&
    (nameQuery === undefined || location.name === nameQuery) &&
    (locationStatus === undefined || (locationStatus === 'DOCUMENTED') === hasContent(properties));
}

function hasContent(properties: string): boolean {
  return Object.keys(JSON.parse(properties)).length > 0;
}

export function partView(part: DocumentationPartRecord): DocumentationPart {
  return part as DocumentationPart;
}
