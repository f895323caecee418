/** REST APIs as OpenAPI 2.0 and 3.0 documents with AWS's extensions: read, and written. */
export type { ApiParts, ApiSettings, DocumentationParts, MethodParts, ResourceParts } from './api-parts.ts';
export { InvalidOpenApi, parseText } from './read/document.ts';
export { methodAt, unableToPut } from './read/integration.ts';
export { newNotes } from './read/notes.ts';
export { type ReadOpenApi, readOpenApi } from './read/read.ts';
export type { AwsVariables, BasePathMode, ReadOptions } from './read/reading.ts';
export { type DocumentFormat, documentText } from './write/document-text.ts';
export { type ExportedDocumentation, timestamp } from './write/documentation.ts';
export { EXPORT_EXTENSIONS, type ExportExtension } from './write/extensions.ts';
export { NotExportable } from './write/schema.ts';
export { RESERVED_SCHEMES } from './write/security.ts';
export { type ExportOptions, type ExportType, writeOpenApi } from './write/write-openapi.ts';
