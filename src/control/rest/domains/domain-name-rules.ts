import type { DomainNameRecord } from '../../../definition/definition.ts';
import { MAX_JSON_DEPTH, parsedObject } from '../../../lib/json.ts';
import { checkSize, type Limits } from '../../limits.ts';
import { badRequest } from '../errors.ts';
import { checkCertificates } from './certificates.ts';

// deviation: The sentences about domain names, their policies, access modes and truststores are ours, but for those that say where they were seen; AWS's are not recorded.

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN_NAME = new RegExp(`^(?:\\*\\.)?(?:${LABEL}\\.)+${LABEL}$`);
const MAX_DOMAIN_NAME = 253;

/** A lower-case DNS name; a public one may start with `*.` (Developer Guide, "Wildcard custom domain names"). */
export function checkDomainName(name: string, isPrivate: boolean): void {
  if (name.length > MAX_DOMAIN_NAME || !DOMAIN_NAME.test(name)) {
    throw badRequest('Invalid domain name specified: it must be a lower-case DNS name');
  }
  if (isPrivate && name.startsWith('*.')) {
    throw badRequest('Wildcard custom domain names are not supported for private APIs');
  }
}

/** What holds for a domain name as a whole, new or patched. @param before `undefined` when it is new */
export function checkDomain(
  after: DomainNameRecord,
  before: DomainNameRecord | undefined,
  scope: string,
  limits: Limits,
): void {
  checkTypes(after, before);
  checkCertificates(after, before, scope);
  checkSecurity(after);
  checkMutualTls(after);
  checkPolicies(after, limits);
}

/**
 * One type, or both public ones while a domain name moves from one to the other. Terraform's provider quotes the sentence
 * about several types beside its schema of domain names; the other two are recorded for APIs.
 */
function checkTypes({ endpointConfiguration }: DomainNameRecord, before: DomainNameRecord | undefined): void {
  const { types, ipAddressType } = endpointConfiguration;
  if (types.length === 0) throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  const isPrivate = types.includes('PRIVATE');
  if (types.length > 1 && (before === undefined || isPrivate)) {
    throw badRequest('Cannot create an api with multiple Endpoint Types.');
  }
  if (before !== undefined && isPrivate !== isPrivateDomain(before)) {
    throw badRequest('A custom domain name cannot be migrated between public and private endpoint types');
  }
  if (isPrivate && ipAddressType !== 'dualstack') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  }
}

export function isPrivateDomain(domain: DomainNameRecord): boolean {
  return domain.endpointConfiguration.types.includes('PRIVATE');
}

/** Developer Guide, "Security policies for REST APIs": enhanced policies need an access mode, legacy ones have none. */
function checkSecurity(domain: DomainNameRecord): void {
  const { securityPolicy, endpointAccessMode, endpointConfiguration } = domain;
  const { types } = endpointConfiguration;
  const isEnhanced = securityPolicy.startsWith('SecurityPolicy_');
  if (isPrivateDomain(domain)) {
    if (securityPolicy !== 'TLS_1_2') throw badRequest('Private custom domain names have the security policy TLS_1_2');
    if (endpointAccessMode !== undefined) {
      throw badRequest('endpointAccessMode is not supported for private custom domain names');
    }
    return;
  }
  if (isEnhanced !== (endpointAccessMode !== undefined)) {
    throw badRequest(
      isEnhanced
        ? `endpointAccessMode is required for security policy ${securityPolicy}`
        : `endpointAccessMode is not supported for security policy ${securityPolicy}`,
    );
  }
  const only = types.length === 1 ? types[0] : undefined;
  if (isEnhanced && only !== undefined && securityPolicy.endsWith('_EDGE') !== (only === 'EDGE')) {
    throw badRequest(`Security policy ${securityPolicy} is not supported for the endpoint type ${only}`);
  }
  if (only === undefined && endpointAccessMode === 'STRICT') {
    throw badRequest('A second endpoint type can only be added while endpointAccessMode is BASIC');
  }
}

const TRUSTSTORE_URI = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.{1,1024}$/;

/** Developer Guide, "mutual TLS authentication": regional, TLS 1.2 at least, the truststore in S3. */
function checkMutualTls({
  mutualTlsAuthentication: mutual,
  endpointConfiguration,
  securityPolicy,
}: DomainNameRecord): void {
  if (mutual === undefined) return;
  if (!TRUSTSTORE_URI.test(mutual.truststoreUri ?? '')) {
    throw badRequest('Invalid truststoreUri specified: it must be s3://bucket-name/key-name');
  }
  if (!endpointConfiguration.types.every((type) => type === 'REGIONAL') || securityPolicy === 'TLS_1_0') {
    throw badRequest('Mutual TLS authentication needs the endpoint type REGIONAL and a security policy of TLS 1.2');
  }
}

/** Documents of private domain names: who may invoke, and who may associate (Developer Guide, private custom domain names). */
function checkPolicies(domain: DomainNameRecord, limits: Limits): void {
  for (const member of ['policy', 'managementPolicy'] as const) {
    const policy = domain[member];
    if (policy === undefined) continue;
    if (!isPrivateDomain(domain)) throw badRequest(`${member} is supported only for private custom domain names`);
    checkSize(limits, 'resourcePolicy', policy.length);
    if (parsedObject(policy, MAX_JSON_DEPTH) === undefined)
      throw badRequest(`Invalid ${member} document. Please check the policy syntax`);
  }
}
