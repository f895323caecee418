import type { ParameterSource } from '../../definition/definition.ts';
import type { Context, Fault, MethodRequest, StageContext } from '../../exchange/exchange.ts';
import { compileSource } from '../../integrations/integrations.ts';
import { stageVariable } from './stage-variables.ts';

/** A value of one fault; empty when there is none. */
export type Read = (fault: Fault, rq: MethodRequest, cx: Context) => string;

/** `$context.error.…` (developer guide, "Context variables"): only gateway responses and access logs have them. */
const ERROR: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['error.message', ({ message }) => message ?? ''],
  // "The quoted value of $context.error.message"; AWS's null message shows as null in the default template.
  ['error.messageString', ({ message }) => JSON.stringify(message)],
  ['error.responseType', ({ fault }) => fault],
  ['error.validationErrorString', ({ validationError }) => validationError ?? ''],
]);

/** @param name behind `context.` @returns `undefined` when it is no variable of an error */
export function readError(name: string): Read | undefined {
  return ERROR.get(name);
}

/** A variable, plain or in braces; a full stop behind a name is text. */
// deviation: ${context.name} in a gateway response's template is filled in like $context.name; only the latter is documented.
const NAME =
  'context\\.\\w+(?:\\.\\w+)*|stageVariables\\.\\w+|method\\.request\\.(?:path|querystring|header|multivaluequerystring|multivalueheader)\\.[\\w-]+(?:\\.[\\w-]+)*';
const VARIABLE = new RegExp(`\\$(?:(${NAME})|\\{(${NAME})\\})`, 'g');

/** API Gateway's payload limit: a template may name a client's header many times. */
const MAX_BODY = 10_485_760;

/**
 * A gateway response's template: text in which `$context.…`, `$stageVariables.…` and `$method.request.{place}.{name}` are
 * filled in as they are, without VTL and without escaping (developer guide, "Gateway responses for REST APIs").
 *
 * @returns a renderer; `undefined` from it when the text would be longer than a payload may be
 */
// deviation: A variable of a gateway response's template that has no value is the empty string; AWS's rendering is not recorded.
export function compileGatewayTemplate(
  template: string,
  stage: StageContext,
): (fault: Fault, rq: MethodRequest, cx: Context) => string | undefined {
  const parts: (string | Read)[] = [];
  let at = 0;
  for (const match of template.matchAll(VARIABLE)) {
    parts.push(template.slice(at, match.index), compileVariable((match[1] ?? match[2]) as string, stage));
    at = match.index + match[0].length;
  }
  parts.push(template.slice(at));
  return (fault, rq, cx) => {
    let text = '';
    for (const part of parts) {
      text += typeof part === 'string' ? part : part(fault, rq, cx);
      if (text.length > MAX_BODY) return undefined;
    }
    return text;
  };
}

function compileVariable(expression: string, stage: StageContext): string | Read {
  const [root, ...rest] = expression.split('.');
  if (root === 'stageVariables') return stageVariable(rest.join('.'), stage.variables ?? {});
  if (root === 'context') {
    const name = rest.join('.');
    return readError(name) ?? read({ source: 'context', name });
  }
  const [, place, ...name] = rest;
  return read({ source: place as 'header', name: name.join('.') });
}

function read(from: ParameterSource): Read {
  const source = compileSource(from);
  return (_, rq, cx) => source(rq, cx).join(',');
}
