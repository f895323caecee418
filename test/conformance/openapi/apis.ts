import assert from 'node:assert/strict';
import { MOCK, openRest, type RestClient } from '../../../src/control/rest/rest.fixture.ts';
import type { ResourceRecord } from '../../../src/definition/definition.ts';
import { isObject } from '../../../src/lib/json.ts';
import { ServiceError } from '../../../src/protocol/protocol.ts';

const SCOPE = '111111111111/us-east-1';
const call = (operation: string) =>
  ({
    requestId: 'r-1',
    account: '111111111111',
    region: 'us-east-1',
    scope: SCOPE,
    service: 'apigateway',
    operation,
  }) as const;

export type ExportType = 'swagger' | 'oas30';
export type Format = 'json' | 'yaml';

/** A refusal, as a caller sees it. */
export interface Refused {
  readonly status: number;
  readonly message: string;
}

/** Documents into APIs and back, by the operations. */
export interface Apis extends AsyncDisposable {
  readonly rest: RestClient;
  /** ImportRestApi. @returns the API's id */
  create(text: string): Promise<string>;
  /** PutRestApi with mode `overwrite`. @returns why not; undefined when it was done */
  overwrite(id: string, text: string): Promise<Refused | undefined>;
  /** Deploys what is there to stage `dev`, documentation and all. What leads nowhere is given a MOCK before. */
  deploy(id: string): Promise<void>;
  /** GetExport of stage `dev` with every extension, the API's id taken out. */
  exported(id: string, type: ExportType, format?: Format): Promise<string>;
  /** Every record of an API, with names in place of ids. */
  records(id: string): Promise<readonly string[]>;
}

const EXTENSIONS = 'integrations,authorizers,documentation,validators,gatewayresponses,apigateway';
const DOCUMENTATION_VERSION = 'published';

/** Kinds whose records a document says. */
const KINDS = [
  'restapi',
  'resource',
  'model',
  'requestvalidator',
  'authorizer',
  'gatewayresponse',
  'documentationpart',
];

export async function openApis(): Promise<Apis> {
  const rest = await openRest();
  const { ImportRestApi, PutRestApi, GetExport } = rest.handlers;

  return {
    rest,
    async create(text) {
      const { id } = await ImportRestApi({ body: Buffer.from(text) }, call('ImportRestApi'));
      assert.ok(id !== undefined);
      return id;
    },
    async overwrite(restApiId, text) {
      try {
        await PutRestApi({ restApiId, mode: 'overwrite', body: Buffer.from(text) }, call('PutRestApi'));
        return undefined;
      } catch (error) {
        if (error instanceof ServiceError) return { status: error.status, message: error.message };
        throw error;
      }
    },
    async deploy(id) {
      await fillIn(rest, id);
      const at = `/restapis/${id}`;
      const deployed = await rest.send('POST', `${at}/deployments`, { stageName: 'dev' });
      assert.equal(deployed.status, 201, String(deployed.body.message));
      const parts = await rest.ok('GET', `${at}/documentation/parts`);
      if (parts.item.length === 0) return;
      await rest.send('PATCH', `${at}/stages/dev`, {
        patchOperations: [{ op: 'replace', path: '/documentationVersion' }],
      });
      await rest.send('DELETE', `${at}/documentation/versions/${DOCUMENTATION_VERSION}`);
      const version = { documentationVersion: DOCUMENTATION_VERSION, stageName: 'dev' };
      await rest.ok('POST', `${at}/documentation/versions`, version);
    },
    async exported(restApiId, exportType, format = 'json') {
      const input = { restApiId, stageName: 'dev', exportType, parameters: { extensions: EXTENSIONS } };
      const { body } = await GetExport({ ...input, accepts: `application/${format}` }, call('GetExport'));
      return Buffer.from(body ?? '')
        .toString('utf8')
        .replaceAll(restApiId, '(api)');
    },
    async records(id) {
      const all = await Promise.all(KINDS.map((kind) => recordsOf(rest, kind, id)));
      return withoutIds(all.flat(), id);
    },
    [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
  };
}

interface Owned {
  readonly kind: string;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
}

async function recordsOf({ store }: RestClient, kind: string, api: string): Promise<Owned[]> {
  const range = { scope: SCOPE, kind, prefix: kind === 'restapi' ? api : `${api}/` };
  const entries = await store.list<Readonly<Record<string, unknown>>>(range);
  return entries.map(({ key, value }) => ({ kind, id: key.id.slice(key.id.indexOf('/') + 1), value }));
}

/** Ids replaced by what they stand for, and records in an order that has nothing to do with them. */
function withoutIds(records: readonly Owned[], api: string): readonly string[] {
  let text = JSON.stringify(records.map(({ kind, value: { id: _, ...value } }) => [kind, value]));
  text = text.replaceAll(api, '(api)');
  for (const { kind, id, value } of records) {
    if (kind !== 'restapi' && id !== value['name'])
      text = text.replaceAll(`"${id}"`, JSON.stringify(`(${standsFor(value)})`));
  }
  const values = JSON.parse(text) as readonly unknown[];
  return values.map((value) => JSON.stringify(sorted(value))).sort();
}

/** Members by name: the order in which they were said means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

function standsFor(value: Readonly<Record<string, unknown>>): string {
  return String(value['path'] ?? value['name'] ?? value['responseType'] ?? JSON.stringify(value['location']));
}

/** A method without an integration cannot be deployed: documents that say nothing of AWS's have many. */
async function fillIn(rest: RestClient, id: string): Promise<void> {
  const resources = await rest.store.list<ResourceRecord>({ scope: SCOPE, kind: 'resource', prefix: `${id}/` });
  for (const { value: resource } of resources) {
    for (const { httpMethod, methodIntegration } of Object.values(resource.resourceMethods)) {
      if (methodIntegration !== undefined) continue;
      await rest.ok('PUT', `/restapis/${id}/resources/${resource.id}/methods/${httpMethod}/integration`, MOCK);
    }
  }
}
