import type { Context, MethodRequest } from '../../exchange/exchange.ts';
import {
  compileTemplate as compileVtl,
  TemplateFault,
  TemplateSyntaxError,
  type Template as VtlTemplate,
} from '../../vtl/vtl.ts';
import type { Overrides } from './overrides.ts';
import type { JsonBody } from './payload.ts';
import { hostOf } from './template-host.ts';

/** What a body template is rendered from. */
export interface TemplateView {
  readonly rq: MethodRequest;
  readonly cx: Context;
  readonly body: JsonBody;
  readonly overrides: Overrides;
}

export interface Template {
  /** What it renders whatever the view; `undefined` when it depends on that. */
  readonly constant: string | undefined;
  /** @throws TemplateFailed, InvalidJson */
  readonly render: (view: TemplateView) => string;
}

/** A template that could not be rendered: AWS's 500. The message is for the log. */
export class TemplateFailed extends Error {
  override name = 'TemplateFailed';
}

/** What is wrong with a template, with line and column; `undefined` when it can be compiled. */
export function templateProblem(text: string): string | undefined {
  const compiled = compiledOrProblem(text);
  return typeof compiled === 'string' ? compiled : undefined;
}

/** Whether a template renders the same whatever the view. */
export function isConstant(text: string): boolean {
  return !/[$#]/.test(text);
}

function compiledOrProblem(text: string): VtlTemplate | string {
  try {
    return compileVtl(text);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return error.message;
    throw error;
  }
}

/**
 * Rendered text loses the blanks around it (recorded on AWS, aws-behaviour.md §1.11). A template that is none fails each
 * request: what was stored before it was looked at must not keep the other methods from being served.
 */
export function compileTemplate(text: string): Template {
  if (isConstant(text)) {
    const constant = text.trim();
    return { constant, render: () => constant };
  }
  const compiled = compiledOrProblem(text);
  if (typeof compiled === 'string') {
    return {
      constant: undefined,
      render() {
        throw new TemplateFailed(`The mapping template cannot be read: ${compiled}`);
      },
    };
  }
  return {
    constant: undefined,
    render(view) {
      try {
        return compiled(hostOf(view)).trim();
      } catch (error) {
        if (error instanceof TemplateFault) throw new TemplateFailed(`The mapping template failed: ${error.message}`);
        throw error;
      }
    },
  };
}
