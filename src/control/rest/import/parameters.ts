import type { AwsVariables, BasePathMode, ReadOptions } from '../../../openapi/openapi.ts';
import type { Call } from '../../../protocol/protocol.ts';
import { badRequest } from '../errors.ts';

/** What the query parameters of an import say (API reference, ImportRestApi and PutRestApi). */
export interface ImportParameters {
  readonly read: ReadOptions;
  /** `endpointConfigurationTypes`, one or several with commas between. */
  readonly endpointTypes: readonly string[] | undefined;
  readonly vpcEndpointIds: readonly string[] | undefined;
}

const BASE_PATHS: ReadonlySet<string> = new Set(['ignore', 'prepend', 'split'] satisfies BasePathMode[]);
const ENDPOINT_TYPES: ReadonlySet<string> = new Set(['EDGE', 'REGIONAL', 'PRIVATE']);

// deviation: The sentences for parameters of an import that have unknown values are ours; AWS's are not recorded.
export function readParameters(
  parameters: { readonly [name: string]: string } | undefined,
  call: Call,
  restApiId: string,
): ImportParameters {
  const given = (name: string): string | undefined =>
    Object.hasOwn(parameters ?? {}, name) && parameters?.[name] !== '' ? parameters?.[name] : undefined;
  const basePath = given('basepath')?.toLowerCase() ?? 'ignore';
  if (!BASE_PATHS.has(basePath)) throw badRequest('Invalid basepath specified. Valid options are ignore,prepend,split');
  const ignore = given('ignore');
  if (ignore !== undefined && ignore !== 'documentation') {
    throw badRequest('Invalid ignore specified. Valid options are documentation');
  }
  const endpointTypes = list(given('endpointConfigurationTypes'))?.map((type) => type.toUpperCase());
  if (endpointTypes?.some((type) => !ENDPOINT_TYPES.has(type))) {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  return {
    read: {
      basePath: basePath as BasePathMode,
      ignoreDocumentation: ignore === 'documentation',
      restApiId,
      variables: awsVariables(call),
    },
    endpointTypes,
    vpcEndpointIds: list(given('vpcEndpointIds')),
  };
}

function list(text: string | undefined): readonly string[] | undefined {
  const items = (text ?? '').split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
  return items.length === 0 ? undefined : items;
}

/** Partitions by the start of the name of their regions; all others are `aws`. */
const PARTITIONS: readonly (readonly [start: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
];

function awsVariables({ account, region }: Call): AwsVariables {
  const partition = PARTITIONS.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';
  return { accountId: account, region, partition };
}
