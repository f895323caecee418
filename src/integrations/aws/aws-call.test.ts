import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResolvedAwsCall } from '../../definition/definition.ts';
import { isFault } from '../../exchange/exchange.ts';
import { ManualClock } from '../../lib/clock.ts';
import { lastHeader } from '../../lib/headers.ts';
import type { HttpEndpointRequest } from '../http-proxy.ts';
import { type AwsAccess, type AwsRequest, compileAwsCall, NO_AWS_ACCESS } from './aws-call.ts';

const CALL: ResolvedAwsCall = {
  region: 'eu-west-1',
  subdomain: null,
  service: 'dynamodb',
  httpMethod: 'POST',
  path: '/',
  query: '',
  action: null,
  asCaller: false,
  timeoutMs: 1000,
};
const AWS: AwsAccess = {
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: undefined },
  endpoints: new Map(),
};
const at = (endpoints: Record<string, string>): AwsAccess => ({
  credentials: undefined,
  endpoints: new Map(Object.entries(endpoints)),
});

function called(over: Partial<ResolvedAwsCall>, rq: Partial<AwsRequest> = {}, access = AWS): HttpEndpointRequest {
  const call = compileAwsCall({ ...CALL, ...over }, access, new ManualClock());
  if (isFault(call)) assert.fail(call.detail);
  return call({ httpMethod: 'POST', path: new Map(), query: [], headers: [], body: '', ...rq });
}

