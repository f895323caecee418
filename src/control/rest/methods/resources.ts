import { type ResourceRecord, resourceKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { Resource } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { findApi, findResource, markChanged, ofApi, putResource, remindToDeploy } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable } from '../patch.ts';
import { methodView } from './methods.ts';

export function resourceHandlers({
  store,
  log,
  limits,
}: RestControl): RestHandlers<'CreateResource' | 'GetResource' | 'GetResources' | 'UpdateResource' | 'DeleteResource'> {
  return {
    async CreateResource(input, call) {
      const [api, resource] = await store.transact(async (tx) => {
        const { restApiId, parentId, pathPart } = input;
        const parent = await findResource(tx, call, { restApiId, resourceId: parentId });
        const api = await findApi(tx, call, restApiId);
        const all = await resourcesOf(tx, call, restApiId);
        checkRoom(limits, 'resources', all.length);
        checkPlace(all, parent, pathPart, undefined);
        const resource = {
          id: newId(6),
          parentId,
          pathPart,
          path: checkPath(pathUnder(parent, pathPart)),
          resourceMethods: {},
        };
        putResource(tx, call, api, resource);
        return [api, resource];
      });
      await remindToDeploy(log, store, call, api);
      return resourceView(resource);
    },

    async GetResource(input, call) {
      return resourceView(await findResource(store, call, input), embedsMethods(input.embed));
    },

    async GetResources(input, call) {
      await findApi(store, call, input.restApiId);
      const range = ofApi<ResourceRecord>(call.scope, 'resource', input.restApiId);
      return page(store, range, input, (resource) => resourceView(resource, embedsMethods(input.embed)));
    },

    async UpdateResource(input, call) {
      const [changed, resource] = await store.transact(async (tx) => {
        const before = await findResource(tx, call, input);
        const api = await findApi(tx, call, input.restApiId);
        const after = applyPatch(before, input.patchOperations, resourcePatches);
        if (after.parentId === before.parentId && after.pathPart === before.pathPart) return [undefined, before];
        const all = await resourcesOf(tx, call, input.restApiId);
        const byId = new Map(all.map((other) => [other.id, other]));
        const parent = byId.get(after.parentId ?? '');
        if (parent === undefined) throw notFound('Invalid Resource identifier specified');
        if (isWithin(byId, parent, before.id)) throw badRequest('Resources cannot be cyclical.');
        checkPlace(all, parent, after.pathPart ?? '', before.id);
        const moved = { ...after, path: checkPath(pathUnder(parent, after.pathPart ?? '')) };
        putResource(tx, call, api, moved);
        for (const child of descendantsOf(all, before.id)) {
          const path = checkPath(moved.path + child.path.slice(before.path.length));
          putResource(tx, call, api, { ...child, path });
        }
        return [api, moved];
      });
      if (changed !== undefined) await remindToDeploy(log, store, call, changed);
      return resourceView(resource);
    },

    async DeleteResource(input, call) {
      const api = await store.transact(async (tx) => {
        const resource = await findResource(tx, call, input);
        const api = await findApi(tx, call, input.restApiId);
        // deviation: The sentence for deleting the root resource is ours; AWS's is not recorded.
        if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted.');
        const all = await resourcesOf(tx, call, input.restApiId);
        for (const gone of [resource, ...descendantsOf(all, resource.id)]) {
          tx.delete(resourceKey(call.scope, input.restApiId, gone.id));
        }
        markChanged(tx, call, api);
        return api;
      });
      await remindToDeploy(log, store, call, api);
    },
  };
}

const resourcePatches: PatchTable<ResourceRecord> = {
  wording: 'listed',
  rules: [
    {
      path: '/parentId',
      ops: ['replace'],
      apply(draft, { value }) {
        if (draft.parentId === undefined) throw badRequest('Root resource cannot update its parentId.');
        draft.parentId = value ?? '';
      },
    },
    {
      path: '/pathPart',
      ops: ['replace'],
      apply(draft, { value }) {
        if (draft.parentId === undefined) throw badRequest('Root resource cannot update its pathPart.');
        draft.pathPart = value ?? '';
      },
    },
  ],
};

