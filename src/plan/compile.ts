import { compileMayInvoke, type MayInvoke, nobodySigned } from '../authorizers/authorizers.ts';
import type {
  InvokeFunction,
  ResolvedLambda,
  ResolvedLambdaProxy,
  ResolvedLogs,
  ResolvedMethod,
  ResolvedStage,
  ResolvedVpcLink,
} from '../definition/definition.ts';
import {
  type BodyGate,
  type Context,
  configurationError,
  type EndpointResponse,
  type Fault,
  forbidden,
  invalidPermissions,
  isFault,
  type MethodPlan,
  type MethodRequest,
  type MethodResponse,
  type StageContext,
} from '../exchange/exchange.ts';
import {
  type AwsAccess,
  type AwsCredentials,
  compileAws,
  compileHttp,
  compileHttpProxy,
  compileLambda,
  compileLambdaProxy,
  compileLambdaProxyStream,
  compileMock,
  NO_AWS_ACCESS,
  type SendHttp,
  throughVpcLink,
  type VpcLinkOrigin,
  withoutSignature,
} from '../integrations/integrations.ts';
import type { Clock } from '../lib/clock.ts';
import { withContentCoding } from './content-coding.ts';
import { recorded } from './execution-log.ts';
import { compileGates, type GateAccess, type Gates } from './gates.ts';
import { compileGatewayResponses, type RenderFault } from './gateway-response.ts';
import { methodLogOf } from './resolve-logs.ts';
import type { RouteTree } from './routes.ts';
import { type LogSink, type MethodLog, StageLogs } from './stage-logs.ts';
import { StageRoutes } from './stage-routes.ts';

/** What plans use of the process they run in. */
export interface Capabilities extends GateAccess {
  readonly clock: Clock;
  readonly invokeFunction: InvokeFunction;
  readonly sendHttp: SendHttp;
  /** Absent: no service of AWS can be called. */
  readonly aws?: AwsAccess;
  /** Absent: VPC links lead nowhere. */
  readonly vpcLinkOrigin?: VpcLinkOrigin;
  /** Absent: nothing can be logged, and a stage that has to be is not served. */
  readonly logs?: LogSink;
}

/** A stage, compiled: routes and closures. It is swapped, never changed, and never leaves its thread. */
export interface StagePlan {
  readonly context: StageContext;
  /** Every request gets this: the stage as a whole cannot serve. */
  readonly refuse: Fault | undefined;
  readonly routes: RouteTree<CompiledMethod>;
  /** A fault of this stage, through the API's gateway responses. */
  readonly renderFault: RenderFault;
  /** Absent: nothing is written about requests. To be closed when the plan is replaced. */
  readonly logs: StageLogs | undefined;
}

type Answer = MethodResponse | Fault;

type Run = (rq: MethodRequest, cx: Context) => Answer | Promise<Answer>;

export interface CompiledMethod {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly run: Run;
  /** `undefined`: the execution log has nothing of it. */
  readonly log: MethodLog | undefined;
}

export function compileStage(resolved: ResolvedStage, capabilities: Capabilities): StagePlan {
  const context = contextOf(resolved);
  const plan = {
    context,
    refuse: resolved.disableExecuteApiEndpoint
      ? forbidden('The default execute-api endpoint of this API is disabled')
      : undefined,
    renderFault: compileGatewayResponses(resolved.gatewayResponses, context),
    routes: new StageRoutes(resolved.resources, ({ id, path }, method) => {
      const log = methodLog(resolved.logs, path, method);
      const observe = resolved.logs === null ? unobserved : recording(capabilities.clock, log?.trace === true);
      const run = compileMethod(path, method, resolved, context, capabilities, observe);
      return { resourceId: id, resourcePath: path, run: withContentCoding(run, resolved.minimumCompressionSize), log };
    }),
  };
  const { logs: sink = NO_LOGS, clock } = capabilities;
  // Last: what cannot be compiled holds no destination.
  return { ...plan, logs: resolved.logs === null ? undefined : new StageLogs(resolved.logs, context, sink, clock) };
}

const NO_LOGS: LogSink = {
  acquire(destination) {
    throw new Error(`there is no log ${destination}`);
  },
  release: () => undefined,
};

function methodLog(logs: ResolvedLogs | null, path: string, method: ResolvedMethod): MethodLog | undefined {
  const setting = logs === null ? undefined : methodLogOf(logs, path, method.httpMethod);
  if (setting === undefined || setting.level === null) return undefined;
  const { level, dataTrace } = setting;
  return { level, trace: dataTrace && level === 'INFO' };
}

