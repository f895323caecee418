import type { ResolvedParameter } from '../definition/definition.ts';
import type { Context, MethodRequest } from '../exchange/exchange.ts';
import { IN_PATH, IN_QUERY } from './mapped/fill-uri.ts';
import type { JsonBody } from './mapped/payload.ts';
import { compileSource, isDecoded, type Read } from './parameters.ts';

/** Fills `{name}` in; what no mapping fills stands as it is. */
export type UriTemplate = (rq: MethodRequest, cx: Context, json?: JsonBody) => string;

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
