import type { IntegrationRecord, ResolvedIntegration, ResolvedStaticResponse } from '../definition/definition.ts';
import { readMockStatus } from '../integrations/integrations.ts';
import { isHeaderName, isHeaderValue } from '../lib/headers.ts';

export function resolveMock(record: IntegrationRecord): ResolvedIntegration {
  const responses = Object.values(record.integrationResponses ?? {}).map(
    (response): ResolvedStaticResponse => ({
      status: Number(response.statusCode),
      selectionPattern: response.selectionPattern ?? '',
      headers: Object.entries(response.responseParameters ?? {}).flatMap(([to, value]) => [
        to.replace(/^method\.response\.header\./, ''),
        value.slice(1, -1),
      ]),
      bodyByType: response.responseTemplates ?? {},
    }),
  );
  const wrong = responses.map(problemOf).find((problem) => problem !== undefined);
  if (wrong !== undefined) return { type: 'MISCONFIGURED', reason: wrong };
  return {
    type: 'MOCK',
    statusByType: mapValues(record.requestTemplates ?? {}, readMockStatus),
    passthroughBehavior: record.passthroughBehavior,
    responses,
  };
}

/** What could not be sent as it stands. */
// deviation: A MOCK with an integration response that no HTTP/1.1 response can be (status below 200, CR or LF in a header)
// answers 500 to every request; AWS's behaviour is not recorded.
function problemOf({ status, headers }: ResolvedStaticResponse): string | undefined {
  if (!(status >= 200 && status <= 599)) return `The integration response has the status code ${status}`;
  const at = headers.findIndex((text, i) => (i % 2 === 0 ? !isHeaderName(text) : !isHeaderValue(text)));
  return at < 0 ? undefined : `${JSON.stringify(headers[at])} cannot stand in a response header`;
}

function mapValues<A, B>(from: { readonly [key: string]: A }, map: (value: A) => B): { [key: string]: B } {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}
