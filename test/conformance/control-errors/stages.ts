import { API, badRequest, type Given, givenMock, givenStage, patch, type Row } from './row.ts';

const STAGE = `${API}/stages/dev`;
const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } };
const givenCanary: readonly Given[] = [
  ...givenStage,
  ['POST', `${API}/deployments`, { stageName: 'dev', canarySettings }],
];

/** AWS lacks commas here and there. */
export const LEGAL_PATHS =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]';

/** What cannot be removed is taken for a method setting; the space at the end is AWS's. */
const notRemoved = (recorded: string, path: string): Row =>
  badRequest(
    recorded,
    `Cannot remove method setting ${path} because there is no method setting for this method `,
    patch(STAGE, ['remove', `/${path}`]),
    ...givenCanary,
  );

export const stageRows: readonly Row[] = [
  notRemoved('test_update_stage_remove_wildcard', '*/*'),
  notRemoved('test_stage_access_log_settings_validation', 'accessLogSettings/*'),
  notRemoved('test_stage_access_log_settings_validation', 'accessLogSettings/destinationArn'),
  notRemoved('test_stage_access_log_settings_validation', 'accessLogSettings/randomValue'),
  notRemoved('test_update_stage_canary_deployment_validation', 'canarySettings/badPath'),
  notRemoved('test_update_stage_canary_deployment_validation', 'canarySettings/stageVariableOverrides'),
  badRequest(
    'test_stage_access_log_settings_validation',
    'Access Log value must not be empty',
    patch(STAGE, ['replace', '/accessLogSettings/format', '']),
    ...givenStage,
  ),
  badRequest(
    'test_stage_access_log_settings_validation',
    'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    patch(STAGE, ['replace', '/accessLogSettings/randomValue', 'x']),
    ...givenStage,
  ),
  badRequest(
    'test_update_stage_canary_deployment_validation',
    `Invalid method setting path: /canarySettings/badPath. Must be one of: ${LEGAL_PATHS}`,
    patch(STAGE, ['replace', '/canarySettings/badPath', 'badPath']),
    ...givenCanary,
  ),
  badRequest(
    'test_update_stage_canary_deployment_validation',
    'Invalid add operation with path: /canarySettings/deploymentId',
    patch(STAGE, ['add', '/canarySettings/deploymentId', '<deployment>']),
    ...givenStage,
  ),
  badRequest(
    'test_update_stage_with_copy_ops',
    'Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
    patch(STAGE, ['copy', '/canarySettings/stageVariableOverrides', undefined, '/variables']),
    ...givenCanary,
  ),
  badRequest(
    'test_update_stage_with_copy_ops',
    'Promotion not available. Canary does not exist.',
    patch(STAGE, ['copy', '/variables', undefined, '/canarySettings/stageVariableOverrides']),
    ...givenStage,
  ),
  badRequest(
    'test_create_canary_deployment',
    'Deployment id does not exist',
    [
      'POST',
      `${API}/stages`,
      {
        stageName: 'dev2',
        deploymentId: '<deployment>',
        canarySettings: { ...canarySettings, deploymentId: 'deploy' },
      },
    ],
    ...givenStage,
  ),
  badRequest(
    'test_create_canary_deployment_validation',
    'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is null',
    ['POST', `${API}/deployments`, { canarySettings }],
    ...givenMock,
  ),
  badRequest(
    'test_create_canary_deployment_validation',
    'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ',
    ['POST', `${API}/deployments`, { stageName: '', canarySettings }],
    ...givenMock,
  ),
  badRequest(
    'test_create_canary_deployment_validation',
    'Invalid deployment content specified.Stage non-existing must already be created before making a canary release deployment',
    ['POST', `${API}/deployments`, { stageName: 'non-existing', canarySettings }],
    ...givenMock,
  ),
  badRequest(
    'test_create_delete_deployments[False]',
    'Active stages pointing to this deployment must be moved or deleted',
    ['DELETE', `${API}/deployments/<deployment>`],
    ...givenStage,
  ),
];
