import type { ServiceName } from '../model/model.ts';

/** How a service words what its framework refuses, where services of one protocol differ. */
export interface Dialect {
  /** The service name in a signature's credential scope. */
  readonly signingName: string;
  /** The code of a failed constraint. */
  readonly validationCode: string;
  /** What stands before the path of a member that travels in the body: `putIntegrationInput.` in v1, nothing elsewhere. */
  readonly bodyPrefix: (operation: string) => string;
  /** Whether a failed constraint's sentence quotes the value; absent: it does. */
  readonly printsValues?: false;
  /** The codes of refused signatures. */
  readonly codes: SignatureCodes;
}

interface SignatureCodes {
  readonly missingToken: string;
  readonly incomplete: string;
  readonly unknownKey: string;
  readonly mismatch: string;
}

const restCodes: SignatureCodes = {
  missingToken: 'MissingAuthenticationTokenException',
  incomplete: 'IncompleteSignatureException',
  unknownKey: 'UnrecognizedClientException',
  mismatch: 'InvalidSignatureException',
};

// AWS's common errors for the query protocol.
const queryCodes: SignatureCodes = {
  missingToken: 'MissingAuthenticationToken',
  incomplete: 'IncompleteSignature',
  unknownKey: 'InvalidClientTokenId',
  mismatch: 'SignatureDoesNotMatch',
};

const none = () => '';

export const dialects: Readonly<Record<ServiceName, Dialect>> = {
  // aws-behaviour §2.13: 'putIntegrationInput.type' for body members, 'statusCode' and 'responseType' for labels.
  apigateway: {
    signingName: 'apigateway',
    validationCode: 'ValidationException',
    bodyPrefix: (operation) => `${lowerFirst(operation)}Input.`,
    codes: restCodes,
  },
  // Our choice: the v2 service has no ValidationException, its refusals are BadRequestException; its sentences are not recorded.
  apigatewayv2: {
    signingName: 'apigateway',
    validationCode: 'BadRequestException',
    bodyPrefix: none,
    codes: restCodes,
  },
  apigatewaymanagementapi: {
    signingName: 'execute-api',
    validationCode: 'ValidationException',
    bodyPrefix: none,
    codes: restCodes,
  },
  // 'role', 'handler' without a prefix: as moto and LocalStack print them; not recorded by us.
  lambda: { signingName: 'lambda', validationCode: 'ValidationException', bodyPrefix: none, codes: restCodes },
  // "ValidationError": AWS's common errors for the query protocol.
  sts: { signingName: 'sts', validationCode: 'ValidationError', bodyPrefix: none, codes: queryCodes },
  // "Value at 'tags' failed to satisfy constraint": recorded, test_role_tag_errors and test_get_aws_managed_policy_version.
  iam: {
    signingName: 'iam',
    validationCode: 'ValidationError',
    bodyPrefix: none,
    printsValues: false,
    codes: queryCodes,
  },
  // Its errors page has no ValidationException: what the framework refuses is an InvalidParameterException.
  logs: { signingName: 'logs', validationCode: 'InvalidParameterException', bodyPrefix: none, codes: restCodes },
};

/** AWS's framework prints member names with a small first letter, whatever the model's spelling. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
