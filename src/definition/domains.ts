import type { Key } from '../store/store.ts';
import type { EndpointConfigurationRecord } from './rest.ts';

/**
 * Custom domain names and what hangs on them. A public domain name is known by its name, a private one by its name and an id:
 * `{name}+{domainNameId}`, as its ARN has it (Developer Guide, "Custom domain names for private APIs").
 */

/** Kind `domainname`, id = `domainNamePath(…)`. */
export interface DomainNameRecord {
  readonly domainName: string;
  /** Of private ones only, as is `domainNameArn`. */
  readonly domainNameId?: string;
  readonly domainNameArn?: string;
  readonly certificateName?: string;
  readonly certificateArn?: string;
  readonly certificateUploadDate?: number;
  readonly regionalCertificateName?: string;
  readonly regionalCertificateArn?: string;
  readonly regionalDomainName?: string;
  readonly regionalHostedZoneId?: string;
  readonly distributionDomainName?: string;
  readonly distributionHostedZoneId?: string;
  readonly endpointConfiguration: EndpointConfigurationRecord;
  readonly securityPolicy: string;
  readonly endpointAccessMode?: string;
  readonly mutualTlsAuthentication?: { readonly truststoreUri?: string; readonly truststoreVersion?: string };
  readonly ownershipVerificationCertificateArn?: string;
  readonly managementPolicy?: string;
  readonly policy?: string;
  readonly routingMode: string;
  readonly tags: { readonly [key: string]: string };
  /** The type whose certificate came as PEM instead of by ARN: it is in a DomainCertificateRecord. */
  readonly imported?: EndpointConfigurationRecord['types'][number];
}

/** Kind `domaincertificate`, id = the domain name's. What CreateDomainName was given as PEM; no operation shows it. */
export interface DomainCertificateRecord {
  readonly certificateBody: string;
  readonly certificatePrivateKey: string;
  readonly certificateChain?: string;
}

/** Kind `basepathmapping`, id = `{domain name's}/{basePath}`. */
export interface BasePathMappingRecord {
  /** `(none)` is the empty one. */
  readonly basePath: string;
  readonly restApiId: string;
  /** Without one, the first segment after the base path names the stage. */
  readonly stage?: string;
}

/** Kind `mappingofapi`, id = `{api}/{domain name's}/{basePath}`: which mappings there are of an API. */
export interface MappingOfApiRecord {
  readonly domainName: string;
  readonly basePath: string;
  readonly stage?: string;
}

/** Kind `domainnameaccessassociation`, id = `domainname/{domain name's}/vpcesource/{VPC endpoint}`, as its ARN has it. */
export interface AccessAssociationRecord {
  readonly domainNameAccessAssociationArn: string;
  readonly domainNameArn: string;
  readonly accessAssociationSourceType: 'VPCE';
  readonly accessAssociationSource: string;
  readonly tags: { readonly [key: string]: string };
}

export const NO_BASE_PATH = '(none)';

export function domainNamePath(domainName: string, domainNameId: string | undefined): string {
  return domainNameId === undefined ? domainName : `${domainName}+${domainNameId}`;
}

/** @param domain `domainNamePath(…)`, here and below */
export const domainNameKey = (scope: string, domain: string): Key<DomainNameRecord> => ({
  scope,
  kind: 'domainname',
  id: domain,
});
export const domainCertificateKey = (scope: string, domain: string): Key<DomainCertificateRecord> => ({
  scope,
  kind: 'domaincertificate',
  id: domain,
});
export const basePathMappingKey = (scope: string, domain: string, basePath: string): Key<BasePathMappingRecord> => ({
  scope,
  kind: 'basepathmapping',
  id: `${domain}/${basePath}`,
});
export const mappingOfApiKey = (
  scope: string,
  api: string,
  domain: string,
  basePath: string,
): Key<MappingOfApiRecord> => ({ scope, kind: 'mappingofapi', id: `${api}/${domain}/${basePath}` });
export const accessAssociationKey = (
  scope: string,
  domain: string,
  vpcEndpoint: string,
): Key<AccessAssociationRecord> => ({
  scope,
  kind: 'domainnameaccessassociation',
  id: `domainname/${domain}/vpcesource/${vpcEndpoint}`,
});
