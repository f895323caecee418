import type { Frame } from './run.ts';

/** Writes what a node renders to. */
export type Render = (frame: Frame) => void;

export interface Macro {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly variable: number }[];
  readonly render: Render;
}

/** What the parts of one template share: the numbers of its variables, and its macros. */
export class Unit {
  readonly #variables: Map<string, number>;
  readonly macros: Map<string, Macro>;
  /** Steps that what is compiled now takes each time it is rendered. */
  steps = 0;

  constructor(from?: Unit) {
    this.#variables = new Map(from === undefined ? [] : from.#variables);
    this.macros = new Map(from === undefined ? [] : from.macros);
  }

  variable(name: string): number {
    let number = this.#variables.get(name);
    if (number === undefined) {
      number = this.#variables.size;
      this.#variables.set(name, number);
    }
    return number;
  }

  /** What is compiled, and its steps: who renders it counts them all at once, before. */
  counted<T>(compile: () => T): { readonly compiled: T; readonly steps: number } {
    const around = this.steps;
    this.steps = 0;
    const compiled = compile();
    const { steps } = this;
    this.steps = around;
    return { compiled, steps };
  }

  /** `undefined` when the template does not name it. */
  find(name: string): number | undefined {
    return this.#variables.get(name);
  }
}
