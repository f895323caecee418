/** What came of the integration. */
export interface IntegrationOutcome {
  /** What the endpoint answered; for a function, what Lambda answered, not what the function's code did. */
  readonly endpointStatus: number | undefined;
  /** The same, but for a function the status that its code answered. */
  readonly status: number | undefined;
  /** Milliseconds until the whole answer was there. */
  readonly latency: number;
  /** The endpoint's `x-amzn-RequestId` or `x-amz-request-id`. */
  readonly requestId: string | undefined;
  /** Why it failed. */
  readonly error: string | undefined;
}

/** What came of the authorizer, as `$context.authorizer.*` of access logs shows it. */
export interface AuthorizerOutcome {
  /** Why it admitted nobody. */
  readonly error: string | undefined;
  /** Milliseconds in all, and of them those in the function; what was kept takes none. */
  readonly latency: number;
  readonly integrationLatency: number;
  /** What the client would be told: 200 when it was admitted. */
  readonly status: number;
  /** What Lambda answered; `undefined`: it was not asked. */
  readonly integrationStatus: number | undefined;
  /** Of the invocation. */
  readonly requestId: string | undefined;
}

/** Lines about an execution, in AWS's words. */
export interface ExecutionLog {
  line(message: string): void;
  /** All lines, each ended. */
  text(): string;
}

/** What is written down about one request while it runs, for logs. The one part of a context that changes. */
export class RequestRecord {
  integration: IntegrationOutcome | undefined;
  authorizer: AuthorizerOutcome | undefined;
  /** Absent: nobody reads its lines. */
  readonly log: ExecutionLog | undefined;

  constructor(log: ExecutionLog | undefined) {
    this.log = log;
  }
}
