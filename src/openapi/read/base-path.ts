import { isObject } from '../../lib/json.ts';
import { listMember, member, objectMember, textMember } from './json-values.ts';
import type { BasePathMode, Reading } from './reading.ts';

/** What each mode makes of the segments of the base path (AWS: "Set the OpenAPI basePath property"). */
const MODES: { readonly [mode in BasePathMode]: (segments: readonly string[]) => readonly string[] } = {
  ignore: () => [],
  prepend: (segments) => segments,
  split: (segments) => segments.slice(1),
};

/** The segments that stand before every path of the document. */
export function basePathOf(reading: Reading): readonly string[] {
  const { document, version, notes, options } = reading;
  if (listMember(document, 'servers').length > 1) {
    // Quoted from AWS by its users.
    notes.warn('More than one server provided. Ignoring all but the first for defining endpoint configuration');
  }
  const path = version === 2 ? textMember(document, 'basePath') : pathOfServers(reading);
  return MODES[options.basePath ?? 'ignore'](segmentsOf(path ?? ''));
}

export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** The first variable `basePath` of any server, otherwise the path of the first server's URL. */
function pathOfServers({ document }: Reading): string | undefined {
  const servers = listMember(document, 'servers');
  for (const server of servers) {
    const variable = textMember(objectMember(objectMember(server, 'variables'), 'basePath'), 'default');
    if (variable !== undefined) return variable;
  }
  const variables = member(servers[0], 'variables');
  const url = textMember(servers[0], 'url')?.replaceAll(/\{([^{}]{1,100})\}/g, (whole, name: string) =>
    isObject(variables) ? (textMember(objectMember(variables, name), 'default') ?? whole) : whole,
  );
  return url === undefined ? undefined : (/^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? url);
}
