/**
 * Turns the schemas inside the `@aws-sdk/client-*` packages into the committed models of `src/model/`.
 * `npm run extract:models` rewrites the files; a test beside the model checks that they are what this produces.
 *
 * A schema is an array: [3 structure | 4 union | -3 error, namespace, name, traits, member names, member schemas,
 * how many of them are required], [9 operation, namespace, name, traits, input, output], [1 list | 2 map, …], [0 simple, …],
 * or a number for a plain type. Enums are not in the schemas: they come from the packages' type declarations.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Constraint, Enum, Location, Member, Operation, Structure, Type } from '../src/model/model.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

const packages = {
  apigateway: 'client-api-gateway',
  apigatewaymanagementapi: 'client-apigatewaymanagementapi',
  apigatewayv2: 'client-apigatewayv2',
  iam: 'client-iam',
  lambda: 'client-lambda',
  logs: 'client-cloudwatch-logs',
  sts: 'client-sts',
} as const;

type Raw = number | string | readonly unknown[] | (() => Raw);
type Traits = Record<string, unknown>;
interface Corrections {
  readonly enums: Readonly<Record<string, { readonly order?: readonly string[]; readonly open?: true }>>;
  readonly constraints: readonly (Constraint & { readonly members: readonly string[] })[];
}
interface Extract {
  protocol: string;
  version: string;
  xmlNamespace?: string;
  target?: string;
  operations: Record<string, Operation>;
  shapes: Record<string, Structure>;
  enums: Record<string, Enum>;
}

/** Path below the repository → text, for every file that the extractor owns. */
export function extractModels(): Map<string, string> {
  const corrections = JSON.parse(readFileSync(join(root, 'src/model/corrections.json'), 'utf8'));
  const files = new Map<string, string>();
  for (const [service, name] of Object.entries(packages)) {
    const model = extract(name, corrections[service] ?? { enums: {}, constraints: [] });
    files.set(`src/model/${service}.json`, renderJson(service, name, model));
    files.set(`src/model/generated/${service}.ts`, renderTypes(name, model));
  }
  return files;
}

