import type { ResolvedMock } from '../definition/definition.ts';
import {
  configurationError,
  type Fault,
  type MethodPlan,
  type MethodResponse,
  unsupportedMediaType,
} from '../exchange/exchange.ts';
import { lastHeader } from '../lib/headers.ts';

/**
 * MOCK: the integration status stands in the request template, the answer in an integration response. What the compiled
 * plan sends is the chosen status; nothing leaves the gateway.
 */
export function compileMock(mock: ResolvedMock): MethodPlan<MockRequest> {
  const choose = compileSelection(mock);
  const types = Object.keys(mock.statusByType);
  return {
    admit: undefined,
    reads: { body: false },
    toEndpoint(rq) {
      const contentType = mediaType(lastHeader(rq.headers, 'content-type') ?? 'application/json');
      const status = mock.statusByType[contentType] ?? mock.statusByType['$default'];
      if (status !== undefined) return { status, accept: lastHeader(rq.headers, 'accept') };
      const refuse =
        mock.passthroughBehavior === 'NEVER' || (mock.passthroughBehavior === 'WHEN_NO_TEMPLATES' && types.length > 0);
      return refuse ? unsupportedMediaType : { status: null, accept: undefined };
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
      const { headers } = chosen;
      return { status: chosen.status, headers, body: templateFor(chosen.bodyByType, rq.accept) };
    },
    toClient: withContentType,
  };
}

export interface MockRequest {
  readonly status: number | null;
  readonly accept: string | undefined;
}

type Response = ResolvedMock['responses'][number];

/**
 * Among the responses whose pattern matches the status, the one whose own status code it is wins, else the first; then
 * the one without a pattern (measured on AWS, aws-behaviour.md §1.8 and §1.10).
 */
function compileSelection(mock: ResolvedMock): (status: number) => Response | undefined {
  const patterned = mock.responses
    .filter((response) => response.selectionPattern !== '')
    .map((response) => ({ response, pattern: wholeMatch(response.selectionPattern) }));
  const fallback = mock.responses.find((response) => response.selectionPattern === '');
  return (status) => {
    const matches = patterned.filter(({ pattern }) => pattern.test(String(status)));
    const own = matches.find(({ response }) => response.status === status) ?? matches[0];
    return own?.response ?? fallback;
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
function templateFor(bodies: { readonly [type: string]: string }, accept: string | undefined): string {
  const wanted = accept === undefined ? undefined : bodies[mediaType(accept)];
  return (wanted ?? bodies['application/json'] ?? Object.values(bodies)[0] ?? '').trim();
}

function mediaType(header: string): string {
  return (header.split(/[;,]/, 1)[0] as string).trim().toLowerCase();
}

function withContentType(rs: MethodResponse): MethodResponse | Fault {
  if (lastHeader(rs.headers, 'content-type') !== undefined) return rs;
  return { ...rs, headers: ['Content-Type', 'application/json', ...rs.headers] };
}
