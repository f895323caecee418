import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_START, newStage, openRest, type PatchOperation, refused } from '../rest.fixture.ts';

/** What one patch of a method setting fills in. */
const DEFAULTS = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10000,
  cachingEnabled: true,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const LEGAL_PATHS =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]';

test('a stage is patched member by member (test_create_update_stages)', async () => {
  await using rest = await openRest();
  const { stage, deployment } = await newStage(rest);
  rest.clock.advance(1000);
  const { status, body } = await rest.patch(
    stage,
    ['replace', '/description', 'stage new'],
    ['replace', '/variables/var1', 'test'],
    ['replace', '/variables/var2', 'test2'],
    ['replace', '/*/*/throttling/burstLimit', '123'],
    ['replace', '/*/*/caching/enabled', 'true'],
    ['replace', '/tracingEnabled', 'true'],
    ['replace', '/test/GET/throttling/burstLimit', '124'],
  );
  assert.equal(status, 200);
  assert.deepEqual(body, {
    stageName: 'dev',
    deploymentId: deployment,
    description: 'stage new',
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {
      '*/*': { ...DEFAULTS, throttlingBurstLimit: 123 },
      'test/GET': { ...DEFAULTS, throttlingBurstLimit: 124 },
    },
    tracingEnabled: true,
    variables: { var1: 'test', var2: 'test2' },
    createdDate: AT_START,
    lastUpdatedDate: AT_START + 1,
  });
  assert.deepEqual(await rest.ok('GET', stage), body);
  // The settings of all methods do not reach those of one.
  const { body: later } = await rest.patch(stage, ['replace', '/*/*/throttling/burstLimit', '100']);
  assert.deepEqual(later['methodSettings'], {
    '*/*': { ...DEFAULTS, throttlingBurstLimit: 100 },
    'test/GET': { ...DEFAULTS, throttlingBurstLimit: 124 },
  });
});

test('every method setting', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const { body } = await rest.patch(
    stage,
    ['replace', '/~1pets~1{id}/GET/metrics/enabled', 'true'],
    ['replace', '/~1pets~1{id}/GET/logging/dataTrace', 'true'],
    ['replace', '/~1pets~1{id}/GET/logging/loglevel', 'INFO'],
    ['replace', '/~1pets~1{id}/GET/throttling/burstLimit', '1'],
    ['replace', '/~1pets~1{id}/GET/throttling/rateLimit', '0.5'],
    ['replace', '/~1pets~1{id}/GET/caching/ttlInSeconds', '0'],
    ['replace', '/~1pets~1{id}/GET/caching/enabled', 'false'],
    ['replace', '/~1pets~1{id}/GET/caching/dataEncrypted', 'true'],
    ['replace', '/~1pets~1{id}/GET/caching/requireAuthorizationForCacheControl', 'false'],
    ['replace', '/~1pets~1{id}/GET/caching/unauthorizedCacheControlHeaderStrategy', 'FAIL_WITH_403'],
  );
  assert.deepEqual(body['methodSettings'], {
    '~1pets~1{id}/GET': {
      metricsEnabled: true,
      dataTraceEnabled: true,
      loggingLevel: 'INFO',
      throttlingBurstLimit: 1,
      throttlingRateLimit: 0.5,
      cachingEnabled: false,
      cacheTtlInSeconds: 0,
      cacheDataEncrypted: true,
      requireAuthorizationForCacheControl: false,
      unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403',
    },
  });
  const { body: reset } = await rest.patch(stage, ['remove', '/~1pets~1{id}/GET']);
  assert.deepEqual(reset['methodSettings'], {});
});

test('method settings are removed together (test_update_stage_remove_wildcard)', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const missing = 'Cannot remove method setting */* because there is no method setting for this method ';
  refused(await rest.patch(stage, ['remove', '/*/*']), 'BadRequestException', missing);
  const { body } = await rest.patch(stage, ['replace', '/*/*/caching/enabled', 'true']);
  assert.deepEqual(body['methodSettings'], { '*/*': DEFAULTS });
  assert.deepEqual((await rest.patch(stage, ['remove', '/*/*'])).body['methodSettings'], {});
  assert.deepEqual((await rest.ok('GET', stage))['methodSettings'], {});
});

test('access log settings (test_stage_access_log_settings_validation)', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const arn = 'arn:aws:logs:us-east-1:111111111111:log-group:pets';
  const { body } = await rest.patch(
    stage,
    ['replace', '/accessLogSettings/destinationArn', arn],
    ['replace', '/accessLogSettings/format', '$context.requestId'],
  );
  assert.deepEqual(body['accessLogSettings'], { destinationArn: arn, format: '$context.requestId' });
  assert.ok(!('accessLogSettings' in (await rest.patch(stage, ['remove', '/accessLogSettings'])).body));
});

