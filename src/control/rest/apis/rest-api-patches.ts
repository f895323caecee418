import type { EndpointConfigurationRecord, RestApiRecord } from '../../../definition/definition.ts';
import type { EndpointConfiguration } from '../../../model/generated/apigateway.ts';
import { badRequest } from '../errors.ts';
import {
  type Draft,
  type Patch,
  type PatchTable,
  replaceBoolean,
  replaceEnum,
  replaceText,
  unescapePointer,
  valuesOf,
} from '../patch.ts';

type EndpointType = EndpointConfigurationRecord['types'][number];

const ENDPOINT_TYPES: ReadonlySet<string> = new Set(['REGIONAL', 'EDGE', 'PRIVATE']);
const MAX_COMPRESSION_SIZE = 10_485_760;

/** UpdateRestApi (patch paths: API reference; refusals recorded in test_update_rest_api_*). */
export const restApiPatches: PatchTable<RestApiRecord> = {
  wording: 'named',
  rules: [
    {
      path: '/name',
      ops: ['replace'],
      apply(draft, { value }) {
        // deviation: The sentence for taking an API's name away is ours; AWS's is not recorded.
        if (value === undefined || value === '') throw badRequest('API Name cannot be empty');
        draft.name = value;
      },
    },
    { ...replaceText<RestApiRecord>('description'), ops: ['replace', 'remove'] },
    replaceText<RestApiRecord>('version'),
    replaceText<RestApiRecord>('policy'),
    replaceEnum<RestApiRecord>('securityPolicy', valuesOf('SecurityPolicy'), true),
    replaceEnum<RestApiRecord>('endpointAccessMode', valuesOf('EndpointAccessMode'), true),
    replaceBoolean<RestApiRecord>('disableExecuteApiEndpoint'),
    {
      path: '/apiKeySource',
      ops: ['replace'],
      apply(draft, { value }) {
        // deviation: The sentence for an unknown API key source is ours; AWS's is not recorded.
        if (value !== 'HEADER' && value !== 'AUTHORIZER') {
          throw badRequest('Invalid apiKeySource specified. Valid options are HEADER,AUTHORIZER');
        }
        draft.apiKeySource = value;
      },
    },
    {
      path: '/minimumCompressionSize',
      ops: ['replace'],
      apply(draft, { value }) {
        if (value === undefined || value === '') delete draft.minimumCompressionSize;
        else draft.minimumCompressionSize = readCompressionSize(Number(value));
      },
    },
    { path: '/binaryMediaTypes/{type}', ops: ['add', 'remove', 'replace'], apply: patchBinaryMediaTypes },
    { path: '/endpointConfiguration/types/{type}', ops: ['add', 'remove', 'replace'], apply: patchEndpointType },
    {
      path: '/endpointConfiguration/ipAddressType',
      ops: ['replace'],
      apply(draft, { value }) {
        if (value !== 'ipv4' && value !== 'dualstack')
          throw badRequest('ipAddressType must be either ipv4 or dualstack.');
        checkPrivate(draft.endpointConfiguration.types, value);
        draft.endpointConfiguration.ipAddressType = value;
      },
    },
    {
      // The ids stand in the value, one or several with commas between (recorded: test_create_execute_api_vpc_endpoint).
      path: '/endpointConfiguration/vpcEndpointIds',
      ops: ['add', 'remove'],
      apply(draft, { op, value = '' }) {
        const ids = value.split(',').filter((id) => id !== '');
        const { endpointConfiguration } = draft;
        const others = (endpointConfiguration.vpcEndpointIds ?? []).filter((other) => !ids.includes(other));
        const next = op === 'add' ? [...others, ...ids] : others;
        if (next.length === 0) delete endpointConfiguration.vpcEndpointIds;
        else endpointConfiguration.vpcEndpointIds = next;
      },
    },
  ],
};

/** The media type stands in the path; `replace` puts its value in the place of it (recorded). */
function patchBinaryMediaTypes(draft: Draft<RestApiRecord>, { op, at, value }: Patch): void {
  const type = at[0] as string;
  const others = (draft.binaryMediaTypes ?? []).filter((other) => other !== type);
  const types =
    op === 'remove' ? others : [...others, op === 'replace' && value !== undefined ? unescapePointer(value) : type];
  if (types.length === 0) delete draft.binaryMediaTypes;
  else draft.binaryMediaTypes = types;
}

/** An API has one type, so adding and replacing come to the same, and removing the only one is refused. */
function patchEndpointType(draft: Draft<RestApiRecord>, { op, at, value }: Patch): void {
  const type = op === 'remove' ? '' : (value ?? (at[0] as string));
  if (op === 'remove') throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  if (!ENDPOINT_TYPES.has(type)) {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  draft.endpointConfiguration.types = [type as EndpointType];
  if (type === 'PRIVATE') draft.endpointConfiguration.ipAddressType = 'dualstack';
}

/** What CreateRestApi makes of an endpoint configuration (recorded: test_create_rest_api_with_endpoint_configuration). */
export function endpointConfiguration(input: EndpointConfiguration | undefined): EndpointConfigurationRecord {
  const types = (input?.types ?? ['EDGE']) as readonly EndpointType[];
  if (types.length === 0) throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  if (types.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  const isPrivate = types.includes('PRIVATE');
  const ipAddressType = input?.ipAddressType ?? (isPrivate ? 'dualstack' : 'ipv4');
  checkPrivate(types, ipAddressType);
  const { vpcEndpointIds } = input ?? {};
  return { types, ipAddressType, ...(vpcEndpointIds === undefined ? {} : { vpcEndpointIds }) };
}

function checkPrivate(types: readonly EndpointType[], ipAddressType: string): void {
  if (types.includes('PRIVATE') && ipAddressType !== 'dualstack') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  }
}

export function readCompressionSize(size: number): number {
  if (!Number.isInteger(size) || size < 0 || size > MAX_COMPRESSION_SIZE) {
    throw badRequest('Invalid minimum compression size, must be between 0 and 10485760');
  }
  return size;
}
