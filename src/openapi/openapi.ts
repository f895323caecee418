/** REST APIs as OpenAPI 2.0 and 3.0 documents with AWS's extensions: read, and written. */
export type { ApiParts, ApiSettings, DocumentationParts, MethodParts, ResourceParts } from './api-parts.ts';
