import type { Context, MethodRequest, StageContext } from '../exchange/exchange.ts';
import { clfDate, perSecond } from '../lib/dates.ts';
import { lastHeader, type RawHeaders } from '../lib/headers.ts';
import { compileNames, remember } from '../lib/names.ts';
import { parseQuery } from '../lib/query.ts';
import type { Binary } from './binary.ts';
import { forwardedHeaders } from './forwarded.ts';
import { LAMBDA_REQUEST_DROPS } from './header-tables.ts';

/**
 * The proxy event of REST APIs (payload format 1.0, without a `version` key), as JSON text. Member order and nulls are
 * those recorded on AWS (aws-behaviour.md §2.3): what is empty is `null`, never `{}`.
 */
export function compileProxyEvent(
  stage: StageContext,
  method: { readonly resourcePath: string; readonly operationName: string | null },
  binary: Binary,
): (rq: MethodRequest, body: Buffer, cx: Context) => string {
  const render = compileRequestMembers(stage, method, 'null');
  return (rq, body, cx) => {
    const isBase64 = binary.isBinary(lastHeader(rq.headers, 'content-type'));
    const text =
      body.length === 0 ? 'null' : isBase64 ? `"${body.toString('base64')}"` : JSON.stringify(body.toString('utf8'));
    return `{${render(rq, cx)},"body":${text},"isBase64Encoded":${isBase64 && body.length > 0}}`;
  };
}

/**
 * What proxies and authorizers of the type REQUEST are told of a request: the members of an object, as JSON text without its braces. What no
 * request changes is rendered when the stage is compiled.
 *
 * @param empty what maps without members are: authorizers are shown `{}` (developer guide, "Input to an API Gateway Lambda authorizer")
 */
// deviation: Authorizers of the type REQUEST are not shown Content-Length and Connection, as proxy integrations are not; one recorded event of AWS (aws-powertools, 2024) has Content-Length.
export function compileRequestMembers(
  stage: StageContext,
  method: { readonly resourcePath: string; readonly operationName: string | null },
  empty: 'null' | '{}',
): (rq: MethodRequest, cx: Context) => string {
  const resource = JSON.stringify(method.resourcePath);
  const variables = stage.variables === null ? empty : JSON.stringify(stage.variables);
  const api = `"accountId":"${stage.accountId}","apiId":"${stage.apiId}"`;
  const deployment = `"deploymentId":"${stage.deploymentId}"`;
  const operation = method.operationName === null ? '' : `"operationName":${JSON.stringify(method.operationName)},`;
  const canary = stage.isCanary === null ? '' : `"isCanaryRequest":${stage.isCanary},`;
  const tail = `${canary}"resourcePath":${resource},${operation}"stage":${JSON.stringify(stage.stage)}`;
  const requestTime = perSecond(clfDate);
  const none: [string, string] = [empty, empty];

  return (rq, cx) => {
    const [headers, multiValueHeaders] = renderHeaders(rq, cx);
    const pairs = parseQuery(rq.query);
    const [query, multiValueQuery] = pairs.length === 0 ? none : renderMaps(pairs);
    const pathParameters = rq.pathParameters === null ? empty : JSON.stringify(rq.pathParameters);
    return (
      `"resource":${resource},"path":${JSON.stringify(rq.path)},"httpMethod":"${rq.httpMethod}",` +
      `"headers":${headers},"multiValueHeaders":${multiValueHeaders},` +
      `"queryStringParameters":${query},"multiValueQueryStringParameters":${multiValueQuery},` +
      `"pathParameters":${pathParameters},"stageVariables":${variables},` +
      `"requestContext":{${api},${renderAuthorizer(cx)}${deployment},"domainName":${JSON.stringify(cx.domainName)},` +
      `"domainPrefix":${JSON.stringify(cx.domainPrefix)},"extendedRequestId":"${cx.extendedRequestId}",` +
      `"httpMethod":"${rq.httpMethod}","identity":${renderIdentity(cx)},` +
      `"path":${JSON.stringify(cx.path)},"protocol":"${cx.protocol}","requestId":"${cx.requestId}",` +
      `"requestTime":"${requestTime(cx.requestTimeEpoch)}","requestTimeEpoch":${cx.requestTimeEpoch},` +
      `"resourceId":"${cx.resourceId}",${tail}}`
    );
  };
}

function renderAuthorizer({ authorizer }: Context): string {
  return authorizer === undefined ? '' : `"authorizer":${authorizer.event},`;
}

