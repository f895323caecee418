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
  /** Why, for the process log and for explain; never sent to the client. */
  readonly detail?: string;
}

/** The types that Gatehouse can raise so far, by AWS's names, and one of ours. */
export type GatewayResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'REQUEST_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  /** Ours: a setting of this API that this version cannot honour. It denies, and says what it is. */
  | 'NOT_IMPLEMENTED';

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
    fault: 'ACCESS_DENIED',
    status: 403,
    errorType: 'ForbiddenException',
    message: 'Forbidden',
    phase: 'before',
    detail,
  };
}

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

/** 500 `{"message": "Internal server error"}`: the integration could not be called (no permission, throttled, unknown). */
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
