import {
  type IntegrationRecord,
  type MethodRecord,
  type ResourceRecord,
  type RestApiRecord,
  resourceKey,
} from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import { setMember } from '../../../lib/json.ts';
import { type MethodParts, methodAt, type ResourceParts, unableToPut } from '../../../openapi/openapi.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest } from '../errors.ts';
import { checkIntegration } from '../methods/integration-rules.ts';
import { checkedMethod } from '../methods/methods.ts';
import { checkPlace } from '../methods/resources.ts';
import { checkModels, checkResponseMappings, checkResponseParameterName, checkTemplates } from '../methods/validate.ts';
import { partsOf } from '../parts/change-part.ts';
import { optional } from '../record.ts';
import type { Named, Target } from './parts.ts';

/** The resources of an API while an import is at work on them. */
interface Tree {
  readonly byPath: Map<string, ResourceRecord>;
  /** By the id of their parent. */
  readonly children: Map<string, ResourceRecord[]>;
}

/** Of all imported methods as JSON: one template that all of them refer to is stored with each. */
const MAX_SIZE = 67_108_864;

/**
 * Writes the resources with their methods: a path that is there keeps its id (recorded: test_import_rest_api_with_base_path_oas30).
 * Overwriting deletes what the document does not have; merging replaces the methods that it has.
 */
export async function putResources(
  target: Target,
  api: RestApiRecord,
  resources: readonly ResourceParts[],
  named: Named,
): Promise<void> {
  const { tx, call, restApiId, limits, errors, overwrite } = target;
  const before = await partsOf<ResourceRecord>(tx, call, 'resource', restApiId);
  const root = before.find(({ id }) => id === api.rootResourceId) ?? {
    id: api.rootResourceId,
    path: '/',
    resourceMethods: {},
  };
  const ids = new Map(before.map(({ path, id }) => [path, id]));
  const tree = newTree(overwrite ? [{ ...root, resourceMethods: {} }] : before);
  let size = 0;
  for (const { path, methods } of resources) {
    let resource: ResourceRecord | undefined;
    await errors.at(
      // Quoted from AWS by its users.
      () => `Unable to create resource at path '${path}'`,
      () => {
        resource = resourceAt(tree, path, ids);
        // Here, not at the end: each new resource is held against its siblings.
        checkRoom(limits, 'resources', 0, tree.byPath.size);
      },
    );
    if (resource === undefined) continue;
    const resourceMethods: Record<string, MethodRecord> = { ...resource.resourceMethods };
    for (const [httpMethod, parts] of Object.entries(methods)) {
      const method = await newMethod(target, { path, httpMethod }, parts, resource, named);
      if (method === undefined) continue;
      setMember(resourceMethods, httpMethod, method);
      size += JSON.stringify(method).length;
      // deviation: The sentence for a document whose methods are too large together is ours; AWS bounds the document alone.
      if (size > MAX_SIZE)
        throw badRequest(`The methods of an API definition have at most ${MAX_SIZE} characters together`);
    }
    tree.byPath.set(path, { ...resource, resourceMethods });
  }
  await checkKept(target, before, tree);
  const kept = new Set([...tree.byPath.values()].map(({ id }) => id));
  for (const { id } of before) if (!kept.has(id)) tx.delete(resourceKey(call.scope, restApiId, id));
  for (const resource of tree.byPath.values()) tx.put(resourceKey(call.scope, restApiId, resource.id), resource);
}

/** Methods that merging keeps: the document may have changed what their authorizer is. */
async function checkKept(
  { tx, call, restApiId, errors }: Target,
  before: readonly ResourceRecord[],
  tree: Tree,
): Promise<void> {
  for (const { path, resourceMethods } of before) {
    const after = tree.byPath.get(path)?.resourceMethods;
    for (const [httpMethod, method] of Object.entries(resourceMethods)) {
      if (method.authorizerId === undefined || after?.[httpMethod] !== method) continue;
      await errors.at(
        () => `Unable to put method ${methodAt({ path, httpMethod })}`,
        async () => {
          await checkedMethod(tx, call, restApiId, method);
        },
      );
    }
  }
}

function newTree(resources: readonly ResourceRecord[]): Tree {
  const tree: Tree = { byPath: new Map(), children: new Map() };
  for (const resource of resources) plant(tree, resource);
  return tree;
}

function plant({ byPath, children }: Tree, resource: ResourceRecord): void {
  byPath.set(resource.path, resource);
  if (resource.parentId === undefined) return;
  const siblings = children.get(resource.parentId);
  if (siblings === undefined) children.set(resource.parentId, [resource]);
  else siblings.push(resource);
}

