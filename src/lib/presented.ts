import { remember } from './names.ts';
import { signedQuery } from './signed-query.ts';
import { signingTime } from './sigv4.ts';

/** What of a request says how it is signed. */
export interface SignedHead {
  /** Raw, without `?`. */
  readonly query: string;
  readonly headers: (lowerName: string) => string | undefined;
}

/** The SigV4 credentials that a request presents; nothing in it is verified. */
export interface Presented {
  readonly accessKey: string;
  readonly region: string;
  readonly service: string;
  readonly scope: { readonly date: string; readonly terminator: string };
  /** Lower-case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`, and the same in milliseconds since the epoch. */
  readonly time: string;
  readonly at: number;
  readonly token: string | undefined;
  /** Seconds; only for presigned requests, whose signature is in the query. */
  readonly expires: number | undefined;
  readonly presigned: boolean;
}

/**
 * Undefined when there are none, or none that can be read.
 *
 * @param separator of the query, as in `signedQuery`
 */
export function readPresented(request: SignedHead, separator?: string | RegExp): Presented | undefined {
  const header = request.headers('authorization');
  if (header !== undefined) return fromHeader(header, request);
  return request.query.includes('X-Amz-Signature=') ? fromQuery(request.query, separator) : undefined;
}

function fromHeader(header: string, request: SignedHead): Presented | undefined {
  if (!/^AWS4-HMAC-SHA256[ \t]/.test(header)) return undefined;
  const [, ...usual] = AS_SDKS_WRITE_IT.exec(header) ?? [];
  const [credential, signedHeaders, signature] = usual.length > 0 ? usual : fieldsOf(header);
  return assemble(credential, signedHeaders, signature, timeOf(request), {
    token: request.headers('x-amz-security-token'),
    expires: undefined,
    presigned: false,
  });
}

const AS_SDKS_WRITE_IT = /^AWS4-HMAC-SHA256 Credential=([^\s,]+), ?SignedHeaders=([^\s,]+), ?Signature=([^\s,]+)$/;

/** In any order, with whatever between them. */
function fieldsOf(header: string): readonly (string | undefined)[] {
  const fields = new Map<string, string>();
  for (const part of header.slice('AWS4-HMAC-SHA256'.length).split(',')) {
    const equals = part.indexOf('=');
    fields.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return ['Credential', 'SignedHeaders', 'Signature'].map((name) => fields.get(name));
}

function fromQuery(query: string, separator: string | RegExp | undefined): Presented | undefined {
  const pairs = signedQuery(query, separator) ?? [];
  const one = (name: string) => {
    const found = pairs.filter((pair) => pair[0] === name);
    return found.length === 1 ? found[0]?.[1] : undefined;
  };
  if (one('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return undefined;
  return assemble(one('X-Amz-Credential'), one('X-Amz-SignedHeaders'), one('X-Amz-Signature'), one('X-Amz-Date'), {
    token: one('X-Amz-Security-Token'),
    expires: /^\d{1,7}$/.test(one('X-Amz-Expires') ?? '') ? Number(one('X-Amz-Expires')) : Number.NaN,
    presigned: true,
  });
}

function assemble(
  credential: string | undefined,
  signedHeaders: string | undefined,
  signature: string | undefined,
  time: string | undefined,
  rest: Pick<Presented, 'token' | 'expires' | 'presigned'>,
): Presented | undefined {
  const parsed = parseCredential(credential ?? '');
  const at = parseTime(time ?? '');
  if (parsed === undefined) return undefined;
  if (signedHeaders === undefined || signature === undefined || time === undefined || at === undefined)
    return undefined;
  return {
    ...parsed,
    signedHeaders: namesOf(signedHeaders),
    signature,
    time,
    at,
    ...rest,
  };
}

function timeOf(request: SignedHead): string | undefined {
  const stamp = request.headers('x-amz-date');
  if (stamp !== undefined) return stamp;
  const date = Date.parse(request.headers('date') ?? '');
  return Number.isNaN(date) ? undefined : signingTime(date);
}

/** Milliseconds since the epoch. */
const parseTime = remember((time: string): number | undefined => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at;
});

const parseCredential = remember(
  (credential: string): Pick<Presented, 'accessKey' | 'region' | 'service' | 'scope'> | undefined => {
    // The access key may hold slashes, so the scope is counted from the end.
    const [, accessKey, date, region, service, terminator] =
      /^(.+)\/([^/]*)\/([^/]*)\/([^/]*)\/([^/]*)$/.exec(credential) ?? [];
    if (
      accessKey === undefined ||
      date === undefined ||
      region === undefined ||
      service === undefined ||
      terminator === undefined
    )
      return undefined;
    return { accessKey, region, service, scope: { date, terminator } };
  },
);

const namesOf = remember((signedHeaders: string): readonly string[] => signedHeaders.toLowerCase().split(';'));
