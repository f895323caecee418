import { remember } from '../lib/names.ts';

/**
 * Which API and stage a request is for. Every form that clients of API Gateway and of its emulators use is accepted at
 * once: the execute-api host, the two path forms, and the header that private APIs use.
 */
export interface Target {
  readonly apiId: string;
  readonly stage: string;
  /** The path behind the stage, percent-encoded, starting with `/`. */
  readonly path: string;
  /** The path with the stage, as `requestContext.path` shows it. */
  readonly fullPath: string;
  /** Raw, without `?`. */
  readonly query: string;
  readonly domainName: string;
  readonly domainPrefix: string;
}

const EXECUTE_API_HOST = /^([a-z0-9]+)\.execute-api\.[a-z0-9.-]+$/i;
const USER_REQUEST = /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/;
const AWS_PATH = /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(\/.*)?$/;

/**
 * @param host the Host header, with or without a port
 * @param target path and query
 * @param apiIdHeader the value of `x-apigw-api-id`
 * @returns `undefined` when the request is for no API: it belongs to the control plane
 */
// deviation: With the path forms (/restapis/{id}/{stage}/_user_request_/ and /_aws/execute-api/) requestContext.domainName is {id}.execute-api.localhost; on AWS there are no such forms.
export function findTarget(
  host: string | undefined,
  target: string,
  apiIdHeader: string | undefined,
): Target | undefined {
  const question = target.indexOf('?');
  const rawPath = question < 0 ? target : target.slice(0, question);
  const query = question < 0 ? '' : target.slice(question + 1);
  const { name, domainPrefix, apiId: fromHost } = readHost(host ?? '');
  const named = fromHost ?? apiIdHeader?.toLowerCase();
  if (named !== undefined) {
    const { stage, rest, fullPath } = splitStage(rawPath);
    return { apiId: named, stage, path: collapse(rest), fullPath, query, domainName: name, domainPrefix };
  }
  if (!rawPath.startsWith('/restapis/') && !rawPath.startsWith('/_aws/')) return undefined;
  const [, apiId, stage, rest] = USER_REQUEST.exec(rawPath) ?? AWS_PATH.exec(rawPath) ?? [];
  if (apiId === undefined || stage === undefined) return undefined;
  const domainName = `${apiId}.execute-api.localhost`;
  return {
    apiId,
    stage,
    path: collapse(rest ?? ''),
    fullPath: `/${stage}${rest ?? ''}`,
    query,
    domainName,
    domainPrefix: apiId,
  };
}

/** What a Host header says. */
interface ReadHost {
  /** Without the port. */
  readonly name: string;
  readonly domainPrefix: string;
  readonly apiId: string | undefined;
}

const readHost = remember((host): ReadHost => {
  const name = host.replace(/:\d+$/, '');
  const apiId = EXECUTE_API_HOST.exec(name)?.[1]?.toLowerCase();
  return { name, domainPrefix: name.split('.', 1)[0] ?? '', apiId };
});

/** `/v1/weather` is stage `v1` and `/weather`; slashes before the stage do not count (recorded on AWS). */
function splitStage(rawPath: string): { readonly stage: string; readonly rest: string; readonly fullPath: string } {
  let start = 0;
  while (rawPath.charCodeAt(start) === SLASH) start++;
  const slash = rawPath.indexOf('/', start);
  const stage = rawPath.slice(start, slash < 0 ? undefined : slash);
  const rest = slash < 0 ? '' : rawPath.slice(slash);
  return { stage, rest, fullPath: start === 1 ? rawPath : `/${stage}${rest}` };
}

const SLASH = 0x2f;

/** `/stage//hardcoded` shows the path `/hardcoded` (recorded on AWS); slashes further in stay. */
function collapse(path: string): string {
  if (path === '') return '/';
  return path.startsWith('//') ? path.replace(/^\/+/, '/') : path;
}
