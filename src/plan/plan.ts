/** From a deployment's snapshot to what answers requests. */
export { type Capabilities, type CompiledMethod, compileStage, type StagePlan } from './compile.ts';
export { renderFault } from './gateway-response.ts';
export { resolveStage } from './resolve.ts';
