import type { JsonValue } from '../lib/json-value.ts';
import { FAILED } from './errors.ts';
import { readLenient } from './lenient-json.ts';

/** JSON that stands in a filter, or in a text of a list: it is read when something asks for its value. */
export class JsonText {
  readonly text: string;
  #value: { readonly json: JsonValue | undefined } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** @throws FAILED for what is no JSON */
  get value(): JsonValue {
    this.#value ??= { json: readLenient(this.text) };
    if (this.#value.json === undefined) throw FAILED;
    return this.#value.json;
  }
}
