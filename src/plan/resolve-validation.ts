import type { ApiDefinition, MethodRecord, ResolvedValidation } from '../definition/definition.ts';
import { Models, unsupportedIn } from '../validation/validation.ts';

const PARAMETER = /^method\.request\.(?:multivalue)?(header|path|querystring)\.(.+)$/;

/** What the validator of a method asks for. @returns `null` when nothing is validated */
export function resolveValidation(method: MethodRecord, definition: ApiDefinition): ResolvedValidation | null {
  if (method.requestValidatorId === undefined) return null;
  const validator = definition.requestValidators.find(({ id }) => id === method.requestValidatorId);
  const parameters = validator?.validateRequestParameters === true ? requiredOf(method) : [];
  const modelByType: { [mediaType: string]: string } = Object.create(null);
  if (validator?.validateRequestBody === true) {
    for (const [type, name] of Object.entries(method.requestModels ?? {})) modelByType[type.toLowerCase()] = name;
  }
  if (parameters.length === 0 && Object.keys(modelByType).length === 0) return null;
  return { parameters, modelByType };
}

/** Headers, then the path's, then the query's, each in the order of their names (aws-behaviour.md §1.13). */
function requiredOf({ requestParameters = {} }: MethodRecord): ResolvedValidation['parameters'] {
  return Object.entries(requestParameters)
    .filter(([, required]) => required)
    .map(([expression]) => PARAMETER.exec(expression))
    .filter((match) => match !== null)
    .map((match) => ({ in: match[1] as 'header', name: match[2] as string }))
    .sort((a, b) => order(a.in, b.in) || order(a.name, b.name));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compiled models by the definition's own, so that each is compiled once for all its methods. */
const compiled = new WeakMap<ApiDefinition['models'], Models>();

/** Why the body of a method cannot be validated, as unhonoured.ts has it. */
export function unsupportedModel(validation: ResolvedValidation | null, definition: ApiDefinition): string[] {
  const names = new Set(Object.values(validation?.modelByType ?? {}));
  if (names.size === 0) return [];
  const models = compiled.get(definition.models) ?? new Models(definition.models.map(modelOf));
  compiled.set(definition.models, models);
  return [...names].flatMap((name) => {
    const why = unsupportedIn(models, name);
    return why === undefined ? [] : [`${why} in the model ${name}`];
  });
}

function modelOf({ name, schema = '' }: ApiDefinition['models'][number]): { name: string; schema: string } {
  return { name, schema };
}
