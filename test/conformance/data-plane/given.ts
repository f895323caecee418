import type { IntegrationRecord } from '../../../src/definition/definition.ts';
import { INVOCATION_URI, integration } from '../../../src/gateway/gateway.fixture.ts';

/** Integrations that several tables have, each with one response, the default. */

type Responses = NonNullable<IntegrationRecord['integrationResponses']>;

/** A MOCK whose application/json template is this. */
export function mocked(requestTemplate: string, over: Partial<IntegrationRecord> = {}): IntegrationRecord {
  return integration({
    type: 'MOCK',
    requestTemplates: { 'application/json': requestTemplate },
    integrationResponses: { 200: { statusCode: '200' } },
    ...over,
  });
}

/** An HTTP integration with the row's server. */
export function toEndpoint(over: Partial<IntegrationRecord> = {}): IntegrationRecord {
  return integration({
    type: 'HTTP',
    httpMethod: 'POST',
    uri: '<endpoint>/',
    integrationResponses: { 200: { statusCode: '200' } },
    ...over,
  });
}

/** An AWS integration with a Lambda function. */
export function custom(over: Partial<IntegrationRecord> = {}): IntegrationRecord {
  return integration({
    type: 'AWS',
    httpMethod: 'POST',
    uri: INVOCATION_URI,
    integrationResponses: { 200: { statusCode: '200' } },
    ...over,
  });
}

/** An AWS integration with a service, which the row's server stands in for. */
export function service(uri: string, over: Partial<IntegrationRecord> = {}): IntegrationRecord {
  return custom({
    uri: `arn:aws:apigateway:eu-west-1:${uri}`,
    credentials: 'arn:aws:iam::123456789012:role/api',
    ...over,
  });
}

/** One response with a template, which takes every 2xx. */
export function templated(template: string): Responses {
  return {
    200: {
      statusCode: '200',
      selectionPattern: '2\\d{2}',
      responseTemplates: { 'application/json': template },
    },
  };
}
