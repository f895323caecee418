import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type DomainCertificateRecord, type DomainNameRecord, regionOf } from '../../../definition/definition.ts';
import type { CreateDomainNameRequest } from '../../../model/generated/apigateway.ts';
import { badRequest } from '../errors.ts';
import { optional } from '../record.ts';

type EndpointType = DomainNameRecord['endpointConfiguration']['types'][number];

/** Which members hold the certificate of an endpoint type, and where ACM must have it; `undefined`: where the API is. */
const CERTIFICATES: {
  readonly [T in EndpointType]: {
    readonly arn: 'certificateArn' | 'regionalCertificateArn';
    readonly name: 'certificateName' | 'regionalCertificateName';
    readonly region: string | undefined;
  };
} = {
  EDGE: { arn: 'certificateArn', name: 'certificateName', region: 'us-east-1' },
  REGIONAL: { arn: 'regionalCertificateArn', name: 'regionalCertificateName', region: undefined },
  PRIVATE: { arn: 'certificateArn', name: 'certificateName', region: undefined },
};

const ACM_ARN = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]{1,128}$/;

/**
 * Whether every endpoint type has its certificate, and no other one was set. The sentences are quoted from AWS by its users
 * (hashicorp/terraform-provider-aws#3276, anomalyco/sst#4131, amplify-education/serverless-domain-manager#49).
 *
 * @param before `undefined` for a new domain name
 * @throws BadRequestException
 */
// deviation: Whether a certificate exists, covers the domain name and is the caller's is not checked: there is no ACM to ask.
export function checkCertificates(after: DomainNameRecord, before: DomainNameRecord | undefined, scope: string): void {
  const { types } = after.endpointConfiguration;
  for (const { arn, name } of [CERTIFICATES.EDGE, CERTIFICATES.REGIONAL]) {
    const isUsed = types.some((type) => CERTIFICATES[type].arn === arn);
    const isSet = [arn, name].some((member) => after[member] !== undefined && after[member] !== before?.[member]);
    if (!isUsed && isSet) {
      const inactive = arn === 'certificateArn' ? 'EDGE' : 'REGIONAL';
      throw badRequest(`Cannot import certificates for ${inactive} while ${types.join(',')} is active.`);
    }
  }
  for (const type of types) {
    const { arn: member, region = regionOf(scope) } = CERTIFICATES[type];
    const arn = after[member];
    if (arn === undefined && after.imported !== type) {
      throw badRequest(`A certificate was not provided for the endpoint type ${type}.`);
    }
    if (arn === undefined || arn === before?.[member]) continue;
    // deviation: The sentence for what is no ARN of an ACM certificate is ours; AWS's is not recorded.
    const found = ACM_ARN.exec(arn)?.[1];
    if (found === undefined)
      throw badRequest(`Invalid certificate ARN: ${arn}. It must be that of an ACM certificate.`);
    if (found !== region) {
      throw badRequest(`Invalid certificate ARN: ${arn}. Certificate must be in '${region}'.`);
    }
  }
  const ownership = after.ownershipVerificationCertificateArn;
  if (ownership !== undefined && !ACM_ARN.test(ownership)) {
    throw badRequest(`Invalid certificate ARN: ${ownership}. It must be that of an ACM certificate.`);
  }
}

/** Whether a domain name presents the certificate that came as PEM: one that it has by ARN takes its place for good. */
export function presentsImported(domain: DomainNameRecord): boolean {
  const { imported, endpointConfiguration } = domain;
  if (imported === undefined || !endpointConfiguration.types.includes(imported)) return false;
  return domain[CERTIFICATES[imported].arn] === undefined;
}

/** The certificate that was given as PEM instead of by ARN, checked; `undefined` when none was. @throws BadRequestException */
// deviation: The sentences about certificates that are imported as PEM are ours; AWS's are not recorded.
export function importedCertificate(
  input: CreateDomainNameRequest,
  type: EndpointType | undefined,
): DomainCertificateRecord | undefined {
  const { certificateBody, certificatePrivateKey, certificateChain } = input;
  if (certificateBody === undefined && certificatePrivateKey === undefined && certificateChain === undefined) {
    return undefined;
  }
  const { name, arn } = CERTIFICATES[type ?? 'EDGE'];
  if (input[arn] !== undefined) throw badRequest(`Specify either ${arn} or certificateBody, not both`);
  for (const member of [name, 'certificateBody', 'certificatePrivateKey'] as const) {
    if (!input[member]) throw badRequest(`An imported certificate needs ${member}`);
  }
  const record = {
    certificateBody: certificateBody as string,
    certificatePrivateKey: certificatePrivateKey as string,
    ...optional('certificateChain', certificateChain),
  };
  if (!isUsable(record))
    throw badRequest('The certificate, its private key and its chain must be PEM and belong together');
  return record;
}

/** Characters (ACM API reference, ImportCertificate): what stands around PEM is kept with it. */
const LONGEST = { certificateBody: 32_768, certificatePrivateKey: 5_120, certificateChain: 2_097_152 } as const;

function isUsable(record: DomainCertificateRecord): boolean {
  const { certificateBody, certificatePrivateKey, certificateChain = '' } = record;
  const members = Object.keys(LONGEST) as (keyof typeof LONGEST)[];
  if (members.some((member) => (record[member]?.length ?? 0) > LONGEST[member])) return false;
  try {
    const chain = certificateChain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    for (const authority of chain) new X509Certificate(authority);
    if (certificateChain.trim() !== '' && chain.length === 0) return false;
    return new X509Certificate(certificateBody).checkPrivateKey(createPrivateKey(certificatePrivateKey));
  } catch {
    return false; // node:crypto throws for what is neither a certificate nor a key
  }
}
