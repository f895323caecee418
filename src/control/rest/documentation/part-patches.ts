import type { DocumentationPartRecord } from '../../../definition/definition.ts';
import { parsedObject } from '../../../lib/json.ts';
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
// deviation: The sentence for documentation properties that are no JSON object is ours; AWS's is not recorded.
export function readProperties(properties: string): string {
  if (parsedObject(properties) === undefined)
    throw badRequest('Documentation part properties must be a valid JSON object');
  return properties;
}
