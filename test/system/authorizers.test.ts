import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import {
  CreateAuthorizerCommand,
  FlushStageAuthorizersCacheCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { signedToken, signingKey } from '../../src/lib/jwt.fixture.ts';
import { startProcess } from './start.ts';
import { type Api, type Clients, clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

/** Says who called, and when it was asked. */
const AUTHORIZER = `export const handler = async ({ authorizationToken, methodArn }) => {
  if (authorizationToken === 'nobody') throw new Error('Unauthorized');
  const Statement = [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }];
  const context = { asked: performance.timeOrigin + performance.now() };
  return { principalId: authorizationToken, policyDocument: { Version: '2012-10-17', Statement }, context };
};`;

const ECHO = `export const handler = async ({ requestContext: { authorizer } }) =>
  ({ statusCode: 200, body: JSON.stringify(authorizer) });`;

async function guard({ gateway }: Clients, { restApiId, resourceId }: Api, type: string, authorizerId: string) {
  const patchOperations = [
    { op: 'replace', path: '/authorizationType', value: type },
    { op: 'replace', path: '/authorizerId', value: authorizerId },
  ] as const;
  await gateway.send(
    new UpdateMethodCommand({ restApiId, resourceId, httpMethod: 'ANY', patchOperations: [...patchOperations] }),
  );
}

for (const threads of ['0', '2']) {
  test(`a Lambda authorizer is asked once for an identity, and again once the stage is flushed; threads: ${threads}`, async () => {
    const gatehouse = await startProcess(['--ephemeral', '--threads', threads]);
    try {
      const clients = clientsFor(gatehouse.endpoint);
      const authorizer = await createFunction(clients, 'authorizer', AUTHORIZER);
      const api = await putApi(clients, await createFunction(clients, 'echo', ECHO), 'who');
      const { restApiId } = api;
      const { id = '' } = await clients.gateway.send(
        new CreateAuthorizerCommand({
          restApiId,
          name: 'token',
          type: 'TOKEN',
          identitySource: 'method.request.header.Authorization',
          authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${authorizer}/invocations`,
        }),
      );
      await guard(clients, api, 'CUSTOM', id);
      await deploy(clients, restApiId);
      const ask = async (token: string) => {
        const headers = { authorization: token, connection: 'close' };
        const response = await fetch(invokeUrl(gatehouse.endpoint, restApiId, '/who'), { headers });
        return { status: response.status, body: await response.text() };
      };
      assert.deepEqual(await ask('me'), { status: 500, body: '{"message":null}' });
      await clients.lambda.send(
        new AddPermissionCommand({
          FunctionName: authorizer,
          StatementId: 'authorizer',
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
          SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/authorizers/${id}`,
        }),
      );
      assert.deepEqual(await ask('nobody'), { status: 401, body: '{"message":"Unauthorized"}' });
      /** When the authorizer was asked; one time for each thread that served. */
      const times = async (): Promise<ReadonlySet<string>> => {
        const all = await Promise.all(Array.from({ length: 40 }, () => ask('me')));
        return new Set(
          all.map(({ status, body }) => {
            assert.equal(status, 200, body);
            const { principalId, asked } = JSON.parse(body);
            assert.equal(principalId, 'me');
            return asked;
          }),
        );
      };
      const before = await times();
      assert.deepEqual(await times(), before);
      await clients.gateway.send(new FlushStageAuthorizersCacheCommand({ restApiId, stageName: 'v1' }));
      for (const time of await times()) assert.ok(!before.has(time));
    } finally {
      assert.deepEqual(await gatehouse.stop(), [0, null]);
    }
  });
}

test('a Cognito authorizer takes the tokens of a user pool on this machine', async () => {
  const key = signingKey('local');
  const pools = createServer((_, rs) => rs.end(JSON.stringify({ keys: [key.jwk] })));
  await new Promise<void>((resolve) => pools.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(pools.address() as AddressInfo).port}/us-east-1_abc`;
  const gatehouse = await startProcess(['--ephemeral', '--user-pools', `us-east-1_abc=${issuer}`]);
  try {
    const clients = clientsFor(gatehouse.endpoint);
    const api = await putApi(clients, await createFunction(clients, 'echo', ECHO), 'who');
    const { restApiId } = api;
    const { id = '' } = await clients.gateway.send(
      new CreateAuthorizerCommand({
        restApiId,
        name: 'pool',
        type: 'COGNITO_USER_POOLS',
        identitySource: 'method.request.header.Authorization',
        providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc'],
      }),
    );
    await guard(clients, api, 'COGNITO_USER_POOLS', id);
    await deploy(clients, restApiId);
    const url = invokeUrl(gatehouse.endpoint, restApiId, '/who');
    const claims = { sub: 'me', token_use: 'id', iss: issuer, exp: 4_102_444_800 };
    const response = await fetch(url, { headers: { authorization: signedToken(key, claims) } });
    assert.deepEqual(
      [response.status, await response.json()],
      [200, { claims: { ...claims, exp: 'Fri Jan 01 00:00:00 UTC 2100' } }],
    );
    const forged = signedToken({ ...signingKey('local') }, claims);
    assert.equal((await fetch(url, { headers: { authorization: forged } })).status, 401);
  } finally {
    assert.deepEqual(await gatehouse.stop(), [0, null]);
    pools.close();
    pools.closeAllConnections();
  }
});
