import {
  type BasePathMappingRecord,
  type DomainNameRecord,
  domainCertificateKey,
  domainNameKey,
  domainNamePath,
  mappingOfApiKey,
} from '../../../definition/definition.ts';
import type {
  CreateDomainNameRequest,
  DomainName,
  EndpointConfiguration,
} from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { checkTags, tagsIfAny } from '../account/tag-rules.ts';
import { badRequest, notFound } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type Draft } from '../patch.ts';
import { optional, stamp } from '../record.ts';
import { importedCertificate, presentsImported } from './certificates.ts';
import { checkTogether, domainNamePatches } from './domain-name-patches.ts';
import { checkDomain, checkDomainName, isPrivateDomain } from './domain-name-rules.ts';
import { provision } from './endpoints.ts';

// deviation: A domain name is AVAILABLE as soon as it was created or changed; on AWS it is UPDATING for minutes.
// deviation: Custom domain names, their mappings and routing modes are stored and shown, but requests are not served by them yet.
// deviation: A public domain name is unique in its account and region; on AWS an edge-optimized one is unique in the world.
export function domainNameHandlers({
  store,
  clock,
  limits,
}: RestControl): RestHandlers<
  'CreateDomainName' | 'GetDomainName' | 'GetDomainNames' | 'UpdateDomainName' | 'DeleteDomainName'
> {
  return {
    async CreateDomainName(input, call) {
      const endpointConfiguration = endpointsOf(input.endpointConfiguration);
      const imported = importedCertificate(input, endpointConfiguration.types[0]);
      const draft = newDomain(input, endpointConfiguration, stamp(clock), imported !== undefined);
      const isPrivate = isPrivateDomain(draft);
      checkDomainName(draft.domainName, isPrivate);
      checkTags(limits, input.tags);
      checkDomain(draft, undefined, call.scope, limits);
      provision(draft, call.scope);
      const domain: DomainNameRecord = draft;
      const path = pathOf(domain);
      await store.transact(async (tx) => {
        // Quoted from AWS by its users, dot and all, as a BadRequestException.
        if ((await find(tx, domainNameKey(call.scope, path))) !== undefined) {
          throw badRequest('The domain name you provided already exists.');
        }
        const all = await tx.list<DomainNameRecord>({ scope: call.scope, kind: 'domainname' });
        const alike = all.filter(({ value }) => isPrivateDomain(value) === isPrivate);
        checkRoom(limits, isPrivate ? 'privateDomains' : 'publicDomains', alike.length);
        tx.put(domainNameKey(call.scope, path), domain);
        if (imported !== undefined) tx.put(domainCertificateKey(call.scope, path), imported);
      });
      return briefView(domain);
    },

    async GetDomainName(input, call) {
      return domainView(await findDomain(store, call, input));
    },

    /** Other accounts cannot share domain names with this one, so that there are none of them. */
    async GetDomainNames(input, call) {
      if (input.resourceOwner === 'OTHER_ACCOUNTS') return { items: [] };
      return page(store, { scope: call.scope, kind: 'domainname' }, input, briefView);
    },

    async UpdateDomainName(input, call) {
      return store.transact(async (tx) => {
        const before = await findDomain(tx, call, input);
        checkTogether(input.patchOperations);
        const draft = applyPatch(before, input.patchOperations, domainNamePatches) as Draft<DomainNameRecord>;
        checkDomain(draft, before, call.scope, limits);
        if (rotates(before, draft)) draft.certificateUploadDate = stamp(clock);
        provision(draft, call.scope);
        if (!presentsImported(draft)) {
          delete draft.imported;
          tx.delete(domainCertificateKey(call.scope, pathOf(before)));
        }
        tx.put(domainNameKey(call.scope, pathOf(before)), draft);
        return domainView(draft);
      });
    },

    async DeleteDomainName(input, call) {
      await store.transact(async (tx) => {
        const path = pathOf(await findDomain(tx, call, input));
        const prefix = `domainname/${path}/`;
        const associations = await tx.list({ ...kindOf(call, 'domainnameaccessassociation'), prefix, limit: 1 });
        // deviation: The sentence for deleting a private domain name that has access associations is ours; AWS's is not recorded.
        if (associations.length > 0) {
          throw badRequest('Please remove all domain name access associations before deleting the domain name');
        }
        await deleteMappings(tx, call, path);
        tx.delete(domainCertificateKey(call.scope, path));
        tx.delete(domainNameKey(call.scope, path));
      });
    },
  };
}

