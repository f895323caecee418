import { isNamed, type RawHeaders } from '../lib/headers.ts';
import { compileNames, remember } from '../lib/names.ts';

/**
 * What API Gateway does to headers on their way through (developer guide, "Important notes", checked against recorded
 * behaviour: aws-behaviour.md §2.2). Lower-case names. A `Connection:` header names nothing to be dropped: these lists do.
 */

/** Never reach any integration or mapping. */
const DROPPED_ON_INGRESS = [
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'proxy-connection',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
  // The gateway's own instruction, used up by routing (developer guide, "X-HTTP-Method-Override").
  'x-http-method-override',
];

export const NEVER_MAPPED: ReadonlySet<string> = new Set(DROPPED_ON_INGRESS);

export const LAMBDA_REQUEST_DROPS: ReadonlySet<string> = new Set(DROPPED_ON_INGRESS);

export const HTTP_PROXY_REQUEST_DROPS: ReadonlySet<string> = new Set([
  ...DROPPED_ON_INGRESS,
  'content-encoding',
  'host',
  'via',
]);

/** A request mapping to one of these answers 500, even where it would not be applied (recorded on AWS, §1.9). */
const ILLEGAL_MAPPED = ['content-length', 'transfer-encoding', 'x-amzn-apigateway-api-id', 'x-amzn-trace-id'];

export const ILLEGAL_FOR_HTTP: ReadonlySet<string> = new Set(ILLEGAL_MAPPED);

export const ILLEGAL_FOR_AWS: ReadonlySet<string> = new Set([
  ...ILLEGAL_MAPPED,
  'authorization',
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
]);

/**
 * Mapped values that do not leave for an HTTP endpoint (recorded on AWS: test_apigateway_header_remapping_http), and two
 * that govern the connection to it.
 */
// deviation: A request mapping to the header Upgrade, Keep-Alive or Proxy-Connection of an HTTP endpoint is dropped;
// AWS sends at least Upgrade.
export const MAPPED_DROPS: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'upgrade',
  'via',
]);

type Fate = 'drop' | 'pass' | 'remap';

/** What a proxy integration's backend or function answered. */
// deviation: A backend's x-amz-apigw-id is remapped like x-amzn-RequestId; only the latter is recorded on AWS.
const PROXY: { readonly [lowerName: string]: Fate } = {
  authorization: 'remap',
  connection: 'remap',
  'content-length': 'remap',
  'content-md5': 'remap',
  date: 'remap',
  expect: 'drop',
  host: 'drop',
  'keep-alive': 'drop',
  'max-forwards': 'remap',
  'proxy-authenticate': 'drop',
  'proxy-connection': 'drop',
  server: 'remap',
  te: 'drop',
  trailer: 'drop',
  'transfer-encoding': 'drop',
  upgrade: 'drop',
  'user-agent': 'remap',
  via: 'drop',
  'www-authenticate': 'remap',
  'x-amz-apigw-id': 'remap',
  'x-amzn-requestid': 'remap',
};

const proxyFate = compileNames(Object.entries(PROXY));

/** Values of an integration response's mapping: TE and Via pass, and nothing but Transfer-Encoding is lost (recorded). */
const mappedFate = compileNames<Fate>(
  Object.entries({
    ...Object.fromEntries(Object.keys(PROXY).map((name) => [name, 'remap' as const])),
    te: 'pass',
    via: 'pass',
    'keep-alive': 'drop',
    'proxy-connection': 'drop',
    'transfer-encoding': 'drop',
  }),
);

const remap = remember((name) => `x-amzn-Remapped-${name}`);

/**
 * A response's headers as the client gets them: kept, dropped, or as `x-amzn-Remapped-{name as it was}`. Content-Type
 * comes first, as AWS sends it, and is `application/json` where there is none.
 */
export function responseHeaders(headers: RawHeaders): string[] {
  return decide(headers, proxyFate);
}

/** The same for mapped headers. */
export function mappedResponseHeaders(headers: RawHeaders): string[] {
  return decide(headers, mappedFate);
}

function decide(headers: RawHeaders, fateOf: (name: string) => Fate | undefined): string[] {
  const out = ['Content-Type', 'application/json'];
  let typed = false;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    const value = headers[i + 1] as string;
    if (!typed && name.length === 12 && isNamed(name, 'Content-Type', 'content-type')) {
      typed = true;
      out[0] = name;
      out[1] = value;
      continue;
    }
    const fate = fateOf(name);
    if (fate !== 'drop') out.push(fate === 'remap' ? remap(name) : name, value);
  }
  return out;
}
