import type { ErrorsOf, Model, ServiceName } from '../model/model.ts';

/**
 * An error that the client is meant to see. Handlers throw the modelled ones through `serviceErrors`; everything else that
 * a handler throws is a bug and answered as InternalFailure.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** What the client calls it: `NotFoundException`, for awsQuery `NoSuchEntity`. */
  readonly code: string;
  readonly status: number;
  readonly fault: 'client' | 'server';
  /** The model's structure, when it is a modelled error. */
  readonly shape: string | undefined;
  /** The structure's members besides the message. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, rest: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.status = rest.status ?? 400;
    this.fault = rest.fault ?? (this.status < 500 ? 'client' : 'server');
    this.shape = rest.shape;
    this.members = rest.members ?? {};
  }
}

interface ErrorDetails {
  readonly status?: number;
  readonly fault?: 'client' | 'server';
  readonly shape?: string;
  readonly members?: Readonly<Record<string, unknown>>;
}

type MessageMember = 'message' | 'Message';

/** A constructor for each modelled error of a service: `errors.NotFoundException('Invalid stage identifier specified')`. */
export type ServiceErrors<S extends ServiceName> = {
  readonly [E in keyof ErrorsOf<S>]: (message: string, members?: Omit<ErrorsOf<S>[E], MessageMember>) => ServiceError;
};

export function serviceErrors<S extends ServiceName>(model: Model<S>): ServiceErrors<S> {
  const errors: Record<string, (message: string, members?: object) => ServiceError> = {};
  for (const [shape, { error }] of Object.entries(model.shapes))
    if (error !== undefined)
      errors[shape] = (message, members = {}) =>
        new ServiceError(error.code ?? shape, message, {
          status: error.status,
          fault: error.fault,
          shape,
          members: { ...members },
        });
  return errors as ServiceErrors<S>;
}

/**
 * What the framework in front of every operation answers to input that it cannot read.
 * Code and status: aws-behaviour §1.2 W7.
 */
export function serializationError(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}

/** 501: an operation, or a part of one, that we do not mean yet. Refused, never ignored. */
export function notImplemented(what: string): ServiceError {
  return new ServiceError('NotImplementedException', `Gatehouse does not implement ${what} yet.`, { status: 501 });
}
