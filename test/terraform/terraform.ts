import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Terraform, working in one folder against one endpoint. @returns what it printed; rejects with it when Terraform fails */
export type Terraform = (...args: readonly string[]) => Promise<string>;

/** Where a provider may stand besides the places that Terraform looks in by itself; the first that is there is used. */
const MIRRORS = [
  process.env['GATEHOUSE_TERRAFORM_PLUGINS'] ?? '',
  join(homedir(), '.terraform.d', 'plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
  ...foldersOf('/opt'),
];

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

function foldersOf(path: string): string[] {
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}

/**
 * Terraform with the AWS provider, initialised in `folder`. Nothing is fetched: the provider has to be installed.
 *
 * @returns what is missing, when something is
 */
export async function openTerraform(folder: string, endpoint: string): Promise<Terraform | string> {
  const mirror = MIRRORS.find((path) => path !== '' && existsSync(join(path, PROVIDER)));
  if (mirror === undefined) {
    return 'the AWS provider is in no local mirror: name one that holds registry.terraform.io/hashicorp/aws in GATEHOUSE_TERRAFORM_PLUGINS';
  }
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    TF_CLI_CONFIG_FILE: '',
    TF_IN_AUTOMATION: '1',
    TF_VAR_endpoint: endpoint,
    CHECKPOINT_DISABLE: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const terraform: Terraform = async (...args) => {
    try {
      const { stdout } = await run('terraform', [...args], { cwd: folder, env, maxBuffer: 1 << 28 });
      return stdout;
    } catch (error) {
      const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
      if (code === 'ENOENT') throw error;
      throw new Error(`terraform ${args.join(' ')} ended with ${String(code)}:\n${stdout}\n${stderr}`);
    }
  };
  try {
    await terraform('version');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return 'there is no terraform on the PATH';
    throw error;
  }
  await terraform('init', '-no-color', '-input=false', `-plugin-dir=${mirror}`);
  return terraform;
}
