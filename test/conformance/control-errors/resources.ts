import { API, badRequest, conflict, type Given, notFound, patch, ROOT, type Row } from './row.ts';

const newResource = (parent: string, pathPart: string, name: string): Given => [
  'POST',
  `${API}/resources/<${parent}>`,
  { pathPart },
  { [name]: 'id' },
];

const proxy = newResource('root', '{proxy+}', 'proxy');
const pets = newResource('root', 'pets', 'pets');
const subpets = newResource('pets', 'subpets', 'subpets');
const PETS = `${API}/resources/<pets>`;

export const resourceRows: readonly Row[] = [
  badRequest(
    'test_create_proxy_resource_validation',
    'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
    ['POST', ROOT, { pathPart: '{dynamic}' }],
    proxy,
  ),
  badRequest(
    'test_create_proxy_resource_validation',
    'Cannot create a child of a resource with a greedy path variable: {proxy+}',
    ['POST', `${API}/resources/<proxy>`, { pathPart: 'child' }],
    proxy,
  ),
  notFound('test_create_resource_parent_invalid', 'Invalid Resource identifier specified', [
    'POST',
    `${API}/resources/fake-resource-id`,
    { pathPart: 'subpets' },
  ]),
  badRequest(
    'test_update_resource_behaviour',
    "Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
    patch(PETS, ['replace', '/invalid', 'dogs']),
    pets,
  ),
  badRequest(
    'test_update_resource_behaviour',
    "Invalid patch path  '/pathPart' specified for op 'add'. Please choose supported operations",
    patch(PETS, ['add', '/pathPart', 'added-pets']),
    pets,
  ),
  badRequest(
    'test_update_resource_behaviour',
    "Invalid patch path  '/pathPart' specified for op 'remove'. Please choose supported operations",
    patch(PETS, ['remove', '/pathPart']),
    pets,
  ),
  badRequest(
    'test_update_resource_behaviour',
    'Resources cannot be cyclical.',
    patch(PETS, ['replace', '/parentId', '<subpets>']),
    pets,
    subpets,
  ),
  conflict(
    'test_update_resource_behaviour',
    'Another resource with the same parent already has this name: pets',
    patch(`${API}/resources/<child>`, ['replace', '/parentId', '<root>']),
    pets,
    subpets,
    newResource('subpets', 'pets', 'child'),
  ),
  badRequest(
    'test_update_resource_on_root',
    'Root resource cannot update its parentId.',
    patch(ROOT, ['replace', '/parentId', '<pets>']),
    pets,
  ),
  badRequest(
    'test_update_resource_on_root',
    'Root resource cannot update its pathPart.',
    patch(ROOT, ['replace', '/pathPart', 'test']),
  ),
];
