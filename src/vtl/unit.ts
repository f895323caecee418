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

  /** `undefined` when the template does not name it. */
  find(name: string): number | undefined {
    return this.#variables.get(name);
  }
}
