import type { ResolvedMock } from '../definition/definition.ts';
import { configurationError, type MethodPlan, unsupportedMediaType } from '../exchange/exchange.ts';
import { lastHeader } from '../lib/headers.ts';
import { mappedResponseHeaders } from './header-tables.ts';
import { readMockStatus } from './mock-status.ts';

/**
 * MOCK: the integration status stands in the request template, the answer in an integration response. What the compiled
 * plan sends is the chosen status; nothing leaves the gateway.
 */
export function compileMock(mock: ResolvedMock): MethodPlan<MockRequest> {
  const choose = compileSelection(mock);
  const statusOf = new Map(Object.entries(mock.statusByType).map(([type, status]) => [type.toLowerCase(), status]));
  const otherwise = mock.statusByType['$default'];
  const refuses =
    mock.passthroughBehavior === 'NEVER' || (mock.passthroughBehavior === 'WHEN_NO_TEMPLATES' && statusOf.size > 0);
  return {
    admit: undefined,
    // Without a template the client's own body is what the status is read from.
    reads: { body: otherwise === undefined && !refuses },
    toEndpoint(rq, body) {
      const contentType = mediaType(lastHeader(rq.headers, 'content-type') ?? 'application/json');
      const status = statusOf.get(contentType) ?? otherwise;
      const accept = lastHeader(rq.headers, 'accept');
      if (status !== undefined) return { status, accept };
      return refuses ? unsupportedMediaType : { status: readMockStatus(body.toString('utf8')), accept };
    },
    integrate(rq) {
      if (rq.status === null) {
        return configurationError(
          'Unable to parse statusCode. It should be an integer that is defined in the request template.',
        );
      }
      const chosen = choose(rq.status);
      if (chosen === undefined) {
        return configurationError('No match for output mapping and no default output mapping configured');
      }
      return { status: chosen.status, headers: chosen.headers, body: chosen.body(rq.accept) };
    },
    toClient: (rs) => rs,
  };
}

export interface MockRequest {
  readonly status: number | null;
  readonly accept: string | undefined;
}

interface CompiledResponse {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: (accept: string | undefined) => string;
}

/**
 * Among the responses whose pattern matches the status, the one whose own status code it is wins, else the first; then
 * the one without a pattern (measured on AWS, aws-behaviour.md §1.8 and §1.10).
 */
function compileSelection(mock: ResolvedMock): (status: number) => CompiledResponse | undefined {
  const responses = mock.responses.map((response) => ({
    pattern: response.selectionPattern === '' ? undefined : wholeMatch(response.selectionPattern),
    compiled: {
      status: response.status,
      headers: mappedResponseHeaders(response.headers),
      body: compileBody(response.bodyByType),
    },
  }));
  const fallback = responses.find(({ pattern }) => pattern === undefined)?.compiled;
  const byStatus = new Map<number, CompiledResponse | undefined>();
  return (status) => {
    if (byStatus.has(status)) return byStatus.get(status);
    const matches = responses.filter(({ pattern }) => pattern?.test(String(status)));
    const own = matches.find(({ compiled }) => compiled.status === status) ?? matches[0];
    const chosen = own?.compiled ?? fallback;
    // Bounded: a status has three digits.
    byStatus.set(status, chosen);
    return chosen;
  };
}

/** The subject is always three digits, so a pattern cannot make the match expensive. */
function wholeMatch(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    // deviation: A selectionPattern that JavaScript cannot read matches nothing; AWS reads Java's dialect.
    return /(?!)/;
  }
}

/** The template for the client's `Accept`, else for application/json, else the first; without templates, no body. */
function compileBody(bodyByType: { readonly [type: string]: string }): CompiledResponse['body'] {
  const bodies = new Map(Object.entries(bodyByType).map(([type, body]) => [type.toLowerCase(), body.trim()]));
  const [first = ''] = bodies.values();
  const otherwise = bodies.get('application/json') ?? first;
  if (bodies.size <= 1) return () => otherwise;
  return (accept) => (accept === undefined ? undefined : bodies.get(mediaType(accept))) ?? otherwise;
}

function mediaType(header: string): string {
  return (header.split(/[;,]/, 1)[0] as string).trim().toLowerCase();
}
