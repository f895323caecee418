import type { ParameterSource, ResolvedParameter } from '../../definition/definition.ts';
import { isMappableContext } from '../../integrations/integrations.ts';
import { stageVariable } from './stage-variables.ts';

/** `integration.request.{path|querystring|header}.{name}`, the left side of a request parameter mapping. */
export const PARAMETER_EXPRESSION = /^integration\.request\.(path|querystring|header)\.(.+)$/;

const METHOD_REQUEST = /^method\.request\.(path|querystring|multivaluequerystring|header|multivalueheader)\.(.+)$/;

/**
 * The right side of a request parameter mapping (API Gateway developer guide, "Request parameter mapping").
 * @returns `undefined` for what is no expression, or one of a variable that there is not
 */
export function parseParameterSource(
  text: string,
  variables: { readonly [name: string]: string },
): ParameterSource | undefined {
  const literal = /^'(.*)'$/s.exec(text);
  if (literal !== null) return { source: 'static', value: literal[1] as string };
  const request = METHOD_REQUEST.exec(text);
  if (request !== null) return { source: request[1] as 'path', name: request[2] as string };
  if (text.startsWith('stageVariables.')) return { source: 'static', value: stageVariable(text.slice(15), variables) };
  if (text === 'method.request.body') return { source: 'body', path: '$' };
  if (text.startsWith('method.request.body.')) return { source: 'body', path: `$.${text.slice(20)}` };
  const context = /^context\.([A-Za-z.]+)$/.exec(text);
  if (context !== null && isMappableContext(context[1] as string))
    return { source: 'context', name: context[1] as string };
  return undefined;
}

export function parseParameters(
  mappings: { readonly [to: string]: string },
  variables: { readonly [name: string]: string },
): ResolvedParameter[] {
  return Object.entries(mappings)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([expression, value]) => {
      const left = PARAMETER_EXPRESSION.exec(expression);
      const from = parseParameterSource(value, variables);
      if (left === null || from === undefined) return [];
      return [{ to: left[1] as ResolvedParameter['to'], name: left[2] as string, from }];
    });
}

/** The first mapping to a header that AWS refuses at run time, whatever it is mapped from. */
export function illegalHeader(
  mappings: { readonly [to: string]: string },
  illegal: ReadonlySet<string>,
): string | undefined {
  return Object.keys(mappings).find((expression) => {
    const [, place, name = ''] = PARAMETER_EXPRESSION.exec(expression) ?? [];
    return place === 'header' && illegal.has(name.toLowerCase());
  });
}
