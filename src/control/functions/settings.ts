import type { FunctionVersion } from '../../definition/definition.ts';
import type { Input } from './configuration.ts';
import { errors, invalid, runtimeNames } from './errors.ts';

/** The settings of a version that CreateFunction and UpdateFunctionConfiguration share. */
export type Settings = Pick<
  FunctionVersion,
  | 'Role'
  | 'Runtime'
  | 'Handler'
  | 'Description'
  | 'Timeout'
  | 'MemorySize'
  | 'Environment'
  | 'EphemeralStorage'
  | 'TracingMode'
>;

/** Lambda's defaults (CreateFunction). Runtime and Handler have none. */
export const defaults: Omit<Settings, 'Role'> = {
  Runtime: '',
  Handler: '',
  Description: '',
  Timeout: 3,
  MemorySize: 128,
  Environment: {},
  EphemeralStorage: 512,
  TracingMode: 'PassThrough',
};

/** A sentence that says why this machine cannot run the runtime; `undefined` when it can. */
export type RuntimeProblem = (runtime: string) => Promise<string | undefined>;

/**
 * The settings after what the caller sets: what is not given stays.
 *
 * deviation: EphemeralStorage and Architectures are stored and shown; functions run with the disk and the processor of this machine.
 * deviation: TracingConfig Active is stored and shown; no X-Ray segments are sent.
 * deviation: The role need not exist, and the function's credentials are not those of the role.
 */
export async function mergeSettings(
  before: Settings,
  input: Omit<Input<'UpdateFunctionConfiguration'>, 'FunctionName'>,
  runtimeProblem: RuntimeProblem,
): Promise<Settings> {
  if (input.Runtime !== undefined) await checkRuntime(input.Runtime, runtimeProblem);
  const variables = input.Environment?.Variables;
  if (variables !== undefined) checkVariables(variables);
  const settings: Settings = {
    Role: input.Role ?? before.Role,
    Runtime: input.Runtime ?? before.Runtime,
    Handler: input.Handler ?? before.Handler,
    Description: input.Description ?? before.Description,
    Timeout: input.Timeout ?? before.Timeout,
    MemorySize: input.MemorySize ?? before.MemorySize,
    // `Environment: {}` removes all variables, as on AWS.
    Environment: input.Environment === undefined ? before.Environment : (variables ?? {}),
    EphemeralStorage: input.EphemeralStorage?.Size ?? before.EphemeralStorage,
    TracingMode: input.TracingConfig?.Mode ?? before.TracingMode,
  };
  if (settings.Runtime === '' || (settings.Handler === '' && !settings.Runtime.startsWith('provided'))) {
    // AWS, seen in CloudFormation stack events.
    throw errors.InvalidParameterValueException(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  return settings;
}

/** deviation: Runtimes that AWS no longer accepts for new functions are accepted where this machine runs their family. */
async function checkRuntime(runtime: string, runtimeProblem: RuntimeProblem): Promise<void> {
  if (!runtimeNames.includes(runtime)) {
    const names = runtimeNames.join(', ');
    throw errors.InvalidParameterValueException(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${names}] or be a valid ARN`,
    );
  }
  const problem = await runtimeProblem(runtime);
  if (problem !== undefined) throw errors.InvalidParameterValueException(problem);
}

/** "Reserved environment variables" of the Lambda Developer Guide. */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** "The total size of all environment variables doesn't exceed 4 KB", measured as JSON (recorded). */
const MAX_ENVIRONMENT = 4096;

function checkVariables(variables: { readonly [name: string]: string }): void {
  const names = Object.keys(variables);
  const unable =
    'Lambda was unable to configure your environment variables because the environment variables you have provided';
  if (names.some((name) => !/^[a-zA-Z]\w+$/.test(name) && !RESERVED.has(name))) {
    const constraint =
      'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+, Member must not be null]';
    throw invalid('', 'environment.variables', constraint);
  }
  const reserved = names.filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    const used = `Reserved keys used in this request: ${reserved.join(', ')}`;
    // AWS, quoted in many bug reports.
    throw errors.InvalidParameterValueException(
      `${unable} contains reserved keys that are currently not supported for modification. ${used}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > MAX_ENVIRONMENT) {
    throw errors.InvalidParameterValueException(`${unable} exceeded the 4KB limit. String measured: ${measured}`);
  }
}
