import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import * as apiGateway from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zip } from '../../../examples/zip.ts';
import { loadModel } from '../../../src/model/model.ts';
import { type Running, startProcess } from '../start.ts';
import { type Input, STEPS } from './steps.ts';
import { walkSteps } from './walk-steps.ts';

/** Every operation of the REST control plane, as the AWS SDK for JavaScript and the AWS CLI send and read it. */

const exec = promisify(execFile);
const REGION = 'eu-west-1';
const AUTHORIZER = `exports.handler = async () => ({ principalId: 'somebody', policyDocument: { Version: '2012-10-17', Statement: [] } });`;

const installed = await exec('aws', ['--version']).then(
  () => true,
  () => false,
);
const skip = installed
  ? false
  : 'the AWS CLI is not installed: install it so that `aws --version` works, and run again';

let folder: string;
let gatehouse: Running;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-operations-'));
  gatehouse = await startProcess(['--ephemeral']);
});

after(async () => {
  await gatehouse.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the steps have every operation', () => {
  const operations = new Set(STEPS.map(({ operation }) => operation));
  assert.deepEqual([...operations].sort(), Object.keys(loadModel('apigateway').operations).sort());
  assert.equal(operations.size, 124);
});

test('the AWS SDK for JavaScript drives every operation', async () => {
  const client = new apiGateway.APIGatewayClient(clientOf('111122223333'));
  await walkSteps(
    async (operation, { body, ...input }) => {
      const commands = apiGateway as unknown as { [name: string]: new (input: object) => never };
      const Command = commands[`${operation}Command`];
      assert.ok(Command !== undefined, operation);
      const bytes = operation.startsWith('Import') || operation.startsWith('Put');
      const sent = body === undefined ? {} : { body: bytes ? Buffer.from(String(body)) : body };
      return client.send(new Command({ ...input, ...sent }));
    },
    await surroundings('111122223333'),
  );
});

// A process for each of them: half a second or more.
test('the AWS CLI drives every operation', { skip, timeout: 400_000 }, async () => {
  await walkSteps((operation, input) => cli(operation, input), await surroundings('444455556666'));
});

async function cli(operation: string, { body, ...input }: Input): Promise<unknown> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    AWS_ENDPOINT_URL: gatehouse.endpoint,
    AWS_ACCESS_KEY_ID: '444455556666',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: REGION,
    AWS_PAGER: '',
  };
  const more: string[] = [];
  if (body !== undefined) {
    const file = join(folder, 'body');
    await writeFile(file, String(body));
    more.push('--body', `fileb://${file}`);
  }
  // What goes into a file stands behind the arguments, and those cannot come from JSON then.
  const given = DOWNLOADS.has(operation)
    ? [...Object.entries(input).flatMap(([name, value]) => [`--${kebab(name)}`, text(value)]), join(folder, 'out')]
    : ['--cli-input-json', JSON.stringify(input), ...more];
  const args = ['apigateway', kebab(operation), ...given, '--output', 'json'];
  const { stdout } = await exec('aws', args, { env });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}

function clientOf(account: string): {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  return {
    endpoint: gatehouse.endpoint,
    region: REGION,
    credentials: { accessKeyId: account, secretAccessKey: 'test' },
  };
}

const DOWNLOADS = new Set(['GetExport', 'GetSdk']);

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The function of the authorizer, and the day. */
async function surroundings(account: string): Promise<{ [name: string]: string }> {
  const lambda = new LambdaClient(clientOf(account));
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'authorizer',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${account}:role/any`,
      Code: { ZipFile: zip({ 'index.js': AUTHORIZER }) },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'authorizer',
      StatementId: 'gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  return { function: FunctionArn, today: new Date().toISOString().slice(0, 10) };
}
