import { definitionKey, documentationVersionKey, stageKey } from '../../../definition/definition.ts';
import {
  type DocumentFormat,
  documentText,
  EXPORT_EXTENSIONS,
  type ExportExtension,
  type ExportType,
  NotExportable,
  timestamp,
  writeOpenApi,
} from '../../../openapi/openapi.ts';
import { badRequest, notFound, notImplemented } from '../errors.ts';
import { find, findApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { optional } from '../record.ts';
import { partsOf } from './parts-of.ts';

/** Exports what a stage serves: its deployment, and the version of the documentation that it shows. */
export function exportHandlers({ store }: RestControl): RestHandlers<'GetExport'> {
  return {
    async GetExport(input, call) {
      const type = readType(input.exportType);
      const format = readFormat(input.accepts);
      const extensions = readExtensions(input.parameters ?? {});
      const api = await findApi(store, call, input.restApiId);
      const stage = await find(store, stageKey(call.scope, input.restApiId, input.stageName));
      if (stage === undefined) throw notFound('Invalid stage identifier specified');
      const definition = await find(store, definitionKey(call.scope, api.id, stage.deploymentId));
      if (definition === undefined)
        throw new Error(`deployment ${stage.deploymentId} of API ${api.id} has no definition`);
      const documentation =
        stage.documentationVersion === undefined
          ? undefined
          : await find(store, documentationVersionKey(call.scope, api.id, stage.documentationVersion));
      const version = api.version ?? timestamp(api.createdDate);
      const document = exportable(() =>
        writeOpenApi(partsOf(api, definition), {
          type,
          extensions,
          version,
          host: `${api.id}.execute-api.${call.region}.${call.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`,
          stageName: stage.stageName,
          ...optional('documentation', documentation),
        }),
      );
      return {
        contentType: 'application/octet-stream',
        contentDisposition: `attachment; filename="${type}_${version.replace(/[^\x20-\x7e]|["\\]/g, '_')}.${format}"`,
        body: Buffer.from(documentText(document, format)),
      };
    },
  };
}

function exportable<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof NotExportable) throw badRequest(error.message);
    throw error;
  }
}

// deviation: The sentences for an export type, an Accept header and an extension that do not exist are ours; AWS's are not recorded.
function readType(exportType: string): ExportType {
  if (exportType === 'swagger' || exportType === 'oas30') return exportType;
  throw badRequest('Invalid export type specified. Valid options are swagger,oas30');
}

/** The first media type that can be written; JSON when none is asked for. */
const FORMATS: { readonly [mediaType: string]: DocumentFormat } = {
  '': 'json',
  '*/*': 'json',
  'application/*': 'json',
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/x-yaml': 'yaml',
};

function readFormat(accepts = ''): DocumentFormat {
  const wanted = accepts.split(',').map((range) => (range.split(';')[0] ?? '').trim().toLowerCase());
  const known = wanted.find((mediaType) => Object.hasOwn(FORMATS, mediaType));
  if (known !== undefined) return FORMATS[known] as DocumentFormat;
  throw badRequest('Invalid Accept header specified. Valid options are application/json,application/yaml');
}

/** "By default, documentation parts are included" (developer guide, api-gateway-documenting-api-quick-start-publishing). */
const BY_DEFAULT: ExportExtension = 'documentation';

/** Other query parameters mean nothing to AWS either: they are free (API reference, GetExport). */
function readExtensions(parameters: { readonly [name: string]: string }): ReadonlySet<ExportExtension> {
  const list = Object.hasOwn(parameters, 'extensions') ? (parameters['extensions'] ?? '') : BY_DEFAULT;
  const names = list.split(',').map((name) => name.trim());
  const wanted = new Set<ExportExtension>();
  for (const name of names.filter((name) => name !== '')) {
    if (name === 'postman') throw notImplemented('the extension postman of GetExport');
    const brings = Object.hasOwn(EXPORT_EXTENSIONS, name) ? EXPORT_EXTENSIONS[name] : undefined;
    if (brings === undefined) {
      throw badRequest(
        `Invalid extension specified. Valid options are ${Object.keys(EXPORT_EXTENSIONS).join(',')},postman`,
      );
    }
    for (const extension of brings) wanted.add(extension);
  }
  return wanted;
}