/** Who calls: as AWS_IAM found out, and with which API key, which only methods that want one show. */
function renderIdentity({ iam, apiKey, sourceIp, userAgent }: Context): string {
  const key =
    apiKey === undefined ? '' : `"apiKey":${JSON.stringify(apiKey.value)},"apiKeyId":${JSON.stringify(apiKey.id)},`;
  return (
    `{"accessKey":${textOr(iam?.accessKey)},"accountId":${textOr(iam?.accountId)},${key}"caller":${textOr(iam?.caller)},` +
    '"cognitoAuthenticationProvider":null,"cognitoAuthenticationType":null,"cognitoIdentityId":null,' +
    `"cognitoIdentityPoolId":null,"principalOrgId":null,"sourceIp":"${sourceIp}","user":${textOr(iam?.user)},` +
    `"userAgent":${JSON.stringify(userAgent)},"userArn":${textOr(iam?.userArn)}}`
  );
}

function textOr(text: string | undefined): string {
  return text === undefined ? 'null' : JSON.stringify(text);
}

/** AWS spells these two so in events, whatever the client wrote (aws-behaviour.md §2.2). */
const respelled = compileNames([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
]);

/** Replaced by the gateway's own. */
const FORWARDED = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

/** What an event makes of a header's name, as the client spelled it. */
interface HeaderName {
  readonly lower: string;
  readonly shown: string;
  /** `shown` as a JSON key, with its colon. */
  readonly key: string;
  readonly passes: boolean;
}

const nameOf = remember((name): HeaderName => {
  const lower = name.toLowerCase();
  const shown = respelled(name) ?? name;
  const passes = !LAMBDA_REQUEST_DROPS.has(lower) && !FORWARDED.has(lower);
  return { lower, shown, key: `${JSON.stringify(shown)}:`, passes };
});

/** Up to here a list is searched faster than a map is filled. */
const FEW = 32;

function renderHeaders(rq: MethodRequest, cx: Context): [single: string, multi: string] {
  const raw = rq.headers;
  const added = forwardedHeaders(rq, cx);
  const seen: string[] = [];
  let single = '{';
  let multi = '{';
  for (let i = 0; i < raw.length; i += 2) {
    const { lower, key, passes } = nameOf(raw[i] as string);
    if (!passes) continue;
    if (seen.length === FEW || seen.includes(lower)) return renderRepeated(raw, added);
    const value = JSON.stringify(raw[i + 1]);
    const comma = seen.length === 0 ? '' : ',';
    single += `${comma}${key}${value}`;
    multi += `${comma}${key}[${value}]`;
    seen.push(lower);
  }
  for (let i = 0; i < added.length; i += 2) {
    const { key } = nameOf(added[i] as string);
    const value = JSON.stringify(added[i + 1]);
    const comma = i === 0 && seen.length === 0 ? '' : ',';
    single += `${comma}${key}${value}`;
    multi += `${comma}${key}[${value}]`;
  }
  return [`${single}}`, `${multi}}`];
}

/** The same where a name comes twice, which is then spelled as it came first, or where there are many. */
function renderRepeated(raw: RawHeaders, added: RawHeaders): [single: string, multi: string] {
  const spelled = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const { lower, shown, passes } = nameOf(raw[i] as string);
    if (!passes) continue;
    const spelling = spelled.get(lower) ?? shown;
    spelled.set(lower, spelling);
    pairs.push([spelling, raw[i + 1] as string]);
  }
  for (let i = 0; i < added.length; i += 2) pairs.push([added[i] as string, added[i + 1] as string]);
  return renderMaps(pairs);
}

/** The two forms in which events show pairs: the last value of each name, and all values of each name. */
function renderMaps(pairs: readonly (readonly [name: string, value: string])[]): [single: string, multi: string] {
  if (pairs.length === 0) return ['null', 'null'];
  const [first] = pairs;
  if (pairs.length === 1 && first !== undefined) {
    const key = JSON.stringify(first[0]);
    const value = JSON.stringify(first[1]);
    return [`{${key}:${value}}`, `{${key}:[${value}]}`];
  }
  const byName = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = byName.get(name);
    if (values === undefined) byName.set(name, [value]);
    else values.push(value);
  }
  let single = '';
  let multi = '';
  for (const [name, values] of byName) {
    const key = JSON.stringify(name);
    const last = JSON.stringify(values[values.length - 1]);
    single += `${single === '' ? '{' : ','}${key}:${last}`;
    multi += `${multi === '' ? '{' : ','}${key}:${values.length === 1 ? `[${last}]` : JSON.stringify(values)}`;
  }
  return [`${single}}`, `${multi}}`];
}
