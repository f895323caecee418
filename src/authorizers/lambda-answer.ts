import type { InvokeOutcome } from '../definition/definition.ts';
import { compileAuthorizerPolicy, type Policy, PolicySyntaxError } from '../iam-policy/iam-policy.ts';
import { isObject, parsedObject } from '../lib/json.ts';
import { JsonSyntaxError, parseJson } from '../lib/json-parse.ts';
import { isJsonNumber, isJsonObject, type JsonObject } from '../lib/json-value.ts';
import { NOT_ASSUMED } from './lambda-invocation.ts';

/** An answer, and what it took. */
export interface Asked {
  readonly answer: LambdaAnswer;
  /** Of the invocation; `undefined`: there was none. */
  readonly requestId: string | undefined;
  /** Milliseconds. */
  readonly latency: number;
}

/** What the function of an authorizer said. */
export type LambdaAnswer = Admission | { readonly answer: 'unauthorized' } | Failure;

/** It knows who calls, and the policy says what of. */
export interface Admission {
  readonly answer: 'admission';
  readonly principalId: string;
  readonly policy: Policy;
  /** The policy as it stands in the answer, as JSON text. */
  readonly policyText: string;
  /** What stands behind `$context.authorizer.` */
  readonly values: ReadonlyMap<string, string>;
  /** `requestContext.authorizer` of proxy events, as JSON text, but for the latency and the brace that end it. */
  readonly event: string;
  readonly usageIdentifierKey: string | undefined;
  /** What it takes in memory, about: a compiled policy of 20 statements was measured at ten times its text. */
  readonly bytes: number;
}

/** It was not asked, or said nothing that can be used. */
export interface Failure {
  readonly answer: 'failure';
  readonly type: 'AUTHORIZER_CONFIGURATION_ERROR' | 'AUTHORIZER_FAILURE';
  readonly why: string;
  /** What Lambda's status would have been; `undefined`: it never answered. */
  readonly lambdaStatus: number | undefined;
}

/** Bytes. */
// deviation: An answer of a Lambda authorizer of more than 64 KB is refused; AWS documents 8 KB for WebSocket APIs, and nothing for REST APIs.
const MAX_ANSWER = 65_536;
const MAX_DEPTH = 64;
const BYTES_PER_BYTE = 12;
/** Characters of what a function threw. */
const SHOWN_ERROR = 512;

/** Lambda's refusals that will pass. */
const PASSING: ReadonlyMap<string, number> = new Map([
  ['TooManyRequestsException', 429],
  ['ServiceException', 500],
]);

/**
 * `Unauthorized`, thrown as an error, is how a function says 401; whatever else fails is the authorizer's fault (developer guide, the
 * examples of "Use API Gateway Lambda authorizers"). Nothing in an answer is let pass that is not understood.
 *
 * deviation: A Lambda authorizer that is throttled or does not answer in time is an AUTHORIZER_FAILURE, and all else that is wrong with it an AUTHORIZER_CONFIGURATION_ERROR; which of the two AWS answers is not recorded.
 */
export function readAnswer(outcome: InvokeOutcome | 'timeout'): LambdaAnswer {
  if (outcome === 'timeout') {
    return { answer: 'failure', type: 'AUTHORIZER_FAILURE', why: 'The authorizer timed out', lambdaStatus: undefined };
  }
  switch (outcome.outcome) {
    case 'refused':
      return refused(outcome);
    case 'accepted':
      return failed('An asynchronous invocation has no answer');
    case 'failed': {
      const text = outcome.payload.toString('utf8', 0, MAX_ANSWER);
      const message = parsedObject(text, MAX_DEPTH)?.['errorMessage'];
      if (message === 'Unauthorized') return { answer: 'unauthorized' };
      return failed(`Authorizer error: ${text.slice(0, SHOWN_ERROR)}`);
    }
    case 'returned':
      return readReturned(outcome.payload);
  }
}

