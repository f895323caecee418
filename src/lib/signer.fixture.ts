/** Signs requests with the signer of AWS's SDK for JavaScript, for the tests of those who verify. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Signable {
  readonly method: string;
  /** As in the request line, percent-encoded. */
  readonly path: string;
  /** Raw, without `?`. */
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Signing {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly region?: string;
  readonly service?: string;
  /** Seconds: the signature goes into the query. */
  readonly presign?: number;
}

/** The request with its signature: in its headers, or in its query. */
export async function signed<R extends Signable>(request: R, signing: Signing): Promise<R & { query: string }> {
  const { at, region = 'eu-west-1', service = 'execute-api', presign, ...credentials } = signing;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 as never });
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(request.query ?? '')) query[name] = [...(query[name] ?? []), value];
  const given = { ...request, query, protocol: 'https:', hostname: '', headers: { ...request.headers } };
  const signingDate = new Date(at);
  if (presign === undefined) {
    const { headers } = await signer.sign(given, { signingDate });
    return { ...request, query: request.query ?? '', headers };
  }
  const options = { signingDate, expiresIn: presign, unhoistableHeaders: new Set<string>() };
  const { headers, query: signedQuery = {} } = await signer.presign(given, options);
  const pairs = Object.entries(signedQuery).flatMap(([name, value]) =>
    [value ?? ''].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
  );
  return { ...request, query: pairs.join('&'), headers };
}

/** The hash that the SDK's signer asks for. */
export class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }
  update(data: Uint8Array | string) {
    this.#hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
  reset() {
    throw new Error('a hash is used once');
  }
}
