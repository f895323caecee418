import type { Member, Model, Structure } from '../model/model.ts';
import { compileInput, writeText } from './http-bindings.ts';
import { JsonReaders } from './json-read.ts';
import { JsonWriters, joined } from './json-write.ts';
import type { WireRequest } from './message.ts';
import { compileRoutes } from './routes.ts';
import { ServiceError } from './service-error.ts';
import type { CompiledProtocol, Rendered } from './wire-protocol.ts';

/**
 * restJson1: API Gateway's three services and Lambda. Answers are `application/json`; what v1 makes of them for who does not ask
 * for that is in `hal.ts`.
 */
export function compileRestJson(model: Model): CompiledProtocol {
  const operations = Object.entries(model.operations);
  const readers = new JsonReaders(model);
  const writers = new JsonWriters(model);
  const routes = compileRoutes(
    operations.flatMap(([operation, { http }]) =>
      http === undefined ? [] : [{ operation, method: http[0], uri: http[1] }],
    ),
  );
  const inputs = new Map(operations.map(([name, operation]) => [name, compileInput(model, operation, readers)]));
  const outputs = new Map(
    operations.map(([name, { http, output }]) => [
      name,
      compileOutput(output === undefined ? undefined : model.shapes[output], output, http?.[2] ?? 200, writers),
    ]),
  );
  const errors = new Map(
    Object.entries(model.shapes).flatMap(([name, shape]) =>
      shape.error === undefined ? [] : [[name, compileError(shape, name, writers)]],
    ),
  );

  return {
    roots: routes.roots,
    route(request) {
      const match = routes.match(request.method, request.path, request.query);
      const read = match === undefined ? undefined : inputs.get(match.operation);
      return match === undefined || read === undefined
        ? undefined
        : { operation: match.operation, read: () => read(match.labels, request) };
    },
    unknown: unknownOperation,
    write(operation, output, requestId) {
      const write = outputs.get(operation);
      if (write === undefined) throw new Error(`${model.service} has no operation ${operation}`);
      const rendered = write(output);
      rendered.headers.push(['x-amzn-RequestId', requestId]);
      return rendered;
    },
    refuse(error, requestId) {
      const rendered = errors.get(error.shape ?? '')?.(error) ?? json(error.status, { message: error.message });
      rendered.headers.push(['x-amzn-ErrorType', error.code], ['x-amzn-RequestId', requestId]);
      return rendered;
    },
  };
}

/**
 * Our choice: AWS's edge answers `Missing Authentication Token` (403) to some unknown paths and UnknownOperationException
 * (404) to others; the latter cannot be mistaken for a problem with the caller's credentials.
 */
function unknownOperation(request: WireRequest): ServiceError {
  return new ServiceError('UnknownOperationException', `No operation answers ${request.method} ${request.path}`, {
    status: 404,
  });
}

function json(status: number, value: unknown): Rendered {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(value) };
}

/** Labels and query parameters exist in requests only: in a response such a member (v1's `position`) is in the body. */
const inBody = ({ in: location }: Member) =>
  location === undefined || location === 'label' || location === 'query' || location === 'queryParams';

/** Header members of a response: `[member, header name]`, written where the value is set. */
function compileHeaders(structure: Structure) {
  const members = Object.entries(structure.members).filter(([, member]) => member.in === 'header');
  return (value: Readonly<Record<string, unknown>>): [string, string][] =>
    members.flatMap(([name, member]) =>
      value[name] === undefined ? [] : [[member.as ?? name, writeText(member, value[name])] as [string, string]],
    );
}

/**
 * An operation without output answers with the status alone (AWS: 202 and 204 have no body). One whose output structure has
 * body members answers JSON, `{}` when nothing is set; one whose members all travel elsewhere has no body either.
 */
function compileOutput(
  structure: Structure | undefined,
  shape: string | undefined,
  status: number,
  writers: JsonWriters,
): (output: unknown) => Rendered {
  if (structure === undefined || shape === undefined) return () => ({ status, headers: [], body: undefined });
  const members = Object.entries(structure.members);
  const headers = compileHeaders(structure);
  const [statusMember] = members.find(([, member]) => member.in === 'status') ?? [];
  const payload = members.find(([, member]) => member.in === 'payload');
  const noBody = status === 204 || (members.length > 0 && !members.some(([, member]) => inBody(member)));
  if (payload?.[1].type === 'structure' && payload[1].eventStream === true)
    return () => {
      throw new Error(`${shape} is an event stream, which is not written yet`);
    };
  const write = writers.body(shape, inBody);
  return (output) => {
    const value = (output ?? {}) as Readonly<Record<string, unknown>>;
    const sent = statusMember === undefined ? status : ((value[statusMember] as number | undefined) ?? status);
    if (payload !== undefined) return writePayload(sent, headers(value), payload[1], value[payload[0]], writers);
    if (noBody) return { status: sent, headers: headers(value), body: undefined };
    return {
      status: sent,
      headers: [['Content-Type', 'application/json'], ...headers(value)],
      body: write(value),
    };
  };
}

function writePayload(
  status: number,
  headers: [string, string][],
  member: Member,
  value: unknown,
  writers: JsonWriters,
): Rendered {
  if (member.type === 'blob') {
    if (value !== undefined && !headers.some(([name]) => name.toLowerCase() === 'content-type'))
      headers.push(['Content-Type', 'application/octet-stream']);
    return { status, headers, body: value as Uint8Array | undefined };
  }
  if (value === undefined) return { status, headers, body: undefined };
  return {
    status,
    headers: [['Content-Type', 'application/json'], ...headers],
    body: writers.of(member)(value),
  };
}

/**
 * A modelled error: its members as the model places them, the message under the model's spelling (`message`, `Message`), and
 * Lambda's `Type`, which says whose fault it is.
 */
function compileError(structure: Structure, shape: string, writers: JsonWriters): (error: ServiceError) => Rendered {
  const headers = compileHeaders(structure);
  const write = writers.body(shape, inBody);
  const message = 'Message' in structure.members ? 'Message' : 'message';
  const unmodelled = !(message in structure.members); // some of Lambda's have no message member; it is sent all the same
  const typed = 'Type' in structure.members;
  return (error) => {
    const members: Record<string, unknown> = { ...error.members, [message]: error.message };
    if (typed) members['Type'] ??= error.fault === 'client' ? 'User' : 'Service';
    const body = write(members);
    return {
      status: error.status,
      headers: [['Content-Type', 'application/json'], ...headers(members)],
      body: unmodelled ? joined(body, JSON.stringify({ message: error.message })) : body,
    };
  };
}
