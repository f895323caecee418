import { loadModel } from '../../model/model.ts';
import { ServiceError, serviceErrors } from '../../protocol/protocol.ts';

export const errors = serviceErrors(loadModel('sts'));

/** 403. The sentences are AWS's, as users of its tools quote them. */
export function accessDenied(message: string): ServiceError {
  return new ServiceError('AccessDenied', message, { status: 403 });
}

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}
