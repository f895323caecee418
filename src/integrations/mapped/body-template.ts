import type { Context, MethodRequest } from '../../exchange/exchange.ts';
import type { Overrides } from './overrides.ts';
import type { JsonBody } from './payload.ts';

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

/** Rendered text loses the blanks around it (recorded on AWS, aws-behaviour.md §1.11). */
export function compileTemplate(text: string): Template {
  if (!/[$#]/.test(text)) {
    const constant = text.trim();
    return { constant, render: () => constant };
  }
  return {
    constant: undefined,
    render() {
      throw new TemplateFailed('Gatehouse does not implement mapping templates (VTL) yet');
    },
  };
}