const PATH_PART = /^(?:[a-zA-Z0-9._\-:,]+|\{[a-zA-Z0-9._\-:,]+\+?\})$/;

/** Whether a resource may stand under `parent` with this path part; `self` is its own id when it moves. */
export function checkPlace(
  all: readonly ResourceRecord[],
  parent: ResourceRecord,
  pathPart: string,
  self: string | undefined,
): void {
  if (!PATH_PART.test(pathPart)) {
    // The text AWS's console and CLI show; not among the recorded ones.
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  if (isGreedy(parent.pathPart)) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  }
  const siblings = all.filter((other) => other.parentId === parent.id && other.id !== self);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = pathPart.startsWith('{') ? siblings.find(({ pathPart: part }) => part?.startsWith('{')) : undefined;
  if (variable !== undefined) {
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
  if (isGreedy(pathPart) && self !== undefined && all.some((other) => other.parentId === self)) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${pathPart}`);
  }
}

function isGreedy(pathPart: string | undefined): boolean {
  return pathPart?.endsWith('+}') ?? false;
}

function pathUnder(parent: ResourceRecord, pathPart: string): string {
  return parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;
}

/** The longest URL that any of AWS's endpoints takes (aws-behaviour.md §3.2). */
const MAX_PATH = 10_240;

// deviation: A resource whose path is longer than 10240 characters is refused, since no request could reach it; what AWS does is not recorded.
function checkPath(path: string): string {
  if (path.length > MAX_PATH) throw badRequest(`The path of a resource can be at most ${MAX_PATH} characters long`);
  return path;
}

async function resourcesOf(reader: Reader, call: Call, restApiId: string): Promise<ResourceRecord[]> {
  const entries = await reader.list<ResourceRecord>(ofApi(call.scope, 'resource', restApiId));
  return entries.map(({ value }) => value);
}

/** Parents before their children. */
function descendantsOf(all: readonly ResourceRecord[], id: string): ResourceRecord[] {
  const found = all.filter(({ parentId }) => parentId === id);
  if (found.length === 0) return found;
  const children = Map.groupBy(all, ({ parentId }) => parentId ?? '');
  // The array grows while it is walked.
  for (const { id: parent } of found) found.push(...(children.get(parent) ?? []));
  return found;
}

function isWithin(byId: ReadonlyMap<string, ResourceRecord>, start: ResourceRecord, id: string): boolean {
  for (let at: ResourceRecord | undefined = start; at !== undefined; at = byId.get(at.parentId ?? '')) {
    if (at.id === id) return true;
  }
  return false;
}

function embedsMethods(embed: readonly string[] | undefined): boolean {
  return embed?.includes('methods') ?? false;
}

interface Views {
  embedded?: Resource;
  bare?: Resource;
}

/** Of records that are frozen, and so are their views: what is listed again and again is written once. */
const views = new WeakMap<ResourceRecord, Views>();

function resourceView(resource: ResourceRecord, embedMethods = false): Resource {
  if (!Object.isFrozen(resource)) return viewOf(resource, embedMethods);
  const known = views.get(resource) ?? {};
  const which = embedMethods ? 'embedded' : 'bare';
  const view = known[which] ?? Object.freeze(viewOf(resource, embedMethods));
  known[which] = view;
  views.set(resource, known);
  return view;
}

/** Methods show as empty objects unless they are embedded (API reference, GetResources). */
function viewOf(resource: ResourceRecord, embedMethods: boolean): Resource {
  const { resourceMethods, ...view } = resource;
  if (Object.keys(resourceMethods).length === 0) return view;
  const shown = Object.entries(resourceMethods).map(([httpMethod, method]) => [
    httpMethod,
    embedMethods ? methodView(method) : {},
  ]);
  return { ...view, resourceMethods: Object.fromEntries(shown) };
}
