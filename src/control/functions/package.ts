import { createHash } from 'node:crypto';
import type { FunctionVersion } from '../../definition/definition.ts';
import { ServiceError } from '../../protocol/protocol.ts';
import { errors } from './errors.ts';

/** AWS's error text when the bytes are no zip file that can be a function. */
export type InspectZip = (bytes: Uint8Array) => Promise<{ readonly error?: string }>;

/** A deployment package and what a version says about it. */
export interface Package {
  readonly bytes: Uint8Array;
  readonly facts: Pick<FunctionVersion, 'CodeSha256' | 'CodeSize' | 'codeId'>;
}

/** "50 MB (zipped, for direct upload)"; the text and its number are recorded for CreateFunction. */
const MAX_ZIP = 52_428_800;
const MAX_REQUEST = 70_167_211;

/** Reads the package that the caller sent along. Refuses what cannot be unpacked. */
export async function readPackage(
  operation: string,
  bytes: Uint8Array | undefined,
  name: string,
  inspectZip: InspectZip,
): Promise<Package> {
  // AWS, as seen by users of `aws lambda create-function`.
  if (bytes === undefined) throw errors.InvalidParameterValueException('Please provide a source for function code.');
  if (bytes.length === 0) throw errors.InvalidParameterValueException('Uploaded file must be a non-empty zip');
  if (bytes.length > MAX_ZIP) {
    const sentence = `Request must be smaller than ${MAX_REQUEST} bytes for the ${operation} operation`;
    throw new ServiceError('RequestEntityTooLargeException', sentence, { status: 413 });
  }
  const { error } = await inspectZip(bytes);
  if (error !== undefined) throw errors.InvalidParameterValueException(error);
  const sha256 = createHash('sha256').update(bytes).digest();
  return {
    bytes,
    facts: {
      CodeSha256: sha256.toString('base64'),
      CodeSize: bytes.length,
      codeId: `${name}/${sha256.toString('hex')}`,
    },
  };
}
