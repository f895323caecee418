import { badRequest, errors } from './rest/errors.ts';

/**
 * How much of everything there may be. `aws` are AWS's quotas (aws-behaviour.md §3.2, those that AWS raises on request at
 * their defaults); `open`, the default, are bounds that only keep a stranger from growing a store without end.
 */
export type LimitsMode = 'aws' | 'open';

/** What one mode allows, by quota. */
export type Limits = { readonly [Q in Quota]: number };

export type Quota = keyof typeof COUNTS | keyof typeof SIZES;
export type CountQuota = keyof typeof COUNTS;
export type SizeQuota = keyof typeof SIZES;

interface Count {
  readonly aws: number;
  readonly open: number;
  /** As AWS's sentence has it: "Maximum number of {what}{where} has been reached." */
  readonly what: string;
  readonly where: string;
}

const OF_API = ' for this API';

/** How many there may be. */
const COUNTS = {
  edgeApis: { aws: 120, open: 10_000, what: 'APIs', where: '' },
  regionalApis: { aws: 600, open: 10_000, what: 'APIs', where: '' },
  privateApis: { aws: 600, open: 10_000, what: 'APIs', where: '' },
  resources: { aws: 300, open: 10_000, what: 'Resources', where: OF_API },
  stages: { aws: 10, open: 1_000, what: 'Stages', where: OF_API },
  authorizers: { aws: 10, open: 1_000, what: 'Authorizers', where: OF_API },
  models: { aws: 10_000, open: 10_000, what: 'Models', where: OF_API },
  requestValidators: { aws: 10_000, open: 10_000, what: 'Request Validators', where: OF_API },
  deployments: { aws: 10_000, open: 10_000, what: 'Deployments', where: OF_API },
  documentationParts: { aws: 2_000, open: 20_000, what: 'Documentation Parts', where: OF_API },
  documentationVersions: { aws: 1_000, open: 1_000, what: 'Documentation Versions', where: OF_API },
  apiKeys: { aws: 10_000, open: 20_000, what: 'API Keys', where: '' },
  usagePlans: { aws: 300, open: 2_000, what: 'Usage Plans', where: '' },
  usagePlansPerKey: { aws: 10, open: 1_000, what: 'Usage Plans', where: ' for this API Key' },
  stagesPerUsagePlan: { aws: 6_000, open: 10_000, what: 'API Stages', where: ' for this Usage Plan' },
  methodThrottles: { aws: 20, open: 1_000, what: 'method throttles', where: ' for this API Stage' },
  clientCertificates: { aws: 60, open: 1_000, what: 'Client Certificates', where: '' },
  vpcLinks: { aws: 20, open: 1_000, what: 'VPC Links', where: '' },
  publicDomains: { aws: 120, open: 10_000, what: 'Domain Names', where: '' },
  privateDomains: { aws: 50, open: 10_000, what: 'Domain Names', where: '' },
  basePathMappings: { aws: 200, open: 10_000, what: 'Base Path Mappings', where: ' for this Domain Name' },
  accessAssociations: { aws: 100, open: 10_000, what: 'Domain Name Access Associations', where: '' },
} as const satisfies { readonly [quota: string]: Count };

interface Size {
  readonly aws: number;
  readonly open: number;
  /** The start of a sentence: "{what} exceeds the maximum size of 400 bytes". */
  readonly what: string;
  readonly unit: 'bytes' | 'characters' | 'entries';
}

/** How large something may be. Bytes are those of its UTF-8 form. */
const SIZES = {
  resourcePolicy: { aws: 8_192, open: 65_536, what: 'The resource policy', unit: 'characters' },
  modelsOfApi: { aws: 409_600, open: 10_485_760, what: 'The models of this API together', unit: 'bytes' },
  apiDefinition: { aws: 6_291_456, open: 16_777_216, what: 'The API definition', unit: 'bytes' },
  mappingTemplate: { aws: 307_200, open: 3_145_728, what: 'The mapping template', unit: 'bytes' },
  accessLogFormat: { aws: 3_072, open: 32_768, what: 'The access log format', unit: 'bytes' },
  /** Ours, as are the next two: as JSON, for what one patch after the other could add. */
  restApi: { aws: 1_048_576, open: 1_048_576, what: 'The API', unit: 'bytes' },
  resource: { aws: 16_777_216, open: 16_777_216, what: 'The resource with its methods', unit: 'characters' },
  usagePlan: { aws: 1_048_576, open: 1_048_576, what: 'The usage plan', unit: 'bytes' },
  stageVariables: { aws: 100, open: 1_000, what: 'A stage with its variables', unit: 'entries' },
  tags: { aws: 50, open: 50, what: 'A resource with its tags', unit: 'entries' },
} as const satisfies { readonly [quota: string]: Size };

export function limitsOf(mode: LimitsMode): Limits {
  return Object.freeze(
    Object.fromEntries(Object.entries({ ...COUNTS, ...SIZES }).map(([quota, entry]) => [quota, entry[mode]])),
  ) as Limits;
}

/**
 * Whether there is room for `more` beside the `count` that there are. The sentence is AWS's, two spaces included, as its
 * users quote it for resources, authorizers and APIs (boto/boto3#1296, Miserlou/Zappa#628).
 *
 * @throws LimitExceededException
 */
export function checkRoom(limits: Limits, quota: CountQuota, count: number, more = 1): void {
  if (count + more <= limits[quota]) return;
  const { what, where } = COUNTS[quota];
  throw errors.LimitExceededException(
    `Maximum number of ${what}${where} has been reached.  Please contact AWS if you need additional ${what}.`,
  );
}

/** Whether something is not too large. @throws BadRequestException */
// deviation: The sentence for what is larger than its quota is ours; AWS's are not recorded.
export function checkSize(limits: Limits, quota: SizeQuota, size: number): void {
  if (size <= limits[quota]) return;
  const { what, unit } = SIZES[quota];
  throw badRequest(`${what} exceeds the maximum size of ${limits[quota]} ${unit}`);
}
