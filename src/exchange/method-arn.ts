import type { Context } from './context.ts';
import type { MethodRequest } from './phases.ts';

/**
 * What a caller asks for, as policies name it: the concrete path, percent-encoded, not its template
 * (`arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/GET/pets/1`).
 */
export function methodArn({ httpMethod, path }: MethodRequest, { stage }: Context): string {
  return `${apiArn(stage)}/${stage.stage}/${httpMethod}${path}`;
}

/** `arn:aws:execute-api:{region}:{account}:{api}` */
export function apiArn(api: { readonly region: string; readonly accountId: string; readonly apiId: string }): string {
  return `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}`;
}
