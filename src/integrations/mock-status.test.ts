import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMockStatus } from './mock-status.ts';

/** aws-behaviour.md §1.8 and G9, and LocalStack's recorded test_apigateway_common, "mock" cases. */
const TEMPLATES: readonly [template: string, status: number | null][] = [
  ['{"statusCode": 200}', 200],
  ['{statusCode: 200}', 200],
  ["{'statusCode': 200}", 200],
  ['{"statusCode":404,"x":{"statusCode":500}}', 404],
  ['{"x":[1,{"statusCode":500}],"statusCode":201}', 201],
  [' \n{ "statusCode" : 200 , }\n', 200],
  ['{"text":"}, \\"statusCode\\": 500","statusCode": 200}', 200],
  ['{"statusCode": "200"}', null],
  ['{"statusCode": 200.5}', null],
  ['{"statusCode": 20}', 20],
  ['{"statusCode": -1000}', -1000],
  ['{"statusCode": 1234567890123}', null],
  ['{"statusCode": true}', null],
  ['{"statuscode": 200}', null],
  ['{"x": {"statusCode": 200}}', null],
  ['{}', null],
  ['', null],
  ['200', null],
  ['[{"statusCode": 200}]', null],
  ['{"statusCode": 200', null],
  ['{"statusCode": 200}}', null],
  [`{"x":"${'a'.repeat(400_000)}","statusCode": 200}`, null],
  ['{'.repeat(100_000), null],
  // Of a client's, where there is no template: each took minutes while quotes were looked for again and again.
  [`{"${'\\"'.repeat(150_000)}}`, null],
  [`{'${"\\'".repeat(150_000)}}`, null],
];

for (const [template, status] of TEMPLATES) {
  test(`${template.slice(0, 60)} → ${status}`, () => assert.equal(readMockStatus(template), status));
}
