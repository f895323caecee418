import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestInvokeMethodCommand, UpdateIntegrationCommand } from '@aws-sdk/client-api-gateway';
import { CreateRoleCommand, DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { startProcess } from './start.ts';
import { clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

const statement = (one: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...one }] });

for (const threads of ['0', '2'])
  test(`a function is invoked by the role of its integration, as IAM has it now; threads: ${threads}`, async () => {
    const gatehouse = await startProcess(['--ephemeral', '--threads', threads]);
    const { endpoint } = gatehouse;
    const iam = new IAMClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    try {
      const clients = clientsFor(endpoint);
      const { gateway, lambda } = clients;
      const echo = `export const handler = async () => ({ statusCode: 200, body: 'in' });`;
      const { restApiId, resourceId } = await putApi(clients, await createFunction(clients, 'fn', echo), 'who');
      await lambda.send(new RemovePermissionCommand({ FunctionName: 'fn', StatementId: `api-${restApiId}` }));
      const { Role } = await iam.send(
        new CreateRoleCommand({
          RoleName: 'invoker',
          AssumeRolePolicyDocument: statement({
            Action: 'sts:AssumeRole',
            Principal: { Service: 'apigateway.amazonaws.com' },
          }),
        }),
      );
      const patchOperations = [{ op: 'replace', path: '/credentials', value: Role?.Arn }] as const;
      const method = { restApiId, resourceId, httpMethod: 'ANY' };
      await gateway.send(new UpdateIntegrationCommand({ ...method, patchOperations: [...patchOperations] }));
      await deploy(clients, restApiId);
      const ask = async () => {
        const response = await fetch(invokeUrl(endpoint, restApiId, '/who'), { headers: { connection: 'close' } });
        const tested = await gateway.send(new TestInvokeMethodCommand({ ...method, pathWithQueryString: '/who' }));
        return [response.status, await response.text(), tested.status, tested.log] as const;
      };
      const [status, body, testStatus, log] = await ask();
      assert.deepEqual([status, body, testStatus], [500, '{"message": "Internal server error"}', 500]);
      assert.match(
        log ?? '',
        /configuration error: Invalid permissions on Lambda function: User: arn:aws:sts::\d{12}:assumed-role\/invoker\//,
      );

      const policy = { RoleName: 'invoker', PolicyName: 'invoke' };
      const PolicyDocument = statement({ Action: 'lambda:InvokeFunction', Resource: '*' });
      await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
      assert.deepEqual((await ask()).slice(0, 3), [200, 'in', 200]);
      await iam.send(new DeleteRolePolicyCommand(policy));
      assert.deepEqual((await ask()).slice(0, 3), [500, '{"message": "Internal server error"}', 500]);
    } finally {
      iam.destroy();
      assert.deepEqual(await gatehouse.stop(), [0, null]);
    }
  });
