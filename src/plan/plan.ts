/** From a deployment's snapshot to what answers requests. */
export {
  type Capabilities,
  type CompiledMethod,
  compileObserved,
  compileStage,
  type Observe,
  type StagePlan,
} from './compile.ts';
export { renderFault } from './gateway-response.ts';
export { fillStageVariables } from './mapping/stage-variables.ts';
export { resolveStage } from './resolve.ts';
export { parseFunctionUri } from './resolve-lambda-proxy.ts';
export { compileRoutes } from './routes.ts';
