/** A request: `['POST', '/restapis/<api>/models', {…}]`. A body that is a text is sent as it is. */
export type Request = readonly [method: string, target: string, body?: object | string];

/** A request that must succeed first, and what of its answer is kept: `{parent: 'id'}` makes `<parent>` the id of what was made. */
export type Given = readonly [...request: Request, kept?: { readonly [name: string]: string }];

/** AWS's names of errors, without `Exception`. */
export type Code = 'BadRequest' | 'Conflict' | 'NotFound' | 'Serialization' | 'Validation';

/**
 * One sentence with which AWS refused, as recorded, and how to hear it from us. `<api>` and `<root>`, the ids of an API and its root
 * resource that are there already, and the names that the given requests keep may stand in targets, bodies and messages.
 */
export interface Row {
  readonly code: Code;
  readonly message: string;
  /** The test of localstack/localstack (tests/aws/services/apigateway) that was run against AWS. */
  readonly recorded: string;
  readonly given: readonly Given[];
  readonly when: Request;
}

/** The rows of one code. @returns what makes them */
export function rowsOf(code: Code) {
  return (recorded: string, message: string, when: Request, ...given: readonly Given[]): Row => ({
    code,
    message,
    recorded,
    given,
    when,
  });
}

export const badRequest = rowsOf('BadRequest');
export const conflict = rowsOf('Conflict');
export const notFound = rowsOf('NotFound');
export const serialization = rowsOf('Serialization');
export const validation = rowsOf('Validation');

type Operation = readonly [op: string, path: string | undefined, value?: string | null | undefined, from?: string];

/** `PATCH` with these operations. */
export function patch(target: string, ...operations: readonly Operation[]): Request {
  const patchOperations = operations.map(([op, path, value, from]) => ({ op, path, value, from }));
  return ['PATCH', target, { patchOperations }];
}

// --- what is given to rows of several nouns ---

export const API = '/restapis/<api>';
export const ROOT = `${API}/resources/<root>`;
export const METHOD = `${ROOT}/methods/GET`;

export const givenMethod: Given = ['PUT', METHOD, { authorizationType: 'NONE' }];

export const MOCK = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } };

/** GET / is answered by a MOCK integration. */
export const givenMock: readonly Given[] = [givenMethod, ['PUT', `${METHOD}/integration`, MOCK]];

/** And is deployed to stage `dev`, by deployment `<deployment>`. */
export const givenStage: readonly Given[] = [
  ...givenMock,
  ['POST', `${API}/deployments`, { stageName: 'dev' }, { deployment: 'id' }],
];
