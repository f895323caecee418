/** Values as text: Java's `toString()`, and JSON. */
import { javaDoubleText } from '../lib/json-value.ts';
import { BigDecimal } from './big-decimal.ts';
import { TemplateFault } from './errors.ts';
import { MAX_DEPTH } from './limits.ts';
import { JavaDouble, JavaEntry, JavaIterator, JavaList, JavaLong, JavaMap, type Value } from './values.ts';

/** Told of every piece that is printed; throws when there were too many. */
export type Charge = (units: number) => void;

/** @throws TemplateFault for what nests too deep, or holds itself. */
export function print(value: Value, charge: Charge, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return `${value}`;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return charged(String(value), charge);
  if (value instanceof JavaLong) return value.value.toString();
  if (value instanceof JavaDouble) return javaDoubleText(value.value);
  if (depth > MAX_DEPTH) throw new TemplateFault('A value has too many levels');
  if (value instanceof JavaList) {
    if (value.kind === 'json') return jsonOf(value, charge, true, depth);
    // deviation: The hash that Java prints of an array is always 0.
    if (value.kind === 'array') return '[Ljava.lang.String;@0';
    return `[${joined(value.items, (item) => (item === value ? '(this Collection)' : print(item, charge, depth + 1)), ', ', charge)}]`;
  }
  if (value instanceof JavaMap) {
    const part = (of: Value): string => (of === value ? '(this Map)' : print(of, charge, depth + 1));
    return `{${joined(value.entries(), ([key, of]) => `${part(key)}=${part(of)}`, ', ', charge)}}`;
  }
  if (value instanceof JavaEntry)
    return `${print(value.key, charge, depth + 1)}=${print(value.value, charge, depth + 1)}`;
  if (value instanceof JavaIterator) return 'java.util.Iterator@0';
  return charged(value.print(charge), charge);
}

function charged(text: string, charge: Charge): string {
  charge(text.length);
  return text;
}

function joined<I>(items: Iterable<I>, of: (item: I) => string, separator: string, charge: Charge): string {
  let text = '';
  let first = true;
  for (const item of items) {
    const part = of(item);
    charge(part.length + separator.length);
    text += first ? part : separator + part;
    first = false;
  }
  return text;
}

const WEB = /\//g;

/**
 * A value as JSON without white space. `web` escapes the slash too, as json-smart does where it prints an array by itself.
 * @throws TemplateFault
 */
export function jsonOf(value: Value, charge: Charge, web = false, depth = 0): string {
  if (depth > MAX_DEPTH) throw new TemplateFault('A value has too many levels');
  if (typeof value === 'string') return quoted(value, web);
  if (value instanceof JavaDouble) return Number.isFinite(value.value) ? javaDoubleText(value.value) : 'null';
  if (value instanceof JavaList) {
    let text = '[';
    for (const item of value.items) {
      const part = jsonOf(item, charge, web, depth + 1);
      charge(part.length + 1);
      text += text.length === 1 ? part : `,${part}`;
    }
    return `${text}]`;
  }
  if (value instanceof JavaMap) {
    let text = '{';
    for (const [key, of] of value.entries()) {
      const part = `${quoted(print(key, charge, depth + 1), web)}:${jsonOf(of, charge, web, depth + 1)}`;
      charge(part.length + 1);
      text += text.length === 1 ? part : `,${part}`;
    }
    return `${text}}`;
  }
  if (value instanceof BigDecimal || value instanceof JavaLong || typeof value !== 'object' || value === null)
    return print(value, charge, depth + 1);
  return quoted(print(value, charge, depth + 1), web);
}

function quoted(text: string, web: boolean): string {
  const json = JSON.stringify(text).replace(/[\u007f-\u009f\u2000-\u20ff]/g, escaped);
  return web ? json.replace(WEB, '\\/') : json;
}

const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
