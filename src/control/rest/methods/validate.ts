import { type MethodResponseRecord, modelKey } from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { compileTemplate, TemplateSyntaxError } from '../../../vtl/vtl.ts';
import { checkSize, type Limits } from '../../limits.ts';
import { badRequest } from '../errors.ts';
import { find } from '../lookup.ts';

const HTTP_METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY']);

export function checkHttpMethod(httpMethod: string): void {
  if (!HTTP_METHODS.has(httpMethod)) {
    throw badRequest('Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY');
  }
}

/** Whether the API has every model that is named (recorded: test_put_method_validation). */
export async function checkModels(
  reader: Reader,
  call: Call,
  restApiId: string,
  models: { readonly [contentType: string]: string } | undefined,
): Promise<void> {
  for (const name of new Set(Object.values(models ?? {}))) {
    if ((await find(reader, modelKey(call.scope, restApiId, name))) === undefined) {
      throw badRequest(`Invalid model identifier specified: ${name}`);
    }
  }
}

const METHOD_PARAMETER = /^method\.request\.(path|querystring|header)\.([a-zA-Z0-9._$-]+)$/;

/**
 * Names of method request parameters: one place each, and one name in one place only (recorded:
 * test_put_integration_request_parameter_bool_type, test_method_request_parameters).
 */
export function checkMethodParameters(parameters: { readonly [name: string]: boolean } | undefined): void {
  const seen = new Set<string>();
  for (const key of Object.keys(parameters ?? {})) {
    const name = METHOD_PARAMETER.exec(key)?.[2];
    if (name === undefined) throw invalidMapping(key);
    if (seen.has(name)) throw badRequest('Parameter names must be unique across querystring, header and path');
    seen.add(name);
  }
}

/** Mapping templates, by a media type or `$default`. */
export function checkTemplates(
  templates: { readonly [contentType: string]: string } | undefined,
  limits: Limits,
): void {
  for (const [contentType, template] of Object.entries(templates ?? {})) {
    if (contentType !== '$default' && !/^[^\s/]+\/[^\s/]+$/.test(contentType)) {
      throw badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${contentType}]`);
    }
    checkSize(limits, 'mappingTemplate', Buffer.byteLength(template));
    checkTemplate(contentType, template);
  }
}

// deviation: A mapping template that is no Velocity is refused when it is put, with its line and column, in a sentence of ours; AWS's is not recorded.
function checkTemplate(contentType: string, template: string): void {
  if (!/[$#]/.test(template)) return;
  try {
    compileTemplate(template);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    throw badRequest(`Invalid mapping template specified for ${contentType}: ${error.message}`);
  }
}

const REQUEST_SOURCE =
  /^(method\.request\.(path|querystring|multivaluequerystring|header|multivalueheader)\.[^\s]+|method\.request\.body(\..+)?|stageVariables\.\w+|context\.[\w.]+|'[^']*')$/;
const REQUEST_TARGET = /^integration\.request\.(path|querystring|header)\.[a-zA-Z0-9._$-]+$/;

/** Both sides of request parameter mappings (recorded: test_put_integration_request_parameter_bool_type). */
export function checkRequestMappings(
  mappings: { readonly [to: string]: string } | undefined,
  declared: { readonly [name: string]: boolean } | undefined,
): void {
  for (const [to, from] of Object.entries(mappings ?? {})) {
    if (!REQUEST_TARGET.test(to)) throw invalidMapping(to);
    if (!REQUEST_SOURCE.test(from)) throw invalidMapping(from);
    const single = from.replace('.multivaluequerystring.', '.querystring.').replace('.multivalueheader.', '.header.');
    if (METHOD_PARAMETER.test(single) && !Object.hasOwn(declared ?? {}, single)) throw undeclared(from);
  }
}

const RESPONSE_SOURCE =
  /^(integration\.response\.(header|multivalueheader)\.[^\s]+|integration\.response\.body(\..+)?|stageVariables\.\w+|context\.[\w.]+|'[^']*')$/;
const RESPONSE_TARGET = /^method\.response\.header\.[a-zA-Z0-9._$-]+$/;

/** Both sides of response parameter mappings; the header must be declared on the method response. */
export function checkResponseMappings(
  mappings: { readonly [to: string]: string } | undefined,
  response: MethodResponseRecord | undefined,
): void {
  for (const [to, from] of Object.entries(mappings ?? {})) {
    if (!RESPONSE_TARGET.test(to)) throw invalidMapping(to);
    // Quoted from AWS in amazon-archives/aws-apigateway-importer#121.
    if (response === undefined) throw mappingError('No method response exists for method.');
    if (!Object.hasOwn(response.responseParameters ?? {}, to)) throw undeclared(to);
    if (!RESPONSE_SOURCE.test(from)) throw invalidMapping(from);
  }
}

/** Names of method response parameters. */
// deviation: A malformed name of a method response parameter gets the sentence AWS has for one of a method request; its own is not recorded.
export function checkResponseParameterName(name: string): void {
  if (!RESPONSE_TARGET.test(name)) throw invalidMapping(name);
}

function invalidMapping(expression: string): Error {
  return mappingError(`Invalid mapping expression specified: ${expression}`);
}

/** Quoted from AWS in awslabs/aws-solutions-constructs#1130 (responses) and Testlio/lambda-tools#56 (requests). */
function undeclared(parameter: string): Error {
  return mappingError(`Invalid mapping expression parameter specified: ${parameter}`);
}

function mappingError(error: string): Error {
  return badRequest(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`);
}
