import { isObject } from '../../../lib/json.ts';
import { modelNamed, type Schema } from './model-schemas.ts';

/**
 * GetModelTemplate: a sample mapping template that makes a payload of a model's structure. The sample values and the layout
 * of objects are AWS's (API reference and CLI examples of GetModelTemplate).
 */
// deviation: How a model template lays out arrays follows examples that users of AWS published; AWS's documentation shows none.

/** A model can refer to itself, and to many that refer to many: what is beyond these shows as an empty object. */
const MAX_DEPTH = 32;
const MAX_NODES = 10_000;

const SAMPLES: { readonly [type: string]: string } = {
  string: '"foo"',
  number: '3.1415',
  integer: '42',
  boolean: 'true',
  null: 'null',
};

/** @param find the schema of another model of the API */
export async function modelTemplate(
  schema: Schema,
  find: (name: string) => Promise<Schema | undefined>,
): Promise<string> {
  let nodes = 0;

  const sample = async (at: unknown, depth: number, source: string, indent: string): Promise<string> => {
    if (!isObject(at) || depth > MAX_DEPTH || ++nodes > MAX_NODES) return '{ }';
    const referred = await refer(at);
    if (referred !== undefined) return sample(referred, depth + 1, source, indent);
    const type = Array.isArray(at['type']) ? at['type'].find((name) => name !== 'null') : at['type'];
    if (type === 'array' || (type === undefined && isObject(at['items']))) {
      const item = await sample(at['items'], depth + 1, '$elem', `${indent}  `);
      const loop = `##TODO: Update this foreach loop to reference array from input json\n#foreach($elem in ${source})\n`;
      return `[\n${loop}${indent}  ${item}\n#if($foreach.hasNext),#end\n#end\n${indent}]`;
    }
    const plain = typeof type === 'string' && Object.hasOwn(SAMPLES, type) ? SAMPLES[type] : undefined;
    if (plain !== undefined) return plain;
    const lines: string[] = [];
    for (const [name, property] of Object.entries(isObject(at['properties']) ? at['properties'] : {})) {
      const value = await sample(property, depth + 1, `${source}.${name}`, `${indent}  `);
      lines.push(`${indent}  ${JSON.stringify(name)} : ${value}`);
    }
    return lines.length === 0 ? '{ }' : `{\n${lines.join(',\n')}\n${indent}}`;
  };

  const refer = async ({ $ref }: Schema): Promise<unknown> => {
    if (typeof $ref !== 'string') return undefined;
    const name = modelNamed($ref);
    if (name !== undefined) return (await find(name)) ?? {};
    const { definitions } = schema;
    const local = /^#\/definitions\/([^/]+)$/.exec($ref)?.[1];
    return local !== undefined && isObject(definitions) && Object.hasOwn(definitions, local) ? definitions[local] : {};
  };

  return `#set($inputRoot = $input.path('$'))\n${await sample(schema, 0, '$inputRoot', '')}`;
}
