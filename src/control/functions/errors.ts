import { loadModel } from '../../model/model.ts';
import { ServiceError, serviceErrors } from '../../protocol/protocol.ts';

export { notImplemented } from '../../protocol/protocol.ts';

const model = loadModel('lambda');

/** The Lambda API's errors. Where a text has no other source, it stands in LocalStack's snapshots recorded on AWS (test_lambda_api). */
export const errors = serviceErrors(model);

/** Every runtime that AWS has or had, in the order of its model. */
export const runtimeNames: readonly string[] = model.enums['Runtime']?.values ?? [];

export const functionNotFound = (arn: string): ServiceError =>
  errors.ResourceNotFoundException(`Function not found: ${arn}`);

export const aliasNotFound = (arn: string): ServiceError =>
  errors.ResourceNotFoundException(`Cannot find alias arn: ${arn}`);

/** The framework's refusal of one member, for constraints that the model cannot say. */
export function invalid(value: string, member: string, constraint: string): ServiceError {
  const sentence = `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`;
  return new ServiceError('ValidationException', sentence);
}

/** Throws when the caller last read another revision. */
export function checkRevision(given: string | undefined, current: string): void {
  if (given === undefined || given === current) return;
  throw errors.PreconditionFailedException(
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );
}
