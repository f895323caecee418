/** One HTTP/1.1 answer at the start of a buffer. */
export interface WholeAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** Bytes of the buffer that it took. */
  readonly length: number;
  /** The server will close the connection after it. */
  readonly closes: boolean;
}

const HEAD_END = '\r\n\r\n';

/**
 * Reads the answer that begins at the start of `bytes`; `undefined` until it is there as a whole. Framed by Content-Length or
 * chunked, which is what keep-alive needs: an answer without either is an error, and so is anything that is not HTTP/1.x.
 */
export function readAnswer(bytes: Buffer): WholeAnswer | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status === undefined) throw new Error(`Not an HTTP/1.x answer: ${head.slice(0, 60)}`);
  const body = readBody(bytes, headEnd + HEAD_END.length, head);
  if (body === undefined) return undefined;
  return { status: Number(status), ...body, closes: /\r\nconnection: *close/i.test(head) };
}

function readBody(bytes: Buffer, start: number, head: string): { body: Buffer; length: number } | undefined {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return bytes.length < end ? undefined : { body: bytes.subarray(start, end), length: end };
  }
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return readChunks(bytes, start);
  throw new Error('An answer with neither Content-Length nor chunks');
}

function readChunks(bytes: Buffer, start: number): { body: Buffer; length: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error('A chunk without a size');
    // Without trailers the last chunk is followed by one empty line, as every other chunk is.
    const end = lineEnd + 2 + size + 2;
    if (bytes.length < end) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), length: end };
    chunks.push(bytes.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}
