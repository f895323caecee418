import type { FunctionVersion } from '../definition/definition.ts';
import { type Runtime, runtimeDir } from './runtimes.ts';

export interface VariablesSource {
  /** `account/region`. */
  readonly scope: string;
  readonly version: FunctionVersion;
  readonly runtime: Runtime;
  /** The folder of the unpacked code. */
  readonly code: string;
  readonly logStream: string;
  /** `127.0.0.1:{port}`, for runtimes that speak the Runtime API over TCP. */
  readonly api?: string;
  /** The search path for programs. */
  readonly path: string;
  readonly endpointUrl?: string;
}

export function logGroup(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/**
 * The environment of a function, and nothing else: what the engine's own process has does not leak into it. Names are those of
 * "Defined runtime environment variables" in the Lambda Developer Guide; a function may redefine the first group only.
 *
 * deviation: AWS_LAMBDA_RUNTIME_API is set for OS-only runtimes alone; the managed ones speak over an inherited descriptor.
 * deviation: MemorySize is shown, not enforced.
 */
export function environmentVariables(source: VariablesSource): Record<string, string> {
  const { scope, version, runtime, code, logStream, api, path, endpointUrl } = source;
  const slash = scope.indexOf('/');
  const account = scope.slice(0, slash);
  const region = scope.slice(slash + 1);
  return {
    LANG: 'en_US.UTF-8',
    PATH: path,
    // AWS writes `:UTC`, which not every runtime off Amazon Linux understands.
    TZ: 'UTC',
    ...(endpointUrl !== undefined && { AWS_ENDPOINT_URL: endpointUrl }),

    ...version.Environment,

    _HANDLER: version.Handler,
    ...(runtime.namesItself && { AWS_EXECUTION_ENV: `AWS_Lambda_${version.Runtime}` }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: version.FunctionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.MemorySize),
    AWS_LAMBDA_FUNCTION_VERSION: version.Version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup(version.FunctionName),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    // The account id as access key: an SDK in the function reaches the account that the function lives in.
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'gatehouse',
    AWS_SESSION_TOKEN: 'gatehouse',
    ...(api !== undefined && { AWS_LAMBDA_RUNTIME_API: api }),
    LAMBDA_TASK_ROOT: code,
    LAMBDA_RUNTIME_DIR: runtimeDir,
  };
}
