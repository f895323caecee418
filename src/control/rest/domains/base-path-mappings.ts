import {
  type BasePathMappingRecord,
  basePathMappingKey,
  type DomainNameRecord,
  domainNameKey,
  mappingOfApiKey,
  NO_BASE_PATH,
  restApiKey,
  stageKey,
} from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable, replaceText } from '../patch.ts';
import { optional } from '../record.ts';
import { isPrivateDomain } from './domain-name-rules.ts';
import { findDomain, pathOf } from './domain-names.ts';

/**
 * Mappings belong to their domain name, whose record guards them, and they name an API, whose record is rewritten too: it cannot
 * go while it is being mapped to.
 */
export function basePathMappingHandlers({
  store,
  limits,
}: RestControl): RestHandlers<
  | 'CreateBasePathMapping'
  | 'GetBasePathMapping'
  | 'GetBasePathMappings'
  | 'UpdateBasePathMapping'
  | 'DeleteBasePathMapping'
> {
  return {
    async CreateBasePathMapping(input, call) {
      const mapping: BasePathMappingRecord = {
        basePath: readBasePath(input.basePath),
        restApiId: input.restApiId,
        // Terraform's provider sends an empty stage for none.
        ...optional('stage', input.stage || undefined),
      };
      await store.transact(async (tx) => {
        const domain = await findDomain(tx, call, input);
        await checkTarget(tx, call, domain, mapping);
        await checkFree(tx, call, domain, mapping.basePath);
        const range = { scope: call.scope, kind: 'basepathmapping', prefix: `${pathOf(domain)}/` };
        checkRoom(limits, 'basePathMappings', (await tx.list(range)).length);
        await put(tx, call, domain, mapping);
      });
      return mapping;
    },

    async GetBasePathMapping(input, call) {
      return findMapping(store, call, await findDomain(store, call, input), input.basePath);
    },

    async GetBasePathMappings(input, call) {
      const prefix = `${pathOf(await findDomain(store, call, input))}/`;
      const range = { scope: call.scope, kind: 'basepathmapping', prefix };
      return page<BasePathMappingRecord, BasePathMappingRecord>(store, range, input, (mapping) => mapping);
    },

    async UpdateBasePathMapping(input, call) {
      return store.transact(async (tx) => {
        const domain = await findDomain(tx, call, input);
        const before = await findMapping(tx, call, domain, input.basePath);
        const after = applyPatch(before, input.patchOperations, basePathMappingPatches);
        await checkTarget(tx, call, domain, after);
        if (after.basePath !== before.basePath) await checkFree(tx, call, domain, after.basePath);
        remove(tx, call, domain, before);
        await put(tx, call, domain, after);
        return after;
      });
    },

    async DeleteBasePathMapping(input, call) {
      await store.transact(async (tx) => {
        const domain = await findDomain(tx, call, input);
        remove(tx, call, domain, await findMapping(tx, call, domain, input.basePath));
        await tx.touch(domainNameKey(call.scope, pathOf(domain)));
      });
    },
  };
}

/** Paths: API reference, "Patch Operations"; `/basePath` is what the Terraform provider sends. */
const basePathMappingPatches: PatchTable<BasePathMappingRecord> = {
  wording: 'listed',
  rules: [
    ...['/basepath', '/basePath'].map((path) => ({
      path,
      ops: ['replace'] as const,
      apply(draft: { basePath: string }, { value }: { readonly value: string | undefined }) {
        draft.basePath = readBasePath(value);
      },
    })),
    {
      path: '/restapiId',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        draft.restApiId = value;
      },
    },
    replaceText<BasePathMappingRecord>('stage'),
  ],
};

const BASE_PATH = /^[a-zA-Z0-9$\-_.+!*'()]{1,300}$/;

/** One segment; `(none)` and the empty one are the same. */
function readBasePath(basePath: string | undefined): string {
  if (basePath === undefined || basePath === '') return NO_BASE_PATH;
  if (basePath.includes('/')) {
    // Quoted from AWS in moto's apigateway/exceptions.py.
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. " +
        'To create a multi-level base path mapping, use API Gateway V2.',
    );
  }
  // deviation: The sentence for a base path with characters that it may not have is ours; AWS's is not recorded.
  if (!BASE_PATH.test(basePath)) {
    throw badRequest("Base path may only contain letters, numbers and one of $-_.+!*'()");
  }
  return basePath;
}

/** Sentences quoted from AWS by its users, but for the last. */
async function checkTarget(
  tx: Transaction,
  call: Call,
  domain: DomainNameRecord,
  { restApiId, stage }: BasePathMappingRecord,
): Promise<void> {
  const api = await find(tx, restApiKey(call.scope, restApiId));
  if (api === undefined) throw badRequest('Invalid REST API identifier specified');
  if (stage !== undefined && (await find(tx, stageKey(call.scope, restApiId, stage))) === undefined) {
    throw badRequest('Invalid stage identifier specified');
  }
  // deviation: The sentence for a private API on a public domain name, or the other way round, is ours; AWS's is not recorded.
  if (api.endpointConfiguration.types.includes('PRIVATE') !== isPrivateDomain(domain)) {
    throw badRequest('Private APIs can only be mapped to private custom domain names, and public APIs to public ones');
  }
}

async function checkFree(tx: Transaction, call: Call, domain: DomainNameRecord, basePath: string): Promise<void> {
  if ((await find(tx, basePathMappingKey(call.scope, pathOf(domain), basePath))) !== undefined) {
    throw conflict('Base path already exists for this domain name');
  }
}

async function findMapping(
  reader: Reader,
  call: Call,
  domain: DomainNameRecord,
  basePath: string,
): Promise<BasePathMappingRecord> {
  const mapping = await find(reader, basePathMappingKey(call.scope, pathOf(domain), basePath || NO_BASE_PATH));
  if (mapping === undefined) throw notFound('Invalid base path mapping identifier specified');
  return mapping;
}

async function put(
  tx: Transaction,
  call: Call,
  domain: DomainNameRecord,
  mapping: BasePathMappingRecord,
): Promise<void> {
  const { restApiId, basePath, stage } = mapping;
  const path = pathOf(domain);
  tx.put(basePathMappingKey(call.scope, path, basePath), mapping);
  tx.put(mappingOfApiKey(call.scope, restApiId, path, basePath), {
    domainName: domain.domainName,
    basePath,
    ...optional('stage', stage),
  });
  await tx.touch(domainNameKey(call.scope, path));
  await tx.touch(restApiKey(call.scope, restApiId));
}

function remove(tx: Transaction, call: Call, domain: DomainNameRecord, mapping: BasePathMappingRecord): void {
  tx.delete(basePathMappingKey(call.scope, pathOf(domain), mapping.basePath));
  tx.delete(mappingOfApiKey(call.scope, mapping.restApiId, pathOf(domain), mapping.basePath));
}
