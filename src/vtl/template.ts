import { compileBlock } from './compile.ts';
import { TemplateFault, TemplateSyntaxError } from './errors.ts';
import { DEFAULT_LIMITS, type Limits, MAX_TEMPLATE_BYTES } from './limits.ts';
import { parseTemplate } from './parse.ts';
import { BaseFrame, Run, StopSignal } from './run.ts';
import { type Render, Unit } from './unit.ts';
import type { Value } from './values.ts';

/** The variables that a template is given, by name: `input`, `context`, `stageVariables`, `util`. */
export type Host = ReadonlyMap<string, Value>;

/**
 * The text that a template makes of them.
 * @throws TemplateFault
 */
export type Template = (host: Host) => string;

/**
 * A mapping template in the Velocity Template Language as API Gateway renders it: Apache Velocity 1.7, in which every reference that does not
 * resolve is `""` (measured on AWS: the reference's 1.11). Its output is not trimmed.
 * @throws TemplateSyntaxError with the line and the column
 */
export function compileTemplate(text: string, limits: Limits = DEFAULT_LIMITS): Template {
  if (Buffer.byteLength(text) > MAX_TEMPLATE_BYTES)
    throw new TemplateSyntaxError(`The template has more than ${MAX_TEMPLATE_BYTES} bytes`, { line: 1, column: 1 });
  const unit = new Unit();
  const evaluates = text.includes('evaluate');
  const render = compiled(text, unit);
  if (evaluates) for (const name of ['foreach', 'velocityCount', 'velocityHasNext']) unit.variable(name);
  return (host) => {
    // What is evaluated adds variables and macros, for this rendering only.
    const own = evaluates ? new Unit(unit) : unit;
    const values: Value[] = [];
    for (const [name, value] of host) {
      const variable = evaluates ? own.variable(name) : own.find(name);
      if (variable !== undefined) values[variable] = value;
    }
    const run = new Run(own, limits);
    try {
      render(new BaseFrame(run, values));
    } catch (error) {
      if (error instanceof RangeError) throw new TemplateFault('The template nests too deep');
      if (!(error instanceof StopSignal)) throw error;
    }
    return run.output;
  };
}

/** What nests is bounded by its levels; sums of tens of thousands of terms nest too, and the stack is what bounds them. */
function compiled(text: string, unit: Unit): Render {
  try {
    return compileBlock(parseTemplate(text), unit);
  } catch (error) {
    if (error instanceof RangeError)
      throw new TemplateSyntaxError('The template nests too deep', { line: 1, column: 1 });
    throw error;
  }
}
