import { API, badRequest, notFound, patch, type Row, validation } from './row.ts';

const create = (input: object): ['POST', string, object] => ['POST', '/restapis', { name: 'pets', ...input }];

export const restApiRows: readonly Row[] = [
  badRequest(
    'test_create_rest_api_with_endpoint_configuration',
    'Cannot create an api with multiple Endpoint Types.',
    create({ endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } }),
  ),
  badRequest(
    'test_create_rest_api_with_endpoint_configuration',
    'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.',
    create({ endpointConfiguration: { types: [] } }),
  ),
  badRequest(
    'test_create_rest_api_with_optional_params',
    'Description cannot be an empty string',
    create({ description: '' }),
  ),
  badRequest(
    'test_create_rest_api_with_optional_params',
    'Invalid minimum compression size, must be between 0 and 10485760',
    create({ minimumCompressionSize: -1 }),
  ),
  badRequest(
    'test_create_rest_api_private_type',
    'Only dualstack ipAddressType is supported for Private APIs.',
    create({ endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } }),
  ),
  validation(
    'test_create_rest_api_private_type',
    "1 validation error detected: Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
    create({ endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'wrong' } }),
  ),
  validation(
    'test_create_rest_api_verify_defaults',
    "1 validation error detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]",
    create({ endpointConfiguration: { types: ['wrong'] } }),
  ),
  badRequest(
    'test_update_rest_api_ip_address_type',
    'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
    patch(API, ['replace', '/endpointConfiguration/types/0', 'wrong']),
  ),
  badRequest(
    'test_update_rest_api_ip_address_type',
    "Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
    patch(API, ['copy', '/endpointConfiguration/types/0', 'EDGE']),
  ),
  badRequest(
    'test_update_rest_api_ip_address_type',
    'ipAddressType must be either ipv4 or dualstack.',
    patch(API, ['replace', '/endpointConfiguration/ipAddressType', 'wrong']),
  ),
  badRequest(
    'test_update_rest_api_behaviour',
    'Invalid patch path /binaryMediaTypes',
    patch(API, ['remove', '/binaryMediaTypes']),
  ),
  badRequest('test_import_api_bad_file', 'Invalid OpenAPI input.', ['POST', '/restapis?mode=import', 'foo']),
  notFound(
    'test_get_api_case_insensitive',
    'Invalid API identifier specified 111111111111:ABCDEFGHIJ',
    ['GET', '/restapis/ABCDEFGHIJ'],
    // The id is pinned, so that its capitals are known.
    ['POST', '/restapis', { name: 'lower case api', tags: { _custom_id_: 'abcdefghij' } }],
  ),
];
