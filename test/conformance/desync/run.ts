/** `npm run test:desync`: the desync matrix in front of node:http and of nginx. */
import { checkRow } from './check.ts';
import { startGateway } from './gateway.ts';
import { known } from './known.ts';
import { nginxInstalled, nginxUpstream } from './nginx.ts';
import { table } from './table.ts';
import { nodeUpstream } from './upstream.ts';

async function run(): Promise<number> {
  if (!(await nginxInstalled())) {
    console.error('nginx is not installed: apt-get install nginx');
    return 1;
  }
  let failed = 0;
  await using gateway = await startGateway();
  for (const open of [nodeUpstream, nginxUpstream]) {
    await using upstream = await open();
    const apiId = await gateway.deploy(upstream.port);
    const counts = { passed: 0, failed: 0, known: 0 };
    for (const group of table) {
      for (const row of group.rows) {
        const name = `${group.name}: ${row.name}`;
        const error = await checkRow(row, gateway, upstream, apiId).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        const expected = known.has(name);
        if ((error === undefined) === !expected) {
          counts[expected ? 'known' : 'passed']++;
          continue;
        }
        counts.failed++;
        console.error(`${upstream.name}: ${name}\n${error ?? 'passes now: take it out of known.ts'}\n`);
        await upstream.take();
      }
    }
    console.log(`${upstream.name}: ${counts.passed} rows passed, ${counts.failed} failed, ${counts.known} not yet`);
    failed += counts.failed;
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = await run();
