import { type CredentialScope, signingKey } from './sigv4.ts';

/** So many keys are remembered. Presigned requests may be of eight days, so whoever fills this knows the ids of a hundred access keys. */
const MOST = 1_000;

/**
 * Makes the signing keys of access keys, each once for its day, region and service. They are in memory as the secrets are that they are
 * made from.
 */
export function signingKeys(): (accessKey: string, secretAccessKey: string, scope: CredentialScope) => Buffer {
  const known = new Map<string, { readonly secretAccessKey: string; readonly key: Buffer }>();
  return (accessKey, secretAccessKey, scope) => {
    const name = `${accessKey}/${scope.date}/${scope.region}/${scope.service}/${scope.terminator}`;
    const before = known.get(name);
    // Both secrets are ours: no stranger learns anything from how long this takes.
    if (before?.secretAccessKey === secretAccessKey) return before.key;
    const key = signingKey(secretAccessKey, scope);
    if (known.size >= MOST) known.clear();
    known.set(name, { secretAccessKey, key });
    return key;
  };
}
