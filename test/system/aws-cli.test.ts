import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { zip } from '../../examples/zip.ts';
import { type Running, startProcess } from './start.ts';
import { invokeUrl } from './walk.ts';

const exec = promisify(execFile);

const installed = await exec('aws', ['--version']).then(
  () => true,
  () => false,
);
const skip = installed
  ? false
  : 'the AWS CLI is not installed: install it so that `aws --version` works, and run again';

let dir: string;
let gatehouse: Running;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
  gatehouse = await startProcess(['--ephemeral']);
});

after(async () => {
  await gatehouse.stop();
  await rm(dir, { recursive: true, force: true });
});

/** One command of the AWS CLI, as the README shows it. @returns its JSON, or its text when it is none */
async function aws(...args: readonly string[]): Promise<Record<string, string>> {
  const env = {
    PATH: process.env['PATH'],
    HOME: dir,
    AWS_ENDPOINT_URL: gatehouse.endpoint,
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'eu-north-1',
    AWS_PAGER: '',
  };
  const { stdout } = await exec('aws', args, { env });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}

test('the Weather Service by hand, with the AWS CLI', { skip }, async () => {
  const file = join(dir, 'function.zip');
  await writeFile(
    file,
    zip({ 'index.js': 'exports.handler = async (e) => ({ statusCode: 200, body: e.queryStringParameters.city });' }),
  );
  assert.deepEqual(await aws('sts', 'get-caller-identity'), {
    UserId: '111122223333',
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:root',
  });
  const { FunctionArn = '' } = await aws(
    ...['lambda', 'create-function', '--function-name', 'GetWeather', '--runtime', 'nodejs22.x'],
    ...[
      '--handler',
      'index.handler',
      '--role',
      'arn:aws:iam::111122223333:role/weather',
      '--zip-file',
      `fileb://${file}`,
    ],
  );
  assert.equal(FunctionArn, 'arn:aws:lambda:eu-north-1:111122223333:function:GetWeather');
  const { id: api = '' } = await aws('apigateway', 'create-rest-api', '--name', 'Weather Service');
  const { items } = (await aws('apigateway', 'get-resources', '--rest-api-id', api)) as unknown as {
    items: { id: string; path: string }[];
  };
  assert.deepEqual(
    items.map(({ path }) => path),
    ['/'],
  );
  const on = ['--rest-api-id', api];
  const { id: resource = '' } = await aws(
    ...['apigateway', 'create-resource', ...on, '--parent-id', items[0]?.id ?? '', '--path-part', 'weather'],
  );
  const method = [...on, '--resource-id', resource, '--http-method', 'GET'];
  await aws('apigateway', 'put-method', ...method, '--authorization-type', 'NONE');
  await aws(
    ...['apigateway', 'put-integration', ...method, '--type', 'AWS_PROXY', '--integration-http-method', 'POST'],
    ...['--uri', `arn:aws:apigateway:eu-north-1:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`],
  );
  await aws(
    ...['lambda', 'add-permission', '--function-name', 'GetWeather', '--statement-id', 'api'],
    ...['--action', 'lambda:InvokeFunction', '--principal', 'apigateway.amazonaws.com'],
    ...['--source-arn', `arn:aws:execute-api:eu-north-1:111122223333:${api}/*/GET/weather`],
  );
  await aws('apigateway', 'create-deployment', ...on, '--stage-name', 'v1');

  const response = await fetch(`${invokeUrl(gatehouse.endpoint, api, '/weather')}?city=oslo`);
  assert.equal(response.status, 200);
  assert.equal(await response.text(), 'oslo');
});

test('the AWS CLI shows our errors as it shows those of AWS', { skip }, async () => {
  await assert.rejects(aws('apigateway', 'get-rest-api', '--rest-api-id', 'nosuchapi1'), ({ stderr }) => {
    assert.match(
      stderr,
      /\(NotFoundException\) when calling the GetRestApi operation: Invalid API identifier specified 111122223333:nosuchapi1/,
    );
    return true;
  });
  await assert.rejects(aws('apigatewayv2', 'get-apis'), ({ stderr }) => {
    assert.match(stderr, /\(NotImplementedException\).*Gatehouse does not implement GetApis yet/);
    return true;
  });
});
