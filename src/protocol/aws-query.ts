import type { Model } from '../model/model.ts';
import { parseForm } from './form.ts';
import type { WireRequest } from './message.ts';
import { FormReaders } from './query-read.ts';
import { ServiceError } from './service-error.ts';
import type { CompiledProtocol, Rendered } from './wire-protocol.ts';
import { element, escapeXml, XmlWriters } from './xml-write.ts';

/** awsQuery: STS and IAM. Every operation is `POST /` with `Action` in the form, or `GET /` with it in the query. */
export function compileAwsQuery(model: Model): CompiledProtocol {
  const operations = Object.entries(model.operations);
  const readers = new FormReaders(model);
  const writers = new XmlWriters(model);
  const inputs = new Map(
    operations.map(([name, { input }]) => [name, input === undefined ? () => ({}) : readers.structure(input)]),
  );
  const outputs = new Map(
    operations.map(([name, { output }]) => [name, output === undefined ? undefined : writers.structure(output)]),
  );
  const namespace = model.xmlNamespace ?? '';
  const errors = new Map(
    Object.entries(model.shapes).flatMap(([name, { error }]) =>
      error === undefined ? [] : [[name, writers.structure(name)]],
    ),
  );

  return {
    roots: new Set(['']),
    route(request) {
      if (request.path !== '/') return undefined;
      const form = parseForm(request.body, request.query);
      const operation = form.children.get('Action')?.value ?? '';
      const version = form.children.get('Version')?.value;
      const read = inputs.get(operation);
      if (read === undefined || (version !== undefined && version !== model.version)) return undefined;
      return { operation, read: () => read(form) as Record<string, unknown> };
    },
    unknown: (request) => unknownAction(request, model.version),
    write(operation, output, requestId) {
      const write = outputs.get(operation);
      const result = write === undefined ? '' : element(`${operation}Result`, write(output ?? {}));
      const metadata = element('ResponseMetadata', element('RequestId', escapeXml(requestId)));
      return xml(
        200,
        `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`,
        requestId,
      );
    },
    refuse(error, requestId) {
      const members = errors.get(error.shape ?? '')?.(error.members) ?? '';
      const type = element('Type', error.fault === 'client' ? 'Sender' : 'Receiver');
      const body = element(
        'Error',
        type + element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message)) + members,
      );
      const id = element('RequestId', escapeXml(requestId));
      return xml(error.status, `<ErrorResponse xmlns="${namespace}">${body}${id}</ErrorResponse>`, requestId);
    },
  };
}

function xml(status: number, body: string, requestId: string): Rendered {
  return {
    status,
    headers: [
      ['Content-Type', 'text/xml'],
      ['x-amzn-RequestId', requestId],
    ],
    body,
  };
}

/** AWS's common errors for the query protocol: InvalidAction and MissingAction. */
function unknownAction(request: WireRequest, modelVersion: string): ServiceError {
  const form = request.path === '/' ? parseForm(request.body, request.query) : undefined;
  const action = form?.children.get('Action')?.value;
  if (action === undefined)
    return new ServiceError('MissingAction', 'The request is missing an action or a required parameter.');
  const version = form?.children.get('Version')?.value ?? modelVersion;
  return new ServiceError('InvalidAction', `Could not find operation ${action} for version ${version}`);
}
