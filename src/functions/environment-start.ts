import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionVersion } from '../definition/definition.ts';
import type { Clock } from '../lib/clock.ts';
import { EnvironmentProcess, type ProcessEvents } from './environment-process.ts';
import { environmentVariables } from './environment-variables.ts';
import { RuntimeConnection, type RuntimeSession } from './runtime-api.ts';
import { listenForRuntime, type RuntimeListener } from './runtime-listener.ts';
import type { Runtime } from './runtimes.ts';
import type { Watcher } from './watcher.ts';

export interface StartSpec {
  readonly scope: string;
  readonly version: FunctionVersion;
  readonly runtime: Runtime;
  readonly clock: Clock;
  /** The search path for programs. */
  readonly path: string;
  readonly endpointUrl?: string;
  readonly watcher: Watcher;
  /** The folder of the unpacked code. */
  unpack(): Promise<string>;
}

export interface StartEvents extends ProcessEvents {
  connected(connection: RuntimeConnection): void;
}

export interface Started {
  readonly process: EnvironmentProcess;
  readonly listener?: RuntimeListener;
}

/**
 * Unpacks the code and starts the process. `abandoned` is asked after each wait: nothing is started any more for an environment
 * that ended meanwhile.
 */
export async function startEnvironment(
  spec: StartSpec,
  session: RuntimeSession,
  events: StartEvents,
  abandoned: () => boolean,
): Promise<Started | 'abandoned' | 'no entrypoint'> {
  const { runtime, watcher } = spec;
  const code = await spec.unpack();
  if (abandoned()) return 'abandoned';
  if (runtime.entrypoint !== undefined && !(await isExecutable(join(code, runtime.entrypoint)))) return 'no entrypoint';
  if (abandoned()) return 'abandoned';
  if (runtime.transport === 'descriptor') {
    const process = new EnvironmentProcess(processSpec(spec, code), watcher, events);
    events.connected(new RuntimeConnection(process.socket, session, true));
    return { process };
  }
  const listener = await listenForRuntime(session, events.connected);
  if (abandoned()) {
    listener.close();
    return 'abandoned';
  }
  const process = new EnvironmentProcess(processSpec(spec, code, listener.address), watcher, events);
  // Nobody speaks here; without a reader it would not be seen to close.
  process.socket.on('error', () => process.socket.destroy()).resume();
  return { process, listener };
}

function processSpec(spec: StartSpec, code: string, api?: string) {
  const { runtime, version, scope, clock, path, endpointUrl } = spec;
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const variables = environmentVariables({
    scope,
    version,
    runtime,
    code,
    path,
    logStream: `${day}/[${version.Version}]${randomBytes(16).toString('hex')}`,
    ...(api !== undefined && { api }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  });
  return { command: runtime.command(code), folder: code, variables };
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