describe('where a call goes', () => {
  const rows: readonly (readonly [over: Partial<ResolvedAwsCall>, origin: string, scope: string])[] = [
    [{}, 'https://dynamodb.eu-west-1.amazonaws.com', 'eu-west-1/dynamodb'],
    [{ region: 'cn-north-1' }, 'https://dynamodb.cn-north-1.amazonaws.com.cn', 'cn-north-1/dynamodb'],
    [{ service: 'iam' }, 'https://iam.amazonaws.com', 'us-east-1/iam'],
    [{ service: 'iot', subdomain: 'data-ats' }, 'https://data-ats.iot.eu-west-1.amazonaws.com', 'eu-west-1/iotdata'],
    [
      { service: 'sagemaker', subdomain: 'runtime' },
      'https://runtime.sagemaker.eu-west-1.amazonaws.com',
      'eu-west-1/sagemaker',
    ],
    [
      { service: 'appsync-api', subdomain: 'x1' },
      'https://x1.appsync-api.eu-west-1.amazonaws.com',
      'eu-west-1/appsync',
    ],
    [{ service: 's3', subdomain: 'bucket' }, 'https://bucket.s3.eu-west-1.amazonaws.com', 'eu-west-1/s3'],
  ];
  for (const [over, origin, scope] of rows) {
    test(origin, () => {
      const sent = called(over);
      assert.equal(sent.origin, origin);
      assert.equal(lastHeader(sent.headers, 'host'), origin.slice('https://'.length));
      assert.ok(lastHeader(sent.headers, 'authorization')?.includes(`/20260101/${scope}/aws4_request`));
    });
  }

  test("a configured endpoint, the narrowest; without credentials of anybody's", () => {
    const access = at({ '*': 'http://all:1', iot: 'http://iot:2', 'data-ats.iot': 'http://data:3' });
    const origin = (service: string, subdomain: string | null) => called({ service, subdomain }, {}, access).origin;
    assert.deepEqual(
      [origin('iot', 'data-ats'), origin('iot', 'data'), origin('sqs', null)],
      ['http://data:3', 'http://iot:2', 'http://all:1'],
    );
    const { headers } = called({}, {}, access);
    assert.equal(lastHeader(headers, 'host'), 'all:1');
    assert.match(lastHeader(headers, 'authorization') ?? '', /Credential=test\//);
  });

  test('a bucket in the host of S3 comes before the key at a configured endpoint', () => {
    const bucket = { service: 's3', subdomain: 'my.bucket', path: '/a/{key}' };
    const path = new Map([['key', 'b']]);
    assert.equal(called(bucket, { path }, at({ s3: 'http://minio:9000' })).path, '/my.bucket/a/b');
    assert.equal(called(bucket, { path }).path, '/a/b');
  });

  test("nowhere: AWS's 500, and the log says what to configure", () => {
    const fault = compileAwsCall({ ...CALL, service: 'sqs' }, NO_AWS_ACCESS, new ManualClock());
    assert.ok(isFault(fault));
    assert.deepEqual(
      [fault.fault, fault.status, fault.message],
      ['API_CONFIGURATION_ERROR', 500, 'Internal server error'],
    );
    assert.match(fault.detail ?? '', /^There is no endpoint for sqs \(--aws-endpoints\), and no credentials/);
  });
});

describe('what is sent', () => {
  test('an action is a query parameter, before those of the URI and the mapped', () => {
    const sent = called(
      { service: 'sns', action: 'Publish', query: 'TopicArn={t}&b=1' },
      { path: new Map([['t', 'a%3Ab+c']]), query: [['Message', 'ü & more']] },
    );
    assert.equal(sent.path, '/?Action=Publish&TopicArn=a%3Ab%2Bc&b=1&Message=%C3%BC%20%26%20more');
    assert.equal(lastHeader(sent.headers, 'x-amz-target'), undefined);
  });

  test('DynamoDB, Kinesis and Step Functions get X-Amz-Target too, unless it is mapped (aws-behaviour.md §1.8)', () => {
    const target = (service: string, action: string | null, rq: Partial<AwsRequest> = {}) =>
      lastHeader(called({ service, action }, rq).headers, 'x-amz-target');
    assert.equal(target('dynamodb', 'PutItem'), 'DynamoDB_20120810.PutItem');
    assert.equal(target('kinesis', 'PutRecord'), 'Kinesis_20131202.PutRecord');
    assert.equal(target('states', 'StartExecution'), 'AWSStepFunctions.StartExecution');
    assert.equal(target('dynamodb', 'PutItem', { headers: [['x-amz-target', 'own']] }), 'own');
    assert.equal(target('dynamodb', null), undefined);
  });

  test('a value in the path cannot leave it', () => {
    const path = new Map([['key', 'a b?c#d/é']]);
    assert.equal(called({ service: 's3', path: '/bucket x/{key}' }, { path }).path, '/bucket%20x/a%20b%3Fc%23d/%C3%A9');
  });

  test('a value in the query of the URI cannot start a parameter of its own', () => {
    const path = new Map([['v', 'a&Action=DeleteQueue']]);
    assert.equal(called({ query: 'v={v}', action: 'A' }, { path }).path, '/?Action=A&v=a%26Action%3DDeleteQueue');
  });

  test("mapped headers but for what the signature sets, and the endpoint's Host", () => {
    const sent = called(
      {},
      {
        headers: [
          ['Host', 'evil'],
          ['X-Amz-Date', 'x'],
          ['authorization', 'y'],
          ['X-Amz-Meta-A', 'z'],
        ],
      },
    );
    const names = sent.headers.filter((_, i) => i % 2 === 0);
    assert.deepEqual(names, ['Host', 'X-Amz-Meta-A', 'X-Amz-Date', 'Authorization']);
    assert.equal(lastHeader(sent.headers, 'host'), 'dynamodb.eu-west-1.amazonaws.com');
    assert.equal(lastHeader(sent.headers, 'x-amz-date'), '20260101T000000Z');
  });

  test('the body, text or bytes; none with GET', () => {
    assert.deepEqual(called({}, { body: 'ü' }).body, Buffer.from('ü'));
    assert.deepEqual(called({}, { body: Buffer.from([255]) }).body, Buffer.from([255]));
    assert.equal(called({}).body, undefined);
    assert.equal(called({ httpMethod: 'GET' }, { body: 'x' }).body, undefined);
    assert.equal(called({ httpMethod: 'ANY' }, { httpMethod: 'GET', body: 'x' }).body, undefined);
  });

  test('each is signed at its own time', () => {
    const clock = new ManualClock();
    const call = compileAwsCall(CALL, AWS, clock);
    if (isFault(call)) assert.fail(call.detail);
    const send = () => call({ httpMethod: 'POST', path: new Map(), query: [], headers: [], body: '' }).headers;
    const before = send();
    clock.advance(61_000);
    assert.equal(lastHeader(before, 'x-amz-date'), '20260101T000000Z');
    assert.equal(lastHeader(send(), 'x-amz-date'), '20260101T000101Z');
  });

  test('text that is no Unicode does not break the signature', () => {
    assert.equal(called({ path: '/\ud800' }, { query: [['\udc00', '\ud800']] }).path, '/%EF%BF%BD?%EF%BF%BD=%EF%BF%BD');
  });
});
