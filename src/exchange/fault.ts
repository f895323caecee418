/**
 * Why the gateway itself answers. A fault is a value: gates, mappings and integrations return one, and the plan renders
 * it through the API's gateway response of that type.
 */
export interface Fault {
  readonly fault: GatewayResponseType;
  readonly status: number;
  /** `x-amzn-ErrorType`. */
  readonly errorType: string;
  /** What the client is told; `null` is AWS's own `{"message":null}`. */
  readonly message: string | null;
  /** AWS renders what fails before the integration through a template, and what fails in it with a space after the colon. */
  readonly phase: 'before' | 'integration';
  /** `$context.error.validationErrorString`: what is wrong with the request's body. */
  readonly validationError?: string;
  /** Why, for the process log and for explain; never sent to the client. */
  readonly detail?: string;
}

/** AWS's names of the gateway responses that a request can meet, and two of ours. */
export type GatewayResponseType =
  | CustomisableType
  /** The answer is given before any API is asked, so no API has a say in it. */
  | 'FORBIDDEN'
  /** A setting of this API that this version cannot honour. It denies, and says what it is. */
  | 'NOT_IMPLEMENTED';

/** The types that an API can customise, but for the two families that they inherit from (API reference, GatewayResponse). */
export type CustomisableType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'AUTHORIZER_FAILURE'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'EXPIRED_TOKEN'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_API_KEY'
  | 'INVALID_SIGNATURE'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'QUOTA_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'RESOURCE_NOT_FOUND'
  | 'THROTTLED'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'WAF_FILTERED';

export function isFault(value: object): value is Fault {
  return 'fault' in value;
}

/** 403: no resource and method of the stage takes this request (recorded on AWS, aws-behaviour.md §2.7). */
export const missingAuthenticationToken: Fault = {
  fault: 'MISSING_AUTHENTICATION_TOKEN',
  status: 403,
  errorType: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
  phase: 'before',
};

/** 403: no such API or stage, or its execute-api endpoint is disabled. AWS's body for these is not recorded: our choice. */
// deviation: An unknown API id or stage answers 403 {"message":"Forbidden"}; AWS's answer is not recorded, and for an unknown API the name does not resolve there.
export function forbidden(detail: string): Fault {
  return {
    fault: 'FORBIDDEN',
    status: 403,
    errorType: 'ForbiddenException',
    message: 'Forbidden',
    phase: 'before',
    detail,
  };
}

type Refusal = Pick<Fault, 'status' | 'errorType' | 'message'>;

/**
 * What gates refuse with, as AWS words it when there is nothing more to say (aws-behaviour.md §1.14 and §2.7). The names of
 * RESOURCE_NOT_FOUND, AUTHORIZER_FAILURE and WAF_FILTERED's errors and the null messages are best guesses of §1.14.
 */