/** So many segments of a path are resources: each is one. */
const MAX_SEGMENTS = 128;

/** The resource of a path; those above it that are missing are made, and so is it. */
function resourceAt(tree: Tree, path: string, ids: ReadonlyMap<string, string>): ResourceRecord {
  const known = tree.byPath.get(path);
  if (known !== undefined) return known;
  const segments = path.split('/').slice(1);
  // deviation: The sentence for a path of more than 128 segments is ours; AWS has the length of URLs for a bound.
  if (segments.length > MAX_SEGMENTS) throw badRequest(`A path has at most ${MAX_SEGMENTS} segments`);
  let at = tree.byPath.get('/') as ResourceRecord;
  for (const pathPart of segments) {
    const below: string = at.path === '/' ? `/${pathPart}` : `${at.path}/${pathPart}`;
    let next = tree.byPath.get(below);
    if (next === undefined) {
      checkPlace(tree.children.get(at.id) ?? [], at, pathPart, undefined);
      next = { id: ids.get(below) ?? newId(6), parentId: at.id, pathPart, path: below, resourceMethods: {} };
      plant(tree, next);
    }
    at = next;
  }
  return at;
}

type Place = Parameters<typeof unableToPut>[1];

/** The record of an imported method, checked as PutMethod and all the Puts below it check theirs; undefined when it is refused. */
async function newMethod(
  { tx, call, restApiId, limits, errors }: Target,
  at: Place,
  { authorizer, requestValidator, methodIntegration, methodResponses, ...rest }: MethodParts,
  resource: ResourceRecord,
  named: Named,
): Promise<MethodRecord | undefined> {
  let checked: MethodRecord | undefined;
  await errors.at(
    // Quoted from AWS by its users, as are the other two.
    () => `Unable to put method ${methodAt(at)}`,
    async () => {
      const method = await checkedMethod(tx, call, restApiId, {
        ...rest,
        ...optional('authorizerId', authorizer === undefined ? undefined : (named.authorizers.get(authorizer) ?? '')),
        // A name that no validator has is an id that none has.
        ...optional(
          'requestValidatorId',
          requestValidator === undefined ? undefined : (named.validators.get(requestValidator) ?? requestValidator),
        ),
      });
      for (const response of Object.values(methodResponses ?? {})) {
        for (const name of Object.keys(response.responseParameters ?? {})) checkResponseParameterName(name);
        await checkModels(tx, call, restApiId, response.responseModels);
      }
      checked = { ...method, ...optional('methodResponses', methodResponses) };
    },
  );
  if (checked === undefined || methodIntegration === undefined) return checked;
  const integration = {
    ...methodIntegration,
    cacheNamespace: methodIntegration.cacheNamespace === '' ? resource.id : methodIntegration.cacheNamespace,
  };
  const method: MethodRecord = { ...checked, methodIntegration: integration };
  await errors.at(
    () => unableToPut('integration', at),
    () => {
      checkEnumerations(integration);
      checkIntegration(integration, method, limits);
    },
  );
  for (const response of Object.values(integration.integrationResponses ?? {})) {
    await errors.at(
      () => unableToPut('integration response', at),
      () => {
        if (!/^[1-5]\d\d$/.test(response.statusCode)) {
          throw badRequest(`Invalid status code specified: ${response.statusCode}`);
        }
        checkOneOf('contentHandling', response.contentHandling, CONTENT_HANDLING);
        checkResponseMappings(response.responseParameters, method.methodResponses?.[response.statusCode]);
        checkTemplates(response.responseTemplates, limits);
      },
    );
  }
  return method;
}

const CONTENT_HANDLING = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];

/** What the model of PutIntegration constrains and a document does not. */
function checkEnumerations({ connectionType, contentHandling, responseTransferMode }: IntegrationRecord): void {
  checkOneOf('connectionType', connectionType, ['INTERNET', 'VPC_LINK']);
  checkOneOf('contentHandling', contentHandling, CONTENT_HANDLING);
  checkOneOf('responseTransferMode', responseTransferMode, ['BUFFERED', 'STREAM']);
}

// deviation: The sentence for a member of an imported integration that is none of its fixed values is ours; AWS's is not recorded.
function checkOneOf(name: string, value: string | undefined, values: readonly string[]): void {
  if (value !== undefined && !values.includes(value)) {
    throw badRequest(`Invalid ${name} specified. Valid options are ${values.join(',')}`);
  }
}
