import type { RawHeaders } from '../lib/headers.ts';

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
];

export const LAMBDA_REQUEST_DROPS: ReadonlySet<string> = new Set(DROPPED_ON_INGRESS);

export const HTTP_PROXY_REQUEST_DROPS: ReadonlySet<string> = new Set([
  ...DROPPED_ON_INGRESS,
  'content-encoding',
  'host',
  'via',
]);

type Fate = 'drop' | 'remap';

const RESPONSE_FATES: { readonly [lowerName: string]: Fate } = {
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
// deviation: A backend's x-amz-apigw-id is remapped like x-amzn-RequestId; only the latter is recorded on AWS.

/** A proxy response's headers as the client gets them: kept, dropped, or as `x-amzn-Remapped-{name as it was}`. */
export function responseHeaders(headers: RawHeaders): string[] {
  const out: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    const fate = RESPONSE_FATES[name.toLowerCase()];
    if (fate === 'drop') continue;
    out.push(fate === 'remap' ? `x-amzn-Remapped-${name}` : name, headers[i + 1] as string);
  }
  return out;
}
