import {
  type Context,
  contextVariable,
  type Fault,
  type IntegrationOutcome,
  type StageContext,
} from '../exchange/exchange.ts';
import { clfDate, perSecond } from '../lib/dates.ts';
import { isOneLine } from '../lib/log-format.ts';

/** What is known of a request when its answer has been handed to the connection. */
export interface FinishedRequest {
  /** Where no method was found, `resourceId` and `resourcePath` are empty. */
  readonly context: Context;
  readonly status: number;
  /** Bytes of the body that the client was sent. */
  readonly responseLength: number;
  /** From the arrival of the head until the answer was handed over, in milliseconds. */
  readonly responseLatency: number;
  /** `undefined` when none was called. */
  readonly integration: IntegrationOutcome | undefined;
  /** Why the gateway itself answered. */
  readonly fault: Fault | undefined;
}

/** Renders one line, with the line feed that ends it, and no other. */
export type RenderAccessLog = (rq: FinishedRequest) => string;

/** A value that stands in the line as it is. */
type ReadPlain = (rq: FinishedRequest) => string | number;
/** A value that others may have had a hand in. */
type ReadText = (rq: FinishedRequest) => string | null | undefined;

/** What a request has no value for, and what is no variable. */
const MISSING = '-';

/** The same for every request of a stage. */
const STAGE: ReadonlyMap<string, (stage: StageContext) => string> = new Map<string, (stage: StageContext) => string>([
  ['accountId', (stage) => stage.accountId],
  ['apiId', (stage) => stage.apiId],
  ['deploymentId', (stage) => stage.deploymentId],
  ['stage', (stage) => stage.stage],
]);

/**
 * The variables of a REST API's access log that Gatehouse knows values for (API Gateway developer guide, "Variables for
 * access logging"); TEXT has the rest of them. The others of that page have no value yet and are `-`, as AWS renders what a
 * request has not. Here are numbers, and words that we made or that were matched with a list.
 */
const PLAIN: ReadonlyMap<string, ReadPlain> = new Map<string, ReadPlain>([
  ['authorizer.integrationLatency', (rq) => rq.context.record?.authorizer?.integrationLatency ?? MISSING],
  ['authorizer.integrationStatus', (rq) => rq.context.record?.authorizer?.integrationStatus ?? MISSING],
  ['authorizer.latency', (rq) => rq.context.record?.authorizer?.latency ?? MISSING],
  ['authorizer.status', (rq) => rq.context.record?.authorizer?.status ?? MISSING],
  ['error.responseType', (rq) => rq.fault?.fault ?? MISSING],
  ['extendedRequestId', (rq) => rq.context.extendedRequestId],
  ['identity.sourceIp', (rq) => rq.context.sourceIp],
  ['integration.integrationStatus', (rq) => rq.integration?.endpointStatus ?? MISSING],
  ['integration.latency', (rq) => rq.integration?.latency ?? MISSING],
  ['integration.status', (rq) => rq.integration?.status ?? MISSING],
  ['integrationLatency', (rq) => rq.integration?.latency ?? MISSING],
  ['integrationStatus', (rq) => rq.integration?.endpointStatus ?? MISSING],
  // "The request protocol is logged as HTTP/1.1 even if a client sends a request that uses HTTP/2."
  ['protocol', ({ context: { protocol } }) => (protocol.startsWith('HTTP/2') ? 'HTTP/1.1' : protocol)],
  ['requestId', (rq) => rq.context.requestId],
  ['requestTimeEpoch', (rq) => rq.context.requestTimeEpoch],
  ['responseLatency', (rq) => rq.responseLatency],
  ['responseLength', (rq) => rq.responseLength],
  ['status', (rq) => rq.status],
]);

