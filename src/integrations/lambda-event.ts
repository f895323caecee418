import type { Context, MethodRequest, StageContext } from '../exchange/exchange.ts';
import { clfDate, perSecond } from '../lib/dates.ts';
import { lastHeader } from '../lib/headers.ts';
import { parseQuery } from '../lib/query.ts';
import type { Binary } from './binary.ts';
import { forwardedHeaders } from './forwarded.ts';
import { LAMBDA_REQUEST_DROPS } from './header-tables.ts';

/**
 * The proxy event of REST APIs (payload format 1.0, without a `version` key), as JSON text. Member order and nulls are
 * those recorded on AWS (aws-behaviour.md §2.3): what is empty is `null`, never `{}`. What no request changes is
 * rendered when the stage is compiled.
 */
export function compileProxyEvent(
  stage: StageContext,
  method: { readonly resourcePath: string; readonly operationName: string | null },
  binary: Binary,
): (rq: MethodRequest, body: Buffer, cx: Context) => string {
  const resource = JSON.stringify(method.resourcePath);
  const variables = JSON.stringify(stage.variables);
  const head = `"accountId":"${stage.accountId}","apiId":"${stage.apiId}","deploymentId":"${stage.deploymentId}"`;
  const operation = method.operationName === null ? '' : `"operationName":${JSON.stringify(method.operationName)},`;
  const tail = `"resourcePath":${resource},${operation}"stage":${JSON.stringify(stage.stage)}`;
  const requestTime = perSecond(clfDate);

  return (rq, body, cx) => {
    const [headers, multiValueHeaders] = renderHeaders(rq, cx);
    const [query, multiValueQuery] = renderMaps(parseQuery(rq.query));
    const isBase64 = binary.isBinary(lastHeader(rq.headers, 'content-type'));
    const text =
      body.length === 0 ? 'null' : isBase64 ? `"${body.toString('base64')}"` : JSON.stringify(body.toString('utf8'));
    return (
      `{"resource":${resource},"path":${JSON.stringify(rq.path)},"httpMethod":"${rq.httpMethod}",` +
      `"headers":${headers},"multiValueHeaders":${multiValueHeaders},` +
      `"queryStringParameters":${query},"multiValueQueryStringParameters":${multiValueQuery},` +
      `"pathParameters":${JSON.stringify(rq.pathParameters)},"stageVariables":${variables},` +
      `"requestContext":{${head},"domainName":${JSON.stringify(cx.domainName)},` +
      `"domainPrefix":${JSON.stringify(cx.domainPrefix)},"extendedRequestId":"${cx.extendedRequestId}",` +
      `"httpMethod":"${rq.httpMethod}","identity":{"accessKey":null,"accountId":null,"caller":null,` +
      `"cognitoAuthenticationProvider":null,"cognitoAuthenticationType":null,"cognitoIdentityId":null,` +
      `"cognitoIdentityPoolId":null,"principalOrgId":null,"sourceIp":"${cx.sourceIp}","user":null,` +
      `"userAgent":${JSON.stringify(cx.userAgent)},"userArn":null},` +
      `"path":${JSON.stringify(cx.path)},"protocol":"${cx.protocol}","requestId":"${cx.requestId}",` +
      `"requestTime":"${requestTime(cx.requestTimeEpoch)}","requestTimeEpoch":${cx.requestTimeEpoch},` +
      `"resourceId":"${cx.resourceId}",${tail}},` +
      `"body":${text},"isBase64Encoded":${isBase64 && body.length > 0}}`
    );
  };
}

/** AWS spells these two so in events, whatever the client wrote (aws-behaviour.md §2.2). */
const RESPELLED: { readonly [lowerName: string]: string } = {
  authorization: 'Authorization',
  'user-agent': 'User-Agent',
};

/** Replaced by the gateway's own. */
const FORWARDED = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

function renderHeaders(rq: MethodRequest, cx: Context): [single: string, multi: string] {
  const spelled = new Map<string, string>();
  const pairs: [string, string][] = [];
  const raw = rq.headers;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    const lower = name.toLowerCase();
    if (LAMBDA_REQUEST_DROPS.has(lower) || FORWARDED.has(lower)) continue;
    let spelling = spelled.get(lower);
    if (spelling === undefined) {
      spelling = RESPELLED[lower] ?? name;
      spelled.set(lower, spelling);
    }
    pairs.push([spelling, raw[i + 1] as string]);
  }
  const added = forwardedHeaders(rq, cx);
  for (let i = 0; i < added.length; i += 2) pairs.push([added[i] as string, added[i + 1] as string]);
  return renderMaps(pairs);
}

/** The two forms in which events show pairs: the last value of each name, and all values of each name. */
function renderMaps(pairs: readonly (readonly [name: string, value: string])[]): [single: string, multi: string] {
  if (pairs.length === 0) return ['null', 'null'];
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
