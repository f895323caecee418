/** Who may call a method: resource policies, AWS_IAM, Lambda authorizers and Cognito user pools, each compiled to a gate. */
import type { InvokeFunction } from '../definition/definition.ts';
import type { Clock } from '../lib/clock.ts';
import type { IamDirectory } from './iam-directory.ts';
import type { AuthorizerResults } from './results.ts';
import type { UserPoolKeys } from './user-pool-keys.ts';

export { compileAuthorization, type RenderRequest } from './authorization.ts';
export type { IamCaller, IamDirectory, IamRole } from './iam-directory.ts';
export { compileMayInvoke, type MayInvoke, nobodySigned } from './invoker.ts';
export { readAnswer } from './lambda-answer.ts';
export { compileIdentity, starred } from './lambda-identity.ts';
export { compileInvocation } from './lambda-invocation.ts';
export { type AuthorizerResults, openAuthorizerResults } from './results.ts';
export { malformedAuthorization } from './signed-request.ts';
export type { FoundKey, UserPoolKeys } from './user-pool-keys.ts';

/** What authorization uses of the process it runs in. What is absent admits nobody. */
export interface AuthorizerAccess {
  readonly clock: Clock;
  readonly invokeFunction: InvokeFunction;
  /** Who may sign requests to methods with AWS_IAM, and the roles that functions are invoked by. */
  readonly iam?: IamDirectory;
  /** Absent: Lambda authorizers are asked for each request. */
  readonly results?: AuthorizerResults;
  /** Whose tokens Cognito authorizers take. */
  readonly userPoolKeys?: UserPoolKeys;
}
