import type {
  ApiDefinition,
  IntegrationRecord,
  MethodRecord,
  StageRecord,
} from '../../../src/definition/definition.ts';
import type { Invoke } from '../../../src/gateway/gateway.fixture.ts';

/**
 * One claim of the reference of AWS's behaviour about a request to a REST API, and how to see it: a stage with one method, a
 * request, and what is seen at its three ends. An end that a row does not name is not looked at.
 */
export interface Row {
  /** Section and row of the reference: `§1.9 header lookup`. */
  readonly row: string;
  readonly claim: string;
  /** What was recorded on AWS (the test of localstack/localstack and what it calls the answer), measured, or AWS's page. */
  readonly source: string;
  /** `<endpoint>` in its URI is the address of a real HTTP server. */
  readonly integration: IntegrationRecord;
  /** `/x` when absent; it takes ANY. */
  readonly resource?: string;
  readonly method?: Partial<MethodRecord>;
  readonly api?: Partial<ApiDefinition['api']>;
  /** What else the deployment captured. */
  readonly captured?: Partial<ApiDefinition>;
  readonly stage?: Partial<StageRecord>;
  readonly when: Request;
  /** What the HTTP server answers: 200 and `{}` when absent. */
  readonly endpoint?: {
    readonly status?: number;
    readonly headers?: readonly string[];
    readonly body?: string | Buffer;
  };
  /** What the function does. */
  readonly invoked?: Invoke;
  readonly answer?: Answer;
  /** What the HTTP server got; `nothing`: it was not asked. */
  readonly sent?: Sent | 'nothing';
  /** What the function got; `nothing`: it was not invoked. */
  readonly event?: unknown;
}

/** `['GET /prod/x?q=1', ['Accept: text/html'], 'body']` */
export type Request = readonly [line: string, headers?: readonly string[], body?: string | Buffer];

/** By name in lower case: the value, all values in their order, what it is like, or `null` when there is no such header. */
export type Headers = { readonly [lowerName: string]: string | readonly string[] | RegExp | null };

export interface Answer {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly headers?: Headers;
}

export interface Sent {
  readonly method?: string;
  readonly url?: string;
  readonly body?: string;
  readonly headers?: Headers;
}

/** A row without what the rows of its table share. */
export type Claim = Omit<Row, 'row' | 'source'>;

/** The rows of one row of the reference. */
export function rowsOf(row: string, source: string, ...claims: readonly Claim[]): Row[] {
  return claims.map((claim) => ({ row, source, ...claim }));
}

// --- what several tables give ---

/** AWS's 500 of the integration phase, to the byte. */
export const BROKEN: Answer = {
  status: 500,
  body: '{"message": "Internal server error"}',
  headers: { 'x-amzn-errortype': 'InternalServerErrorException', 'content-length': '36', 'x-amzn-trace-id': null },
};

export const JSON_TYPE = 'Content-Type: application/json';

/** Keys and values of parameter mappings without what all of them begin with. */
export function requestParameters(mappings: { readonly [to: string]: string }): Partial<IntegrationRecord> {
  return { requestParameters: prefixed('integration.request.', mappings) };
}

export function responseParameters(mappings: { readonly [header: string]: string }): {
  readonly responseParameters: { readonly [to: string]: string };
} {
  return { responseParameters: prefixed('method.response.header.', mappings) };
}

function prefixed(prefix: string, mappings: { readonly [name: string]: string }): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(mappings).map(([name, value]) => [prefix + name, value]));
}
