/** From a deployment's snapshot to what answers requests. */
export {
  type Capabilities,
  type CompiledMethod,
  compileObserved,
  compileStage,
  recording,
  type StagePlan,
} from './compile.ts';
export { failure, logClosing, logOpening, openTestLog } from './execution-log.ts';
export { renderFault } from './gateway-response.ts';
export { fillStageVariables } from './mapping/stage-variables.ts';
export { resolveStage } from './resolve.ts';
export { resolveAuthorizer } from './resolve-authorizers.ts';
export { parseFunctionUri } from './resolve-lambda-proxy.ts';
export { compileRoutes } from './routes.ts';
export type { LogLines, LogSink, MethodLog, StageLogs } from './stage-logs.ts';
