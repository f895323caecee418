import { loadModel } from '../../model/model.ts';
import { ServiceError, serviceErrors } from '../../protocol/protocol.ts';

export { notImplemented } from '../../protocol/protocol.ts';

/** The errors of CloudWatch Logs. Where a text has no other source, it stands in LocalStack's snapshots recorded on AWS (tests/aws/services/logs). */
export const errors = serviceErrors(loadModel('logs'));

export function invalid(message: string): ServiceError {
  return errors.InvalidParameterException(message);
}

export const noSuchGroup = (): ServiceError =>
  errors.ResourceNotFoundException('The specified log group does not exist.');
export const noSuchStream = (): ServiceError =>
  errors.ResourceNotFoundException('The specified log stream does not exist.');

/** The model of the package has this error for other operations only, so it is not typed. */
export function bothGiven(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
