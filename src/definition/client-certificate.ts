import type { Reader } from '../store/store.ts';
import { clientCertificateKey, clientCertificateKeyKey } from './account.ts';
import type { ResolvedClientCertificate } from './resolved.ts';

/** A client certificate with its private key, for whoever calls endpoints; `null` when it is not there. */
export async function readClientCertificate(
  reader: Reader,
  scope: string,
  id: string,
): Promise<ResolvedClientCertificate | null> {
  const certificate = await reader.get(clientCertificateKey(scope, id));
  const key = await reader.get(clientCertificateKeyKey(scope, id));
  if (certificate === undefined || key === undefined) return null;
  const { pemEncodedCertificate } = certificate.value;
  return { id: `${scope}/${id}`, certificate: pemEncodedCertificate, privateKey: key.value.privateKey };
}
