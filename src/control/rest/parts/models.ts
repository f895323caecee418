import { type ModelRecord, modelKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkRoom, checkSize, type Limits } from '../../limits.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { find, findApi, ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable, replaceText } from '../patch.ts';
import { optional } from '../record.ts';
import { changePart, changeParts, partsOf } from './change-part.ts';
import { flattened, parseSchema, readSchema, referredModels, type Schema } from './model-schemas.ts';
import { modelTemplate } from './model-templates.ts';
import { checkModelUnused } from './references.ts';

export function modelHandlers(
  control: RestControl,
): RestHandlers<'CreateModel' | 'GetModel' | 'GetModels' | 'GetModelTemplate' | 'UpdateModel' | 'DeleteModel'> {
  const { store, limits } = control;
  return {
    async CreateModel(input, call) {
      const model: ModelRecord = {
        id: newId(6),
        name: input.name,
        // An empty description is none (recorded: test_model_validation).
        ...optional('description', input.description || undefined),
        ...optional('schema', input.schema),
        contentType: input.contentType,
      };
      return changeParts(control, call, input.restApiId, async (tx) => {
        await findApi(tx, call, input.restApiId);
        checkName(model.name);
        const key = modelKey(call.scope, input.restApiId, model.name);
        if ((await tx.get(key)) !== undefined) throw conflict('Model name already exists for this REST API');
        checkContentType(model.contentType);
        await checkModel(tx, call, input.restApiId, model, limits);
        tx.put(key, model);
        return model;
      });
    },

    async GetModel(input, call) {
      const model = await findModel(store, call, input);
      if (input.flatten !== true) return model;
      return { ...model, schema: await flattened(readSchema(model.schema), schemasOf(store, call, input.restApiId)) };
    },

    async GetModels(input, call) {
      await findApi(store, call, input.restApiId);
      return page(store, ofApi<ModelRecord>(call.scope, 'model', input.restApiId), input, (model) => model);
    },

    async GetModelTemplate(input, call) {
      const { schema } = await findModel(store, call, input);
      return { value: await modelTemplate(readSchema(schema), schemasOf(store, call, input.restApiId)) };
    },

    async UpdateModel(input, call) {
      const key = modelKey(call.scope, input.restApiId, input.modelName);
      return changePart(control, call, input.restApiId, key, async (tx) => {
        const before = await findModel(tx, call, input);
        const after = applyPatch(before, input.patchOperations, modelPatches);
        if (after.schema !== before.schema) await checkModel(tx, call, input.restApiId, after, limits);
        return { before, after };
      });
    },

    async DeleteModel(input, call) {
      await changeParts(control, call, input.restApiId, async (tx) => {
        const { name } = await findModel(tx, call, input);
        await checkModelUnused(tx, call, input.restApiId, name);
        tx.delete(modelKey(call.scope, input.restApiId, name));
      });
    },
  };
}

/** UpdateModel (recorded: test_update_model). */
const modelPatches: PatchTable<ModelRecord> = {
  wording: 'listed',
  rules: [replaceText<ModelRecord>('description'), replaceText<ModelRecord>('schema')],
};

/** The models that every new API has (text of the schemas: AWS CLI reference, get-models). */
export function defaultModels(): ModelRecord[] {
  return [
    {
      id: newId(6),
      name: 'Empty',
      description: 'This is a default empty schema model',
      schema:
        '{\n  "$schema": "http://json-schema.org/draft-04/schema#",\n  "title" : "Empty Schema",\n  "type" : "object"\n}',
      contentType: 'application/json',
    },
    {
      id: newId(6),
      name: 'Error',
      description: 'This is a default error schema model',
      schema:
        '{\n  "$schema" : "http://json-schema.org/draft-04/schema#",\n  "title" : "Error Schema",\n  "type" : "object",\n  "properties" : {\n    "message" : { "type" : "string" }\n  }\n}',
      contentType: 'application/json',
    },
  ];
}

/** An unknown API and an unknown model look the same here (recorded: test_model_validation). */
async function findModel(
  reader: Reader,
  call: Call,
  at: { readonly restApiId: string; readonly modelName: string },
): Promise<ModelRecord> {
  const model = await find(reader, modelKey(call.scope, at.restApiId, at.modelName));
  if (model === undefined) throw notFound(`Invalid model name specified: ${at.modelName}`);
  return model;
}

function checkName(name: string): void {
  if (name === '') throw badRequest('Model name must be non-empty');
  // deviation: The sentence for a model name that is not alphanumeric is ours; the rule is AWS's, its sentence is not recorded.
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
}

// deviation: A model with a malformed content type gets the sentence AWS has for one of a mapping template; its own is not recorded.
function checkContentType(contentType: string): void {
  if (!/^[^\s/]+\/[^\s/]+$/.test(contentType)) {
    throw badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${contentType}]`);
  }
}

/** Whether there is room for a model, new or changed, and its schema is one that refers to models of this API. */
async function checkModel(
  reader: Reader,
  call: Call,
  restApiId: string,
  model: ModelRecord,
  limits: Limits,
): Promise<void> {
  const all = await partsOf<ModelRecord>(reader, call, 'model', restApiId);
  const others = all.filter(({ name }) => name !== model.name);
  checkRoom(limits, 'models', others.length);
  const bytes = [...others, model].map(({ schema = '' }) => Buffer.byteLength(schema));
  checkSize(
    limits,
    'modelsOfApi',
    bytes.reduce((sum, size) => sum + size, 0),
  );
  const known = new Set([model.name, ...others.map(({ name }) => name)]);
  for (const name of referredModels(parseSchema(model.schema), restApiId)) {
    // deviation: A schema that refers to a model that does not exist gets the sentence AWS has for methods that do; its own is not recorded.
    if (!known.has(name)) throw badRequest(`Invalid model identifier specified: ${name}`);
  }
}

function schemasOf(reader: Reader, call: Call, restApiId: string): (name: string) => Promise<Schema | undefined> {
  return async (name) => {
    const model = await find(reader, modelKey(call.scope, restApiId, name));
    return model && readSchema(model.schema);
  };
}
