import { HostObject } from './host.ts';
import { MAX_DEFINE_DEPTH } from './limits.ts';
import { type Frame, StopSignal } from './run.ts';
import type { Render } from './unit.ts';

/** What `#define` puts in its variable: a block that is rendered wherever the variable is printed, with the variables of that place. */
export class Definition extends HostObject {
  readonly #frame: Frame;
  readonly #render: Render;
  readonly #maxDepth: number;
  #depth = 0;

  constructor(frame: Frame, render: Render, maxDepth = MAX_DEFINE_DEPTH) {
    super();
    this.#frame = frame;
    this.#render = render;
    this.#maxDepth = maxDepth;
  }

  /** False, and nothing, when it is in itself too often. */
  render(frame: Frame): boolean {
    frame.run.step();
    if (this.#depth >= this.#maxDepth) return false;
    this.#depth++;
    try {
      this.#render(frame);
    } catch (signal) {
      if (!(signal instanceof StopSignal) || !signal.isFor(this)) throw signal;
    }
    this.#depth--;
    return true;
  }

  /** With the variables of where it was defined; `undefined` when it is in itself too often. */
  text(frame: Frame): string | undefined {
    let done = false;
    const text = frame.run.capture(() => {
      done = this.render(this.#frame);
    });
    return done ? text : undefined;
  }

  print(): string {
    return this.text(this.#frame) ?? 'null';
  }
}
