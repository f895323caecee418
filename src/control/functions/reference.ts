import { type Call, ServiceError } from '../../protocol/protocol.ts';
import { errors, invalid } from './errors.ts';

/** Which function an operation is about. */
export interface FunctionReference {
  readonly scope: string;
  readonly name: string;
  /** Version, alias or `$LATEST`; empty when the caller named none. */
  readonly qualifier: string;
  /** Never qualified. */
  readonly arn: string;
}

/** `name`, `name:qualifier`, `account:function:name`, `function:name` or a whole ARN: the model's FunctionName, in parts. */
const FORMS =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9_.-]+)(?::(\$LATEST|[a-zA-Z0-9_-]+))?$/;

const LONGEST_NAME = 64;

export function referenceOf(call: Call, functionName: string, qualifier?: string): FunctionReference {
  const [, region = call.region, account = call.account, name = '', inName] = FORMS.exec(functionName) ?? [];
  if (name === '') throw invalid(`'${functionName}'`, 'functionName', 'Member must be a function name or ARN');
  if (name.length > LONGEST_NAME) {
    throw invalid(`'${name}'`, 'functionName', `Member must have length less than or equal to ${LONGEST_NAME}`);
  }
  if (region !== call.region) {
    const sentence = `Functions from '${region}' are not reachable in this region ('${call.region}')`;
    throw errors.ResourceNotFoundException(sentence);
  }
  const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
  if (account !== call.account) throw otherAccount(call, arn);
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier) {
    throw errors.InvalidParameterValueException(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { scope: call.scope, name, qualifier: qualifier ?? inName ?? '', arn };
}

/** For operations on a function as a whole. Text: recorded for PutFunctionConcurrency. */
export function unqualifiedReferenceOf(call: Call, functionName: string): FunctionReference {
  const reference = referenceOf(call, functionName);
  if (reference.qualifier === '') return reference;
  throw errors.InvalidParameterValueException(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
  );
}

export function qualified({ arn, qualifier }: FunctionReference): string {
  return qualifier === '' ? arn : `${arn}:${qualifier}`;
}

/** Versions are numbers; every other qualifier but `$LATEST` names an alias. */
export function isAlias(qualifier: string): boolean {
  return qualifier !== '' && qualifier !== '$LATEST' && !/^\d+$/.test(qualifier);
}

// deviation: A function of another account is never reachable through the Lambda API; AWS asks its resource policy.
function otherAccount({ account, operation }: Call, arn: string): ServiceError {
  const user = `User: arn:aws:iam::${account}:root is not authorized to perform: lambda:${operation} on resource: ${arn}`;
  const reason = `because no resource-based policy allows the lambda:${operation} action`;
  return new ServiceError('AccessDeniedException', `${user} ${reason}`, { status: 403 });
}
