import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';

const require = createRequire(import.meta.url);

/** The YAML library, loaded when the first YAML text comes: most processes never see one, and all of them start. */
export function yaml(): typeof Yaml {
  return require('yaml') as typeof Yaml;
}
