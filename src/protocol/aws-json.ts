import type { Model, Structure } from '../model/model.ts';
import { parseJsonBody } from './json-body.ts';
import { JsonReaders } from './json-read.ts';
import { type JsonWrite, JsonWriters, joined } from './json-write.ts';
import { ServiceError } from './service-error.ts';
import type { CompiledProtocol, Rendered } from './wire-protocol.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * awsJson1.1: CloudWatch Logs. Every operation is `POST /` with its name behind the service's own in `X-Amz-Target`
 * (`Logs_20140328.CreateLogGroup`) and its input as JSON in the body. An error has its name as `__type`.
 */
export function compileAwsJson(model: Model): CompiledProtocol {
  const operations = Object.entries(model.operations);
  const readers = new JsonReaders(model);
  const writers = new JsonWriters(model);
  const inputs = new Map(
    operations.map(([name, { input }]) => [name, input === undefined ? undefined : readers.structure(input)]),
  );
  const outputs = new Map(
    operations.map(([name, { output }]) => [
      name,
      output === undefined ? undefined : writeOutput(model.shapes[output], writers.structure(output)),
    ]),
  );
  const errors = new Map(
    Object.entries(model.shapes).flatMap(([name, shape]) =>
      shape.error === undefined
        ? []
        : [[name, { messageName: messageNameOf(shape), write: writers.structure(name) }] as const],
    ),
  );
  const start = `${model.target ?? ''}.`;

  return {
    roots: new Set(['']),
    route(request) {
      const target = request.headers('x-amz-target');
      if (request.path !== '/' || request.method !== 'POST' || target?.startsWith(start) !== true) return undefined;
      const operation = target.slice(start.length);
      if (!inputs.has(operation)) return undefined;
      return { operation, read: () => (inputs.get(operation) ?? nothing)(parseJsonBody(request.body)) as Input };
    },
    // AWS's JSON services answer 400 without a message to a target that they do not know; the sentence is ours.
    unknown: (request) =>
      new ServiceError(
        'UnknownOperationException',
        `No operation answers ${request.headers('x-amz-target') ?? 'a request without X-Amz-Target'}`,
      ),
    write(operation, output, requestId) {
      const write = outputs.get(operation);
      // As AWS: an operation without output has an empty body.
      return json(200, write?.(output ?? {}) ?? '', requestId);
    },
    refuse(error, requestId) {
      const { messageName, write } = errors.get(error.shape ?? '') ?? unmodelled;
      const members = write({ ...error.members, [messageName]: undefined });
      const text = { [messageName]: error.message };
      return json(
        error.status,
        joined(JSON.stringify({ __type: error.code }), members, JSON.stringify(text)),
        requestId,
      );
    },
  };
}

type Input = Record<string, unknown>;

const nothing = () => ({});
const unmodelled = { messageName: 'message', write: () => '{}' };

function writeOutput(structure: Structure | undefined, write: JsonWrite): JsonWrite {
  const stream = Object.entries(structure?.members ?? {}).find(([, member]) => 'eventStream' in member)?.[0];
  if (stream === undefined) return write;
  return () => {
    throw new Error(`${stream} is an event stream, which is not written yet`);
  };
}

/** Most services' is `message`, some errors' is `Message`. */
function messageNameOf({ members }: Structure): string {
  return 'Message' in members ? 'Message' : 'message';
}

function json(status: number, body: string, requestId: string): Rendered {
  return {
    status,
    headers: [
      ['Content-Type', CONTENT_TYPE],
      ['x-amzn-RequestId', requestId],
    ],
    body,
  };
}
