import type { IntegrationRecord, MethodRecord } from '../../../definition/definition.ts';
import type { Limits } from '../../limits.ts';
import { badRequest, notFound } from '../errors.ts';
import { mapEntries, type PatchRule, type PatchTable, replaceEnum, replaceText } from '../patch.ts';
import { checkHttpMethod, checkRequestMappings, checkTemplates } from './validate.ts';

const PASSTHROUGH = new Set(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']);
const MIN_TIMEOUT_MS = 50;
const MAX_TIMEOUT_MS = 29_000;
/** Developer guide, "Set up an HTTP proxy integration with payload response streaming": up to 15 minutes. */
const MAX_STREAM_TIMEOUT_MS = 900_000;

const replaceTransferMode = replaceEnum<IntegrationRecord>('responseTransferMode', ['BUFFERED', 'STREAM'], true);

/** What PutIntegration and UpdateIntegration accept (recorded: test_put_integration_validation, …_aws_proxy_uri). */
export function checkIntegration(integration: IntegrationRecord, method: MethodRecord, limits: Limits): void {
  CHECK_URI[integration.type](integration);
  // deviation: The method of an integration may be written in any case; whether AWS takes it so is not recorded.
  if (integration.httpMethod !== undefined && integration.httpMethod !== '') {
    checkHttpMethod(integration.httpMethod.toUpperCase());
  }
  const { timeoutInMillis } = integration;
  const most = integration.responseTransferMode === 'STREAM' ? MAX_STREAM_TIMEOUT_MS : MAX_TIMEOUT_MS;
  if (!Number.isInteger(timeoutInMillis) || timeoutInMillis < MIN_TIMEOUT_MS || timeoutInMillis > most) {
    // deviation: 29,000 ms is the limit of buffered answers for every endpoint type; on AWS it can be raised for regional and private APIs.
    throw badRequest(`Timeout should be between 50 ms and ${most} ms`);
  }
  // deviation: The sentence for an unknown passthroughBehavior is ours; AWS's is not recorded.
  if (!PASSTHROUGH.has(integration.passthroughBehavior)) {
    throw badRequest('Invalid passthroughBehavior specified. Valid options are WHEN_NO_MATCH,WHEN_NO_TEMPLATES,NEVER');
  }
  checkRequestMappings(integration.requestParameters, method.requestParameters);
  checkTemplates(integration.requestTemplates, limits);
}

const CHECK_URI: { readonly [type in IntegrationRecord['type']]: (integration: IntegrationRecord) => void } = {
  HTTP: checkHttp,
  HTTP_PROXY: checkHttp,
  AWS(integration) {
    checkHasMethod(integration);
    checkArn(integration);
  },
  AWS_PROXY(integration) {
    checkArn(integration);
    if (!/^arn:[^:]+:apigateway:[^:]+:(?:[^:.]+\.)?(?:lambda|firehose):/.test(integration.uri ?? '')) {
      throw badRequest(
        "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
      );
    }
  },
  MOCK() {
    // Nothing leaves the gateway, so there is nothing to check.
  },
};

/** What can stand in a request line: no blanks, and no control characters. */
const HTTP_URI = /^https?:\/\/[^\s\p{Cc}/]+[^\s\p{Cc}]*$/u;

function checkHttp(integration: IntegrationRecord): void {
  checkHasMethod(integration);
  if (!HTTP_URI.test(integration.uri ?? '')) throw badRequest('Invalid HTTP endpoint specified for URI');
}

function checkHasMethod({ httpMethod = '' }: IntegrationRecord): void {
  if (httpMethod === '') throw badRequest('Enumeration value for HttpMethod must be non-empty');
}

function checkArn({ uri = '' }: IntegrationRecord): void {
  if (!/^arn:[^:]+:[^:]+:/.test(uri)) throw badRequest('Invalid ARN specified in the request');
  if (!/^arn:[^:]+:apigateway:[^:]+:[^:]+:(?:path|action)\/./.test(uri)) {
    throw badRequest('AWS ARN for integration must contain path or action');
  }
}

/** "Supported, except for `MOCK` integrations" (patch paths: API reference). */
// deviation: Patching the URI or the HTTP method of a MOCK integration gets the sentence AWS has for unknown paths; its own is not recorded.
function ofEndpoint(rule: PatchRule<IntegrationRecord>): PatchRule<IntegrationRecord> {
  return {
    ...rule,
    apply(draft, patch) {
      if (draft.type === 'MOCK') throw badRequest(`Invalid patch path ${patch.path}`);
      rule.apply(draft, patch);
    },
  };
}

/** UpdateIntegration (patch paths: API reference). */
export const integrationPatches: PatchTable<IntegrationRecord> = {
  wording: 'named',
  rules: [
    ofEndpoint(replaceText<IntegrationRecord>('uri')),
    ofEndpoint(replaceText<IntegrationRecord>('httpMethod')),
    replaceText<IntegrationRecord>('credentials'),
    replaceText<IntegrationRecord>('connectionId'),
    replaceEnum<IntegrationRecord>('connectionType', ['INTERNET', 'VPC_LINK'], true),
    replaceEnum<IntegrationRecord>('contentHandling', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'], true),
    replaceText<IntegrationRecord>('cacheNamespace'),
    replaceEnum<IntegrationRecord>('passthroughBehavior', [...PASSTHROUGH], false),
    {
      ...replaceTransferMode,
      // A change takes a timeout of one's own away (the same page says so of a change to STREAM).
      apply(draft, patch) {
        const before = draft.responseTransferMode ?? 'BUFFERED';
        replaceTransferMode.apply(draft, patch);
        if ((draft.responseTransferMode ?? 'BUFFERED') !== before) draft.timeoutInMillis = MAX_TIMEOUT_MS;
      },
    },
    replaceText<IntegrationRecord>('integrationTarget'),
    {
      path: '/timeoutInMillis',
      ops: ['replace'],
      apply(draft, { value }) {
        draft.timeoutInMillis = Number(value);
      },
    },
    {
      path: '/tlsConfig/insecureSkipVerification',
      ops: ['replace', 'add', 'remove'],
      apply(draft, { op, value }) {
        draft.tlsConfig = { insecureSkipVerification: op !== 'remove' && value === 'true' };
      },
    },
    mapEntries<IntegrationRecord>(
      'requestParameters',
      (value = '') => value,
      () => notFound('Invalid parameter name specified'),
    ),
    mapEntries<IntegrationRecord>(
      'requestTemplates',
      (value = '') => value,
      () => notFound('Content-Type specified was not found'),
    ),
    {
      path: '/cacheKeyParameters/{name}',
      ops: ['add', 'remove', 'replace'],
      apply(draft, { op, at }) {
        const others = draft.cacheKeyParameters.filter((name) => name !== at[0]);
        draft.cacheKeyParameters = op === 'remove' ? others : [...others, at[0] as string];
      },
    },
  ],
};