function extract(packageName: string, corrections: Corrections): Extract {
  const loaded = require(`@aws-sdk/${packageName}`) as Record<string, unknown>;
  const types = join(dirname(require.resolve(`@aws-sdk/${packageName}`)), '../dist-types');
  const enums = readEnums(types, corrections);
  const memberTypes = readMemberTypes(types);
  const shapes: Record<string, Structure> = {};
  const operations: Record<string, Operation> = {};

  const addStructure = (raw: readonly unknown[]): string => {
    const [kind, , name, traits, names, schemas, requiredCount] = raw as [
      number,
      string,
      string,
      Traits | 0,
      string[],
      Raw[],
      number?,
    ];
    if (shapes[name] !== undefined) return name;
    const members: Record<string, Member> = {};
    const { error, httpError, awsQueryError } = (traits || {}) as {
      error?: 'client' | 'server';
      httpError?: number;
      awsQueryError?: [string, number];
    };
    shapes[name] = {
      ...(kind === 4 && { union: true }),
      ...(error !== undefined && {
        error: {
          fault: error,
          status: awsQueryError?.[1] ?? httpError ?? (error === 'client' ? 400 : 500),
          ...(awsQueryError !== undefined && awsQueryError[0] !== name && { code: awsQueryError[0] }),
        },
      }),
      members,
    };
    names.forEach((member, i) => {
      const schema = schemas[i];
      if (schema === undefined) throw new Error(`${name}.${member} has no schema`);
      members[member] = readMember(schema, memberTypes.get(`${name}.${member}`) ?? '', i < (requiredCount ?? 0));
    });
    return name;
  };

  const readMember = (raw: Raw, declared: string, required: boolean): Member => {
    const traits: Traits = {};
    while (Array.isArray(raw) && raw.length === 2) {
      Object.assign(traits, readTraits(raw[1]), { ...traits });
      raw = raw[0] as Raw;
    }
    const type = readType(raw, declared, traits);
    const location = readLocation(traits);
    return {
      ...type,
      ...(required && { required: true }),
      ...location,
      ...(traits['sensitive'] !== undefined && { sensitive: true }),
      ...(traits['idempotencyToken'] !== undefined && { idempotencyToken: true }),
    };
  };

  const readType = (raw: Raw, declared: string, traits: Traits): Type => {
    if (typeof raw === 'function') raw = raw();
    if (typeof raw === 'number') return readSimple(raw, declared);
    if (!Array.isArray(raw)) throw new Error(`unknown schema ${String(raw)}`);
    const [kind] = raw;
    Object.assign(traits, readTraits(raw[3]), { ...traits });
    if (kind === 0) return readType(raw[4] as Raw, declared, traits);
    if (kind === 1) return { type: 'list', of: readType(bare(raw[4] as Raw), elementOf(declared), {}) };
    if (kind === 2)
      return { type: 'map', of: readType(bare(raw[5] as Raw), mapValueOf(declared), {}), ...enumKeys(declared) };
    return {
      type: 'structure',
      shape: addStructure(raw),
      ...(kind === 4 && traits['streaming'] !== undefined && { eventStream: true }),
    };
  };

  const readSimple = (code: number, declared: string): Type => {
    if ((code & 128) !== 0)
      return { type: 'map', of: readSimple(code & 63, mapValueOf(declared)), ...enumKeys(declared) };
    if ((code & 64) !== 0) return { type: 'list', of: readSimple(code & 63, elementOf(declared)) };
    if (code === 0) return { type: 'string', ...(enums[declared] !== undefined && { enum: declared }) };
    const simple = simpleTypes[code];
    if (simple === undefined) throw new Error(`unknown simple schema ${code}`);
    return simple;
  };

  const enumKeys = (declared: string): { keys?: string } => {
    const key = /^Record<(\w+),/.exec(declared)?.[1];
    return key !== undefined && enums[key] !== undefined ? { keys: key } : {};
  };

  const shapeOf = (raw: Raw): string | undefined => {
    if (typeof raw === 'function') raw = raw();
    return Array.isArray(raw) ? addStructure(raw) : undefined; // 'unit' otherwise
  };

  for (const [name, schema] of Object.entries(loaded)) {
    if (!name.endsWith('$') || !Array.isArray(schema)) continue;
    if (schema[0] === -3 && !String(schema[1]).startsWith('smithy.ts.sdk.synthetic')) addStructure(schema);
    if (schema[0] !== 9) continue;
    const input = shapeOf(schema[4] as Raw);
    const output = shapeOf(schema[5] as Raw);
    operations[schema[2] as string] = {
      ...(schema[3] !== 0 && { http: (schema[3] as { http: [string, string, number] }).http }),
      ...(input !== undefined && { input }),
      ...(output !== undefined && { output }),
      errors: readErrors(types, schema[2] as string).filter(
        (error) => shapes[error] !== undefined || `${error}$` in loaded,
      ),
    };
  }

  for (const { members, pattern, min, max } of corrections.constraints)
    for (const path of members) {
      const [shape = '', member = ''] = path.split('.');
      const target = shapes[shape]?.members as Record<string, Member> | undefined;
      if (target?.[member] === undefined) throw new Error(`corrections.json: ${packageName} has no ${path}`);
      target[member] = {
        ...target[member],
        ...(pattern !== undefined && { pattern }),
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
      };
    }

  return { ...readSettings(loaded), operations: sorted(operations), shapes: sorted(shapes), enums: sorted(enums) };
}

const simpleTypes: Readonly<Record<number, Type>> = {
  1: { type: 'number' },
  2: { type: 'boolean' },
  4: { type: 'timestamp' },
  5: { type: 'timestamp', format: 'date-time' },
  6: { type: 'timestamp', format: 'http-date' },
  7: { type: 'timestamp', format: 'epoch-seconds' },
  15: { type: 'document' },
  21: { type: 'blob' },
  42: { type: 'blob', streaming: true },
};

const traitBits = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
];

function readTraits(raw: unknown): Traits {
  if (typeof raw === 'object' && raw !== null) return { ...raw };
  return Object.fromEntries(traitBits.filter((_, bit) => ((Number(raw) >> bit) & 1) === 1).map((name) => [name, 1]));
}

