import {
  type AuthorizerRecord,
  authorizerKey,
  type DocumentationPartRecord,
  documentationPartKey,
  type GatewayResponseRecord,
  gatewayResponseKey,
  type ModelRecord,
  modelKey,
  type RequestValidatorRecord,
  requestValidatorKey,
} from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { GatewayResponseType } from '../../../model/generated/apigateway.ts';
import type { ApiParts } from '../../../openapi/openapi.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Key, Transaction } from '../../../store/store.ts';
import { type CountQuota, checkRoom, checkSize, type Limits } from '../../limits.ts';
import { documentationTypes, locationId, readLocation } from '../documentation/location.ts';
import { readProperties } from '../documentation/part-patches.ts';
import { badRequest } from '../errors.ts';
import { checkAuthorizer } from '../parts/authorizer-rules.ts';
import { partsOf } from '../parts/change-part.ts';
import { GATEWAY_RESPONSE_TYPES, withDefaults } from '../parts/gateway-response-types.ts';
import { checkResponse } from '../parts/gateway-responses.ts';
import { parseSchema, referredModels } from '../parts/model-schemas.ts';
import type { ImportErrors } from './errors.ts';

/** What an import writes to. */
export interface Target {
  readonly tx: Transaction;
  readonly call: Call;
  readonly restApiId: string;
  readonly limits: Limits;
  readonly errors: ImportErrors;
  /** Overwriting deletes what the document does not have. */
  readonly overwrite: boolean;
}

/** A kind of record that an import brings, and how the ones it brings meet the ones that are there. */
interface Kind<R, P> {
  readonly kind: string;
  readonly key: (scope: string, restApiId: string, id: string) => Key<R>;
  /** What makes two of them the same: theirs is one id. */
  readonly same: (record: P | R) => string;
  readonly id: (record: R) => string;
  /** The next version; `before` is the one that is there, and whose id stays. */
  readonly record: (part: P, before: R | undefined, overwrite: boolean) => R;
  readonly quota?: CountQuota;
}

const MODELS: Kind<ModelRecord, ApiParts['models'][number]> = {
  kind: 'model',
  key: modelKey,
  same: ({ name }) => name,
  id: ({ name }) => name,
  record: (part, before) => ({ id: before?.id ?? newId(6), ...part }),
  quota: 'models',
};

const VALIDATORS: Kind<RequestValidatorRecord, ApiParts['requestValidators'][number]> = {
  kind: 'requestvalidator',
  key: requestValidatorKey,
  same: ({ name }) => name ?? '',
  id: ({ id }) => id,
  record: (part, before) => ({ id: before?.id ?? newId(6), ...part }),
  quota: 'requestValidators',
};

const AUTHORIZERS: Kind<AuthorizerRecord, ApiParts['authorizers'][number]> = {
  kind: 'authorizer',
  key: authorizerKey,
  same: ({ name }) => name,
  id: ({ id }) => id,
  record: (part, before) => ({ id: before?.id ?? newId(6), ...part }),
  quota: 'authorizers',
};

const GATEWAY_RESPONSES: Kind<GatewayResponseRecord, GatewayResponseRecord> = {
  kind: 'gatewayresponse',
  key: gatewayResponseKey,
  same: ({ responseType }) => responseType,
  id: ({ responseType }) => responseType,
  record: (part) => withDefaults(part.responseType as GatewayResponseType, part),
};

const DOCUMENTATION: Kind<DocumentationPartRecord, ApiParts['documentation'][number]> = {
  kind: 'documentationpart',
  key: documentationPartKey,
  same: ({ location }) => locationId(location),
  id: ({ id }) => id,
  // "An imported attribute replaces the existing one if the two are different. Other existing documentation attributes remain
  // unaffected" (Import API documentation).
  record: (part, before, overwrite) => ({
    id: before?.id ?? newId(6),
    location: part.location,
    properties:
      before === undefined || overwrite
        ? part.properties
        : JSON.stringify({ ...JSON.parse(before.properties), ...JSON.parse(part.properties) }),
  }),
  quota: 'documentationParts',
};

/** The ids of what methods refer to by name. */
export interface Named {
  readonly authorizers: ReadonlyMap<string, string>;
  readonly validators: ReadonlyMap<string, string>;
}

