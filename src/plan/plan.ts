/** From a deployment's snapshot to what answers requests. */
export { compileStage, type Capabilities, type CompiledMethod, type StagePlan } from './compile.ts';
export { renderFault } from './gateway-response.ts';
export { resolveStage } from './resolve.ts';
