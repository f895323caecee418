import type { ApiParts, ResourceParts } from '../api-parts.ts';
import {
  type Documented,
  documentationNode,
  documentedBy,
  documentedInfo,
  type ExportedDocumentation,
} from './documentation.ts';
import { type ExportExtension, endpointExtension, rootExtensions } from './extensions.ts';
import { type Node, nodes } from './node.ts';
import { oas30Operation, swaggerOperation } from './operation.ts';
import { schemaNode } from './schema.ts';
import { securitySchemes } from './security.ts';

export type ExportType = 'swagger' | 'oas30';

/** What a document says beside the parts of the API. */
export interface ExportOptions {
  readonly type: ExportType;
  readonly extensions: ReadonlySet<ExportExtension>;
  /** `info.version`. */
  readonly version: string;
  /** `{api}.execute-api.{region}.amazonaws.com`. */
  readonly host: string;
  readonly stageName: string;
  readonly documentation?: ExportedDocumentation;
}

/**
 * A REST API as an OpenAPI document, as AWS's GetExport writes it: what is in the document, under which extension, and the
 * order of its members. The same parts and options give the same document, and reading it gives these parts again, but for
 * what OpenAPI cannot say: types of endpoints, whether response headers are required, a second response for one pattern.
 *
 * @throws NotExportable when the document could not say what the API is
 */
export function writeOpenApi(parts: ApiParts, options: ExportOptions): Node {
  return options.type === 'swagger' ? swagger(parts, options) : oas30(parts, options);
}

/** Recorded: test_export_swagger_openapi. */
function swagger(parts: ApiParts, options: ExportOptions): Node {
  const { extensions, documentation } = options;
  const documented = documentedBy(documentation);
  return {
    swagger: '2.0',
    info: {
      description: parts.api.description,
      version: options.version,
      title: parts.api.name,
      ...documentedInfo(documentation),
    },
    host: options.host,
    basePath: `/${options.stageName}`,
    schemes: ['https'],
    paths: paths(parts, options, documented),
    securityDefinitions: securitySchemes(parts, extensions.has('authorizers')),
    definitions: schemas(parts, '#/definitions/', documented),
    ...endpointExtension(parts, extensions),
    ...end(parts, options, documented),
  };
}

/** Recorded: test_export_oas30_openapi. */
function oas30(parts: ApiParts, options: ExportOptions): Node {
  const { extensions, documentation } = options;
  const documented = documentedBy(documentation);
  return {
    openapi: '3.0.1',
    info: {
      title: parts.api.name,
      description: parts.api.description,
      version: options.version,
      ...documentedInfo(documentation),
    },
    servers: [
      {
        url: `https://${options.host}/{basePath}`,
        variables: { basePath: { default: options.stageName } },
        ...endpointExtension(parts, extensions),
      },
    ],
    paths: paths(parts, options, documented),
    components: {
      schemas: schemas(parts, '#/components/schemas/', documented),
      securitySchemes: securitySchemes(parts, extensions.has('authorizers')),
    },
    ...end(parts, options, documented),
  };
}

/** What both end with. */
function end(parts: ApiParts, { extensions, documentation }: ExportOptions, documented: Documented): Node {
  return {
    ...rootExtensions(parts, extensions),
    'x-amazon-apigateway-documentation':
      documentation !== undefined && extensions.has('documentation') ? documentationNode(documentation) : undefined,
    ...documented({ type: 'API' }),
  };
}

/** The order in which a path has its methods, in every document that AWS exports. */
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'ANY'];

/** Paths in order; those without a method are left out. */
function paths(parts: ApiParts, { type, extensions }: ExportOptions, documented: Documented): Node {
  const operation = type === 'swagger' ? swaggerOperation : oas30Operation;
  const withMethods = parts.resources.filter(({ methods }) => Object.keys(methods).length > 0);
  const pathNode = ({ path, methods }: ResourceParts): Node => ({
    ...Object.fromEntries(
      VERBS.flatMap((verb) => {
        const method = Object.hasOwn(methods, verb) ? methods[verb] : undefined;
        if (method === undefined) return [];
        const name = verb === 'ANY' ? 'x-amazon-apigateway-any-method' : verb.toLowerCase();
        return [[name, operation({ path, method, extensions, documented })]];
      }),
    ),
    ...documented({ type: 'RESOURCE', path }),
  });
  const sorted = withMethods.sort((a, b) => (a.path < b.path ? -1 : 1));
  return Object.fromEntries(sorted.map((resource) => [resource.path, pathNode(resource)]));
}

function schemas(parts: ApiParts, root: string, documented: Documented): Node | undefined {
  const sorted = [...parts.models].sort((a, b) => (a.name < b.name ? -1 : 1));
  const byName = Object.fromEntries(sorted.map((model) => [model.name, model]));
  return nodes(byName, (model) => {
    const schema = schemaNode(model, root);
    const docs = documented({ type: 'MODEL', name: model.name });
    return typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? { ...schema, ...docs } : schema;
  });
}