/** Looks at a method's phases as they run. */
export type Observe = <Q extends object, R extends EndpointResponse>(plan: MethodPlan<Q, R>) => MethodPlan<Q, R>;

const unobserved: Observe = (plan) => plan;

/** Writes into the requests' records. @param trace also what is exchanged with the client and the endpoint */
export function recording(clock: Clock, trace: boolean): Observe {
  return (plan) => recorded(plan, clock, trace);
}

/** One method of a stage, with somebody looking on. @returns `undefined` when there is no such method */
export function compileObserved(
  resolved: ResolvedStage,
  at: { readonly resourceId: string; readonly httpMethod: string },
  capabilities: Capabilities,
  observe: Observe,
): { readonly context: StageContext; readonly method: CompiledMethod; readonly renderFault: RenderFault } | undefined {
  const resource = resolved.resources.find(({ id }) => id === at.resourceId);
  const method = resource?.methods.find(({ httpMethod }) => httpMethod === at.httpMethod);
  if (resource === undefined || method === undefined) return undefined;
  const context = contextOf(resolved);
  const run = compileMethod(resource.path, method, resolved, context, capabilities, observe);
  return {
    context,
    method: { resourceId: resource.id, resourcePath: resource.path, run, log: undefined },
    renderFault: compileGatewayResponses(resolved.gatewayResponses, context),
  };
}

function contextOf(resolved: ResolvedStage): StageContext {
  const { accountId, region, apiId, stage, deploymentId, isCanary, variables } = resolved;
  return { accountId, region, apiId, stage, deploymentId, isCanary, variables };
}

function compileMethod(
  resourcePath: string,
  method: ResolvedMethod,
  resolved: ResolvedStage,
  context: StageContext,
  capabilities: Capabilities,
  observe: Observe = unobserved,
): Run {
  const gates = compileGates({ stage: resolved, resourcePath, method }, capabilities);
  const { integration } = method;
  const { clock } = capabilities;
  switch (integration.type) {
    case 'AWS_PROXY': {
      const shown = { resourcePath, operationName: method.operationName };
      const { binaryMediaTypes } = resolved;
      const { mayInvoke, invokeFunction } = compileInvoker(integration, context, capabilities);
      if (integration.transferMode === 'STREAM') {
        const limits = { clock, invokeFunction, idleMs: resolved.streamIdleMs };
        const plan = compileLambdaProxyStream(integration, shown, context, binaryMediaTypes, limits);
        return runner(observe({ ...permitted(plan, mayInvoke), ...gates }));
      }
      const plan = compileLambdaProxy(integration, shown, context, binaryMediaTypes, { clock, invokeFunction });
      return runner(observe({ ...permitted(plan, mayInvoke), ...gates }));
    }
    case 'MOCK':
      return runner(observe({ ...compileMock(integration, resolved.binaryMediaTypes), ...gates }));
    case 'HTTP': {
      const send = senderOf(integration.vpcLink, resolved, capabilities);
      const plan = compileHttp(integration, resolved.binaryMediaTypes, send);
      return runner(observe({ ...plan, ...gates }));
    }
    case 'AWS': {
      const { sendHttp, aws: access = NO_AWS_ACCESS } = capabilities;
      const credentialsOf = compileCredentialsOf(capabilities);
      const plan = compileAws(integration, resolved.binaryMediaTypes, { sendHttp, access, clock, credentialsOf });
      return runner(observe({ ...plan, ...gates }));
    }
    case 'LAMBDA': {
      const { mayInvoke, invokeFunction } = compileInvoker(integration, context, capabilities);
      const plan = compileLambda(integration, resourcePath, context, resolved.binaryMediaTypes, {
        clock,
        invokeFunction,
      });
      return runner(observe({ ...permitted(plan, mayInvoke), ...gates }));
    }
    case 'HTTP_PROXY': {
      const send = senderOf(integration.vpcLink, resolved, capabilities);
      const streaming = { clock: capabilities.clock, idleMs: resolved.streamIdleMs };
      return runner(observe({ ...compileHttpProxy(integration, send, streaming), ...gates }));
    }
    case 'MISCONFIGURED': {
      const fault = configurationError(integration.reason);
      return runner(refusing(fault, gates));
    }
  }
}

