import { loadModel } from '../../model/model.ts';
import { ServiceError, serviceErrors } from '../../protocol/protocol.ts';

export { notImplemented } from '../../protocol/protocol.ts';

/** IAM's errors. Where a text has no other source, it stands in LocalStack's snapshots recorded on AWS (tests/aws/services/iam). */
const errors = serviceErrors(loadModel('iam'));

export const noSuchEntity = errors.NoSuchEntityException;
export const alreadyExists = errors.EntityAlreadyExistsException;
export const deleteConflict = errors.DeleteConflictException;
export const malformedPolicy = errors.MalformedPolicyDocumentException;
export const limitExceeded = errors.LimitExceededException;
export const invalidInput = errors.InvalidInputException;

/** 400. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
