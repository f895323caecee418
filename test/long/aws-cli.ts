/**
 * npm run test:cli: every operation of the REST control plane, sent and read by the AWS CLI, which must be installed. It starts a
 * process for each of some 130 commands, and takes about two minutes.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Input, STEPS } from '../system/operations/steps.ts';
import { REGION, surroundings } from '../system/operations/surroundings.ts';
import { walkSteps } from '../system/operations/walk-steps.ts';
import { startProcess } from '../system/start.ts';

const exec = promisify(execFile);
const ACCOUNT = '444455556666';

const installed = await exec('aws', ['--version']).catch(() => undefined);
if (installed === undefined) {
  throw new Error('The AWS CLI is not installed: install it so that `aws --version` works, and run again');
}
console.log(installed.stdout.trim());
const folder = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
const gatehouse = await startProcess(['--ephemeral']);
try {
  await walkSteps(cli, await surroundings(gatehouse.endpoint, ACCOUNT));
  console.log(
    `${STEPS.length} commands, ${new Set(STEPS.map(({ operation }) => operation)).size} operations, no failure`,
  );
} finally {
  await gatehouse.stop();
  await rm(folder, { recursive: true, force: true });
}

async function cli(operation: string, { body, ...input }: Input): Promise<unknown> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    AWS_ENDPOINT_URL: gatehouse.endpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
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
  const given =
    operation === 'GetExport' || operation === 'GetSdk'
      ? [...Object.entries(input).flatMap(([name, value]) => [`--${kebab(name)}`, text(value)]), join(folder, 'out')]
      : ['--cli-input-json', JSON.stringify(input), ...more];
  const { stdout } = await exec('aws', ['apigateway', kebab(operation), ...given, '--output', 'json'], { env });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