const TEXT: ReadonlyMap<string, ReadText> = new Map<string, ReadText>([
  ['authorizer.error', (rq) => rq.context.record?.authorizer?.error],
  ['authorizer.requestId', (rq) => rq.context.record?.authorizer?.requestId],
  ['awsEndpointRequestId', (rq) => rq.integration?.requestId],
  ['domainName', (rq) => rq.context.domainName],
  ['domainPrefix', (rq) => rq.context.domainPrefix],
  ['error.message', (rq) => rq.fault?.message],
  ['error.validationErrorString', (rq) => rq.fault?.validationError],
  // What X-HTTP-Method-Override says, if it is there.
  ['httpMethod', (rq) => rq.context.httpMethod],
  ['identity.userAgent', (rq) => rq.context.userAgent],
  ['integration.error', (rq) => rq.integration?.error],
  ['integration.requestId', (rq) => rq.integration?.requestId],
  ['integrationErrorMessage', (rq) => rq.integration?.error],
  ['path', (rq) => rq.context.path],
  ['resourceId', (rq) => rq.context.resourceId],
  ['resourcePath', (rq) => rq.context.resourcePath],
]);

/** `$context.a.b` and `${context.a.b}`; a full stop after a name is text. */
const VARIABLE = /\$(?:context\.(\w+(?:\.\w+)*)|\{context\.(\w+(?:\.\w+)*)\})/g;

/**
 * Compiles `accessLogSettings.format`. What does not depend on the request becomes text here.
 *
 * A value is escaped as within a JSON string: quotes and backslashes as AWS was seen to do (DataBiosphere/azul issue 4348,
 * User-Agents of July 2024), and everything that some reader may take for the end of a line. So no client can forge a line
 * or a member.
 *
 * @throws Error when the format has more than one line, which AWS refuses when it is set
 */
// deviation: Control characters in values of an access log are escaped as in JSON; what AWS does with them is not recorded.
export function compileAccessLogFormat(format: string, stage: StageContext): RenderAccessLog {
  const text = format.replace(/\r?\n$/, '');
  if (!isOneLine(format))
    throw new Error('Access Log format must be single line, new line character is allowed only at end of the format');
  // Rendered once a second: requests that end together mostly began together.
  const time = perSecond(clfDate);
  const texts = [''];
  const reads: ReadPlain[] = [];
  let at = 0;
  const more = (constant: string) => {
    texts[texts.length - 1] += constant;
  };
  for (const match of text.matchAll(VARIABLE)) {
    more(text.slice(at, match.index));
    at = match.index + match[0].length;
    const name = (match[1] ?? match[2]) as string;
    const compiled = compileVariable(name, stage, time);
    if (typeof compiled === 'string') more(compiled);
    else {
      reads.push(compiled);
      texts.push('');
    }
  }
  more(`${text.slice(at)}\n`);
  const first = texts[0] as string;
  return (rq) => {
    let line = first;
    for (let i = 0; i < reads.length; i++) line += (reads[i] as ReadPlain)(rq) + (texts[i + 1] as string);
    return line;
  };
}

function compileVariable(name: string, stage: StageContext, time: (ms: number) => string): string | ReadPlain {
  const constant = STAGE.get(name);
  if (constant !== undefined) return shown(constant(stage));
  if (name === 'requestTime') return (rq) => time(rq.context.requestTimeEpoch);
  // The quoted value of error.message.
  if (name === 'error.messageString')
    return ({ fault }) => (typeof fault?.message === 'string' ? `"${escapeValue(fault.message)}"` : MISSING);
  const plain = PLAIN.get(name);
  if (plain !== undefined) return plain;
  const text = TEXT.get(name) ?? ofContext(name);
  return text === undefined ? MISSING : compileText(text);
}

/** What templates have too. */
function ofContext(name: string): ReadText | undefined {
  const read = contextVariable(name);
  return read && (({ context }) => read(context)?.toString());
}

/** One request is often like the one before, and to compare two texts costs a tenth of looking at each character. */
function compileText(read: ReadText): ReadPlain {
  let last: string | null | undefined;
  let lastShown = MISSING;
  return (rq) => {
    const value = read(rq);
    if (value !== last) {
      last = value;
      lastShown = shown(value);
    }
    return lastShown;
  };
}

function shown(value: string | null | undefined): string {
  return value === undefined || value === null || value === '' ? MISSING : escapeValue(value);
}

/** Quotes, backslashes, control characters of ASCII and Latin-1 (U+0085 is a new line to some), and Unicode's line ends. */
const ESCAPED = /["\\\x00-\x1f\x7f-\x9f\u2028\u2029]/;
const EACH = new RegExp(ESCAPED, 'g');
const SHORT: { readonly [character: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeValue(text: string): string {
  if (!ESCAPED.test(text)) return text;
  return text.replace(EACH, (c) => SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
