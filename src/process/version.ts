import { readFileSync } from 'node:fs';

/** The version in package.json, which lies at the same distance from the sources and from the compiled files. */
export const VERSION: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
