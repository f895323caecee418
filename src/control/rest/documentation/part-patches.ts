import type { DocumentationPartRecord } from '../../../definition/definition.ts';
import { MAX_JSON_DEPTH, parsedObject } from '../../../lib/json.ts';
import { badRequest } from '../errors.ts';
import type { PatchTable } from '../patch.ts';

/** What UpdateDocumentationPart may change (recorded: test_invalid_update_documentation_part). */
export const documentationPartPatches: PatchTable<DocumentationPartRecord> = {
  wording: 'listed',
  rules: [
    {
      path: '/properties',
      ops: ['replace'],
      apply(draft, { value }) {
        draft.properties = readProperties(value ?? '');
      },
    },
  ],
};

/** The content map, which "is encoded as a JSON string" (developer guide); kept as the caller wrote it. */
// deviation: Documentation properties may nest 120 levels; AWS's bound is not recorded.
// deviation: The sentence for documentation properties that are no JSON object is ours; AWS's is not recorded.
export function readProperties(properties: string): string {
  if (parsedObject(properties, MAX_JSON_DEPTH) === undefined)
    throw badRequest('Documentation part properties must be a valid JSON object');
  return properties;
}
