import type { Context } from './context.ts';
import type { MethodRequest } from './phases.ts';

/** What a policy takes for a wildcard or a variable. */
const PATTERN = /[*?${}]/;
const EACH = new RegExp(PATTERN, 'g');

/**
 * What a caller asks for, as policies name it: the concrete path, percent-encoded, not its template
 * (`arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/GET/pets/1`).
 */
// deviation: Characters of a path that would be a wildcard or a variable in a policy (* $ { }) are percent-encoded in method ARNs: an authorizer that allows event.methodArn would allow what the client wrote; what AWS does with them is not recorded.
export function methodArn({ httpMethod, path }: MethodRequest, { stage }: Context): string {
  const shown = PATTERN.test(path) ? path.replace(EACH, encoded) : path;
  return `${apiArn(stage)}/${stage.stage}/${httpMethod}${shown}`;
}

function encoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The same without slashes that no route regards: repeated ones, and those at the end. `undefined`: it has none. */
export function plainArn(arn: string): string | undefined {
  if (!arn.endsWith('/') && !arn.includes('//')) return undefined;
  return arn.replace(/\/{2,}/g, '/').replace(/\/$/, '');
}

/** `arn:aws:execute-api:{region}:{account}:{api}` */
export function apiArn(api: { readonly region: string; readonly accountId: string; readonly apiId: string }): string {
  return `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}`;
}