/** How a function is invoked: as the service, whom its own policy has to name, or by the role or caller that the integration names. */
function compileInvoker(
  to: ResolvedLambdaProxy | ResolvedLambda,
  { accountId }: StageContext,
  capabilities: Capabilities,
): { readonly mayInvoke: MayInvoke | undefined; readonly invokeFunction: InvokeFunction } {
  const { invokeFunction } = capabilities;
  if (to.credentials === null) return { mayInvoke: undefined, invokeFunction };
  return {
    mayInvoke: compileMayInvoke(to.credentials, { ...to, accountId }, capabilities),
    invokeFunction: ({ caller: _, ...request }) => invokeFunction(request),
  };
}

/** What services of AWS are called with as the caller. */
function compileCredentialsOf({ iam }: Capabilities): (cx: Context) => AwsCredentials | Fault {
  return (cx) => {
    const caller = cx.iam === undefined ? undefined : iam?.find(cx.iam.accessKey);
    if (cx.iam === undefined || caller === undefined) return configurationError(nobodySigned);
    const { secretAccessKey, sessionToken } = caller;
    return { accessKeyId: cx.iam.accessKey, secretAccessKey, sessionToken };
  };
}

function permitted<Q extends object, R extends EndpointResponse>(
  plan: MethodPlan<Q, R>,
  mayInvoke: MayInvoke | undefined,
): MethodPlan<Q, R> {
  if (mayInvoke === undefined) return plan;
  return {
    ...plan,
    integrate(rq, cx) {
      const refused = mayInvoke(cx.iam);
      if (refused === undefined) return plan.integrate(rq, cx);
      return refused.not === 'assumed' ? configurationError(refused.why) : invalidPermissions(refused.why);
    },
  };
}

function senderOf(
  vpcLink: ResolvedVpcLink | null,
  { clientCertificate }: ResolvedStage,
  { sendHttp, vpcLinkOrigin }: Capabilities,
): SendHttp {
  const send: SendHttp =
    clientCertificate === null ? sendHttp : (request) => sendHttp({ ...request, clientCertificate });
  return vpcLink === null ? send : throughVpcLink(vpcLink, vpcLinkOrigin ?? nowhere, send);
}

const nowhere: VpcLinkOrigin = async () => undefined;

const EMPTY = Buffer.alloc(0);

/** What has no integration is refused, but only what its gates admit. */
function refusing(fault: Fault, gates: Gates): MethodPlan<never> {
  return { ...gates, reads: { body: false }, toEndpoint: () => fault, integrate: () => fault, toClient: () => fault };
}

/**
 * The phases of a method in their order; the first fault ends them. Nothing waits that need not: a promise for each phase
 * of each request would cost more than most phases do.
 */
function runner<Q extends object, R extends EndpointResponse>(plan: MethodPlan<Q, R>): Run {
  const { admit, admitBody, reads, toEndpoint, integrate, toClient } = plan;

  function finish(response: R | Fault, cx: Context): Answer {
    return isFault(response) ? response : toClient(response, cx);
  }

  function serve(rq: MethodRequest, body: Buffer, cx: Context): Answer | Promise<Answer> {
    const request = toEndpoint(withoutSignature(rq, cx), body, cx);
    if (isFault(request)) return request;
    const response = integrate(request, cx);
    return response instanceof Promise ? response.then((rs) => finish(rs, cx)) : finish(response, cx);
  }

  async function readAndServe(rq: MethodRequest, cx: Context): Promise<Answer> {
    const body = await rq.body.bytes();
    return isFault(body) ? body : serve(rq, body, cx);
  }

  async function admitWithBody(rq: MethodRequest, admits: BodyGate, cx: Context): Promise<Answer> {
    const body = rq.body.length === 0 ? EMPTY : await rq.body.bytes();
    if (isFault(body)) return body;
    return admits(rq, body, cx) ?? serve(rq, body, cx);
  }

  function admitted(rq: MethodRequest, cx: Context): Answer | Promise<Answer> {
    if (admitBody !== undefined) return admitWithBody(rq, admitBody, cx);
    const { length } = rq.body;
    // A chunked body has no length that an endpoint could be told, so it is read whole even where no phase reads it.
    if (length === undefined || (reads.body && length > 0)) return readAndServe(rq, cx);
    return serve(rq, EMPTY, cx);
  }

  if (admit === undefined) return admitted;
  return (rq, cx) => {
    const refused = admit(rq, cx);
    if (refused instanceof Promise) return refused.then((fault) => fault ?? admitted(rq, cx));
    return refused ?? admitted(rq, cx);
  };
}
