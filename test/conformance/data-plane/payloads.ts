import { deflateSync, gzipSync } from 'node:zlib';
import type { ContentHandling } from '../../../src/definition/definition.ts';
import { lambda, mock, returned } from '../../../src/gateway/gateway.fixture.ts';
import { mocked, toEndpoint } from './given.ts';
import { BROKEN, type Claim, type Row, rowsOf } from './row.ts';

/** §1.12: binary media types and compression, through a whole stage. Every cell of AWS's two tables: payload.test.ts. */

const BYTES = Buffer.from([0x89, 0x50, 0xff, 0x00]);
const ENCODED = BYTES.toString('base64');
const IMAGES = { binaryMediaTypes: ['image/png'] };

const TABLES = 'developer guide, "Content type conversions in API Gateway"; test_apigw_s3_binary_support_*';

const handling = (contentHandling: ContentHandling | null): { contentHandling?: ContentHandling } =>
  contentHandling === null ? {} : { contentHandling };

/** What the client sends as image/png, and what the endpoint gets. */
const request = (
  binary: boolean,
  contentHandling: ContentHandling | null,
  given: Buffer | string,
  sent: string,
): Claim => ({
  claim: `a request of ${binary ? 'binary' : 'text'} type, ${contentHandling ?? 'undefined'}`,
  ...(binary && { api: IMAGES }),
  integration: toEndpoint(handling(contentHandling)),
  when: ['POST /prod/x', ['Content-Type: image/png'], given],
  sent: { body: sent },
});

/** What the endpoint answers as image/png, and what a client gets that accepts this. */
const response = (
  accept: string,
  contentHandling: ContentHandling | null,
  given: Buffer | string,
  body: Buffer | string,
): Claim => ({
  claim: `an answer of binary type for ${accept}, ${contentHandling ?? 'undefined'}`,
  api: IMAGES,
  integration: toEndpoint({ integrationResponses: { 200: { statusCode: '200', ...handling(contentHandling) } } }),
  when: ['GET /prod/x', [`Accept: ${accept}`]],
  endpoint: { headers: ['Content-Type', 'image/png'], body: given },
  answer: { status: 200, body },
});

const conversionRows: readonly Row[] = rowsOf(
  '§1.12 contentHandling',
  TABLES,
  request(true, 'CONVERT_TO_TEXT', BYTES, ENCODED),
  request(false, 'CONVERT_TO_BINARY', Buffer.from('text').toString('base64'), 'text'),
  request(false, null, 'text', 'text'),
  {
    claim: 'a text that is to be binary and is no base64 is a 500',
    integration: toEndpoint({ contentHandling: 'CONVERT_TO_BINARY' }),
    when: ['POST /prod/x', ['Content-Type: text/plain'], 'no base64!'],
    sent: 'nothing',
    answer: BROKEN,
  },
  response('image/png', null, BYTES, BYTES),
  response('image/png, text/plain', null, BYTES, BYTES),
  response('text/plain, image/png', null, BYTES, ENCODED),
  response('image/png', 'CONVERT_TO_TEXT', BYTES, ENCODED),
  response('text/plain', 'CONVERT_TO_BINARY', BYTES, BYTES),
  {
    claim: 'an answer of text type that a client accepts as binary is decoded',
    api: IMAGES,
    integration: toEndpoint(),
    when: ['GET /prod/x', ['Accept: image/png']],
    endpoint: { headers: ['Content-Type', 'text/plain'], body: ENCODED },
    answer: { status: 200, body: BYTES },
  },
  {
    claim: '*/* is every type',
    api: { binaryMediaTypes: ['*/*'] },
    integration: toEndpoint(),
    when: ['GET /prod/x'],
    endpoint: { headers: ['Content-Type', 'anything/else'], body: BYTES },
    answer: { status: 200, body: BYTES },
  },
);

const proxied = (accept: string, body: Buffer | string): Claim => ({
  claim: `of base64 from a function a client that accepts ${accept} gets ${typeof body === 'string' ? 'the text' : 'bytes'}`,
  api: IMAGES,
  integration: lambda,
  when: ['GET /prod/x', [`Accept: ${accept}`]],
  invoked: () => returned({ statusCode: 200, body: ENCODED, isBase64Encoded: true }),
  answer: { status: 200, body },
});

const lambdaRows: readonly Row[] = rowsOf(
  '§1.12 Lambda proxy',
  'test_aws_proxy_binary_response, test_aws_proxy_response_payload_format_validation ("b64-encoded-…")',
  {
    claim: 'a body of binary type is base64 in the event',
    api: IMAGES,
    integration: lambda,
    when: ['POST /prod/x', ['Content-Type: image/png'], BYTES],
    event: { body: ENCODED, isBase64Encoded: true },
  },
  {
    claim: 'one of another type is text',
    api: IMAGES,
    integration: lambda,
    when: ['POST /prod/x', ['Content-Type: text/plain'], 'text'],
    event: { body: 'text', isBase64Encoded: false },
  },
  proxied('image/png', BYTES),
  proxied('image/png;q=0.8, text/html', BYTES),
  proxied('text/html, image/png', ENCODED),
);

const LONG = 'compress me '.repeat(20);

const packed = (
  minimumCompressionSize: number | null,
  header: string,
  body: Buffer | string,
  coding: string | null,
): Claim => ({
  claim: `${header} from ${minimumCompressionSize ?? 'no size'} bytes on: ${coding ?? 'as it is'}`,
  ...(minimumCompressionSize !== null && { api: { minimumCompressionSize } }),
  integration: mocked('{"statusCode": 200}', {
    integrationResponses: { 200: { statusCode: '200', responseTemplates: { 'application/json': LONG } } },
  }),
  when: ['GET /prod/x', [header]],
  answer: { status: 200, body, headers: { 'content-encoding': coding } },
});

const compressionRows: readonly Row[] = [
  ...rowsOf(
    '§1.12 minimumCompressionSize',
    'developer guide, "Payload compression for REST APIs"',
    packed(10, 'Accept-Encoding: gzip', gzipSync(LONG.trim()), 'gzip'),
    packed(0, 'Accept-Encoding: deflate', deflateSync(LONG.trim()), 'deflate'),
    packed(1000, 'Accept-Encoding: gzip', LONG.trim(), null),
    packed(10, 'Accept-Encoding: *', LONG.trim(), null),
    packed(10, 'Accept: */*', LONG.trim(), null),
    packed(null, 'Accept-Encoding: gzip', LONG.trim(), null),
  ),
  ...rowsOf(
    '§1.12 Content-Encoding of requests',
    'developer guide, the same page, "Call an API method with a compressed payload"',
    {
      claim: 'gzip is unpacked before a template reads it',
      integration: toEndpoint({ requestTemplates: { 'application/json': "$input.path('$.a')" } }),
      when: ['POST /prod/x', ['Content-Encoding: gzip'], gzipSync('{"a": "unpacked"}')],
      sent: { body: 'unpacked' },
    },
    ...(
      [
        ['gzip', 'not packed'],
        ['br', 'of a coding that AWS does not know'],
      ] as const
    ).map(
      ([coding, body]): Claim => ({
        claim: `${coding}: a body ${body} is a 415`,
        integration: mock,
        when: ['POST /prod/x', [`Content-Encoding: ${coding}`], body],
        answer: { status: 415, body: '{"message": "Unsupported Media Type"}' },
      }),
    ),
  ),
];

export const payloadRows: readonly Row[] = [...conversionRows, ...lambdaRows, ...compressionRows];