const locations: readonly (readonly [trait: string, location: Location | undefined])[] = [
  ['httpLabel', 'label'],
  ['httpQuery', 'query'],
  ['httpQueryParams', 'queryParams'],
  ['httpHeader', 'header'],
  ['httpPrefixHeaders', 'prefixHeaders'],
  ['httpPayload', 'payload'],
  ['httpResponseCode', 'status'],
  ['jsonName', undefined],
];

function readLocation(traits: Traits): { in?: Location; as?: string } {
  const found = locations.find(([trait]) => traits[trait] !== undefined);
  if (found === undefined) return {};
  const name = traits[found[0]];
  return { ...(found[1] !== undefined && { in: found[1] }), ...(typeof name === 'string' && { as: name }) };
}

/** A list's or map's element may carry member traits; none of them matters on a server. */
const bare = (raw: Raw): Raw => (Array.isArray(raw) && raw.length === 2 ? (raw[0] as Raw) : raw);
const elementOf = (declared: string) => declared.replace(/\[\]$/, '');
const mapValueOf = (declared: string) => /^Record<\w+, (.*)>$/.exec(declared)?.[1] ?? '';

function readEnums(types: string, corrections: Corrections): Record<string, Enum> {
  const enums: Record<string, Enum> = {};
  for (const file of readdirSync(join(types, 'models')).filter((name) => name === 'enums.d.ts'))
    for (const [, name = '', body = ''] of readFileSync(join(types, 'models', file), 'utf8').matchAll(
      /export declare const (\w+): \{([^}]*)\}/g,
    ))
      enums[name] = { values: [...body.matchAll(/: "([^"]*)"/g)].map(([, value = '']) => value) };
  for (const [name, { order = [], open }] of Object.entries(corrections.enums)) {
    const values = enums[name]?.values;
    const unknown = order.filter((value) => !values?.includes(value));
    if (values === undefined || unknown.length > 0)
      throw new Error(`corrections.json: enum ${name} has no ${unknown.join()}`);
    enums[name] = { values: [...order, ...values.filter((value) => !order.includes(value))], ...(open && { open }) };
  }
  return enums;
}

/** `Shape.member` → its declared type without `| undefined` and `Partial`. */
function readMemberTypes(types: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(join(types, 'models')).filter(
    (name) => name.startsWith('models_') || name === 'errors.d.ts',
  )) {
    const text = readFileSync(join(types, 'models', file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, shape, body = ''] of text.matchAll(/^export (?:interface|declare class) (\w+)[^{]*\{([\s\S]*?)^\}/gm))
      for (const [, member, type = ''] of body.matchAll(/^ {4}(\w+)\??: ([^;]+);/gm))
        found.set(`${shape}.${member}`, type.replace(/ \| undefined/g, '').replace(/Partial<(Record<.*>)>/g, '$1'));
  }
  return found;
}

function readErrors(types: string, operation: string): string[] {
  const text = readFileSync(join(types, 'commands', `${operation}Command.d.ts`), 'utf8');
  return [...text.matchAll(/@throws \{@link (\w+)\} \(\w+ fault\)/g)].map(([, name = '']) => name).sort();
}

function readSettings(
  loaded: Record<string, unknown>,
): Pick<Extract, 'protocol' | 'version' | 'xmlNamespace' | 'target'> {
  const name = Object.keys(loaded).find((key) => /^[A-Za-z0-9]+Client$/.test(key) && key !== '__Client') ?? '';
  const Client = loaded[name] as new (
    config: object,
  ) => { config: { protocol: { getShapeId(): string }; protocolSettings: ProtocolSettings } };
  const { protocol, protocolSettings } = new Client({ region: 'us-east-1' }).config;
  const { version, xmlNamespace, serviceTarget } = protocolSettings;
  const protocolName = protocol.getShapeId().replace('aws.protocols#', '');
  const json = protocolName.startsWith('awsJson');
  return {
    protocol: protocolName,
    version,
    ...(xmlNamespace !== undefined && !json && { xmlNamespace }),
    ...(serviceTarget !== undefined && json && { target: serviceTarget }),
  };
}

