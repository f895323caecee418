import {
  type AccessAssociationRecord,
  accessAssociationKey,
  type DomainNameRecord,
  domainNameKey,
} from '../../../definition/definition.ts';
import type { DomainNameAccessAssociation } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Key, Reader, Transaction } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { pathOfArn, privateArn } from '../account/arns.ts';
import { checkTags, tagsIfAny } from '../account/tag-rules.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { findDomain, pathOf } from './domain-names.ts';

// deviation: The sentences about access associations are ours; AWS's are not recorded.
// deviation: Domain names cannot be shared between accounts, so that an association is always with a domain name of one's own, and rejecting it removes it.
export function accessAssociationHandlers({
  store,
  limits,
}: RestControl): RestHandlers<
  | 'CreateDomainNameAccessAssociation'
  | 'GetDomainNameAccessAssociations'
  | 'DeleteDomainNameAccessAssociation'
  | 'RejectDomainNameAccessAssociation'
> {
  return {
    async CreateDomainNameAccessAssociation(input, call) {
      const { accessAssociationSource, accessAssociationSourceType } = input;
      if (!VPC_ENDPOINT.test(accessAssociationSource)) throw badRequest('Invalid VPC endpoint identifier specified');
      checkTags(limits, input.tags);
      return store.transact(async (tx) => {
        const domain = await domainOf(tx, call, input.domainNameArn);
        const path = pathOf(domain);
        const key = accessAssociationKey(call.scope, path, accessAssociationSource);
        if ((await find(tx, key)) !== undefined) throw conflict('Domain name access association already exists');
        const all = await tx.list({ scope: call.scope, kind: key.kind });
        checkRoom(limits, 'accessAssociations', all.length);
        const association: AccessAssociationRecord = {
          domainNameAccessAssociationArn: privateArn(call.scope, PATH_START + key.id),
          domainNameArn: domain.domainNameArn ?? input.domainNameArn,
          accessAssociationSourceType,
          accessAssociationSource,
          tags: input.tags ?? {},
        };
        tx.put(key, association);
        await tx.touch(domainNameKey(call.scope, path));
        return associationView(association);
      });
    },

    async GetDomainNameAccessAssociations(input, call) {
      if (input.resourceOwner === 'OTHER_ACCOUNTS') return { items: [] };
      const range = { scope: call.scope, kind: 'domainnameaccessassociation' };
      return page(store, range, input, associationView);
    },

    async DeleteDomainNameAccessAssociation(input, call) {
      await store.transact((tx) => remove(tx, call, input.domainNameAccessAssociationArn, undefined));
    },

    async RejectDomainNameAccessAssociation(input, call) {
      await store.transact((tx) => remove(tx, call, input.domainNameAccessAssociationArn, input.domainNameArn));
    },
  };
}

const VPC_ENDPOINT = /^vpce-[a-z0-9]{1,64}$/;
const PATH_START = '/domainnameaccessassociations/';
/** `{name}+{id}`: only a private domain name has associations. */
const PRIVATE_PATH = /^\/domainnames\/([^/+]+)\+([^/+]+)$/;

async function domainOf(reader: Reader, call: Call, arn: string): Promise<DomainNameRecord> {
  const path = pathOfArn(call.scope, arn);
  const [, domainName, domainNameId] = PRIVATE_PATH.exec(path ?? '') ?? [];
  if (domainName === undefined) throw notFound('Invalid domain name identifier specified');
  return findDomain(reader, call, { domainName, domainNameId });
}

/** @param domainNameArn whose association it must be; `undefined`: anyone's */
async function remove(tx: Transaction, call: Call, arn: string, domainNameArn: string | undefined): Promise<void> {
  const path = pathOfArn(call.scope, arn) ?? '';
  const id = path.startsWith(PATH_START) ? path.slice(PATH_START.length) : '';
  const key: Key<AccessAssociationRecord> = { scope: call.scope, kind: 'domainnameaccessassociation', id };
  const association = await find(tx, key);
  if (association === undefined || ![undefined, association.domainNameArn].includes(domainNameArn)) {
    throw notFound('Invalid domain name access association identifier specified');
  }
  tx.delete(key);
  const domain = await domainOf(tx, call, association.domainNameArn);
  await tx.touch(domainNameKey(call.scope, pathOf(domain)));
}

function associationView({ tags, ...shown }: AccessAssociationRecord): DomainNameAccessAssociation {
  return { ...shown, ...tagsIfAny(tags) };
}
