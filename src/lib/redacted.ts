const SHOWN = 6;

/** All but the last six characters are stars, as AWS's execution logs show secrets; of short ones, all are. */
export function redacted(secret: string): string {
  const shown = secret.length > 4 * SHOWN ? SHOWN : 0;
  return '*'.repeat(secret.length - shown) + secret.slice(secret.length - shown);
}
