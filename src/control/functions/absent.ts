import type { Call, Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { errors } from './errors.ts';
import { readFunction, readQualified } from './records.ts';
import { type FunctionReference, qualified, referenceOf, unqualifiedReferenceOf } from './reference.ts';

export type AbsentHandlers = Pick<
  Handlers<'lambda'>,
  | 'GetFunctionUrlConfig'
  | 'ListFunctionUrlConfigs'
  | 'GetFunctionEventInvokeConfig'
  | 'ListFunctionEventInvokeConfigs'
  | 'GetProvisionedConcurrencyConfig'
  | 'ListProvisionedConcurrencyConfigs'
  | 'DeleteFunctionCodeSigningConfig'
  | 'GetRuntimeManagementConfig'
  | 'GetFunctionRecursionConfig'
  | 'ListEventSourceMappings'
>;

/**
 * What tools read of a function, and what cannot be given to one here: the answers are AWS's for a function that has none of it,
 * or has it at its default. All texts are LocalStack's of AWS (test_lambda_api).
 */
export function absentHandlers(store: Store): AbsentHandlers {
  const existing = async (call: Call, name: string, qualifier?: string): Promise<FunctionReference> => {
    const to = referenceOf(call, name, qualifier);
    await readQualified(store, to);
    return to;
  };

  return {
    async GetFunctionUrlConfig({ FunctionName, Qualifier }, call) {
      await existing(call, FunctionName, Qualifier);
      throw errors.ResourceNotFoundException('The resource you requested does not exist.');
    },
    async ListFunctionUrlConfigs({ FunctionName }, call) {
      await existing(call, FunctionName);
      return { FunctionUrlConfigs: [] };
    },

    async GetFunctionEventInvokeConfig({ FunctionName, Qualifier }, call) {
      const to = await existing(call, FunctionName, Qualifier);
      const arn = qualified(to.qualifier === '' ? { ...to, qualifier: '$LATEST' } : to);
      throw errors.ResourceNotFoundException(`The function ${arn} doesn't have an EventInvokeConfig`);
    },
    async ListFunctionEventInvokeConfigs({ FunctionName }, call) {
      await existing(call, FunctionName);
      return { FunctionEventInvokeConfigs: [] };
    },

    async GetProvisionedConcurrencyConfig({ FunctionName, Qualifier }, call) {
      await existing(call, FunctionName, Qualifier);
      throw errors.ProvisionedConcurrencyConfigNotFoundException(
        'No Provisioned Concurrency Config found for this function',
      );
    },
    async ListProvisionedConcurrencyConfigs({ FunctionName }, call) {
      await existing(call, FunctionName);
      return { ProvisionedConcurrencyConfigs: [] };
    },

    async DeleteFunctionCodeSigningConfig({ FunctionName }, call) {
      await readFunction(store, unqualifiedReferenceOf(call, FunctionName));
    },

    /** `Auto` is the default; the version of the runtime is that of this machine, which has no ARN. */
    async GetRuntimeManagementConfig({ FunctionName, Qualifier }, call) {
      const to = await existing(call, FunctionName, Qualifier);
      return { UpdateRuntimeOn: 'Auto', FunctionArn: qualified(to) };
    },

    /** deviation: Recursive loops of functions are not detected; GetFunctionRecursionConfig shows AWS's default. */
    async GetFunctionRecursionConfig({ FunctionName }, call) {
      await readFunction(store, unqualifiedReferenceOf(call, FunctionName));
      return { RecursiveLoop: 'Terminate' };
    },

    async ListEventSourceMappings() {
      return { EventSourceMappings: [] };
    },
  };
}