test('the cache cluster and the other members', async () => {
  await using rest = await openRest();
  const { at, stage } = await newStage(rest);
  const shown = async (...operations: readonly PatchOperation[]) => {
    const { cacheClusterEnabled, cacheClusterSize, cacheClusterStatus } = (await rest.patch(stage, ...operations)).body;
    return [cacheClusterEnabled, cacheClusterSize, cacheClusterStatus];
  };
  assert.deepEqual(await shown(['replace', '/cacheClusterEnabled', 'true']), [true, '0.5', 'AVAILABLE']);
  assert.deepEqual(await shown(['replace', '/cacheClusterSize', '6.1']), [true, '6.1', 'AVAILABLE']);
  assert.deepEqual(await shown(['replace', '/cacheClusterEnabled', 'false']), [false, '6.1', 'NOT_AVAILABLE']);
  const { clientCertificateId } = await rest.ok('POST', '/clientcertificates', {});
  await rest.ok('POST', `${at}/documentation/versions`, { documentationVersion: 'v1' });
  const { body } = await rest.patch(
    stage,
    ['replace', '/clientCertificateId', String(clientCertificateId)],
    ['replace', '/documentationVersion', 'v1'],
    ['replace', '/description', 'x'],
  );
  assert.deepEqual(
    [body['clientCertificateId'], body['documentationVersion'], body['description']],
    [clientCertificateId, 'v1', 'x'],
  );
  const { body: bare } = await rest.patch(
    stage,
    ['replace', '/clientCertificateId', ''],
    ['replace', '/documentationVersion'],
    ['replace', '/description', ''],
  );
  for (const member of ['clientCertificateId', 'documentationVersion', 'description']) assert.ok(!(member in bare));
});

test('variables come and go, and have no magic names', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const { body } = await rest.patch(
    stage,
    ['replace', '/variables/__proto__', 'a'],
    ['replace', '/variables/constructor', 'b'],
    ['replace', '/canarySettings/stageVariableOverrides/__proto__', 'c'],
  );
  assert.deepEqual(Object.entries(body['variables'] as object), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
  const canary = body['canarySettings'] as { stageVariableOverrides: object };
  assert.deepEqual(Object.entries(canary.stageVariableOverrides), [['__proto__', 'c']]);
  const { body: bare } = await rest.patch(
    stage,
    ['remove', '/variables/__proto__'],
    ['remove', '/variables/constructor'],
    ['remove', '/canarySettings/stageVariableOverrides/__proto__'],
  );
  assert.ok(!('variables' in bare));
  assert.ok(!('stageVariableOverrides' in (bare['canarySettings'] as object)));
});

test('a method has one key, as it was first written (API reference, UpdateStage)', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const limits = async (...operations: readonly PatchOperation[]) => {
    const { status, body } = await rest.patch(stage, ...operations);
    assert.equal(status, 200);
    const settings = Object.entries(body['methodSettings'] as Record<string, { throttlingBurstLimit: number }>);
    return settings.map(([key, { throttlingBurstLimit }]) => [key, throttlingBurstLimit]);
  };
  for (const key of ['a/b/GET', '/a/b/GET', '~1a~1b/GET']) {
    assert.deepEqual(await limits(['replace', `/${key}/throttling/burstLimit`, '1']), [[key, 1]]);
    // Terraform writes -1 for no limit, and slashes as they are.
    assert.deepEqual(await limits(['replace', '/a/b/GET/throttling/burstLimit', '-1']), [[key, -1]]);
    assert.deepEqual(await limits(['remove', `/${key}`]), []);
  }
});

test('what the API reference says can be added and removed', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest, { variables: { a: 'x', b: 'y' } });
  const { body } = await rest.patch(
    stage,
    ['add', '/accessLogSettings/format', '$context.requestId'],
    ['remove', '/variables'],
  );
  assert.deepEqual([body['accessLogSettings'], 'variables' in body], [{ format: '$context.requestId' }, false]);
});

const cannotRemove = (path: string) =>
  `Cannot remove method setting ${path} because there is no method setting for this method `;
const noSuchPath = (path: string) => `Invalid method setting path: ${path}. Must be one of: ${LEGAL_PATHS}`;
const ACCESS_LOG =
  'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]';

const FORMAT_TOO_LONG = 'The access log format exceeds the maximum size of 32768 bytes';

