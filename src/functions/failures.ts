import { MAX_PAYLOAD } from './runtime-api.ts';

/**
 * What Lambda answers in place of a function that did not answer: `{"errorType":…,"errorMessage":…}`. The texts were seen in
 * payloads and logs of AWS Lambda; where AWS documents them: "Troubleshoot execution issues in Lambda".
 */
export function timedOut(requestId: string, seconds: number): Buffer {
  return payload(
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  );
}

/** How a process ended, as Go's `os/exec` words it, which is what Lambda shows. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export function exited(requestId: string, exit: Exit): Buffer {
  return payload('Runtime.ExitError', `RequestId: ${requestId} Error: ${exitText(exit)}`);
}

export function exitText({ code, signal }: Exit): string {
  if (signal !== null) return `Runtime exited with error: signal: ${signalText(signal)}`;
  if (code === 0) return 'Runtime exited without providing a reason';
  return `Runtime exited with error: exit status ${code}`;
}

export function noEntrypoint(requestId: string): Buffer {
  const text = `Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`;
  return payload('Runtime.InvalidEntrypoint', `RequestId: ${requestId} Error: ${text}`);
}

export function responseTooLarge(): Buffer {
  const text = `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD} bytes).`;
  return payload('Function.ResponseSizeTooLarge', text);
}

function payload(errorType: string, errorMessage: string): Buffer {
  return Buffer.from(JSON.stringify({ errorType, errorMessage }));
}

const signalTexts: { readonly [signal: string]: string } = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};

function signalText(signal: string): string {
  return signalTexts[signal] ?? signal.toLowerCase();
}
