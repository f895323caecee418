/** Names of headers that come all the time, as servers and clients write them. */
const WRITTEN = [
  ...['Accept', 'Accept-Charset', 'Accept-Encoding', 'Accept-Language', 'Accept-Ranges', 'Age', 'Allow', 'Alt-Svc'],
  ...['Authorization', 'CF-Ray', 'Cache-Control', 'Connection', 'Content-Disposition', 'Content-Encoding'],
  ...[
    'Content-Language',
    'Content-Length',
    'Content-Range',
    'Content-Security-Policy',
    'Content-Type',
    'Cookie',
    'DNT',
  ],
  ...['Date', 'ETag', 'Expect', 'Expires', 'Forwarded', 'Host', 'If-Match', 'If-Modified-Since', 'If-None-Match'],
  ...['Idempotency-Key', 'Keep-Alive', 'Last-Modified', 'Link', 'Location', 'Origin', 'Pragma', 'Range', 'Referer'],
  ...['Referrer-Policy', 'Retry-After', 'Sec-Fetch-Dest', 'Sec-Fetch-Mode', 'Sec-Fetch-Site', 'Server', 'Set-Cookie'],
  ...['Strict-Transport-Security', 'TE', 'Traceparent', 'Tracestate', 'Transfer-Encoding', 'Upgrade'],
  ...[
    'Upgrade-Insecure-Requests',
    'User-Agent',
    'Vary',
    'Via',
    'WWW-Authenticate',
    'X-Amz-Content-Sha256',
    'X-Amz-Date',
  ],
  ...['X-Amz-Security-Token', 'X-Amzn-RequestId', 'X-Amzn-Trace-Id', 'X-Api-Key', 'X-Content-Type-Options'],
  ...[
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Port',
    'X-Forwarded-Proto',
    'X-Frame-Options',
    'X-Powered-By',
  ],
  ...['X-Real-IP', 'X-Request-Id', 'X-Requested-With', 'X-XSS-Protection', 'sec-ch-ua', 'sec-ch-ua-mobile'],
  ...['sec-ch-ua-platform', 'x-amz-apigw-id', 'x-amz-date', 'x-amzn-RequestId', 'x-api-key', 'X-API-Key'],
  ...['Access-Control-Allow-Credentials', 'Access-Control-Allow-Headers', 'Access-Control-Allow-Methods'],
  ...['Access-Control-Allow-Origin', 'Access-Control-Expose-Headers', 'Access-Control-Max-Age'],
  ...['Access-Control-Request-Headers', 'Access-Control-Request-Method'],
];

const BUCKETS = 512;
const buckets: string[][] = Array.from({ length: BUCKETS }, () => []);
for (const name of new Set(WRITTEN.flatMap((name) => [name, name.toLowerCase()]))) bucketOf(name).push(name);

/**
 * The same text. A name that comes all the time is always the same object, of which the engine knows that it is: tables find it at
 * once, where the name cut from a message has to be hashed, looked for among all texts of the process, and compared.
 *
 * @param name not empty
 */
export function knownName(name: string): string {
  for (const known of bucketOf(name)) if (known === name) return known;
  return name;
}

function bucketOf(name: string): string[] {
  const { length } = name;
  const at = length * 31 + name.charCodeAt(0) * 7 + name.charCodeAt(length - 1);
  return buckets[at & (BUCKETS - 1)] as string[];
}