/** Writes all parts beside the resources; checked as their operations check them, and what is refused is noted. */
export async function putParts(target: Target, parts: ApiParts, withDocumentation: boolean): Promise<Named> {
  const { errors, limits } = target;
  const models = await bring(target, MODELS, parts.models);
  await checkModels(target, models);
  for (const { name } of parts.requestValidators) {
    await errors.at(
      () => 'Unable to create request validator',
      () => {
        if (name === '') throw badRequest('Request Validator name cannot be blank');
      },
    );
  }
  const validators = await bring(target, VALIDATORS, parts.requestValidators);
  const authorizers = await bring(target, AUTHORIZERS, parts.authorizers);
  for (const authorizer of authorizers) {
    // deviation: How an import names an authorizer, a gateway response or a documentation part that is refused follows what AWS has for models; its own words are not recorded.
    await errors.at(
      () => `Unable to create authorizer '${authorizer.name}'`,
      () => checkAuthorizer(authorizer),
    );
  }
  await putGatewayResponses(target, parts.gatewayResponses);
  if (withDocumentation) await putDocumentation(target, parts.documentation);
  checkSize(limits, 'modelsOfApi', sizeOf(models));
  return {
    authorizers: new Map(authorizers.map(({ name, id }) => [name, id])),
    validators: new Map(validators.map(({ name = '', id }) => [name, id])),
  };
}

/** Puts the parts of one kind in their places. @returns all of the kind that there are then */
async function bring<R, P>(target: Target, of: Kind<R, P>, parts: readonly P[]): Promise<R[]> {
  const { tx, call, restApiId, limits, overwrite } = target;
  const there = await partsOf<R>(tx, call, of.kind, restApiId);
  const before = new Map(there.map((record) => [of.same(record), record]));
  const after = overwrite ? new Map<string, R>() : new Map(before);
  for (const part of parts) {
    const same = of.same(part);
    after.set(same, of.record(part, before.get(same), overwrite));
  }
  if (of.quota !== undefined) checkRoom(limits, of.quota, 0, after.size);
  for (const record of there) {
    if (!after.has(of.same(record))) tx.delete(of.key(call.scope, restApiId, of.id(record)));
  }
  for (const part of parts) {
    const record = after.get(of.same(part)) as R;
    tx.put(of.key(call.scope, restApiId, of.id(record)), record);
  }
  return [...after.values()];
}

function sizeOf(models: readonly ModelRecord[]): number {
  return models.reduce((sum, { schema = '' }) => sum + Buffer.byteLength(schema), 0);
}

async function checkModels({ errors, restApiId }: Target, models: readonly ModelRecord[]): Promise<void> {
  const known = new Set(models.map(({ name }) => name));
  for (const model of models) {
    // The form is quoted from AWS by its users.
    await errors.at(
      () => `Unable to create model for '${model.name}'`,
      () => {
        for (const name of referredModels(parseSchema(model.schema), restApiId)) {
          if (!known.has(name)) throw badRequest(`Invalid model identifier specified: ${name}`);
        }
      },
    );
  }
}

async function putGatewayResponses(target: Target, responses: readonly GatewayResponseRecord[]): Promise<void> {
  const { errors, limits } = target;
  const types: readonly string[] = GATEWAY_RESPONSE_TYPES;
  const known = responses.filter(({ responseType }) => types.includes(responseType));
  for (const response of responses) {
    await errors.at(
      () => `Unable to put gateway response '${response.responseType}'`,
      () => {
        if (!types.includes(response.responseType)) throw badRequest('Invalid gateway response type specified');
        if (response.statusCode !== undefined && !/^[1-5]\d\d$/.test(response.statusCode)) {
          throw badRequest('Invalid statusCode specified');
        }
        checkResponse(response, limits);
      },
    );
  }
  await bring(target, GATEWAY_RESPONSES, known);
}

async function putDocumentation(target: Target, parts: ApiParts['documentation']): Promise<void> {
  const good: ApiParts['documentation'][number][] = [];
  for (const part of parts) {
    await target.errors.at(
      () => `Unable to create documentation part '${locationId(part.location)}'`,
      () => {
        if (!documentationTypes.includes(part.location.type))
          throw badRequest('Invalid documentation part type specified');
        good.push({ location: readLocation(part.location), properties: readProperties(part.properties) });
      },
    );
  }
  await bring(target, DOCUMENTATION, good);
}
