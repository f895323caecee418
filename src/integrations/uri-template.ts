import type { ResolvedParameter } from '../definition/definition.ts';
import type { Context, MethodRequest } from '../exchange/exchange.ts';
import type { JsonBody } from './mapped/payload.ts';
import { compileSource, type Read } from './parameters.ts';

/** Fills `{name}` in; what no mapping fills stands as it is. */
export type UriTemplate = (rq: MethodRequest, cx: Context, json?: JsonBody) => string;

/** What must be escaped so that a value neither ends the path nor the request line. */
const IN_PATH = /[^\x21-\x7e]|[?#]/gu;
/** The same within a query, where a value must not start a parameter of its own either. */
const IN_QUERY = /[^\x21-\x7e]|[&#+]/gu;

/**
 * @param parameters the mappings to `integration.request.path.…`
 * @param place where the text stands in the URI
 */
export function compileUriTemplate(
  text: string,
  parameters: readonly ResolvedParameter[],
  place: 'path' | 'query',
): UriTemplate {
  const unsafe = place === 'path' ? IN_PATH : IN_QUERY;
  const parts = text.split(/(\{[^{}]*\})/).map((part): string | UriTemplate => {
    const parameter = parameters.find(({ name }) => part === `{${name}}`);
    return parameter === undefined
      ? part
      : placeholder(part, compileSource(parameter.from), unsafe, isDecoded(parameter));
  });
  if (parts.every((part) => typeof part === 'string')) return () => text;
  return (rq, cx, json) => {
    let filled = '';
    for (const part of parts) filled += typeof part === 'string' ? part : part(rq, cx, json);
    return filled;
  };
}

function placeholder(text: string, read: Read, unsafe: RegExp, decoded: boolean): UriTemplate {
  return (rq, cx, json) => {
    const [value] = read(rq, cx, json);
    if (value === undefined) return text;
    const encoded = decoded ? value.replaceAll('%', '%25') : value;
    return encoded.toWellFormed().replace(unsafe, encodeURIComponent);
  };
}

/** Query values were decoded on their way in; path parameters stand as the client encoded them. */
function isDecoded({ from }: ResolvedParameter): boolean {
  return from.source === 'querystring' || from.source === 'multivaluequerystring';
}
