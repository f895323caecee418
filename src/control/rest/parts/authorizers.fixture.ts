import type { RestClient } from '../rest.fixture.ts';

/** What authorizers are made from in tests: one of each type (the Lambda URI of test_update_method). */

export const LAMBDA_URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:myApiAuthorizer/invocations';

export const USER_POOL = 'arn:aws:cognito-idp:us-east-1:123412341234:userpool/us-east-1_aWcZeQbuD';

export const TOKEN = {
  name: 'token',
  type: 'TOKEN',
  authorizerUri: LAMBDA_URI,
  identitySource: 'method.request.header.Authorization',
};

export const REQUEST = {
  name: 'request',
  type: 'REQUEST',
  authorizerUri: LAMBDA_URI,
  identitySource: 'method.request.header.Auth, method.request.querystring.Name,context.httpMethod,stageVariables.a',
};

export const COGNITO = {
  name: 'cognito',
  type: 'COGNITO_USER_POOLS',
  providerARNs: [USER_POOL],
  identitySource: 'method.request.header.Authorization',
};

/** @returns its id */
export async function newAuthorizer(rest: RestClient, at: string, input: object): Promise<string> {
  return (await rest.ok('POST', `${at}/authorizers`, input)).id;
}
