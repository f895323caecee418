import {
  type ApiDefinition,
  accountOf,
  type IntegrationRecord,
  type MethodRecord,
  type ResolvedIntegration,
  type ResolvedMethod,
  type ResolvedStage,
  regionOf,
  type StageRecord,
} from '../definition/definition.ts';
import { resolveAws } from './resolve-aws.ts';
import { resolveGatewayResponses } from './resolve-gateway-responses.ts';
import { resolveHttp } from './resolve-http.ts';
import { resolveHttpProxy } from './resolve-http-proxy.ts';
import { resolveLambdaProxy } from './resolve-lambda-proxy.ts';
import { resolveMock } from './resolve-mock.ts';
import { resolveValidation, unsupportedModel } from './resolve-validation.ts';
import { unhonouredByIntegration, unhonouredByMethod, unhonouredByStage } from './unhonoured.ts';

/** Applies every default and inheritance of a deployment as this stage serves it. Pure: the same input, the same output. */
export function resolveStage(scope: string, definition: ApiDefinition, stage: StageRecord): ResolvedStage {
  const variables = stage.variables ?? {};
  const around: Surroundings = { scope, variables, definition };
  return {
    accountId: accountOf(scope),
    region: regionOf(scope),
    apiId: definition.api.id,
    stage: stage.stageName,
    deploymentId: definition.deploymentId,
    variables: Object.keys(variables).length === 0 ? null : variables,
    binaryMediaTypes: definition.api.binaryMediaTypes ?? [],
    minimumCompressionSize: definition.api.minimumCompressionSize ?? null,
    disableExecuteApiEndpoint: definition.api.disableExecuteApiEndpoint,
    unhonoured: unhonouredByStage(definition, stage),
    gatewayResponses: resolveGatewayResponses(definition.gatewayResponses, variables),
    models: definition.models.map(({ name, schema = '' }) => ({ name, schema })),
    resources: definition.resources.map((resource) => ({
      id: resource.id,
      path: resource.path,
      methods: Object.values(resource.resourceMethods).map((method) => resolveOnce(method, around)),
    })),
  };
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
  readonly method: ResolvedMethod;
}

/** By the records of methods, which are frozen in their depth when they come from a store: a deployment shares most with the one before. */
const resolved = new WeakMap<MethodRecord, Resolved>();

function resolveOnce(record: MethodRecord, around: Surroundings): ResolvedMethod {
  const known = resolved.get(record);
  if (known?.scope === around.scope && (known.variables === undefined || known.variables === around.variables))
    return known.method;
  const method = resolveMethod(record, around);
  if (Object.isFrozen(record)) {
    const variables = refersToVariables(record) ? around.variables : undefined;
    resolved.set(record, { scope: around.scope, variables, method });
  }
  return method;
}

/** Whether a stage variable can be anywhere in a method. */
function refersToVariables(record: MethodRecord): boolean {
  return JSON.stringify(record).includes('stageVariables');
}

function resolveMethod(method: MethodRecord, around: Surroundings): ResolvedMethod {
  const integration = method.methodIntegration;
  const own = unhonouredByMethod(method);
  const unhonoured = integration === undefined ? own : [...own, ...unhonouredByIntegration(integration)];
  return {
    httpMethod: method.httpMethod,
    operationName: method.operationName ?? null,
    unhonoured,
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
