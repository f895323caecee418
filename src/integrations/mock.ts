import type { ResolvedMock } from '../definition/definition.ts';
import { configurationError, type EndpointResponse, type MethodPlan } from '../exchange/exchange.ts';
import { compileBinary } from './binary.ts';
import { compileRequestMapping, type MappedRequest } from './mapped/request-mapping.ts';
import { compileResponseMapping } from './mapped/response-mapping.ts';
import { readMockStatus } from './mock-status.ts';

interface MockResponse extends EndpointResponse {
  readonly mapped: MappedRequest;
}

const NOTHING = Buffer.alloc(0);

/**
 * MOCK: the integration status stands in what the request is mapped to, the answer in an integration response. Nothing
 * leaves the gateway.
 */
export function compileMock(
  { mapping }: ResolvedMock,
  binaryMediaTypes: readonly string[],
): MethodPlan<MappedRequest, MockResponse> {
  const binary = compileBinary(binaryMediaTypes);
  const request = compileRequestMapping(mapping, binary);
  const respond = compileResponseMapping(mapping, binary);
  const readStatus = lastKnown((text) => readMockStatus(text));
  return {
    admit: undefined,
    reads: { body: request.readsBody },
    toEndpoint: (rq, body, cx) => request.map(rq, body, cx),
    integrate(mapped) {
      const status = readStatus(mapped.body.toString());
      if (status === null) {
        return configurationError(
          'Unable to parse statusCode. It should be an integer that is defined in the request template.',
        );
      }
      return { status, headers: [], body: NOTHING, mapped };
    },
    toClient: (rs, cx) => respond(rs, String(rs.status), rs.mapped, cx),
  };
}

/** Remembers the last one: most templates of a MOCK say the same every time. */
function lastKnown<T>(read: (text: string) => T): (text: string) => T {
  let known: { readonly text: string; readonly value: T } | undefined;
  return (text) => {
    if (known?.text !== text) known = { text, value: read(text) };
    return known.value;
  };
}