interface ProtocolSettings {
  readonly version: string;
  readonly xmlNamespace?: string;
  readonly serviceTarget?: string;
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One line per operation, member and enum: what changes between two versions of a package is a readable diff. */
function renderJson(service: string, packageName: string, model: Extract): string {
  const { operations, shapes, enums, ...head } = model;
  const packageJson = JSON.parse(readFileSync(join(root, `node_modules/@aws-sdk/${packageName}/package.json`), 'utf8'));
  const lines = (entries: [string, string][], indent: string) =>
    entries.map(([key, text]) => `${indent}${JSON.stringify(key)}: ${text}`).join(',\n');
  const flat = (record: Record<string, unknown>) =>
    lines(
      Object.entries(record).map(([key, value]) => [key, JSON.stringify(value)]),
      '    ',
    );
  const structures = Object.entries(shapes).map(([name, { members, ...rest }]): [string, string] => {
    const attributes = Object.entries(rest).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}, `);
    const body = lines(
      Object.entries(members).map(([key, value]) => [key, JSON.stringify(value)]),
      '      ',
    );
    return [name, `{${attributes.join('')}"members": {${body === '' ? '' : `\n${body}\n    `}}}`];
  });
  const top = Object.entries({ service, source: `@aws-sdk/${packageName}@${packageJson.version}`, ...head });
  return `{\n${lines(
    top.map(([key, value]) => [key, JSON.stringify(value)]),
    '  ',
  )},\n  "operations": {\n${flat(operations)}\n  },\n  "shapes": {\n${lines(structures, '    ')}\n  },\n  "enums": {\n${flat(enums)}\n  }\n}\n`;
}

function renderTypes(packageName: string, { operations, shapes, enums }: Extract): string {
  const type = (of: Type): string => {
    switch (of.type) {
      case 'string':
        return of.enum ?? 'string';
      case 'number':
      case 'timestamp':
        return 'number';
      case 'boolean':
        return 'boolean';
      case 'document':
        return 'unknown';
      case 'blob':
        return 'Uint8Array';
      case 'list':
        return `readonly ${/[ |]/.test(type(of.of)) ? `(${type(of.of)})` : type(of.of)}[]`;
      case 'map':
        return of.keys === undefined
          ? `{ readonly [key: string]: ${type(of.of)} }`
          : `{ readonly [key in ${of.keys}]?: ${type(of.of)} }`;
      case 'structure':
        return of.shape;
    }
  };
  const out = [
    `// Written by scripts/extract-models.ts from @aws-sdk/${packageName}. Do not edit.`,
    '// Timestamps are milliseconds since the Unix epoch, blobs are Uint8Array.',
    '',
  ];
  for (const [name, { values, open }] of Object.entries(enums))
    if (shapes[name] === undefined)
      out.push(
        `export type ${name} = ${values.map((value) => `'${value}'`).join(' | ')}${open ? ' | (string & {})' : ''};`,
      );
  for (const [name, { members }] of Object.entries(shapes)) {
    out.push('', `export interface ${name} {`);
    for (const [member, of] of Object.entries(members))
      out.push(of.required ? `  readonly ${member}: ${type(of)};` : `  readonly ${member}?: ${type(of)} | undefined;`);
    out.push('}');
  }
  out.push(
    '',
    '/** Every operation with what it takes and gives; `void` where the service answers nothing. */',
    'export interface Operations {',
  );
  for (const [name, { input, output }] of Object.entries(operations))
    out.push(`  ${name}: { input: ${input ?? 'Record<never, never>'}; output: ${output ?? 'void'} };`);
  out.push('}', '', '/** The modelled errors. */', 'export interface Errors {');
  for (const [name, { error }] of Object.entries(shapes)) if (error !== undefined) out.push(`  ${name}: ${name};`);
  out.push('}', '');
  return out.join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(root, 'src/model/generated'), { recursive: true });
  for (const [path, text] of extractModels()) writeFileSync(join(root, path), text);
}
