import { loadModel } from '../../model/model.ts';
import { ServiceError, serviceErrors } from '../../protocol/protocol.ts';

export const errors = serviceErrors(loadModel('apigateway'));

/** 400. The sentences are AWS's; each stands at its check, with where it was recorded when it is not aws-behaviour.md §2.13. */
export function badRequest(message: string): ServiceError {
  return errors.BadRequestException(message);
}

export function notFound(message: string): ServiceError {
  return errors.NotFoundException(message);
}

export function conflict(message: string): ServiceError {
  return errors.ConflictException(message);
}

/** 501: part of an operation that we do not mean yet. Refused, never ignored. */
// deviation: Operation members that Gatehouse does not implement yet are refused with 501 NotImplementedException naming them.
export function notImplemented(what: string): ServiceError {
  return new ServiceError('NotImplementedException', `Gatehouse does not implement ${what} yet`, { status: 501 });
}
