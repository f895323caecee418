import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { definition, integration, run, stageRecord } from './gateway.fixture.ts';

const dynamo = (over: object) =>
  integration({
    type: 'AWS',
    httpMethod: 'POST',
    uri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
    credentials: 'arn:aws:iam::123456789012:role/api',
    requestTemplates: { 'application/json': '{"TableName":"pets"}' },
    integrationResponses: { 201: { statusCode: '201' } },
    ...over,
  });

test('a request is mapped, signed and answered by a service at its configured endpoint', async () => {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { authorization, 'x-amz-target': target } = request.headers;
    seen.push([request.method, request.url, target, authorization?.split(',')[0], body].join(' '));
    response.setHeader('Content-Type', 'application/x-amz-json-1.0').end('{"Attributes":{}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const api = definition({
      'POST /pets': dynamo({}),
      'POST /sqs': dynamo({ uri: 'arn:aws:apigateway:eu-west-1:sqs:path/1/q' }),
    });
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await using gateway = await run(api, stageRecord(), undefined, () => ({
      aws: { credentials: undefined, endpoints: new Map([['dynamodb', endpoint]]) },
    }));
    const answer = await gateway.send('POST /prod/pets', ['Content-Type: application/json'], '{}');
    assert.deepEqual([answer.status, answer.body.toString()], [201, '{"Attributes":{}}']);
    const signer = 'AWS4-HMAC-SHA256 Credential=test/20261122/eu-west-1/dynamodb/aws4_request';
    assert.deepEqual(seen, [`POST /?Action=PutItem DynamoDB_20120810.PutItem ${signer} {"TableName":"pets"}`]);

    // Without credentials nobody else's service is called, and certainly not real AWS.
    const refused = await gateway.send('POST /prod/sqs', ['Content-Type: application/json'], '{}');
    assert.deepEqual([refused.status, refused.body.toString()], [500, '{"message": "Internal server error"}']);
    assert.ok(
      gateway.log.lines.some(({ message }) => message.includes('There is no endpoint for sqs (--aws-endpoints)')),
    );
  } finally {
    server.close();
  }
});
