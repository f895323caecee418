import type { DomainNameRecord } from '../../../definition/definition.ts';
import { badRequest } from '../errors.ts';
import {
  type Draft,
  type Patch,
  type PatchOperationInput,
  type PatchRule,
  type PatchTable,
  replaceEnum,
  replaceText,
  valuesOf,
} from '../patch.ts';

type EndpointType = DomainNameRecord['endpointConfiguration']['types'][number];

const ENDPOINT_TYPES: ReadonlySet<string> = new Set(['REGIONAL', 'EDGE', 'PRIVATE']);

/** UpdateDomainName. Paths and operations: API reference, "Patch Operations". */
export const domainNamePatches: PatchTable<DomainNameRecord> = {
  wording: 'listed',
  rules: [
    certificate('certificateName'),
    certificate('certificateArn'),
    { path: '/endpointConfiguration/types', ops: ['add', 'remove'], apply: patchTypes },
    // Terraform's provider replaces by index.
    { path: '/endpointConfiguration/types/{index}', ops: ['replace'], apply: replaceType },
    {
      path: '/endpointConfiguration/ipAddressType',
      ops: ['replace'],
      apply(draft, { value }) {
        // Recorded for APIs: test_update_rest_api_ip_address_type.
        if (value !== 'ipv4' && value !== 'dualstack') {
          throw badRequest('ipAddressType must be either ipv4 or dualstack.');
        }
        draft.endpointConfiguration.ipAddressType = value;
      },
    },
    replaceEnum<DomainNameRecord>('endpointAccessMode', valuesOf('EndpointAccessMode'), true),
    replaceText<DomainNameRecord>('managementPolicy'),
    truststore('truststoreUri'),
    truststore('truststoreVersion'),
    replaceText<DomainNameRecord>('policy'),
    certificate('regionalCertificateName'),
    certificate('regionalCertificateArn'),
    replaceEnum<DomainNameRecord>('routingMode', valuesOf('RoutingMode'), false),
    replaceEnum<DomainNameRecord>('securityPolicy', valuesOf('SecurityPolicy'), false),
    certificate('ownershipVerificationCertificateArn'),
  ],
};

/** Of these, one request may add or remove, and not both (the same page). */
const NOT_BOTH = [
  '/certificateName',
  '/certificateArn',
  '/endpointConfiguration/types',
  '/regionalCertificateName',
  '/regionalCertificateArn',
];

// deviation: The sentence for adding and removing certificates or endpoint types in one request is ours; AWS's is not recorded.
export function checkTogether(operations: readonly PatchOperationInput[] | undefined): void {
  for (const path of NOT_BOTH) {
    const ops = (operations ?? []).filter((operation) => operation.path === path).map(({ op }) => op);
    if (ops.includes('add') && ops.includes('remove')) {
      throw badRequest(`Operations add and remove of ${path} cannot be included in the same request`);
    }
  }
}

type CertificateMember =
  | 'certificateName'
  | 'certificateArn'
  | 'regionalCertificateName'
  | 'regionalCertificateArn'
  | 'ownershipVerificationCertificateArn';

/** Adds, rotates or takes away; an empty value takes away, as Terraform's provider does it. */
function certificate(member: CertificateMember): PatchRule<DomainNameRecord> {
  return {
    path: `/${member}`,
    ops: ['add', 'replace', 'remove'],
    apply(draft, { op, value = '' }) {
      if (op === 'remove' || value === '') delete draft[member];
      else draft[member] = value;
    },
  };
}

type MutualTls = NonNullable<DomainNameRecord['mutualTlsAuthentication']>;

/** Without a truststore there is no mutual TLS, whatever else was set (Developer Guide, "disable mutual TLS"). */
function truststore(member: 'truststoreUri' | 'truststoreVersion'): PatchRule<DomainNameRecord> {
  return {
    path: `/mutualTlsAuthentication/${member}`,
    ops: ['add', 'replace', 'remove'],
    apply(draft, { op, value = '' }) {
      const { [member]: _, ...rest }: MutualTls = draft.mutualTlsAuthentication ?? {};
      const mutual: MutualTls = op === 'remove' || value === '' ? rest : { ...rest, [member]: value };
      const isOff = member === 'truststoreUri' ? mutual.truststoreUri === undefined : Object.keys(mutual).length === 0;
      if (isOff) delete draft.mutualTlsAuthentication;
      else draft.mutualTlsAuthentication = mutual;
    },
  };
}

function patchTypes(draft: Draft<DomainNameRecord>, { op, value }: Patch): void {
  const type = readType(value);
  const { endpointConfiguration } = draft;
  const others = endpointConfiguration.types.filter((other) => other !== type);
  endpointConfiguration.types = op === 'add' ? [...others, type] : others;
}

function replaceType(draft: Draft<DomainNameRecord>, { at, value, path }: Patch): void {
  const { types } = draft.endpointConfiguration;
  const index = types.findIndex((type, i) => at[0] === type || at[0] === String(i));
  // deviation: The sentence for replacing an endpoint type that a domain name does not have is ours; AWS's is not recorded.
  if (index < 0) throw badRequest(`Invalid patch path ${path}`);
  const type = readType(value);
  draft.endpointConfiguration.types = types.map((other, i) => (i === index ? type : other));
}

/** Recorded for APIs: test_update_rest_api_ip_address_type. */
function readType(value: string | undefined): EndpointType {
  if (value !== undefined && ENDPOINT_TYPES.has(value)) return value as EndpointType;
  throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
}