export interface DomainNameAt {
  readonly domainName: string;
  readonly domainNameId?: string | undefined;
}

/** A private domain name is found with its id only (Developer Guide, private custom domain names). */
export async function findDomain(reader: Reader, call: Call, at: DomainNameAt): Promise<DomainNameRecord> {
  const path = domainNamePath(at.domainName, at.domainNameId || undefined);
  const domain = at.domainName.includes('+') ? undefined : await find(reader, domainNameKey(call.scope, path));
  // Quoted from AWS by its users.
  if (domain === undefined) throw notFound('Invalid domain name identifier specified');
  return domain;
}

export function pathOf({ domainName, domainNameId }: DomainNameRecord): string {
  return domainNamePath(domainName, domainNameId);
}

function kindOf(call: Call, kind: string): { readonly scope: string; readonly kind: string } {
  return { scope: call.scope, kind };
}

/** Edge-optimized unless told otherwise (CLI reference, create-domain-name, example 1). */
function endpointsOf(input: EndpointConfiguration | undefined): DomainNameRecord['endpointConfiguration'] {
  const types = input?.types ?? ['EDGE'];
  if (input?.vpcEndpointIds !== undefined && input.vpcEndpointIds.length > 0) {
    // deviation: The sentence for a domain name with VPC endpoint ids is ours; access associations are for that.
    throw badRequest('vpcEndpointIds are not supported for custom domain names');
  }
  return { types, ipAddressType: input?.ipAddressType ?? (types.includes('PRIVATE') ? 'dualstack' : 'ipv4') };
}

function newDomain(
  input: CreateDomainNameRequest,
  endpointConfiguration: DomainNameRecord['endpointConfiguration'],
  now: number,
  isImported: boolean,
): Draft<DomainNameRecord> {
  const { mutualTlsAuthentication: mutual } = input;
  const record: DomainNameRecord = {
    domainName: input.domainName,
    ...optional('certificateName', input.certificateName || undefined),
    ...optional('certificateArn', input.certificateArn || undefined),
    certificateUploadDate: now,
    ...optional('regionalCertificateName', input.regionalCertificateName || undefined),
    ...optional('regionalCertificateArn', input.regionalCertificateArn || undefined),
    endpointConfiguration,
    securityPolicy: input.securityPolicy ?? 'TLS_1_2',
    ...optional('endpointAccessMode', input.endpointAccessMode),
    ...optional(
      'mutualTlsAuthentication',
      mutual?.truststoreUri === undefined && mutual?.truststoreVersion === undefined
        ? undefined
        : {
            ...optional('truststoreUri', mutual.truststoreUri),
            ...optional('truststoreVersion', mutual.truststoreVersion),
          },
    ),
    ...optional('ownershipVerificationCertificateArn', input.ownershipVerificationCertificateArn || undefined),
    ...optional('policy', input.policy || undefined),
    routingMode: input.routingMode ?? 'BASE_PATH_MAPPING_ONLY',
    tags: input.tags ?? {},
    ...optional('imported', isImported ? endpointConfiguration.types[0] : undefined),
  };
  return record as Draft<DomainNameRecord>;
}

const CERTIFICATE_ARNS = ['certificateArn', 'regionalCertificateArn'] as const;

function rotates(before: DomainNameRecord, after: DomainNameRecord): boolean {
  return CERTIFICATE_ARNS.some((member) => after[member] !== undefined && after[member] !== before[member]);
}

// deviation: Deleting a domain name deletes its base path mappings; what AWS does with them is not recorded.
async function deleteMappings(tx: Transaction, call: Call, path: string): Promise<void> {
  const mappings = await tx.list<BasePathMappingRecord>({ ...kindOf(call, 'basepathmapping'), prefix: `${path}/` });
  for (const { key, value } of mappings) {
    tx.delete(key);
    tx.delete(mappingOfApiKey(call.scope, value.restApiId, path, value.basePath));
  }
}

/** Policies show as they were given (CLI reference, create-domain-name, example 2). */
function domainView({ imported: _, ...shown }: DomainNameRecord): DomainName {
  return { ...shown, domainNameStatus: 'AVAILABLE' } as DomainName;
}

function briefView(domain: DomainNameRecord): DomainName {
  const { tags: _, ...shown } = domainView(domain);
  return { ...shown, ...tagsIfAny(domain.tags) };
}
