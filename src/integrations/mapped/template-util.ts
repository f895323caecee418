import { JsonSyntaxError, parseJson } from '../../lib/json-parse.ts';
import { type Charge, HostObject, print, TemplateFault, type Value } from '../../vtl/vtl.ts';
import { toTemplateValue } from './json-to-value.ts';

type UtilFunction = (value: Value, charge: Charge) => Value;

/** `$util`: six functions, and no seventh (developer guide, "Mapping template variables"). */
const FUNCTIONS: ReadonlyMap<string, UtilFunction> = new Map<string, UtilFunction>([
  ['escapeJavaScript', (value, charge) => (value === null ? 'null' : escapeJavaScript(text(value, charge)))],
  ['parseJson', (value, charge) => parse(text(value, charge), charge)],
  ['urlEncode', (value, charge) => urlEncode(text(value, charge))],
  ['urlDecode', (value, charge) => urlDecode(text(value, charge))],
  ['base64Encode', (value, charge) => Buffer.from(text(value, charge)).toString('base64')],
  ['base64Decode', (value, charge) => Buffer.from(text(value, charge), 'base64').toString('utf8')],
]);

class Util extends HostObject {
  print(): string {
    return '$util';
  }

  override call(name: string, args: readonly Value[], charge: Charge): Value | undefined {
    const [argument = null] = args;
    return args.length === 1 ? FUNCTIONS.get(name)?.(argument, charge) : undefined;
  }
}

export const util = new Util();

function text(value: Value, charge: Charge): string {
  return value === null ? '' : print(value, charge);
}

const CONTROLS: { readonly [character: string]: string } = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** As commons-lang 2 does it: quotes, backslash and slash get a backslash, what is no ASCII its number. */
function escapeJavaScript(given: string): string {
  return given.replace(/['"\\/]|[^\x20-\x7f]/g, (character) => {
    if (/['"\\/]/.test(character)) return `\\${character}`;
    return CONTROLS[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

// deviation: $util.parseJson of a text that is no JSON fails the request with 500; what AWS does is not recorded.
function parse(given: string, charge: Charge): Value {
  charge(given.length);
  try {
    return toTemplateValue(parseJson(given), charge);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new TemplateFault(`$util.parseJson: ${error.message}`);
    throw error;
  }
}

/** `application/x-www-form-urlencoded`, as Java's URLEncoder writes it. */
function urlEncode(given: string): string {
  return encodeURIComponent(given.toWellFormed())
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** As Java's URLDecoder reads it: an escape that is none is an error, bytes that are no UTF-8 are U+FFFD. */
function urlDecode(given: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(given))
    throw new TemplateFault('$util.urlDecode: the text has an escape that is none');
  return given
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'));
}
