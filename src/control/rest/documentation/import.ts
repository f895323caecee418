import { type DocumentationPartRecord, documentationPartKey, restApiKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import { MAX_JSON_DEPTH, parsedObject } from '../../../lib/json.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Transaction } from '../../../store/store.ts';
import { checkRoom, checkSize } from '../../limits.ts';
import { badRequest } from '../errors.ts';
import { findApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { optional } from '../record.ts';
import { type DocumentedPart, readDocumentedParts } from './document.ts';
import { locationId } from './location.ts';
import { partsOf } from './parts.ts';

/**
 * Takes the parts of a document's `x-amazon-apigateway-documentation` and nothing else of it: "Importing documentation does not
 * alter the existing API entity definitions" (Import API documentation). All of them are written, or none.
 */
export function documentationImportHandlers({ store, limits }: RestControl): RestHandlers<'ImportDocumentationParts'> {
  return {
    async ImportDocumentationParts({ restApiId, body, mode = 'merge', failOnWarnings = false }, call) {
      await findApi(store, call, restApiId);
      checkSize(limits, 'apiDefinition', body.length);
      const { parts, warnings } = readDocumentedParts(body);
      // deviation: The sentence with which warnings fail an import of documentation has the form that AWS's users quote for imports of APIs; AWS's is not recorded.
      if (failOnWarnings && warnings.length > 0) {
        throw badRequest(['Warnings found during import:', ...warnings].join('\n\t'));
      }
      const ids = await store.transact(async (tx) => {
        await findApi(tx, call, restApiId);
        const existing = await partsOf(tx, call, restApiId);
        if (mode === 'overwrite') {
          for (const { id } of existing) tx.delete(documentationPartKey(call.scope, restApiId, id));
        }
        const kept = mode === 'overwrite' ? [] : existing;
        const next = merged(kept, parts);
        checkRoom(limits, 'documentationParts', kept.length, next.filter(({ isNew }) => isNew).length);
        // Merging adds to what is there: a part is bounded as the document is.
        for (const { part } of next) checkSize(limits, 'apiDefinition', Buffer.byteLength(part.properties));
        put(tx, call, restApiId, next);
        await tx.touch(restApiKey(call.scope, restApiId));
        return next.map(({ part }) => part.id);
      });
      return { ids, ...optional('warnings', warnings.length > 0 ? warnings : undefined) };
    },
  };
}

interface Imported {
  readonly part: DocumentationPartRecord;
  readonly isNew: boolean;
}

/**
 * "If an imported DocumentationPart already exists, an imported attribute replaces the existing one if the two are different.
 * Other existing documentation attributes remain unaffected" (the same page).
 */
function merged(existing: readonly DocumentationPartRecord[], parts: readonly DocumentedPart[]): Imported[] {
  const byLocation = new Map(existing.map((part) => [locationId(part.location), part]));
  // Collections are listed in the order of ids: sorted ones keep the document's, as AWS shows it (recorded: test_import_documentation_parts).
  const ids = parts.map(() => newId(6)).sort();
  return parts.map(({ location, properties }, i) => {
    const before = byLocation.get(locationId(location));
    if (before === undefined) {
      return { part: { id: ids[i] as string, location, properties: JSON.stringify(properties) }, isNew: true };
    }
    return { part: { ...before, properties: mergedProperties(before.properties, properties) }, isNew: false };
  });
}

/** Spreading copies a member named `__proto__` as any other. */
function mergedProperties(before: string, imported: DocumentedPart['properties']): string {
  return JSON.stringify({ ...parsedObject(before, MAX_JSON_DEPTH), ...imported });
}

function put(tx: Transaction, call: Call, restApiId: string, parts: readonly Imported[]): void {
  for (const { part } of parts) tx.put(documentationPartKey(call.scope, restApiId, part.id), part);
}
