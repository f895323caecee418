import type { Fault, MethodResponse } from '../exchange/exchange.ts';

/**
 * A fault as the client sees it. AWS renders what it refuses before the integration through the gateway response's
 * template, and what fails in the integration with a space after the colon (recorded on AWS, aws-behaviour.md §2.1).
 */
export function renderFault(fault: Fault): MethodResponse {
  if (fault.fault === 'REQUEST_TOO_LARGE') {
    return {
      status: fault.status,
      headers: ['Content-Type', 'text/*', 'x-amzn-ErrorType', fault.errorType],
      body: String(fault.message),
    };
  }
  const message = JSON.stringify(fault.message);
  return {
    status: fault.status,
    headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', fault.errorType],
    body: fault.phase === 'integration' ? `{"message": ${message}}` : `{"message":${message}}`,
  };
}
