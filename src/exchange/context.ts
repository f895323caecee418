import type { AuthorizerContext, IamIdentity, ShownApiKey } from './identity.ts';
import type { RequestRecord } from './record.ts';

/** What of a stage stays the same for every request: compiled once, shared by all contexts. */
export interface StageContext {
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly stage: string;
  readonly deploymentId: string;
  /** Whether these are a canary's requests; `null`: the stage has none. */
  readonly isCanary: boolean | null;
  /** `null` when the stage has none: that is what events and templates show. */
  readonly variables: { readonly [name: string]: string } | null;
}

/** What `$context` shows of one request. */
export interface Context {
  readonly stage: StageContext;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Milliseconds since the epoch. */
  readonly requestTimeEpoch: number;
  readonly httpMethod: string;
  /** The path with the stage or base path, percent-encoded, as the client sent it. */
  readonly path: string;
  readonly protocol: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly sourceIp: string;
  readonly userAgent: string | null;
  /** `X-Amzn-Trace-Id` as integrations receive it: the client's own, else `Root=…`. */
  readonly traceHeader: string;
  /** The same with Root, Parent and Sampled: what the function's environment and the client are told. */
  readonly traceId: string;
  readonly resourceId: string;
  /** The template: `/pets/{petId}`. */
  readonly resourcePath: string;
  /** Noted by the gates that found it out; what no gate looks at stays undefined. */
  iam?: IamIdentity | undefined;
  authorizer?: AuthorizerContext | undefined;
  apiKey?: ShownApiKey | undefined;
  /** Where logs are to be written. */
  readonly record?: RequestRecord | undefined;
}
