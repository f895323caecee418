import { API, badRequest, conflict, type Given, notFound, patch, type Request, ROOT, type Row } from './row.ts';

const create = (api: string, name: string, schema: string | undefined): Request => [
  'POST',
  `${api}/models`,
  { name, contentType: 'application/json', description: '', schema },
];
const schemaOf = (title: string): string => JSON.stringify({ title, type: 'object' });

const given = (name: string): Given => create(API, name, schemaOf(name));
const givenUse = (resource: string, model: string): Given => [
  'PUT',
  `${API}/resources/<${resource}>/methods/ANY`,
  { authorizationType: 'NONE', requestModels: { 'application/json': model } },
];
const givenResource: Given = ['POST', ROOT, { pathPart: 'test' }, { test: 'id' }];

export const modelRows: readonly Row[] = [
  notFound(
    'test_model_validation',
    'Invalid API identifier specified 111111111111:abcde0',
    create('/restapis/abcde0', 'MySchema', schemaOf('MySchema')),
  ),
  notFound('test_model_validation', 'Invalid model name specified: MySchema', [
    'GET',
    '/restapis/abcde0/models/MySchema',
  ]),
  conflict(
    'test_model_validation',
    'Model name already exists for this REST API',
    create(API, 'MySchema', schemaOf('MySchema')),
    given('MySchema'),
  ),
  badRequest('test_model_validation', 'Model name must be non-empty', create(API, '', schemaOf('MySchema'))),
  badRequest(
    'test_model_validation',
    'Model schema must have at least 1 property or array items defined',
    create(API, 'MyEmptySchema', ''),
  ),
  notFound(
    'test_update_model',
    'Invalid model name specified: mySchema',
    patch('/restapis/abcde0/models/mySchema', ['replace', '/schema', schemaOf('Updated schema')]),
  ),
  badRequest(
    'test_update_model',
    "Invalid patch path  '/wrong-path' specified for op 'add'. Please choose supported operations",
    patch(`${API}/models/MySchema`, ['add', '/wrong-path', 'not supported op']),
    given('MySchema'),
  ),
  badRequest(
    'test_update_model',
    "Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
    patch(`${API}/models/MySchema`, ['replace', '/name', 'invalid']),
    given('MySchema'),
  ),
  conflict(
    'test_put_method_model',
    "Cannot delete model 'MySchema', is referenced in method request: //ANY",
    ['DELETE', `${API}/models/MySchema`],
    given('MySchema'),
    givenUse('root', 'MySchema'),
  ),
  conflict(
    'test_put_method_model',
    "Cannot delete model 'MySchemaTwo', is referenced in method request: //ANY",
    ['DELETE', `${API}/models/MySchemaTwo`],
    given('MySchema'),
    given('MySchemaTwo'),
    givenUse('root', 'MySchema'),
    [...patch(`${ROOT}/methods/ANY`, ['replace', '/requestModels/application~1json', 'MySchemaTwo'])],
  ),
  conflict(
    'test_put_method_model',
    "Cannot delete model 'MySchemaTwo', is referenced in method request: /test/ANY",
    ['DELETE', `${API}/models/MySchemaTwo`],
    given('MySchemaTwo'),
    givenUse('root', 'MySchemaTwo'),
    givenResource,
    givenUse('test', 'MySchemaTwo'),
  ),
];
