import type { Model } from '../model/model.ts';
import type { WireRequest } from './message.ts';
import type { ServiceError } from './service-error.ts';

/** The bare response; the request id's header is already in it. */
export interface Rendered {
  readonly status: number;
  readonly headers: [name: string, value: string][];
  readonly body: Uint8Array | string | undefined;
}

/** A request whose operation is known and whose input can be read. */
export interface Routed {
  readonly operation: string;
  /** Decodes the input. Throws SerializationException; constraints are checked elsewhere. */
  readonly read: () => Record<string, unknown>;
}

/** A service's model compiled into one wire protocol. */
export interface CompiledProtocol {
  /** First path segments under which the service answers; an empty one for services on `/`. */
  readonly roots: ReadonlySet<string>;
  /** Undefined when the request names no operation. Throws ServiceError when it cannot even be read. */
  route(request: WireRequest): Routed | undefined;
  /** What to answer when `route` finds nothing. */
  unknown(request: WireRequest): ServiceError;
  write(operation: string, output: unknown, requestId: string): Rendered;
  refuse(error: ServiceError, requestId: string): Rendered;
}

export type CompileProtocol = (model: Model) => CompiledProtocol;
