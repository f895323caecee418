import type { Invocation } from './job.ts';

/** The headers of an answer to GET next, as whole lines. `deadline` is in milliseconds since the epoch. */
export function invocationHeaders(invocation: Invocation, functionArn: string, deadline: number): string {
  let headers =
    `Lambda-Runtime-Aws-Request-Id: ${invocation.requestId}\r\n` +
    `Lambda-Runtime-Deadline-Ms: ${deadline}\r\n` +
    `Lambda-Runtime-Invoked-Function-Arn: ${functionArn}\r\n`;
  if (invocation.traceId !== undefined) headers += `Lambda-Runtime-Trace-Id: ${headerValue(invocation.traceId)}\r\n`;
  if (invocation.clientContext !== undefined) {
    const context = Buffer.from(invocation.clientContext, 'base64').toString();
    headers += `Lambda-Runtime-Client-Context: ${headerValue(context)}\r\n`;
  }
  return headers;
}

/** Header values that come from callers: JSON escapes keep what is not ASCII; what would end the line goes. */
function headerValue(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  return value
    .replace(/[\x00-\x1f\x7f]/g, ' ')
    .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
