import { badRequest, type Given, givenStage, notFound, patch, type Row } from './row.ts';

const givenKey: Given = ['POST', '/apikeys', { name: 'test-key' }, { key: 'id' }];
const KEY = '/apikeys/<key>';

const givenPlan: readonly Given[] = [
  ...givenStage,
  ['POST', '/usageplans', { name: 'plan', apiStages: [{ apiId: '<api>', stage: 'dev' }] }, { plan: 'id' }],
];
const PLAN = '/usageplans/<plan>';

/** API keys, usage plans and VPC links. */
export const keyRows: readonly Row[] = [
  badRequest('test_create_api_key_with_invalid_name', 'Invalid API Key name, can be at most 1024 characters.', [
    'POST',
    '/apikeys',
    { name: 'a'.repeat(1025) },
  ]),
  badRequest('test_create_api_key_with_invalid_value', 'API Key value exceeds maximum size of 128 characters', [
    'POST',
    '/apikeys',
    { name: 'test-key', value: 'a'.repeat(129) },
  ]),
  badRequest('test_create_api_key_with_invalid_value', 'API Key value should be at least 20 characters', [
    'POST',
    '/apikeys',
    { name: 'test-key', value: 'a'.repeat(19) },
  ]),
  badRequest(
    'test_update_api_key_invalid_description_length',
    'Invalid API Key description specified.',
    patch(KEY, ['replace', '/description', 'a'.repeat(125_001)]),
    givenKey,
  ),
  badRequest(
    'test_update_api_key_immutable_field',
    "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
    patch(KEY, ['replace', '/id', 'new-id']),
    givenKey,
  ),
  badRequest(
    'test_usage_plan_crud',
    'Invalid API Stage specified',
    patch(PLAN, ['add', '/apiStages', 'fakevalue']),
    ...givenPlan,
  ),
  notFound(
    'test_usage_plan_crud',
    'Invalid API Stage {api: <api>, stage: fakestagename} specified for usageplan <plan>',
    patch(PLAN, ['add', '/apiStages', '<api>:fakestagename']),
    ...givenPlan,
  ),
  notFound(
    'test_usage_plan_crud',
    'Invalid API Stage {api: <api>b, stage: dev} specified for usageplan <plan>',
    patch(PLAN, ['add', '/apiStages', '<api>b:dev']),
    ...givenPlan,
  ),
  notFound(
    'test_usage_plan_crud',
    'Invalid Usage Plan ID specified',
    patch('/usageplans/noneexisting', ['replace', '/throttle/burstLimit', '100']),
  ),
  badRequest('test_create_vpc_link_invalid_parameters', 'Name cannot be empty', [
    'POST',
    '/vpclinks',
    {
      name: '',
      targetArns: ['arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/my-link/50dc6c495c0c9188'],
    },
  ]),
  badRequest('test_create_vpc_link_invalid_parameters', 'Invalid ARN. ARN is not well formed invalid-arn', [
    'POST',
    '/vpclinks',
    { name: 'test-link', targetArns: ['invalid-arn'] },
  ]),
  notFound('test_delete_vpc_link_invalid_id', 'Invalid Vpc Link identifier specified', ['DELETE', '/vpclinks/invalid']),
];
