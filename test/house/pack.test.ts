import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deployWeather } from '../../examples/weather/deploy.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** What a user gets from the registry: packed, and installed into an empty project. */
describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-pack-'));
  const project = join(folder, 'project');
  const env = environment();

  before(async () => {
    await run('npm', ['pack', '--pack-destination', folder], { cwd: root, env, timeout: 60_000 });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'no tarball';
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{"private":true}');
    const install = ['install', join(folder, tarball), '--prefer-offline', '--no-audit', '--no-fund'];
    await run('npm', install, { cwd: project, env, timeout: 100_000 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('holds no TypeScript, no tests and no fixtures', () => {
    const files = readdirSync(join(project, 'node_modules/gatehouse'), { recursive: true, encoding: 'utf8' });
    assert.ok(files.includes(join('dist', 'main.js')));
    assert.deepEqual(
      files.filter((file) => /\.ts$|\.(?:test|fixture)\.|(?:^|[\\/])(?:tests?|fixtures?|contract)[\\/.]/.test(file)),
      [],
    );
  });

  test('npx gatehouse version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const { stdout } = await run('npx', ['--no-install', 'gatehouse', 'version'], {
      cwd: project,
      env,
      timeout: 30_000,
    });
    assert.ok(stdout.includes(version), stdout);
  });

  test('gatehouse start says where it listens, serves a function there, and ends in good order on SIGTERM', async (t) => {
    const gatehouse = spawn(join(project, 'node_modules/.bin/gatehouse'), ['start', '--ephemeral', '--port', '0'], {
      cwd: project,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => gatehouse.kill('SIGKILL'));
    const exited = once(gatehouse, 'exit');
    const origin = await firstOrigin(createInterface({ input: gatehouse.stdout }));

    const health = await fetch(`${origin}/_gatehouse/health`, { signal: AbortSignal.timeout(5000) });
    assert.equal(health.status, 200);
    await health.arrayBuffer();
    // Which needs everything that the build copies: the models and the bootstraps.
    const weather = await fetch(await deployWeather(origin), { signal: AbortSignal.timeout(10_000) });
    assert.equal(weather.status, 200, await weather.text());

    gatehouse.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
  });
});

/** `http://{host}:{port}` of the line that has it. */
async function firstOrigin(lines: AsyncIterable<string>): Promise<string> {
  const seen: string[] = [];
  for await (const line of lines) {
    const origin = /http:\/\/[\w.]+:\d+/.exec(line)?.[0];
    if (origin !== undefined) return origin;
    seen.push(line);
  }
  throw new Error(`It ended without a ready line:\n${seen.join('\n')}`);
}

/** As in a shell of its own, on the Node that runs the test: without what an enclosing `npm test` says about this project. */
function environment(): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:config_(?:local_|global_)?prefix|lifecycle|package|command)/.test(name),
  );
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path };
}
