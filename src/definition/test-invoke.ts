import type { ResolvedClientCertificate } from './resolved.ts';
import type { ApiDefinition } from './rest.ts';
import type { AuthorizerRecord } from './rest-parts.ts';

/**
 * Runs a method as it stands, deployed or not, and tells how: TestInvokeMethod. Handed to the control plane as a
 * capability. It rejects only on a bug of ours.
 */
export type TestInvokeMethod = (request: TestMethodRequest) => Promise<TestMethodResult>;

export interface TestMethodRequest {
  readonly scope: string;
  /** The API as it is now. */
  readonly definition: ApiDefinition;
  readonly resourceId: string;
  /** The method's: a verb or ANY. */
  readonly httpMethod: string;
  /** Shown to HTTP endpoints that ask for one. */
  readonly clientCertificate: ResolvedClientCertificate | null;
  readonly input: TestInput;
}

/** What the caller of a test sends in place of a client. */
export interface TestInput {
  /** `/pets/1?verbose=true`; `undefined`: the resource's own path. */
  readonly pathWithQueryString: string | undefined;
  /** name, value, name, value … */
  readonly headers: readonly string[];
  readonly body: string;
  readonly stageVariables: { readonly [name: string]: string };
}

export interface TestMethodResult {
  readonly status: number;
  /** name, value, name, value … */
  readonly headers: readonly string[];
  readonly body: string;
  /** Lines, each ended. */
  readonly log: string;
  readonly latencyMs: number;
}

/** Runs a Lambda authorizer: TestInvokeAuthorizer. A capability like `TestInvokeMethod`. */
export type TestInvokeAuthorizer = (request: TestAuthorizerRequest) => Promise<TestAuthorizerResult>;

export interface TestAuthorizerRequest {
  readonly scope: string;
  readonly restApiId: string;
  /** TOKEN or REQUEST. */
  readonly authorizer: AuthorizerRecord;
  readonly input: TestInput;
}

export interface TestAuthorizerResult {
  /** 200, or what a client would be answered. */
  readonly status: number;
  readonly log: string;
  readonly latencyMs: number;
  readonly principalId?: string;
  /** JSON text. */
  readonly policy?: string;
}
