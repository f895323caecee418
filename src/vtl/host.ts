import type { Charge } from './print.ts';
import type { Value } from './values.ts';

/**
 * An object that is not made of values: `$input`, `$util`. Templates reach what these methods answer and nothing else: names that
 * come here are the template's own words, so look them up in tables (`Object.hasOwn`, a Map), never in an object of JavaScript.
 */
export abstract class HostObject {
  /** What `toString()` gives. `charge` is told of what is printed on the way to it; the text itself is counted. */
  abstract print(charge: Charge): string;

  /** `undefined` when it has no such property. */
  property(_name: string): Value | undefined {
    return undefined;
  }

  /** False when it cannot be set, which `#set` passes over. */
  setProperty(_name: string, _value: Value): boolean {
    return false;
  }

  /**
   * `undefined` when it has no such method for such arguments. A string that it answers is counted; of what else it makes it tells `charge`
   * about 16 units for each element, before it is made.
   */
  call(_name: string, _args: readonly Value[], _charge: Charge): Value | undefined {
    return undefined;
  }

  equals(other: Value): boolean {
    return this === other;
  }
}
