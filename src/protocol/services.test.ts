import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel, type Model, serviceNames } from '../model/model.ts';
import { chooseService, compileService } from './protocol.ts';

const servers = serviceNames.map((service) => {
  const model = loadModel(service) as Model;
  return compileService(model, {} as never, Object.keys(model.operations) as never);
});
const choose = chooseService(servers);

function chosen(method: string, uri: string, signed?: string, body = '', target?: string): string | undefined {
  const [path = '', query = ''] = uri.split('?');
  const authorization = `AWS4-HMAC-SHA256 Credential=k/20261122/us-east-1/${signed}/aws4_request, SignedHeaders=host, Signature=x`;
  const headers: Record<string, string> = {
    'x-amz-date': '20261122T000000Z',
    ...(signed !== undefined && { authorization }),
    ...(target !== undefined && { 'x-amz-target': target }),
  };
  return choose({ method, path, query, headers: (name) => headers[name], body: Buffer.from(body) })?.service;
}

test('a signed request goes where its credential scope says, v1 and v2 by the path (aws-behaviour §1.2 W1)', () => {
  assert.equal(chosen('GET', '/restapis', 'apigateway'), 'apigateway');
  assert.equal(chosen('GET', '/v2/apis', 'apigateway'), 'apigatewayv2');
  assert.equal(chosen('GET', '/what', 'apigateway'), 'apigateway');
  assert.equal(chosen('POST', '/', 'iam', 'Action=Nope'), 'iam');
  assert.equal(chosen('POST', '/', 'sts', ''), 'sts');
  assert.equal(chosen('POST', '/', 'logs', '{}', 'Logs_20140328.Nope'), 'logs');
  assert.equal(chosen('GET', '/restapis', 'lambda'), 'lambda');
  assert.equal(chosen('POST', '/@connections/abc', 'execute-api'), 'apigatewaymanagementapi');
});

test('calls to the APIs themselves and to other services are not ours', () => {
  assert.equal(chosen('GET', '/pets', 'execute-api'), undefined);
  assert.equal(chosen('GET', '/bucket', 's3'), undefined);
});

test('an unsigned request goes by its path, on / by its form or its target', () => {
  assert.equal(chosen('GET', '/restapis/abc'), 'apigateway');
  assert.equal(chosen('GET', '/v2/apis/abc'), 'apigatewayv2');
  assert.equal(chosen('POST', '/2015-03-31/functions'), 'lambda');
  assert.equal(chosen('GET', '/2021-10-31/functions/f/url'), 'lambda');
  assert.equal(chosen('POST', '/', undefined, 'Action=GetCallerIdentity&Version=2011-06-15'), 'sts');
  assert.equal(chosen('POST', '/', undefined, 'Action=ListRoles&Version=2010-05-08'), 'iam');
  assert.equal(chosen('GET', '/?Action=ListRoles&Version=2010-05-08'), 'iam');
  assert.equal(chosen('POST', '/', undefined, '{}', 'Logs_20140328.DescribeLogGroups'), 'logs');
  assert.equal(chosen('POST', '/', undefined, '{}', 'Logs_20140328.Nope'), undefined);
  assert.equal(chosen('POST', '/', undefined, '{}', 'DynamoDB_20120810.ListTables'), undefined);
  assert.equal(chosen('GET', '/'), undefined);
  assert.equal(chosen('GET', '/pets'), undefined);
  assert.equal(chosen('GET', '/?X-Amz-Signature=%zz'), undefined);
});
