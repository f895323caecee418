import type { Model, OperationName, OperationsOf, Protocol, ServiceName } from '../model/model.ts';
import { compileAwsJson } from './aws-json.ts';
import { compileAwsQuery } from './aws-query.ts';
import type { Answer, Call, Caller, WireRequest } from './message.ts';
import { compileRestJson } from './rest-json.ts';
import { notImplemented, ServiceError } from './service-error.ts';
import { compileValidation } from './validate.ts';
import type { CompiledProtocol, CompileProtocol, Routed } from './wire-protocol.ts';

/** Means one operation. It throws ServiceErrors; anything else is a bug. */
export type Handler<Input, Output> = (input: Input, call: Call) => Promise<Output>;

/** A handler for every operation that is not put off. */
export type Handlers<S extends ServiceName, Later extends OperationName<S> = never> = {
  readonly [Op in Exclude<OperationName<S>, Later>]: OperationsOf<S>[Op] extends {
    input: infer Input;
    output: infer Output;
  }
    ? Handler<Input, Output>
    : never;
};

/** A service's operations, ready to answer. */
export interface ServiceServer {
  readonly service: ServiceName;
  /** First path segments under which the service answers; an empty one for services on `/`. */
  readonly roots: ReadonlySet<string>;
  readonly handled: readonly string[];
  /** Operations that answer 501. */
  readonly later: readonly string[];
  /** The operation that a request asks for; undefined when it asks for none, or cannot be read. */
  operation(request: WireRequest): string | undefined;
  /** Never rejects: what goes wrong is in the answer. */
  answer(request: WireRequest, caller: Caller): Promise<Answer>;
  /** What a request is answered that is refused before it is looked at: for want of a signature, say. */
  refuse(error: ServiceError, requestId: string): Answer;
}

/** One line per wire protocol, beside the model's `Protocol`. */
const protocols: Readonly<Record<Protocol, CompileProtocol>> = {
  restJson1: compileRestJson,
  awsQuery: compileAwsQuery,
  awsJson1_1: compileAwsJson,
};

/**
 * Makes a server of a model and its handlers, and compiles it at the first request that may be for it: most processes are asked
 * for few of their services. An operation that is neither in `handlers` nor in `later` does not pass the type check; one in
 * `later` answers 501 with its name, as does everything that is not ready to be relied upon.
 */
export function compileService<S extends ServiceName, const Later extends OperationName<S> = never>(
  model: Model<S>,
  handlers: Handlers<S, NoInfer<Later>>,
  later: readonly Later[],
): ServiceServer {
  let known: Compiled | undefined;
  const compiled = (): Compiled => {
    known ??= compile(model);
    return known;
  };
  const table = new Map(Object.entries<Handler<never, unknown>>(handlers));

  const run = async (routed: Routed, caller: Caller): Promise<unknown> => {
    const { operation } = routed;
    const handler = table.get(operation);
    if (handler === undefined) throw notImplemented(operation);
    const input = routed.read();
    compiled().validate(operation, input);
    return handler(input as never, {
      ...caller,
      service: model.service,
      operation,
      scope: `${caller.account}/${caller.region}`,
    });
  };

  return {
    service: model.service,
    get roots() {
      return compiled().protocol.roots;
    },
    handled: [...table.keys()],
    later,
    refuse: (error, requestId) => compiled().protocol.refuse(error, requestId),
    operation: (request) => attempt(() => compiled().protocol.route(request)?.operation),
    async answer(request, caller) {
      const { protocol } = compiled();
      let operation: { operation: string } | undefined;
      try {
        const routed = protocol.route(request);
        if (routed === undefined) throw protocol.unknown(request);
        operation = { operation: routed.operation };
        return { ...protocol.write(routed.operation, await run(routed, caller), caller.requestId), ...operation };
      } catch (error) {
        return { ...refuse(protocol, error, caller.requestId), ...operation };
      }
    },
  };
}

interface Compiled {
  readonly protocol: CompiledProtocol;
  /** @throws ServiceError when the input breaks the model's constraints */
  validate(operation: string, input: unknown): void;
}

function compile(model: Model): Compiled {
  const validations = new Map<string, ReturnType<typeof compileValidation>>();
  return {
    protocol: protocols[model.protocol](model),
    validate(operation, input) {
      let validation = validations.get(operation);
      if (validation === undefined) {
        validation = compileValidation(model, operation, model.operations[operation]?.input);
        validations.set(operation, validation);
      }
      validation(input);
    },
  };
}

function refuse(protocol: CompiledProtocol, error: unknown, requestId: string): Answer {
  if (error instanceof ServiceError) return protocol.refuse(error, requestId);
  // InternalFailure and its sentence: AWS's common errors page.
  const failure = new ServiceError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    { status: 500 },
  );
  return { ...protocol.refuse(failure, requestId), bug: error };
}

/** A request that cannot be read asks for no operation; `answer` says what is wrong with it. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}
