import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolveAwsCall } from './resolve-aws-call.ts';

const ARN = 'arn:aws:apigateway:eu-west-1';

function resolved(uri: string, variables = {}): unknown {
  const call = resolveAwsCall({ uri, httpMethod: 'POST', timeoutInMillis: 29_000 }, variables);
  return call && [call.region, call.subdomain, call.service, call.action, call.path, call.query];
}

/** The URIs are from the API reference (Integration, `uri`) and the developer guide's tutorials. */
describe('the URI of an AWS integration', () => {
  const rows: readonly (readonly [uri: string, expected: unknown])[] = [
    [`${ARN}:s3:action/GetObject&Bucket={bucket}&Key={key}`, ['s3', 'GetObject', '/', 'Bucket={bucket}&Key={key}']],
    [`${ARN}:s3:path/{bucket}/{key}`, ['s3', null, '/{bucket}/{key}', '']],
    [`${ARN}:dynamodb:action/PutItem`, ['dynamodb', 'PutItem', '/', '']],
    [`${ARN}:sqs:path/123456789012/queue`, ['sqs', null, '/123456789012/queue', '']],
    [`${ARN}:sns:action/Publish?Version=2010-03-31`, ['sns', 'Publish', '/', 'Version=2010-03-31']],
    [`${ARN}:sqs:path//1/q?Action=SendMessage`, ['sqs', null, '/1/q', 'Action=SendMessage']],
    [
      `${ARN}:runtime.sagemaker:path//endpoints/e/invocations`,
      ['runtime', 'sagemaker', null, '/endpoints/e/invocations', ''],
    ],
    [`${ARN}:data-ats.iot:path/topics/{t}`, ['data-ats', 'iot', null, '/topics/{t}', '']],
    [`${ARN}:x1.y2.appsync-api:path/graphql`, ['x1.y2', 'appsync-api', null, '/graphql', '']],
    [`${ARN}:s3:path/`, ['s3', null, '/', '']],
  ];
  for (const [uri, expected] of rows) {
    const given = expected as readonly unknown[];
    test(uri, () => assert.deepEqual(resolved(uri), ['eu-west-1', ...(given.length === 4 ? [null] : []), ...given]));
  }

  test('stage variables are filled in (developer guide, "Use stage variables")', () => {
    const uri = `${ARN}:dynamodb:action/\${stageVariables.action}`;
    assert.deepEqual(resolved(uri, { action: 'Query' }), ['eu-west-1', null, 'dynamodb', 'Query', '/', '']);
  });

  for (const uri of [
    '',
    'http://dynamodb.example/',
    `${ARN}:dynamodb:action/`,
    `${ARN}:dynamodb:method/PutItem`,
    `${ARN}:{service}:path/x`,
    `${ARN}:{bucket}.s3:path/x`,
    `${ARN}:evil.example/#s3:path/x`,
  ]) {
    test(`${uri} is none`, () => assert.equal(resolved(uri), undefined));
  }
});
