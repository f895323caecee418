import { TemplateFault } from './errors.ts';
import type { Limits } from './limits.ts';
import { print } from './print.ts';
import type { Unit } from './unit.ts';
import type { Value } from './values.ts';

/** One rendering: what it has written, and what it may still use. */
export class Run {
  #out = '';
  #room: number;
  #steps: number;
  #memory: number;
  readonly #limits: Limits;
  readonly unit: Unit;
  /** Calls of macros that are running. */
  macroDepth = 0;
  /** Levels of source that was evaluated while rendering. */
  evaluations = 0;
  /** For `print` and what else makes text. */
  readonly charge = (units: number): void => this.allocate(units);
  /** For comparisons. */
  readonly spend = (steps: number): void => this.step(steps);

  constructor(unit: Unit, limits: Limits) {
    this.unit = unit;
    this.#limits = limits;
    this.#room = limits.output;
    this.#steps = limits.steps;
    this.#memory = limits.memory;
  }

  get output(): string {
    return this.#out;
  }

  /** @throws TemplateFault */
  write(text: string): void {
    this.#room -= text.length;
    if (this.#room < 0) throw new TemplateFault(`The output has more than ${this.#limits.output} characters`);
    this.#out += text;
  }

  /** The same for two that follow each other. @throws TemplateFault */
  writeBoth(before: string, text: string): void {
    this.#room -= before.length + text.length;
    if (this.#room < 0) throw new TemplateFault(`The output has more than ${this.#limits.output} characters`);
    this.#out = this.#out + before + text;
  }

  /** @throws TemplateFault */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw new TemplateFault(`The template takes more than ${this.#limits.steps} steps`);
  }

  /** Counts what is made, in UTF-16 units, before it is. @throws TemplateFault */
  allocate(units: number): void {
    this.#memory -= units;
    if (this.#memory < 0) throw new TemplateFault('The template makes too much of strings, lists and maps');
  }

  /** What `render` writes, as a string of its own. */
  capture(render: () => void): string {
    const before = this.#out;
    this.#out = '';
    try {
      render();
      this.allocate(this.#out.length);
      return this.#out;
    } finally {
      this.#out = before;
    }
  }

  print(value: Value): string {
    return typeof value === 'string' ? value : print(value, this.charge);
  }
}

/** The variables, as a part of the template sees them. They are numbered by the unit; `null` is none. */
export interface Frame {
  readonly run: Run;
  get(variable: number): Value;
  put(variable: number, value: Value): void;
  remove(variable: number): void;
  /** The source of the argument that stands for a macro's parameter, by `$name`. */
  source(parameter: string): string | undefined;
}

export class BaseFrame implements Frame {
  readonly run: Run;
  readonly #values: Value[];

  constructor(run: Run, values: Value[]) {
    this.run = run;
    this.#values = values;
  }

  get(variable: number): Value {
    return this.#values[variable] ?? null;
  }

  put(variable: number, value: Value): void {
    this.#values[variable] = value;
  }

  remove(variable: number): void {
    this.#values[variable] = null;
  }

  source(): undefined {
    return undefined;
  }
}

/** In a macro: parameters stand for the arguments' expressions, and what is set is set for the caller too. */
export class MacroFrame implements Frame {
  readonly run: Run;
  readonly #caller: Frame;
  readonly #local = new Map<number, Value>();
  readonly #arguments = new Map<number, (caller: Frame) => Value>();
  readonly #sources = new Map<string, string>();

  constructor(caller: Frame) {
    this.run = caller.run;
    this.#caller = caller;
  }

  /** A value that is the same each time. */
  bind(variable: number, value: Value): void {
    this.#local.set(variable, value);
  }

  /** An expression that is evaluated at each use. */
  bindSource(variable: number, name: string, argument: (caller: Frame) => Value, source: string): void {
    this.#arguments.set(variable, argument);
    this.#sources.set(`$${name}`, source);
  }

  get(variable: number): Value {
    const local = this.#local.get(variable) ?? null;
    if (local !== null) return local;
    const argument = this.#arguments.get(variable);
    return argument === undefined ? this.#caller.get(variable) : argument(this.#caller);
  }

  put(variable: number, value: Value): void {
    this.#local.set(variable, value);
    this.#caller.put(variable, value);
  }

  remove(variable: number): void {
    this.#local.delete(variable);
    this.#arguments.delete(variable);
    this.#caller.remove(variable);
  }

  source(parameter: string): string | undefined {
    return this.#sources.get(parameter) ?? this.#caller.source(parameter);
  }
}

/** Thrown by `#stop` and `#break`: no error, and so without a stack. */
export class StopSignal {
  /** `nearest`: the loop, macro or block around it. `all`: the template. Else the owner of a scope. */
  readonly target: 'nearest' | 'all' | object;

  constructor(target: 'nearest' | 'all' | object) {
    this.target = target;
  }

  isFor(owner: object): boolean {
    return this.target === 'nearest' || this.target === owner;
  }
}
