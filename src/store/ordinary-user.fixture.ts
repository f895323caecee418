/** For tests of permissions: modes do not bind root, so root becomes nobody meanwhile. */
export async function asOrdinaryUser(body: () => Promise<void>): Promise<void> {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    await body();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
