/** A request as it stands in raw bytes. */
export interface SplitRequest {
  readonly method: string;
  readonly path: string;
  /** Name, value, name, value … */
  readonly headers: readonly string[];
  readonly body: string;
  /** The bytes end before the request does. */
  readonly cut: boolean;
}

const LINE = /^([A-Z]+) ([\x21-\x7e]+) HTTP\/1\.1$/;
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): ([\t\x20-\x7e\x80-\xff]*)$/;

/**
 * Cuts what the gateway sent on one connection into requests. It knows HTTP only as a gateway should write it, so that
 * whatever any server could read differently is an error: exact lines, one Host, either one Content-Length or chunked.
 *
 * @param bytes a character a byte
 * @throws an Error that says what is not as it should be
 */
export function splitRequests(bytes: string): SplitRequest[] {
  const requests: SplitRequest[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end < 0) throw new Error(`Not a whole head: ${JSON.stringify(bytes.slice(at, at + 200))}`);
    const [line = '', ...fields] = bytes.slice(at, end).split('\r\n');
    const [, method, path] = LINE.exec(line) ?? [];
    if (method === undefined || path === undefined) throw new Error(`No request line: ${JSON.stringify(line)}`);
    const headers = fields.flatMap((field) => {
      const [, name, value] = FIELD.exec(field) ?? [];
      if (name === undefined || value === undefined) throw new Error(`No header: ${JSON.stringify(field)}`);
      return [name, value];
    });
    const { body, next } = readBody(bytes, end + 4, headers);
    requests.push({ method, path, headers, body, cut: next === undefined });
    at = next ?? bytes.length;
  }
  return requests;
}

function readBody(bytes: string, start: number, headers: readonly string[]): { body: string; next?: number } {
  if (values(headers, 'host').length !== 1) throw new Error(`Not one Host: ${JSON.stringify(headers)}`);
  const codings = values(headers, 'transfer-encoding');
  const lengths = values(headers, 'content-length');
  if (codings.length + lengths.length > 1) throw new Error(`Framed twice: ${JSON.stringify(headers)}`);
  const [length = '0'] = lengths;
  if (!/^\d+$/.test(length)) throw new Error(`No length: ${length}`);
  const [coding] = codings;
  if (coding === undefined) {
    const body = bytes.slice(start, start + Number(length));
    return body.length < Number(length) ? { body } : { body, next: start + Number(length) };
  }
  if (coding !== 'chunked') throw new Error(`No coding: ${coding}`);
  let body = '';
  for (let at = start; ; ) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return { body };
    const size = bytes.slice(at, end);
    if (!/^[0-9a-f]+$/i.test(size)) throw new Error(`No chunk size: ${JSON.stringify(size)}`);
    const next = end + 2 + Number.parseInt(size, 16) + 2;
    if (next > bytes.length) return { body: body + bytes.slice(end + 2) };
    if (bytes.slice(next - 2, next) !== '\r\n') throw new Error('No line end behind a chunk');
    if (Number.parseInt(size, 16) === 0) return { body, next };
    body += bytes.slice(end + 2, next - 2);
    at = next;
  }
}

/** All values of a header, whatever the case of its name. */
export function values(headers: readonly string[], lowerName: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < headers.length; i += 2)
    if (headers[i]?.toLowerCase() === lowerName) found.push(headers[i + 1] ?? '');
  return found;
}
