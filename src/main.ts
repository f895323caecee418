// Nothing is imported before this: an older Node would end with a stack trace that does not say why.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(`gatehouse: Node 24 or newer is needed, and this is ${process.versions.node}\n`);
  process.exitCode = 1;
} else {
  const { run } = await import('./cli/cli.ts');
  process.exitCode = await run(process.argv.slice(2));
}

export {};
