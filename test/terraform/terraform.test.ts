import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';
import { type Running, startProcess } from '../system/start.ts';
import { openTerraform, type Terraform } from './terraform.ts';

/** The AWS provider against Gatehouse, with nothing but an `endpoints` block and static credentials. */

const CONFIGURATION = fileURLToPath(new URL('configuration', import.meta.url));

/** The provider starts anew for each command, and a busy machine takes its time. */
const SLOW = { timeout: 400_000 };

let folder: string;
let gatehouse: Running;
let terraform: Terraform | string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-terraform-'));
  await cp(CONFIGURATION, folder, { recursive: true });
  await zipHandler(join(folder, 'handler.zip'));
  gatehouse = await startProcess(['--ephemeral']);
  terraform = await openTerraform(folder, gatehouse.endpoint);
  if (typeof terraform === 'string') console.warn(`SKIPPED: the Terraform suite did not run, because ${terraform}`);
});

after(async () => {
  await gatehouse.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the configuration covers every resource type of API Gateway, in at least 40 resources', async (t) => {
  if (typeof terraform === 'string') return t.skip(terraform);
  const schema = JSON.parse(await terraform('providers', 'schema', '-json'));
  const [provider] = Object.values<{ resource_schemas: object }>(schema.provider_schemas);
  const types = Object.keys(provider?.resource_schemas ?? {}).filter((type) => type.startsWith('aws_api_gateway_'));
  assert.ok(types.length >= 20);
  const files = (await readdir(CONFIGURATION)).filter((name) => name.endsWith('.tf'));
  const texts = await Promise.all(files.map((name) => readFile(join(CONFIGURATION, name), 'utf8')));
  const used = texts.flatMap((text) =>
    [...text.matchAll(/^resource "(aws_api_gateway_\w+)"/gm)].map(([, type]) => type),
  );
  assert.deepEqual(
    types.filter((type) => !used.includes(type)),
    [],
  );
  assert.ok(used.length >= 40, `${used.length} resources`);
});

for (const revision of [1, 2]) {
  test(`revision ${revision} applies, and a plan after it is empty`, SLOW, async (t) => {
    if (typeof terraform === 'string') return t.skip(terraform);
    const chosen = ['-no-color', '-input=false', `-var=revision=${revision}`];
    const applied = await terraform('apply', '-auto-approve', ...chosen);
    assert.match(
      applied,
      revision === 1 ? /Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/ : /Apply complete!/,
    );
    // -detailed-exitcode: 2, a failure, when anything would change.
    assert.match(await terraform('plan', '-detailed-exitcode', ...chosen), /No changes\./);
  });
}

test('destroy leaves nothing', SLOW, async (t) => {
  if (typeof terraform === 'string') return t.skip(terraform);
  await terraform('destroy', '-auto-approve', '-no-color', '-input=false', '-var=revision=2');
  assert.equal(await terraform('state', 'list'), '');
  for (const path of ['restapis', 'apikeys', 'usageplans', 'vpclinks', 'domainnames', 'clientcertificates']) {
    assert.deepEqual(await get(path), { item: [] }, path);
  }
  assert.deepEqual(await get('2015-03-31/functions'), { Functions: [] });
});

async function get(path: string): Promise<unknown> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/apigateway/aws4_request, SignedHeaders=host, Signature=0';
  const headers = { authorization, accept: 'application/json' };
  const answer = await fetch(`${gatehouse.endpoint}/${path}`, { headers });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

async function zipHandler(path: string): Promise<void> {
  const zip = new ZipFile();
  const source = "exports.handler = async () => ({ statusCode: 200, body: 'ok' });\n";
  zip.addBuffer(Buffer.from(source), 'index.js', { mtime: new Date(0) });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
