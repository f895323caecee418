import {
  type ApiDefinition,
  DEFAULT_METHOD_SETTING,
  type IntegrationRecord,
  type MethodSettingRecord,
  type ResolvedClientCertificate,
  type StageRecord,
} from '../definition/definition.ts';
import { compileJavaPattern } from '../lib/java-pattern.ts';
import { parseLogDestination } from '../lib/log-destination.ts';
import { isOneLine } from '../lib/log-format.ts';
import { parseResponseSource } from './mapping/mapping.ts';
import { PARAMETER_EXPRESSION, parseParameterSource } from './mapping/parameter-source.ts';

/**
 * Settings that are stored but not honoured yet. A stage or method with one of them answers 501 with its name: it never
 * passes as if it worked. A line leaves this file when the engine honours its setting.
 */

type Check<T> = readonly [what: (subject: T) => string, present: (subject: T) => boolean];

const API: readonly Check<ApiDefinition['api']>[] = [
  [() => 'private APIs', (api) => api.endpointConfiguration.types.includes('PRIVATE')],
  [() => 'endpointAccessMode STRICT', (api) => api.endpointAccessMode === 'STRICT'],
];

/** What a deployment captures beside resources, when it changes what a request gets. */
const DEFINITION: readonly Check<ApiDefinition>[] = [
  [
    (definition) => `gateway responses with a status below 200 (${interim(definition).join(', ')})`,
    (definition) => interim(definition).length > 0,
  ],
];

const STAGE: readonly Check<StageRecord>[] = [
  [() => 'the stage cache (cacheClusterEnabled)', (stage) => stage.cacheClusterEnabled],
  [
    (stage) => `the access log to ${stage.accessLogSettings?.destinationArn}`,
    ({ accessLogSettings: { destinationArn } = {} }) =>
      destinationArn !== undefined && parseLogDestination(destinationArn) === undefined,
  ],
  [() => 'access log formats of several lines', ({ accessLogSettings: { format = '' } = {} }) => !isOneLine(format)],
  [() => 'tracing (tracingEnabled)', (stage) => stage.tracingEnabled],
  [(stage) => `method settings (${changedSettings(stage).join(', ')})`, (stage) => changedSettings(stage).length > 0],
];

const INTEGRATION: readonly Check<IntegrationRecord>[] = [
  [(i) => `integration credentials of ${i.type}`, (i) => (i.credentials ?? '') !== '' && !isAws(i)],
  [
    (i) => `response streaming of ${i.type} (responseTransferMode STREAM)`,
    (i) => i.responseTransferMode === 'STREAM' && !isProxy(i),
  ],
  [(i) => `contentHandling ${i.contentHandling} of ${i.type}`, (i) => isProxy(i) && i.contentHandling !== undefined],
  [() => 'cache keys (cacheKeyParameters)', (i) => i.cacheKeyParameters.length > 0],
  [(i) => `AWS_PROXY to ${i.uri}`, (i) => i.type === 'AWS_PROXY' && !/:lambda:path\//.test(i.uri ?? '')],
  [
    (i) => `streaming invocations of ${i.type} (response-streaming-invocations)`,
    (i) => i.type !== 'AWS_PROXY' && /\/response-streaming-invocations$/.test(i.uri ?? ''),
  ],
  [
    (i) => `the request parameter mapping ${unknownParameter(i)}`,
    // The mappings of AWS_PROXY are not applied, on AWS either.
    (i) => i.type !== 'AWS_PROXY' && unknownParameter(i) !== undefined,
  ],
  [
    (i) => `the response parameter mapping ${unknownResponseParameter(i)}`,
    (i) => !isProxy(i) && unknownResponseParameter(i) !== undefined,
  ],
  [(i) => `the selectionPattern ${unknownPattern(i)}`, (i) => !isProxy(i) && unknownPattern(i) !== undefined],
];

export function unhonouredByStage(
  definition: ApiDefinition,
  stage: StageRecord,
  clientCertificate: ResolvedClientCertificate | null,
): string[] {
  const { clientCertificateId } = stage;
  const lost = clientCertificateId !== undefined && clientCertificate === null;
  return [
    ...named(API, definition.api),
    ...named(DEFINITION, definition),
    ...named(STAGE, stage),
    ...(lost ? [`the client certificate ${clientCertificateId}, which is not there`] : []),
  ];
}

export function unhonouredByIntegration(integration: IntegrationRecord): string[] {
  return named(INTEGRATION, integration);
}

function named<T>(checks: readonly Check<T>[], subject: T): string[] {
  return checks.filter(([, present]) => present(subject)).map(([what]) => what(subject));
}

/** The types of gateway responses whose status can end no exchange in HTTP. */
function interim({ gatewayResponses }: ApiDefinition): string[] {
  return gatewayResponses.filter(({ statusCode }) => Number(statusCode) < 200).map(({ responseType }) => responseType);
}

/** Members of a method setting that are honoured, whatever they say. */
const HONOURED: ReadonlySet<string> = new Set<keyof MethodSettingRecord>([
  'loggingLevel',
  'dataTraceEnabled',
  'throttlingRateLimit',
  'throttlingBurstLimit',
]);

/** `*\/*: throttlingRateLimit`: every member of a method setting that is not AWS's default. */
function changedSettings(stage: StageRecord): string[] {
  return Object.entries(stage.methodSettings).flatMap(([path, setting]) =>
    Object.entries(setting)
      .filter(([name, value]) => value !== undefined && value !== (DEFAULT_METHOD_SETTING as never)[name])
      .filter(([name]) => !HONOURED.has(name))
      .map(([name]) => `${path}: ${name}`),
  );
}

function isAws({ type }: IntegrationRecord): boolean {
  return type === 'AWS' || type === 'AWS_PROXY';
}

function isProxy({ type }: IntegrationRecord): boolean {
  return type === 'AWS_PROXY' || type === 'HTTP_PROXY';
}

function unknownParameter(integration: IntegrationRecord): string | undefined {
  return Object.entries(integration.requestParameters ?? {})
    .filter(([to, from]) => !PARAMETER_EXPRESSION.test(to) || parseParameterSource(from, {}) === undefined)
    .map(([to, from]) => `${to} = ${from}`)[0];
}

/** A pattern that would never match leads errors to the response of a success. */
function unknownPattern({ integrationResponses }: IntegrationRecord): string | undefined {
  return Object.values(integrationResponses ?? {})
    .map(({ selectionPattern = '' }) => selectionPattern)
    .find((pattern) => pattern !== '' && compileJavaPattern(pattern) === undefined);
}

function unknownResponseParameter(integration: IntegrationRecord): string | undefined {
  return Object.values(integration.integrationResponses ?? {})
    .flatMap(({ responseParameters }) => Object.entries(responseParameters ?? {}))
    .filter(([, from]) => parseResponseSource(from, {}) === undefined)
    .map(([to, from]) => `${to} = ${from}`)[0];
}
