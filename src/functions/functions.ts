/**
 * Runs functions: `openInvoker` finds one, asks its policy and has it run; `FunctionEngine` keeps the execution environments,
 * one process each, spoken to with AWS's Runtime API.
 */
export type { FunctionEndpoint } from './endpoints.ts';
export { FunctionEngine, type FunctionEngineOptions, type RunTarget } from './engine.ts';
export { type Invoker, type InvokerOptions, openInvoker } from './invoke.ts';
export type { Invocation, RunOutcome, ThrottleReason } from './job.ts';
export { clearPlaces, MOST_PLACES, type SharedPlaces } from './load.ts';
export type { FunctionLogLine } from './logs.ts';
export { runtimeProblem } from './runtimes.ts';
export { inspectZip } from './zip.ts';
