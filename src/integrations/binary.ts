/** An API's `binaryMediaTypes`, compiled. For a Lambda proxy they decide when base64 is used (aws-behaviour.md §1.12). */
export interface Binary {
  /** Whether a request with this Content-Type reaches the function as base64. */
  isBinary(contentType: string | undefined): boolean;
  /** Whether a base64 answer is decoded for a client with this Accept: its first media type counts. */
  accepts(accept: string | undefined): boolean;
}

export function compileBinary(mediaTypes: readonly string[]): Binary {
  if (mediaTypes.length === 0) return { isBinary: () => false, accepts: () => false };
  if (mediaTypes.includes('*/*')) return { isBinary: () => true, accepts: () => true };
  const types = new Set(mediaTypes.map((type) => type.toLowerCase()));
  const matches = (header: string | undefined): boolean =>
    header !== undefined && types.has((header.split(/[;,]/, 1)[0] as string).trim().toLowerCase());
  return { isBinary: matches, accepts: matches };
}
