/** The policy language of IAM: text → AST → closure. For policies of APIs and of principals, and for those that Lambda authorizers return. */

export { awsManagedPolicy } from './aws-managed.ts';
export { combine, type Flow, type Outcome } from './combine.ts';
export {
  compileAuthorizerPolicy,
  compileIdentityPolicy,
  compileResourcePolicy,
  compileTrustPolicy,
} from './compile.ts';
export { PolicySyntaxError } from './errors.ts';
export { anyOf, type Decision, type Policy, type PolicyPrincipal, type PolicyQuestion } from './policy.ts';
export type { OwnApi } from './resources.ts';
