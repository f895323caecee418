import { compileBlock } from './compile.ts';
import { TemplateFault, TemplateSyntaxError } from './errors.ts';
import { MAX_TEMPLATE_BYTES } from './limits.ts';
import { parseBlocks } from './parse.ts';
import { type Frame, StopSignal } from './run.ts';

/** Levels of `#evaluate` inside each other: our choice. */
const MAX_EVALUATIONS = 10;

/**
 * `#evaluate`: the one thing that is compiled while a request waits, since its text is not there before.
 * @throws TemplateFault
 */
export function evaluate(frame: Frame, source: string): void {
  const { run } = frame;
  run.step(1 + (source.length >> 1));
  run.allocate(source.length * 16);
  if (source.length > MAX_TEMPLATE_BYTES) throw new TemplateFault('#evaluate: the template is too long');
  if (run.evaluations >= MAX_EVALUATIONS) throw new TemplateFault('#evaluate: too many levels');
  run.evaluations++;
  try {
    compileBlock(parseBlocks(source, 0), run.unit)(frame);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) throw new TemplateFault(`#evaluate: ${error.message}`);
    if (!(error instanceof StopSignal) || error.target !== 'nearest') throw error;
  } finally {
    run.evaluations--;
  }
}
