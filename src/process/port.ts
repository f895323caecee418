import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Log } from '../lib/log.ts';

/**
 * Whether `host:port` can be had: threads that share a port would join a process that has it and shares it too. Our threads listen
 * a moment later; another Gatehouse that starts in that moment is not noticed. @throws the listen error (`EADDRINUSE` …)
 */
export async function assertFree(host: string, port: number): Promise<void> {
  if (port !== 0) await bind({ host, port });
}

/** Whether this system lets several sockets listen on one port. @throws ENOTSUP when it does not */
export async function assertShareable(host: string): Promise<void> {
  await bind({ host, port: 0, reusePort: true });
}

/**
 * Linux resets connections that it has accepted for a listener which closes before it took them over, though others listen on the
 * port; since 5.14 a setting makes it hand them to the others (kernel documentation, ip-sysctl, tcp_migrate_req).
 */
export async function adviseOnSharing(log: Log): Promise<void> {
  const setting = await readFile('/proc/sys/net/ipv4/tcp_migrate_req', 'utf8').catch(() => '');
  if (setting.trim() !== '0') return;
  log.info(
    'When this process stops, a few connections that arrive at that moment may be reset, although the port is shared: sysctl net.ipv4.tcp_migrate_req=1 prevents it',
  );
}

function bind(options: { readonly host: string; readonly port: number; readonly reusePort?: boolean }): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => server.close(() => resolve()));
  });
}
