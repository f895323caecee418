/** A method setting's path as UpdateStage was told it (`pets/GET`, `/pets/GET` or `~1pets/GET`), in one form: `pets/GET`. */
export function plainMethodPath(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~').replace(/^\//, '');
}

/** How a table by such paths names a method: `pets/GET`, and `/GET` at the root. */
export function methodPath(resourcePath: string, httpMethod: string): string {
  return `${resourcePath.slice(1)}/${httpMethod}`;
}

/** The entry of a method in such a table: its own, else that of all. */
export function ofMethod<T>(
  table: { readonly [method: string]: T },
  resourcePath: string,
  httpMethod: string,
): T | undefined {
  return table[methodPath(resourcePath, httpMethod)] ?? table['*/*'];
}