function refused({ error, message }: Extract<InvokeOutcome, { outcome: 'refused' }>): Failure {
  const lambdaStatus = PASSING.get(error);
  const why = `${error}: ${message}`;
  if (lambdaStatus !== undefined) return { answer: 'failure', type: 'AUTHORIZER_FAILURE', why, lambdaStatus };
  if (error === NOT_ASSUMED) return failed(message, 403);
  // AWS's words for a function whose policy does not name the authorizer (a user's published log of 2020).
  if (error === 'AccessDeniedException') return failed(`Invalid permissions on Lambda function: ${message}`, 403);
  return failed(why, error === 'ResourceNotFoundException' ? 404 : 400);
}

function failed(why: string, lambdaStatus = 200): Failure {
  return { answer: 'failure', type: 'AUTHORIZER_CONFIGURATION_ERROR', why, lambdaStatus };
}

// deviation: A principalId that is no text, or a usageIdentifierKey that is none, is refused; whether AWS takes numbers is not recorded.
function readReturned(payload: Buffer): Admission | Failure {
  if (payload.length > MAX_ANSWER) return failed(`The authorizer's answer is larger than ${MAX_ANSWER} bytes`);
  const text = payload.toString('utf8');
  const answer = parsedObject(text, MAX_DEPTH);
  // AWS's words for `null` (a user's published log of 2016).
  if (answer === undefined) return failed('Could not parse policy');
  const { principalId, policyDocument, usageIdentifierKey: key = null, context = null } = answer;
  if (typeof principalId !== 'string') return failed('Could not parse policy: there is no principalId');
  if (!isObject(policyDocument)) return failed('Could not parse policy: there is no policyDocument');
  if (key !== null && typeof key !== 'string') return failed('The usageIdentifierKey is no text');
  if (context !== null && !isObject(context)) return failed('The context is no object');
  try {
    const shown = context === null ? [] : shownContext(context, text);
    if (typeof shown === 'string') return failed(`The context has an object or an array, ${shown}`);
    return {
      answer: 'admission',
      principalId,
      policy: compileAuthorizerPolicy(policyDocument),
      policyText: JSON.stringify(policyDocument),
      values: valuesOf(principalId, shown),
      event: eventOf(principalId, shown),
      usageIdentifierKey: key ?? undefined,
      bytes: payload.length * BYTES_PER_BYTE,
    };
  } catch (error) {
    // Of numbers that no JSON that we read may have.
    if (!(error instanceof PolicySyntaxError || error instanceof JsonSyntaxError)) throw error;
    return failed(`Could not parse policy: ${error.message}`);
  }
}

type Shown = readonly (readonly [name: string, value: string | null])[];

/** Names that AWS gives a meaning of its own in the same place. */
const OWN = new Set(['principalId', 'integrationLatency']);

/** All values as texts, as AWS shows them; `null` stays (recorded in DefinitelyTyped#69823). @returns the name of a value that may not be there */
function shownContext(context: Record<string, unknown>, text: string): Shown | string {
  let exact: JsonObject | undefined;
  const shown: [string, string | null][] = [];
  for (const [name, value] of Object.entries(context)) {
    if (typeof value === 'object' && value !== null) return name;
    if (OWN.has(name)) continue;
    if (typeof value === 'number') exact ??= exactContext(text);
    shown.push([name, value === null ? null : typeof value === 'number' ? numberText(exact, name) : String(value)]);
  }
  return shown;
}

/** Numbers as they were written: an id may be larger than JavaScript is exact about. */
function exactContext(text: string): JsonObject {
  const answer = parseJson(text);
  const context = isJsonObject(answer) ? answer.get('context') : undefined;
  return isJsonObject(context) ? context : new Map();
}

function numberText(context: JsonObject | undefined, name: string): string | null {
  const value = context?.get(name);
  return isJsonNumber(value) ? value.toString() : null;
}

function valuesOf(principalId: string, shown: Shown): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of shown) if (value !== null) values.set(name, value);
  return values.set('principalId', principalId);
}

/** The context's members come first (recorded in DefinitelyTyped#69823). */
function eventOf(principalId: string, shown: Shown): string {
  const members = shown.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`);
  return `{${members.join('')}"principalId":${JSON.stringify(principalId)},"integrationLatency":`;
}
