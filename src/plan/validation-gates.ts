import type { ResolvedMethod, ResolvedStage } from '../definition/definition.ts';
import {
  type BodyGate,
  type Gate,
  invalidRequestBody,
  type MethodRequest,
  missingParameters,
} from '../exchange/exchange.ts';
import { lastHeader } from '../lib/headers.ts';
import { parseQuery } from '../lib/query.ts';
import { compileValidation, Models, type ValidateBody } from '../validation/validation.ts';

/** Parameters that the method requires and the request does not have, or has blank (developer guide, "Request validation"). */
export function requiredParameters({ validation }: ResolvedMethod): Gate | undefined {
  if (validation === null || validation.parameters.length === 0) return undefined;
  const wanted = validation.parameters.map(({ in: place, name }) => ({ place, name, lowerName: name.toLowerCase() }));
  const asksQuery = wanted.some(({ place }) => place === 'querystring');
  return (rq) => {
    const query = new Map(asksQuery ? parseQuery(rq.query) : []);
    const missing = wanted.filter(({ place, name, lowerName }) => {
      const value =
        place === 'header' ? lastHeader(rq.headers, lowerName) : place === 'path' ? inPath(rq, name) : query.get(name);
      return value === undefined || value.trim() === '';
    });
    return missing.length === 0 ? undefined : missingParameters(missing.map(({ name }) => name));
  };
}

function inPath({ pathParameters }: MethodRequest, name: string): string | undefined {
  return pathParameters !== null && Object.hasOwn(pathParameters, name) ? pathParameters[name] : undefined;
}

/** Models of a stage, compiled once for all its methods. */
const compiled = new WeakMap<ResolvedStage['models'], Models>();

/** The body against the model of its media type, else of `$default`; without either it is not validated (developer guide). */
export function validBody({ validation, unhonoured }: ResolvedMethod, { models }: ResolvedStage): BodyGate | undefined {
  const byType = new Map<string, ValidateBody>();
  // What is unhonoured never comes here; a model that cannot be compiled is among it.
  if (validation === null || unhonoured.length > 0) return undefined;
  const all = compiled.get(models) ?? new Models(models);
  compiled.set(models, all);
  for (const [type, name] of Object.entries(validation.modelByType)) byType.set(type, compileValidation(all, name));
  if (byType.size === 0) return undefined;
  const otherwise = byType.get('$default');
  return (rq, body) => {
    const type = mediaType(rq);
    const validate = byType.get(type) ?? otherwise;
    const problem = validate?.(body.toString());
    return problem === undefined ? undefined : invalidRequestBody(problem, type);
  };
}

function mediaType({ headers }: MethodRequest): string {
  const [type = ''] = (lastHeader(headers, 'content-type') ?? '').split(';', 1);
  return type.trim().toLowerCase() || 'application/json';
}
