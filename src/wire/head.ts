import { isNamed } from '../lib/headers.ts';
import { remember } from '../lib/names.ts';
import type { RequestHead } from './http1.ts';

/** What the framing and the routing of a request need to know of its head. */
export interface ReadHead {
  /** Path and query, starting with `/`. */
  readonly target: string;
  /** 0 without a body, `undefined` when it is chunked. */
  readonly length: number | undefined;
  /** The client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/**
 * Reads what llhttp leaves open. Whatever two parties could read differently is refused (RFC 9112, sections 3.2 and 6.3):
 * a request that we and the server behind us would cut at different places is how requests are smuggled.
 */
export function readHead(head: RequestHead): ReadHead | Refusal {
  if (head.version !== '1.1' && head.version !== '1.0') return { status: 505, message: 'HTTP Version Not Supported' };
  // A tunnel has no body for the parser, whatever its head says; and what is no method of HTTP is another protocol's.
  if (!METHODS.has(head.method)) return badRequest;
  let host: string | undefined;
  let hosts = 0;
  let lengths = 0;
  let declared = '';
  let coding: string | undefined;
  let expectsContinue = false;
  const { headers } = head;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    // The lengths are compared first: they nearly always differ.
    switch (name.length) {
      case 4:
        if (!isNamed(name, 'Host', 'host')) break;
        host = headers[i + 1] as string;
        hosts++;
        break;
      case 6: {
        if (name.toLowerCase() !== 'expect') break;
        const expected = (headers[i + 1] as string).toLowerCase();
        if (expected !== '100-continue') return { status: 417, message: 'Expectation Failed' };
        expectsContinue = true;
        break;
      }
      case 14:
        if (!isNamed(name, 'Content-Length', 'content-length')) break;
        declared = headers[i + 1] as string;
        lengths++;
        break;
      case 17:
        if (isNamed(name, 'Transfer-Encoding', 'transfer-encoding')) coding = `${coding ?? ''},${headers[i + 1]}`;
        break;
    }
  }
  if (hosts > 1 || (hosts === 0 && head.version === '1.1')) return badRequest;
  if (host !== undefined && !isHost(host)) return badRequest;
  if (lengths > 1 || (lengths === 1 && !/^\d{1,15}$/.test(declared))) return badRequest;
  if (coding !== undefined && (lengths > 0 || head.version === '1.0' || !/^,[ \t]*chunked[ \t]*$/i.test(coding))) {
    return badRequest;
  }
  const target = readTarget(head, host);
  if (target === undefined) return badRequest;
  return {
    target,
    length: coding !== undefined ? undefined : lengths === 0 ? 0 : Number(declared),
    expectsContinue: expectsContinue && head.version === '1.1',
  };
}

const badRequest: Refusal = { status: 400, message: 'Bad Request' };

/** Those that a gateway may be asked for: RFC 9110 without CONNECT, RFC 5789, and WebDAV's, which no API serves. */
const METHODS = new Set(
  'GET HEAD POST PUT DELETE OPTIONS TRACE PATCH COPY LOCK MKCOL MOVE PROPFIND PROPPATCH UNLOCK SEARCH REPORT'.split(
    ' ',
  ),
);

/** A name or an address, and perhaps a port (RFC 9110, 7.2): anything else is somebody's way to say two hosts at once. */
const HOST = /^(?:[A-Za-z0-9._~-]*|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?$/;

const isHost = remember((host) => HOST.test(host));

const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i;

/** Origin form as it is; the path of an absolute form, if it names the host that the Host header names. */
function readTarget(head: RequestHead, host: string | undefined): string | undefined {
  const { target } = head;
  // A fragment is the client's own business and never part of a target (RFC 9112, 3.2).
  if (target.includes('#')) return undefined;
  if (target.charCodeAt(0) === 47) return target;
  if (target === '*' && head.method === 'OPTIONS') return '/';
  const [, authority, path = ''] = ABSOLUTE.exec(target) ?? [];
  if (authority === undefined || authority.toLowerCase() !== host?.toLowerCase()) return undefined;
  return path.startsWith('/') ? path : `/${path}`;
}
