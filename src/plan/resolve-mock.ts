import type { IntegrationRecord, ResolvedIntegration, ResolvedStaticResponse } from '../definition/definition.ts';
import { readMockStatus } from './mapping/mock-status.ts';

export function resolveMock(record: IntegrationRecord): ResolvedIntegration {
  return {
    type: 'MOCK',
    statusByType: mapValues(record.requestTemplates ?? {}, readMockStatus),
    passthroughBehavior: record.passthroughBehavior,
    responses: Object.values(record.integrationResponses ?? {}).map(
      (response): ResolvedStaticResponse => ({
        status: Number(response.statusCode),
        selectionPattern: response.selectionPattern ?? '',
        headers: Object.entries(response.responseParameters ?? {}).flatMap(([to, value]) => [
          to.replace(/^method\.response\.header\./, ''),
          value.slice(1, -1),
        ]),
        bodyByType: response.responseTemplates ?? {},
      }),
    ),
  };
}

function mapValues<A, B>(from: { readonly [key: string]: A }, map: (value: A) => B): { [key: string]: B } {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}
