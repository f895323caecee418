import type { Key } from '../store/store.ts';

/** What belongs to an account and region as a whole, and not to one API. Times are milliseconds since the epoch. */

/** Kind `account`, id `account`: there is one. */
export interface AccountRecord {
  readonly cloudwatchRoleArn?: string;
}

/** Kind `clientcertificate`, id = certificate id. Its private key is a record of its own, which no operation shows. */
export interface ClientCertificateRecord {
  readonly clientCertificateId: string;
  readonly description?: string;
  readonly pemEncodedCertificate: string;
  readonly createdDate: number;
  readonly expirationDate: number;
  readonly tags: { readonly [key: string]: string };
}

/** Kind `clientcertificatekey`, id = certificate id. */
export interface ClientCertificateKeyRecord {
  /** PKCS #8, PEM. */
  readonly privateKey: string;
}

/** Kind `vpclink`, id = VPC link id. It is available from the moment that it is stored. */
export interface VpcLinkRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly targetArns: readonly string[];
  readonly tags: { readonly [key: string]: string };
}

export const accountKey = (scope: string): Key<AccountRecord> => ({ scope, kind: 'account', id: 'account' });
export const clientCertificateKey = (scope: string, id: string): Key<ClientCertificateRecord> => ({
  scope,
  kind: 'clientcertificate',
  id,
});
export const clientCertificateKeyKey = (scope: string, id: string): Key<ClientCertificateKeyRecord> => ({
  scope,
  kind: 'clientcertificatekey',
  id,
});
export const vpcLinkKey = (scope: string, id: string): Key<VpcLinkRecord> => ({ scope, kind: 'vpclink', id });
