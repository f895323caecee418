import {
  type ApiDefinition,
  accountOf,
  type IntegrationRecord,
  type MethodRecord,
  type ResolvedClientCertificate,
  type ResolvedIntegration,
  type ResolvedMethod,
  type ResolvedResource,
  type ResolvedStage,
  regionOf,
  type StageRecord,
} from '../definition/definition.ts';
import { resolveAuthorization, resolveAuthorizers } from './resolve-authorizers.ts';
import { resolveAws } from './resolve-aws.ts';
import { resolveGatewayResponses } from './resolve-gateway-responses.ts';
import { resolveHttp } from './resolve-http.ts';
import { resolveHttpProxy } from './resolve-http-proxy.ts';
import { resolveLambdaProxy } from './resolve-lambda-proxy.ts';
import { resolveLogs } from './resolve-logs.ts';
import { resolveMock } from './resolve-mock.ts';
import { resolveThrottles } from './resolve-throttles.ts';
import { resolveValidation, type Validated } from './resolve-validation.ts';
import { streamIdleMs } from './streaming.ts';
import { unhonouredByIntegration, unhonouredByStage } from './unhonoured.ts';

/**
 * Applies every default and inheritance of a deployment as this stage serves it. Pure: the same input, the same output.
 *
 * @param isCanary whether this is the stage as its canary has it; `null`: it has none
 * @param clientCertificate of the stage, where it is there
 */
export function resolveStage(
  scope: string,
  definition: ApiDefinition,
  stage: StageRecord,
  isCanary: boolean | null = null,
  clientCertificate: ResolvedClientCertificate | null = null,
): ResolvedStage {
  const variables = stage.variables ?? {};
  const around: Surroundings = { scope, variables };
  return {
    accountId: accountOf(scope),
    region: regionOf(scope),
    apiId: definition.api.id,
    stage: stage.stageName,
    deploymentId: definition.deploymentId,
    isCanary,
    variables: Object.keys(variables).length === 0 ? null : variables,
    binaryMediaTypes: definition.api.binaryMediaTypes ?? [],
    minimumCompressionSize: definition.api.minimumCompressionSize ?? null,
    disableExecuteApiEndpoint: definition.api.disableExecuteApiEndpoint,
    streamIdleMs: streamIdleMs(definition.api.endpointConfiguration.types),
    policy: definition.api.policy || null,
    apiKeySource: definition.api.apiKeySource,
    authorizers: resolveAuthorizers(definition.authorizers, variables),
    throttles: resolveThrottles(stage),
    unhonoured: unhonouredByStage(definition, stage, clientCertificate),
    gatewayResponses: resolveGatewayResponses(definition.gatewayResponses, variables),
    models: definition.models.map(({ name, schema = '' }) => ({ name, schema })),
    resources: resolveResources(definition, around),
    clientCertificate,
    logs: resolveLogs(scope, definition.api.id, stage, isCanary),
  };
}

interface Listed {
  readonly scope: string;
  /** Undefined when no method refers to any. */
  readonly variables: Surroundings['variables'] | undefined;
  readonly list: readonly ResolvedResource[];
}

/** By definitions that are frozen: a stage that changes has mostly the resources that it had, and they are known by their identity. */
const lists = new WeakMap<ApiDefinition, Listed>();

function resolveResources(definition: ApiDefinition, around: Surroundings): readonly ResolvedResource[] {
  const known = lists.get(definition);
  if (known?.scope === around.scope && (known.variables ?? around.variables) === around.variables) return known.list;
  const list = definition.resources.map(({ id, path, resourceMethods }) => ({
    id,
    path,
    methods: Object.values(resourceMethods).map((method) => resolveOnce(method, around, definition)),
  }));
  if (Object.isFrozen(definition)) {
    const refers = definition.resources.some(({ resourceMethods }) =>
      Object.values(resourceMethods).some((method) => resolved.get(method)?.variables !== undefined),
    );
    lists.set(definition, { scope: around.scope, variables: refers ? around.variables : undefined, list });
  }
  return list;
}

/** Where a method is resolved: what its integration may refer to. */
export interface Surroundings {
  readonly scope: string;
  readonly variables: { readonly [name: string]: string };
}

interface Resolved {
  readonly scope: string;
  /** Undefined when the method refers to none. */
  readonly variables: Surroundings['variables'] | undefined;
  /** What its validator came to, as JSON: validators and models change without their methods. */
  readonly validated: string;
  readonly method: ResolvedMethod;
}

/** By the records of methods, which are frozen in their depth when they come from a store: a deployment shares most with the one before. */
const resolved = new WeakMap<MethodRecord, Resolved>();

function resolveOnce(record: MethodRecord, around: Surroundings, definition: ApiDefinition): ResolvedMethod {
  const validation = resolveValidation(record, definition);
  const validated = record.requestValidatorId === undefined ? '' : JSON.stringify(validation);
  const known = resolved.get(record);
  if (
    known?.scope === around.scope &&
    known.validated === validated &&
    (known.variables === undefined || known.variables === around.variables)
  )
    return known.method;
  const method = resolveMethod(record, around, validation);
  if (Object.isFrozen(record)) {
    const variables = refersToVariables(record) ? around.variables : undefined;
    resolved.set(record, { scope: around.scope, variables, validated, method });
  }
  return method;
}

/** Whether a stage variable can be anywhere in a method. */
function refersToVariables(record: MethodRecord): boolean {
  return JSON.stringify(record).includes('stageVariables');
}

function resolveMethod(method: MethodRecord, around: Surroundings, validated: Validated): ResolvedMethod {
  const integration = method.methodIntegration;
  const own = validated.unhonoured;
  const unhonoured = integration === undefined ? own : [...own, ...unhonouredByIntegration(integration)];
  return {
    httpMethod: method.httpMethod,
    operationName: method.operationName ?? null,
    authorization: resolveAuthorization(method),
    apiKeyRequired: method.apiKeyRequired,
    unhonoured,
    validation: validated.validation,
    integration: resolveIntegration(integration, unhonoured, around),
  };
}

const RESOLVE: {
  readonly [type in IntegrationRecord['type']]?: (
    record: IntegrationRecord,
    around: Surroundings,
  ) => ResolvedIntegration;
} = {
  AWS: resolveAws,
  AWS_PROXY: resolveLambdaProxy,
  HTTP: resolveHttp,
  HTTP_PROXY: resolveHttpProxy,
  MOCK: resolveMock,
};

function resolveIntegration(
  record: IntegrationRecord | undefined,
  unhonoured: readonly string[],
  around: Surroundings,
): ResolvedIntegration {
  if (record === undefined) return { type: 'MISCONFIGURED', reason: 'No integration defined for method' };
  const resolve = RESOLVE[record.type];
  // What is not honoured is answered by its gate; its integration is never reached.
  if (resolve === undefined || unhonoured.length > 0) return { type: 'MISCONFIGURED', reason: unhonoured.join('; ') };
  return resolve(record, around);
}
