import type { ApiDefinition, MethodRecord, ResolvedValidation } from '../definition/definition.ts';
import { Models, unsupported } from '../validation/validation.ts';

const PARAMETER = /^method\.request\.(?:multivalue)?(header|path|querystring)\.(.+)$/;

/** What the validator of a method asks for, and what of it cannot be honoured, as unhonoured.ts has it. */
export interface Validated {
  /** `null` when nothing is validated. */
  readonly validation: ResolvedValidation | null;
  readonly unhonoured: readonly string[];
}

const NOTHING: Validated = { validation: null, unhonoured: [] };

export function resolveValidation(method: MethodRecord, definition: ApiDefinition): Validated {
  const { requestValidatorId } = method;
  if (requestValidatorId === undefined) return NOTHING;
  const validator = definition.requestValidators.find(({ id }) => id === requestValidatorId);
  if (validator === undefined) {
    return {
      validation: null,
      unhonoured: [`the request validator ${requestValidatorId}, which the deployment lacks`],
    };
  }
  const parameters = validator.validateRequestParameters ? requiredOf(method) : [];
  const modelByType: [string, string][] = validator.validateRequestBody
    ? Object.entries(method.requestModels ?? {}).map(([type, name]) => [type.toLowerCase(), name])
    : [];
  if (parameters.length === 0 && modelByType.length === 0) return NOTHING;
  return {
    validation: { parameters, modelByType: Object.fromEntries(modelByType) },
    unhonoured: unsupportedIn(
      modelByType.map(([, name]) => name),
      definition.models,
    ),
  };
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

function unsupportedIn(names: readonly string[], records: ApiDefinition['models']): string[] {
  const models = compiled.get(records) ?? new Models(records.map(modelOf));
  compiled.set(records, models);
  return [...new Set(names)].flatMap((name) => {
    const why = unsupported(models, name);
    return why === undefined ? [] : [`${why} in the model ${name}`];
  });
}

function modelOf({ name, schema = '' }: ApiDefinition['models'][number]): { name: string; schema: string } {
  return { name, schema };
}