const refusals: readonly [operation: PatchOperation, message: string][] = [
  // test_create_update_stages
  [['replace', '/documentation_version', '123'], noSuchPath('/documentation_version')],
  [['replace', '/tags/tag1', 'value1'], noSuchPath('/tags/tag1')],
  // test_stage_access_log_settings_validation
  [['replace', '/accessLogSettings/destinationArn', ''], 'Access Log value must not be empty'],
  [['replace', '/accessLogSettings/format', ''], 'Access Log value must not be empty'],
  [
    ['replace', '/accessLogSettings/format', '$context.requestId\n$context.status'],
    'Access Log format must be single line, new line character is allowed only at end of the format',
  ],
  [['replace', '/accessLogSettings/randomValue', 'x'], ACCESS_LOG],
  [['remove', '/accessLogSettings/destinationArn'], cannotRemove('accessLogSettings/destinationArn')],
  [['remove', '/accessLogSettings/randomValue'], cannotRemove('accessLogSettings/randomValue')],
  [['remove', '/accessLogSettings/*'], cannotRemove('accessLogSettings/*')],
  // test_update_stage_canary_deployment_validation
  [['remove', '/canarySettings/stageVariableOverrides'], cannotRemove('canarySettings/stageVariableOverrides')],
  [['remove', '/canarySettings/badPath'], cannotRemove('canarySettings/badPath')],
  [['replace', '/canarySettings', 'test'], noSuchPath('/canarySettings')],
  [['replace', '/canarySettings/badPath', 'badPath'], noSuchPath('/canarySettings/badPath')],
  [['add', '/canarySettings/deploymentId', 'x'], 'Invalid add operation with path: /canarySettings/deploymentId'],
  [['replace', '/canarySettings/deploymentId', 'deploy'], 'Deployment id does not exist'],
  [['replace', '/deploymentId', 'deploy'], 'Deployment id does not exist'],
  [['replace', '/deploymentId', 'nul\u0000'], 'Deployment id does not exist'],
  // names that objects have anyway
  [['replace', 'constructor', 'x'], noSuchPath('constructor')],
  [['replace', '__proto__', 'x'], noSuchPath('__proto__')],
  [['remove', '/constructor/name'], cannotRemove('constructor/name')],
  [['remove', '/variables/toString'], cannotRemove('variables/toString')],
  // ours
  [['replace', '/canarySettings/percentTraffic', ''], 'Invalid canary percentTraffic, must be between 0.0 and 100.0'],
  [
    ['replace', '/canarySettings/percentTraffic', '100.1'],
    'Invalid canary percentTraffic, must be between 0.0 and 100.0',
  ],
  [['replace', '/cacheClusterSize', '0.6'], 'Invalid cache cluster size: 0.6'],
  [['replace', '/variables/a-b', 'x'], 'Invalid stage variable name: a-b'],
  [['replace', '/*/*/throttling/rateLimit', 'fast'], 'Invalid number for /*/*/throttling/rateLimit: fast'],
  [['replace', '/*/*/throttling/burstLimit', '1.5'], 'Invalid number for /*/*/throttling/burstLimit: 1.5'],
  [['replace', '/*/*/throttling/rateLimit', '-2'], 'Invalid number for /*/*/throttling/rateLimit: -2'],
  [['replace', '/*/*/caching/ttlInSeconds', '3601'], 'Invalid number for /*/*/caching/ttlInSeconds: 3601'],
  [['replace', '/clientCertificateId', 'none'], 'Invalid client certificate identifier specified'],
  [['replace', '/documentationVersion', 'none'], 'Invalid Documentation version specified'],
  [['move', '/deploymentId', undefined, '/x'], 'Invalid move operation with path: /deploymentId'],
  [['test', '/deploymentId', 'x'], 'Invalid test operation with path: /deploymentId'],
  [['remove', '/variables'], cannotRemove('variables')],
  [['replace', '/accessLogSettings/format', 'x'.repeat(32_769)], FORMAT_TOO_LONG],
  [['replace', '/description', 'x'.repeat(125_001)], 'Invalid stage description specified'],
  [
    ['replace', '/*/*/logging/loglevel', 'DEBUG'],
    'Invalid value for /*/*/logging/loglevel. Valid options are OFF,ERROR,INFO',
  ],
];

test('a patch that is refused changes nothing, not even what came before it', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const before = await rest.ok('GET', stage);
  rest.clock.advance(5000);
  for (const [operation, message] of refusals) {
    refused(await rest.patch(stage, ['replace', '/description', 'changed'], operation), 'BadRequestException', message);
  }
  assert.deepEqual(await rest.ok('GET', stage), before);
});

test('a patch finds the settings that an operation before it made or took away, however they are written', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const { body } = await rest.patch(
    stage,
    ['replace', '/pets~1cats/GET/metrics/enabled', 'true'],
    ['replace', '/~1pets/cats/GET/throttling/burstLimit', '7'],
    ['remove', '//pets~1cats/GET'],
    ['replace', '//pets/cats/GET/caching/enabled', 'false'],
    ['replace', '/pets~1cats/GET/throttling/burstLimit', '8'],
  );
  assert.deepEqual(body['methodSettings'], {
    '/pets/cats/GET': { ...DEFAULTS, cachingEnabled: false, throttlingBurstLimit: 8 },
  });
});
