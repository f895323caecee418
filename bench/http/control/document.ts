/**
 * An OpenAPI 3.0 document in JSON of about so many bytes, as a large team's would be: paths of several levels, each with four methods
 * of HTTP integrations with templates, parameters, responses, and a schema of its own. No more than 300 resources: AWS takes no more.
 */
export function openApiDocument(bytes: number): string {
  const paths = Array.from({ length: PATHS }, (_, i) => path(i));
  const least = document(paths, 0);
  const padding = Math.max(0, Math.ceil((bytes - Buffer.byteLength(least)) / SCHEMAS));
  // What a text grows by, its escapes do not: plain letters.
  return document(paths, padding);
}

/** Each adds two resources: its folder and itself. */
const PATHS = 140;
const SCHEMAS = PATHS;
const METHODS = ['get', 'put', 'post', 'delete'] as const;
/** Characters of one line of a description. */
const LINE = 'A member of a schema that is described at some length. ';
/** What a property is besides that, with a number of two digits. */
const PROPERTY_CHARACTERS = 48;

function document(paths: readonly (readonly [string, object])[], padding: number): string {
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'bench', version: '1' },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(Array.from({ length: SCHEMAS }, (_, i) => schema(i, padding))) },
  });
}

function path(i: number): readonly [string, object] {
  return [`/folder${i}/{id}`, Object.fromEntries(METHODS.map((method) => [method, operation(i, method)]))];
}

function operation(i: number, method: string): object {
  return {
    operationId: `${method}Item${i}`,
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    ...(method === 'put' || method === 'post'
      ? { requestBody: { content: { 'application/json': { schema: ref(i) } } } }
      : {}),
    responses: { 200: { description: 'OK', content: { 'application/json': { schema: ref(i) } } } },
    'x-amazon-apigateway-integration': {
      type: 'http',
      httpMethod: method.toUpperCase(),
      uri: `http://127.0.0.1:1/items${i}/{id}`,
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
      requestTemplates: {
        'application/json': `#set($root = $input.path('$'))\n{"id": "$input.params('id')", "all": $input.json('$')}`,
      },
      responses: { default: { statusCode: '200', responseTemplates: { 'application/json': "$input.json('$')" } } },
    },
  };
}

function ref(i: number): object {
  return { $ref: `#/components/schemas/Item${i}` };
}

/** A schema with so many characters of descriptions, spread over its properties, which refer to the next schema. */
function schema(i: number, padding: number): readonly [string, object] {
  const count = Math.ceil(padding / (LINE.length + PROPERTY_CHARACTERS));
  const described = Array.from({ length: count }, (_, n) => [`property${n}`, { type: 'string', description: LINE }]);
  const next = { next: ref((i + 1) % SCHEMAS) };
  return [`Item${i}`, { type: 'object', properties: { ...Object.fromEntries(described), ...next } }];
}