const REFUSALS = {
  ACCESS_DENIED: {
    status: 403,
    errorType: 'AccessDeniedException',
    message: 'User is not authorized to access this resource',
  },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, errorType: 'AuthorizerConfigurationException', message: null },
  AUTHORIZER_FAILURE: { status: 500, errorType: 'AuthorizerFailureException', message: null },
  EXPIRED_TOKEN: {
    status: 403,
    errorType: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  INVALID_API_KEY: { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' },
  INVALID_SIGNATURE: {
    status: 403,
    errorType: 'InvalidSignatureException',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
  QUOTA_EXCEEDED: { status: 429, errorType: 'LimitExceededException', message: 'Limit Exceeded' },
  RESOURCE_NOT_FOUND: { status: 404, errorType: 'NotFoundException', message: 'Not Found' },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException', message: 'Too Many Requests' },
  UNAUTHORIZED: { status: 401, errorType: 'UnauthorizedException', message: 'Unauthorized' },
  WAF_FILTERED: { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' },
} as const satisfies { readonly [type in CustomisableType]?: Refusal };

/** A gate's refusal. @param more what this one says otherwise: its message, and the detail for the log */
export function refusal(type: keyof typeof REFUSALS, more: Partial<Pick<Fault, 'message' | 'detail'>> = {}): Fault {
  return { fault: type, ...REFUSALS[type], phase: 'before', ...more };
}

/** 403: the signature does not hold, or not here and now. */
export function invalidSignature(message: string, detail?: string): Fault {
  return refusal('INVALID_SIGNATURE', { message, ...(detail !== undefined && { detail }) });
}

/** 403: what is in place of a signature cannot be read. */
// deviation: IncompleteSignatureException comes through the gateway response MISSING_AUTHENTICATION_TOKEN, as a client of AWS reported for unknown routes (amazon-archives/aws-cognito-angular-quickstart#50); for methods with AWS_IAM AWS's is not recorded.
export function incompleteSignature(message: string): Fault {
  return { ...missingAuthenticationToken, errorType: 'IncompleteSignatureException', message };
}

/** 403: nobody has this access key, or its session another token (AWS re:Post, "How do I troubleshoot signature mismatch errors"). */
// deviation: UnrecognizedClientException comes through the gateway response INVALID_SIGNATURE; which one AWS uses is not recorded.
export function invalidSecurityToken(detail: string): Fault {
  return {
    ...invalidSignature('The security token included in the request is invalid.', detail),
    errorType: 'UnrecognizedClientException',
  };
}

/** 414: what is asked for makes an ARN of more than 1,600 bytes, on a method that has to be authorized (quotas for REST APIs). */
// deviation: The 414 for a method ARN of more than 1,600 bytes is JSON and passes no gateway response; AWS's body is not recorded.
export const requestUriTooLong: Fault = {
  fault: 'FORBIDDEN',
  status: 414,
  errorType: 'RequestURITooLongException',
  message: 'Request URI too long',
  phase: 'before',
};

/** 413, in plain text and beyond customisation (aws-behaviour.md §2.7, G18). */
export const requestTooLarge: Fault = {
  fault: 'REQUEST_TOO_LARGE',
  status: 413,
  errorType: 'RequestEntityTooLargeException',
  message: 'HTTP content length exceeded 10485760 bytes.',
  phase: 'before',
};

/** The client went away before its body was complete. Nobody reads this; it keeps half a request from an integration. */
export const clientGone: Fault = {
  fault: 'BAD_REQUEST_BODY',
  status: 400,
  errorType: 'BadRequestException',
  message: 'The request body is incomplete',
  phase: 'before',
};

/** 400: a mapping asks for a member of a body that is no JSON (aws-behaviour.md §1.9). */
export const invalidJson: Fault = {
  fault: 'BAD_REQUEST_BODY',
  status: 400,
  errorType: 'BadRequestException',
  message: 'Invalid JSON in request body',
  phase: 'integration',
};

/** 400: what the method requires is not there. @param names in AWS's order (aws-behaviour.md §1.13) */
// deviation: $context.error.validationErrorString lists the missing parameters when parameters fail; AWS's text is not recorded.
export function missingParameters(names: readonly string[]): Fault {
  const list = `[${names.join(', ')}]`;
  return {
    fault: 'BAD_REQUEST_PARAMETERS',
    status: 400,
    errorType: 'BadRequestException',
    message: `Missing required request parameters: ${list}`,
    phase: 'integration',
    validationError: list,
  };
}

/** 400: the body is not what its model says (aws-behaviour.md §1.13; the detail is the line of AWS's execution log). */
export function invalidRequestBody(validationError: string, mediaType: string): Fault {
  return {
    fault: 'BAD_REQUEST_BODY',
    status: 400,
    errorType: 'BadRequestException',
    message: 'Invalid request body',
    phase: 'integration',
    validationError,
    detail: `Request body does not match model schema for content type ${mediaType}: ${validationError}`,
  };
}

export const unsupportedMediaType: Fault = {
  fault: 'UNSUPPORTED_MEDIA_TYPE',
  status: 415,
  errorType: 'BadRequestException',
  message: 'Unsupported Media Type',
  phase: 'integration',
};

/** 500 `{"message": "Internal server error"}`: the API is configured so that it cannot work. */
export function configurationError(detail: string): Fault {
  return internal('API_CONFIGURATION_ERROR', 500, detail);
}

/** 502 `{"message": "Internal server error"}`: the function failed, or what it returned is no proxy response. */
export function badGateway(detail: string): Fault {
  return internal('API_CONFIGURATION_ERROR', 502, detail);
}

/**
 * API Gateway may not invoke the function: its own policy, or that of a role, does not say so. Type and sentence: what users published of
 * their access logs (2024) and execution logs.
 */
export function invalidPermissions(detail: string): Fault {
  return configurationError(`Invalid permissions on Lambda function: ${detail}`);
}

/** 500 `{"message": "Internal server error"}`: the integration could not be called (throttled, unknown). */
export function integrationFailure(detail: string): Fault {
  return internal('INTEGRATION_FAILURE', 500, detail);
}

/** 504 `{"message": "Endpoint request timed out"}`. */
export function integrationTimeout(timeoutMs: number): Fault {
  return {
    fault: 'INTEGRATION_TIMEOUT',
    status: 504,
    errorType: 'InternalServerErrorException',
    message: 'Endpoint request timed out',
    phase: 'integration',
    detail: `The integration did not answer within ${timeoutMs} ms`,
  };
}

/** 504: the HTTP endpoint refused, reset, closed or spoke no HTTP (aws-behaviour.md §2.7). */
export function networkError(detail: string): Fault {
  return {
    fault: 'INTEGRATION_FAILURE',
    status: 504,
    errorType: 'InternalServerErrorException',
    message: 'Network error communicating with endpoint',
    phase: 'integration',
    detail,
  };
}

/** 501: never let a setting pass that we do not enforce. */
// deviation: A method or stage with a setting that Gatehouse does not implement yet answers 501 NotImplementedException naming the setting, instead of AWS's behaviour for it.
export function notImplemented(what: string): Fault {
  return {
    fault: 'NOT_IMPLEMENTED',
    status: 501,
    errorType: 'NotImplementedException',
    message: `Gatehouse does not implement ${what} yet`,
    phase: 'before',
  };
}

function internal(fault: GatewayResponseType, status: number, detail: string): Fault {
  return {
    fault,
    status,
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
    phase: 'integration',
    detail,
  };
}
